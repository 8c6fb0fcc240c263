//! URL match patterns, which say what a client certificate is for.

/// A pattern as Postman writes them: `protocol[+protocol]://host[:port|:*]/path`, with `*` and `?`
/// in the path, `*` or `*.suffix` for the host; or `<all_urls>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlPattern(Option<Parts>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    protocols: Vec<String>,
    host: String,
    port: Option<String>,
    path: String,
}

/// Protocols that may stand in a pattern, with their ports.
const PROTOCOLS: [(&str, &str); 4] =
    [("http", "80"), ("https", "443"), ("ftp", "21"), ("file", "")];

impl UrlPattern {
    /// The pattern that every URL matches.
    pub const ALL: Self = Self(None);

    /// Reads a pattern. Without a path it means every path.
    ///
    /// # Errors
    /// Says what is wrong with it: newman ignores such a pattern, and the certificate with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "<all_urls>" {
            return Ok(Self::ALL);
        }
        let (protocols, rest) = text.split_once("://").ok_or_else(|| malformed(text))?;
        let protocols: Vec<String> =
            protocols.split('+').map(|name| name.trim().to_ascii_lowercase()).collect();
        let known = |name: &String| name == "*" || default_port(name).is_some();
        if let Some(unknown) = protocols.iter().find(|name| !known(name)) {
            return Err(format!("URL pattern \"{text}\": unknown protocol \"{unknown}\""));
        }
        let (authority, path) = match rest.find('/') {
            Some(at) => (&rest[..at], &rest[at..]),
            None => (rest, "/*"),
        };
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port.to_owned())),
            _ => (authority, None),
        };
        let digits = |port: &String| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        let bad_port = port.as_ref().is_some_and(|port| port != "*" && !digits(port));
        let suffix = host.strip_prefix("*.").unwrap_or(host);
        let bad_host = suffix.is_empty() || (suffix != "*" && suffix.contains('*'));
        if bad_port || bad_host {
            return Err(malformed(text));
        }
        let host = host.to_ascii_lowercase();
        Ok(Self(Some(Parts { protocols, host, port, path: path.to_owned() })))
    }

    /// Tells whether a URL as it is sent matches.
    #[must_use]
    pub fn matches(&self, url: &str) -> bool {
        let Self(Some(parts)) = self else { return true };
        let Some((protocol, rest)) = url.split_once("://") else { return false };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = if path.is_empty() { "/" } else { path };
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (authority, None),
        };
        parts.protocols.iter().any(|name| name == "*" || name.eq_ignore_ascii_case(protocol))
            && host_matches(&parts.host, &host.to_ascii_lowercase())
            && port_matches(parts.port.as_deref(), port, protocol)
            && glob(parts.path.as_bytes(), path.as_bytes())
    }
}

fn host_matches(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        _ if pattern == "*" => true,
        None => pattern == host,
        Some(suffix) => {
            host == suffix || host.strip_suffix(suffix).is_some_and(|rest| rest.ends_with('.'))
        }
    }
}

fn port_matches(pattern: Option<&str>, port: Option<&str>, protocol: &str) -> bool {
    let default = default_port(protocol);
    pattern == Some("*") || pattern.or(default) == port.or(default)
}

fn default_port(protocol: &str) -> Option<&'static str> {
    PROTOCOLS.iter().find(|(name, _)| name.eq_ignore_ascii_case(protocol)).map(|(_, port)| *port)
}

/// Matches `*` (any bytes) and `?` (one byte), going back to the last `*` only: never exponential.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut star = None;
    while read < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(byte) if *byte == b'?' || *byte == text[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((after, from)) = star else { return false };
                star = Some((after, from + 1));
                at = after + 1;
                read = from + 1;
            }
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

fn malformed(text: &str) -> String {
    format!(
        "\"{text}\" is no URL pattern; write it as https://host/*, https://*.host:*/* or <all_urls>"
    )
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn patterns_match_as_postmans_do() {
        let cases = [
            ("<all_urls>", "http://x/", true),
            ("https://api.test/*", "https://API.test/a/b?c", true),
            ("https://api.test/*", "https://api.test", true),
            ("https://api.test/*", "http://api.test/", false),
            ("http+https://api.test/*", "http://api.test/", true),
            ("*://api.test/*", "http://api.test/", true),
            ("https://api.test", "https://api.test/x", true),
            ("https://api.test/*", "https://api.test:443/", true),
            ("https://api.test:443/*", "https://api.test/", true),
            ("https://api.test/*", "https://api.test:8443/", false),
            ("https://api.test:*/*", "https://api.test:8443/", true),
            ("https://*.api.test/*", "https://api.test/", true),
            ("https://*.api.test/*", "https://a.b.api.test/", true),
            ("https://*.api.test/*", "https://myapi.test/", false),
            ("https://*/*", "https://anything/", true),
            ("https://h/a/?/*c", "https://h/a/b/xxc", true),
            ("https://h/a/?/*c", "https://h/a/b/xxd", false),
            ("https://h/a", "https://h/a/b", false),
            ("https://[::1]:9/*", "https://[::1]:9/x", true),
        ];
        for (pattern, url, expected) in cases {
            assert_eq!(
                UrlPattern::parse(pattern).unwrap().matches(url),
                expected,
                "{pattern} {url}"
            );
        }
    }

    #[test]
    fn malformed_patterns_are_refused() {
        for bad in ["api.test", "gopher://h/", "https:///x", "https://a.*.b/", "https://h:x/"] {
            assert!(UrlPattern::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(pattern in ".*", url in ".*") {
            if let Ok(pattern) = UrlPattern::parse(&pattern) {
                let _ = pattern.matches(&url);
            }
        }
    }
}
