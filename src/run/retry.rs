//! `--retry`: when a request is sent again.

use std::str::FromStr;
use std::time::Duration;

use super::status::StatusSet;
use crate::http::{Exchange, Failure, FailureKind};

/// When and how often a request is sent again.
#[derive(Debug, Clone)]
pub struct Retry {
    /// Further attempts after the first.
    pub attempts: u32,
    /// Pause before each of them.
    pub delay: Duration,
    /// What is worth another attempt.
    pub on: Vec<RetryOn>,
}

/// A reason to send a request again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetryOn {
    /// No connection, a broken connection, no name.
    Connect,
    /// A time limit was reached.
    Timeout,
    /// The answer has one of these codes.
    Status(StatusSet),
}

impl Retry {
    /// Tells why this outcome deserves another attempt; `None` when it does not.
    #[must_use]
    pub fn reason(&self, outcome: Result<&Exchange, &Failure>) -> Option<String> {
        match outcome {
            Ok(exchange) => {
                let code = exchange.response.code;
                let hit = |on: &RetryOn| matches!(on, RetryOn::Status(set) if set.contains(code));
                self.on.iter().any(hit).then(|| format!("the answer was {code}"))
            }
            Err(failure) => {
                self.on.contains(&reason_of(failure.kind)?).then(|| failure.message.clone())
            }
        }
    }
}

fn reason_of(kind: FailureKind) -> Option<RetryOn> {
    match kind {
        FailureKind::Dns | FailureKind::Connect | FailureKind::Tls | FailureKind::Protocol => {
            Some(RetryOn::Connect)
        }
        FailureKind::Timeout => Some(RetryOn::Timeout),
        // The same request would fail in the same way.
        FailureKind::InvalidRequest
        | FailureKind::Decode
        | FailureKind::TooManyRedirects
        | FailureKind::TooLarge => None,
    }
}

impl FromStr for RetryOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "connect" => Ok(Self::Connect),
            "timeout" => Ok(Self::Timeout),
            other => other.parse().map(Self::Status).map_err(|_| {
                format!("`{other}` is no reason to retry: write connect, timeout, or a status (503, 5xx)")
            }),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::http::Phase;

    fn failure(kind: FailureKind) -> Failure {
        Failure { kind, phase: Phase::Connect, code: None, message: "m".into() }
    }

    #[test]
    fn only_named_reasons_count() {
        let retry =
            Retry { attempts: 1, delay: Duration::ZERO, on: vec!["connect".parse().unwrap()] };
        assert!(retry.reason(Err(&failure(FailureKind::Dns))).is_some());
        assert!(retry.reason(Err(&failure(FailureKind::Timeout))).is_none());
        assert!(retry.reason(Err(&failure(FailureKind::InvalidRequest))).is_none());
        assert_eq!("5xx".parse::<RetryOn>().unwrap(), RetryOn::Status("5xx".parse().unwrap()));
        assert!("sometimes".parse::<RetryOn>().is_err());
    }
}
