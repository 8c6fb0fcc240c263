//! Turns errors of the HTTP library into failures that people and scripts understand.

use std::error::Error;
use std::io;
use std::time::Duration;

use super::content::Unreadable;
use super::resolver::Unresolved;
use super::stopwatch::Marks;
use super::tls_failure;
use crate::http::{Failure, FailureKind, Phase, ProxyUrl};

/// The exchange that failed.
pub(super) struct Attempt<'a> {
    /// The URL that was requested.
    pub(super) url: &'a str,
    /// The proxy it went through.
    pub(super) proxy: Option<&'a ProxyUrl>,
    /// The head of the response had come.
    pub(super) downloading: bool,
}

/// Explains an error of an exchange.
pub(super) fn explain(error: &reqwest::Error, attempt: &Attempt<'_>) -> Failure {
    let phase = match (attempt.downloading, error.is_connect()) {
        (true, _) => Phase::Download,
        (false, true) => Phase::Connect,
        (false, false) => Phase::Exchange,
    };
    let endpoint = match attempt.proxy.filter(|_| phase != Phase::Connect) {
        None => endpoint(attempt.url),
        Some(proxy) => format!("{} (through the proxy {proxy})", endpoint(attempt.url)),
    };
    let chain = || std::iter::successors(Some(error as &dyn Error), |error| deeper(*error));
    if let Some(unresolved) = chain().find_map(|error| error.downcast_ref::<Unresolved>()) {
        return unresolved_host(unresolved, attempt.proxy);
    }
    if let Some(error) = chain().find_map(|error| error.downcast_ref::<rustls::Error>()) {
        return tls_failure::explain(error, &endpoint);
    }
    if let Some(error) = chain().find_map(|error| error.downcast_ref::<Unreadable>()) {
        return make(FailureKind::InvalidRequest, phase, None, error.to_string());
    }
    if let Some(proxy) = attempt.proxy.filter(|_| phase == Phase::Connect) {
        let texts: Vec<String> = chain().map(ToString::to_string).collect();
        return through_proxy(proxy, &endpoint, &texts);
    }
    let io_error = chain().filter_map(|error| error.downcast_ref::<io::Error>()).last();
    let http_error = chain().find_map(|error| error.downcast_ref::<hyper::Error>());
    if let Some(error) = http_error.filter(|error| error.is_parse()) {
        return malformed(error, phase, &endpoint);
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

/// The failure of an exchange that took too long; the marks say what it was doing.
pub(super) fn timeout(marks: &Marks, limit: Duration) -> Failure {
    let endpoint = endpoint(&marks.url);
    let milliseconds = limit.as_millis();
    let (code, what) = match marks.phase {
        Phase::Connect => ("ETIMEDOUT", "no connection"),
        Phase::Prepare | Phase::Exchange => ("ESOCKETTIMEDOUT", "no response"),
        Phase::Download => ("ESOCKETTIMEDOUT", "no complete response"),
    };
    let advice = "raise --timeout-request, or look why the server is slow";
    let message = format!("{code} {endpoint}: {what} within {milliseconds} ms; {advice}");
    make(FailureKind::Timeout, marks.phase, Some(code), message)
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

fn unresolved_host(unresolved: &Unresolved, proxy: Option<&ProxyUrl>) -> Failure {
    let Unresolved { host, error } = unresolved;
    let text = error.to_string();
    let (code, advice) = if text.contains("emporary failure") {
        ("EAI_AGAIN", "the name server does not answer; is there a network?")
    } else {
        ("ENOTFOUND", "no such host; is the name spelled right, and known here?")
    };
    let whose = proxy.map(|proxy| format!(" (through the proxy {proxy})")).unwrap_or_default();
    let message = format!("getaddrinfo {code} {host}{whose}: {advice}");
    make(FailureKind::Dns, Phase::Connect, Some(code), message)
}

/// A connection that failed at the proxy. Its library does not export its error types.
fn through_proxy(proxy: &ProxyUrl, endpoint: &str, texts: &[String]) -> Failure {
    let said = |what: &str| texts.iter().any(|text| text.contains(what));
    let (code, message) = if said("proxy authorization required") {
        let advice = "it wants a user name and a password: http://user:password@host:port";
        let status = "tunneling socket could not be established, statusCode=407";
        ("ECONNRESET", format!("{status}: the proxy {proxy} refused {endpoint}; {advice}"))
    } else if said("onnection refused") && !said("socks error") {
        let what = "no proxy listens there; is it running, and the setting right?";
        ("ECONNREFUSED", format!("connect ECONNREFUSED {proxy} (the proxy for {endpoint}): {what}"))
    } else {
        let reason = texts.last().map(String::as_str).unwrap_or_default();
        let what = "tunneling socket could not be established";
        (
            "ECONNRESET",
            format!("{what}: the proxy {proxy} did not connect to {endpoint} ({reason})"),
        )
    };
    make(FailureKind::Connect, Phase::Connect, Some(code), message)
}

/// A response that is not HTTP, with the code that Node's parser has for it.
fn malformed(error: &hyper::Error, phase: Phase, endpoint: &str) -> Failure {
    let text = error.to_string();
    let (code, what) = if error.is_parse_too_large() {
        ("HPE_HEADER_OVERFLOW", "sent a head that is too large")
    } else if text.contains("content-length") {
        ("HPE_UNEXPECTED_CONTENT_LENGTH", "sent an invalid Content-Length")
    } else if text.contains("header") {
        ("HPE_INVALID_HEADER_TOKEN", "sent an invalid header line")
    } else {
        ("HPE_INVALID_CONSTANT", "did not answer in HTTP/1.1; does it expect https?")
    };
    let message = format!("Parse Error: {endpoint} {what} ({text})");
    make(FailureKind::Protocol, phase, Some(code), message)
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
        Kind::InvalidData | Kind::InvalidInput if phase == Phase::Download => {
            let message = format!("Parse Error: {endpoint} sent a malformed content ({error})");
            return make(kind, phase, Some("HPE_INVALID_CHUNK_SIZE"), message);
        }
        Kind::NotFound | Kind::PermissionDenied if connecting => {
            let message =
                format!("{endpoint}: cannot open the Unix socket of its --host-map: {error}");
            return make(kind, phase, None, message);
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

/// Tells whether a failure is a connection that was closed before any answer.
pub(super) fn is_hang_up(failure: &Failure) -> bool {
    failure.phase == Phase::Exchange && failure.code.as_deref() == Some("ECONNRESET")
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
}
