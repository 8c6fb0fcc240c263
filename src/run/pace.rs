//! The rate limit (`--rate`): so many requests in so much time, evenly spread.

use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// A rate as people write it: `50/s`, `600/m`, `1000/h`; `50` is `50/s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// From one request to the next.
    interval: Duration,
}

/// Why a text is no rate.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("write it as 50/s, 600/m or 1000/h: requests a second, a minute or an hour, more than 0")]
pub struct RateError;

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let (count, unit) = text.split_once('/').unwrap_or((text, "s"));
        let seconds = match unit.trim() {
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            _ => return Err(RateError),
        };
        let count: f64 = count.trim().parse().map_err(|_| RateError)?;
        let interval = Duration::try_from_secs_f64(seconds / count).map_err(|_| RateError)?;
        // More than a request a nanosecond is no limit, and one in a century is no rate.
        let sound = count.is_finite() && count > 0.0 && interval <= Duration::from_secs(86_400);
        if sound { Ok(Self { interval }) } else { Err(RateError) }
    }
}

/// Holds requests back to a rate. All lanes of a run share it.
#[derive(Debug)]
pub struct Pace {
    rate: Rate,
    /// When the next request may go out.
    next: Mutex<Option<Instant>>,
}

impl Pace {
    /// Keeps a rate from the first request on.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        Self { rate, next: Mutex::new(None) }
    }

    /// Waits for the caller's turn.
    pub async fn turn(&self) {
        sleep_until(self.book(Instant::now())).await;
    }

    /// Says when the caller's turn is. Time that nobody used is not made up for by a burst.
    fn book(&self, now: Instant) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = next.map_or(now, |next| next.max(now));
        *next = Some(turn + self.rate.interval);
        turn
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read() {
        for (text, interval) in [
            ("50", Duration::from_millis(20)),
            ("50/s", Duration::from_millis(20)),
            ("0.5/s", Duration::from_secs(2)),
            ("600/m", Duration::from_millis(100)),
            ("3600 / h", Duration::from_secs(1)),
        ] {
            assert_eq!(text.parse(), Ok(Rate { interval }), "{text}");
        }
        for text in ["", "0", "-1/s", "a/s", "5/d", "1/s/s", "NaN", "inf", "0/h", "1e-9/h"] {
            assert_eq!(text.parse::<Rate>(), Err(RateError), "{text}");
        }
    }

    #[test]
    fn turns_are_spread_evenly() {
        let pace = Pace::new("10/s".parse().unwrap());
        let began = Instant::now();
        let book = |at: u64| {
            let turn = pace.book(began + Duration::from_millis(at));
            (turn - began).as_millis()
        };
        assert_eq!([book(0), book(0), book(150)], [0, 100, 200]);
        // Five idle seconds are no credit.
        assert_eq!([book(5200), book(5200)], [5200, 5300]);
    }
}
