//! Turns errors of the HTTP library into failures that people and scripts understand.

use std::error::Error;
use std::io;

use rustls::CertificateError;

use super::resolver::Unresolved;
use crate::http::{Failure, FailureKind, Phase};

/// Explains an error of an exchange with `url`.
pub(super) fn explain(error: &reqwest::Error, url: &str, downloading: bool) -> Failure {
    let phase = match (downloading, error.is_connect()) {
        (true, _) => Phase::Download,
        (false, true) => Phase::Connect,
        (false, false) => Phase::Exchange,
    };
    let endpoint = endpoint(url);
    let chain = || std::iter::successors(Some(error as &dyn Error), |error| deeper(*error));
    if let Some(unresolved) = chain().find_map(|error| error.downcast_ref::<Unresolved>()) {
        return unresolved_host(unresolved);
    }
    if let Some(error) = chain().find_map(|error| error.downcast_ref::<rustls::Error>()) {
        return tls(error, &endpoint);
    }
    let io_error = chain().filter_map(|error| error.downcast_ref::<io::Error>()).last();
    let http_error = chain().find_map(|error| error.downcast_ref::<hyper::Error>());
    if let Some(error) = http_error.filter(|error| error.is_parse()) {
        return make(
            FailureKind::Protocol,
            phase,
            Some("HPE_INVALID_CONSTANT"),
            format!(
                "Parse Error: {endpoint} did not answer in HTTP/1.1 ({error}); does it expect https?"
            ),
        );
    }
    if http_error.is_some_and(hyper::Error::is_incomplete_message) {
        return hang_up(phase, &endpoint);
    }
    match io_error {
        Some(error) => system(error, phase, &endpoint),
        None => {
            let innermost = chain().last().map(ToString::to_string).unwrap_or_default();
            let message = format!("{endpoint}: {innermost}");
            make(FailureKind::Protocol, phase, None, message)
        }
    }
}

/// Steps to the cause. What an `io::Error` wraps is not its `source`, so that is asked for too.
fn deeper<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    wrapped.map(|error| error as &(dyn Error + 'static)).or_else(|| error.source())
}

/// The failure of an exchange that took too long.
pub(super) fn timeout(url: &str, milliseconds: u128) -> Failure {
    let endpoint = endpoint(url);
    make(
        FailureKind::Timeout,
        Phase::Exchange,
        Some("ESOCKETTIMEDOUT"),
        format!(
            "ESOCKETTIMEDOUT {endpoint}: no complete response within {milliseconds} ms; \
         raise --timeout-request, or look why the server is slow"
        ),
    )
}

/// The failure of a URL whose host still holds a `{{variable}}`.
pub(super) fn unset_variable(url: &str) -> Option<Failure> {
    let host = host(url);
    let message = format!(
        "getaddrinfo ENOTFOUND {host}: the host holds a variable that no scope defines; \
         is an environment missing?"
    );
    host.contains("{{").then(|| make(FailureKind::Dns, Phase::Connect, Some("ENOTFOUND"), message))
}

/// The failure of a URL that the library cannot take.
pub(super) fn unusable_url(url: &str, reason: &dyn std::fmt::Display) -> Failure {
    let message = format!("Invalid URI \"{url}\": {reason}");
    make(FailureKind::InvalidRequest, Phase::Prepare, None, message)
}

fn unresolved_host(unresolved: &Unresolved) -> Failure {
    let Unresolved { host, error } = unresolved;
    let text = error.to_string();
    let (code, advice) = if text.contains("emporary failure") {
        ("EAI_AGAIN", "the name server does not answer; is there a network?")
    } else {
        ("ENOTFOUND", "no such host; is the name spelled right, and known here?")
    };
    let message = format!("getaddrinfo {code} {host}: {advice}");
    make(FailureKind::Dns, Phase::Connect, Some(code), message)
}

fn system(error: &io::Error, phase: Phase, endpoint: &str) -> Failure {
    use io::ErrorKind as Kind;
    let connecting = phase == Phase::Connect;
    let kind = if connecting { FailureKind::Connect } else { FailureKind::Protocol };
    let (code, advice) = match error.kind() {
        Kind::ConnectionRefused => {
            ("ECONNREFUSED", "nothing listens there; is the server running?")
        }
        Kind::TimedOut => ("ETIMEDOUT", "no answer; is a firewall or a wrong address in the way?"),
        Kind::NetworkUnreachable => ("ENETUNREACH", "no route to that network"),
        Kind::HostUnreachable => ("EHOSTUNREACH", "no route to that host"),
        Kind::AddrNotAvailable => ("EADDRNOTAVAIL", "the address cannot be connected to"),
        Kind::ConnectionReset
        | Kind::ConnectionAborted
        | Kind::BrokenPipe
        | Kind::UnexpectedEof => {
            return hang_up(phase, endpoint);
        }
        _ => return make(kind, phase, None, format!("{endpoint}: {error}")),
    };
    let verb = if connecting { "connect" } else { "read" };
    make(kind, phase, Some(code), format!("{verb} {code} {endpoint}: {advice}"))
}

fn hang_up(phase: Phase, endpoint: &str) -> Failure {
    let what = match phase {
        Phase::Download => "aborted: the connection broke in the middle of the response from",
        Phase::Prepare | Phase::Connect | Phase::Exchange => {
            "socket hang up: the connection was closed without an answer by"
        }
    };
    make(FailureKind::Protocol, phase, Some("ECONNRESET"), format!("{what} {endpoint}"))
}

fn tls(error: &rustls::Error, endpoint: &str) -> Failure {
    let (code, advice) = match error {
        rustls::Error::InvalidCertificate(error) => certificate(error),
        rustls::Error::InvalidMessage(_) => {
            ("EPROTO", "wrong version number: the server does not speak TLS; does it want http?")
        }
        _ => ("EPROTO", "the TLS handshake failed"),
    };
    let message = format!("{code} {endpoint}: {advice} ({error})");
    make(FailureKind::Tls, Phase::Connect, Some(code), message)
}

/// Node's (OpenSSL's) code and what to do.
fn certificate(error: &CertificateError) -> (&'static str, &'static str) {
    use CertificateError as E;
    match error {
        E::Expired | E::ExpiredContext { .. } => {
            ("CERT_HAS_EXPIRED", "the certificate has expired; is the clock right?")
        }
        E::NotValidYet | E::NotValidYetContext { .. } => {
            ("CERT_NOT_YET_VALID", "the certificate is not valid yet; is the clock right?")
        }
        E::Revoked => ("CERT_REVOKED", "the certificate was revoked"),
        E::NotValidForName | E::NotValidForNameContext { .. } => (
            "ERR_TLS_CERT_ALTNAME_INVALID",
            "the certificate belongs to another host; is the URL right?",
        ),
        E::BadSignature => ("CERT_SIGNATURE_FAILURE", "the certificate's signature is wrong"),
        // The verifier refuses a CA certificate that is its own server certificate.
        E::Other(_) => (
            "DEPTH_ZERO_SELF_SIGNED_CERT",
            "the certificate is self-signed; trust it with --ssl-extra-ca-certs, or use --insecure",
        ),
        _ => (
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "the certificate's issuer is not trusted; \
             trust it with --ssl-extra-ca-certs, or use --insecure",
        ),
    }
}

fn make(kind: FailureKind, phase: Phase, code: Option<&str>, message: String) -> Failure {
    Failure { kind, phase, code: code.map(str::to_owned), message }
}

/// `host:port` of a URL, the scheme's port where it names none.
fn endpoint(url: &str) -> String {
    let host = host(url);
    let port = host.rsplit_once(':').is_some_and(|(_, port)| !port.contains(']'));
    match (port, url.starts_with("https:")) {
        (true, _) => host.to_owned(),
        (false, true) => format!("{host}:443"),
        (false, false) => format!("{host}:80"),
    }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn names_the_endpoint() {
        let cases = [
            ("http://h/x", "h:80"),
            ("https://h?x", "h:443"),
            ("http://h:81/", "h:81"),
            ("https://[::1]/", "[::1]:443"),
        ];
        for (url, expected) in cases {
            assert_eq!(endpoint(url), expected);
        }
    }

    #[test]
    fn unset_variables_in_the_host_are_recognised() {
        let failure = unset_variable("http://{{base}}/x").unwrap();
        assert_eq!(failure.code.as_deref(), Some("ENOTFOUND"));
        assert!(failure.message.contains("{{base}}"), "{failure}");
        assert_eq!(unset_variable("http://h/{{x}}"), None);
        let failure = unusable_url("http://h:99999/x", &"invalid port number");
        assert_eq!(failure.kind, FailureKind::InvalidRequest);
    }

    #[test]
    fn certificate_errors_have_nodes_codes() {
        let cases = [
            (CertificateError::Expired, "CERT_HAS_EXPIRED"),
            (CertificateError::NotValidForName, "ERR_TLS_CERT_ALTNAME_INVALID"),
            (CertificateError::UnknownIssuer, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
        ];
        for (error, code) in cases {
            let failure = tls(&rustls::Error::InvalidCertificate(error), "h:443");
            assert_eq!(failure.code.as_deref(), Some(code));
            assert_eq!(failure.kind, FailureKind::Tls);
        }
    }
}
