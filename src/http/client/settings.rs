//! What a client is told once.

use std::path::PathBuf;
use std::time::Duration;

/// Settings of a [`super::Client`], for the whole run.
#[derive(Debug, Clone)]
pub struct ClientSettings {
    /// Verify TLS certificates; `false` is `--insecure`. A request's own `strict_tls` can only
    /// switch verification off, not back on.
    pub verify_tls: bool,
    /// PEM files with certificates to trust beside the built-in roots (`--ssl-extra-ca-certs`,
    /// `SSL_CERT_FILE`).
    pub extra_roots: Vec<PathBuf>,
    /// Hosts that are served elsewhere. The first match counts.
    pub hosts: Vec<HostMapping>,
    /// Longest time for an exchange whose own options name none.
    pub timeout: Option<Duration>,
    /// Most bytes a response's content may have, on the wire and decoded.
    pub max_response_size: u64,
}

impl Default for ClientSettings {
    /// Verifies TLS, maps no host, waits without limit and takes responses of up to 1 GiB.
    fn default() -> Self {
        Self {
            verify_tls: true,
            extra_roots: Vec::new(),
            hosts: Vec::new(),
            timeout: None,
            max_response_size: 1 << 30,
        }
    }
}

/// Sends what is meant for one host to another. URL and `Host` header of the request stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostMapping {
    /// The host in the URL, without port; any port and scheme of it matches.
    pub host: String,
    /// Where to connect: `host` or `host:port`. Without a port the URL's own is kept.
    pub to: String,
    /// Speak plain HTTP there, whatever the URL says.
    pub plain: bool,
}

/// Rewrites a URL to the one that is connected to.
pub(super) fn map_host(url: &str, mappings: &[HostMapping]) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (host, port) = split_port(authority);
    let mapping = mappings.iter().find(|mapping| mapping.host.eq_ignore_ascii_case(host))?;
    let scheme = if mapping.plain { "http" } else { scheme };
    let to = match (split_port(&mapping.to).1, port) {
        (None, Some(port)) => format!("{}:{port}", mapping.to),
        _ => mapping.to.clone(),
    };
    Some(format!("{scheme}://{to}{path}"))
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(host: &str, to: &str, plain: bool) -> HostMapping {
        HostMapping { host: host.to_owned(), to: to.to_owned(), plain }
    }

    #[test]
    fn maps_any_port_and_scheme_of_a_host() {
        let mappings =
            [mapping("api.test", "127.0.0.1:81", true), mapping("b.test", "[::1]", false)];
        let cases = [
            ("https://API.test/x?y=http://api.test/", "http://127.0.0.1:81/x?y=http://api.test/"),
            ("http://api.test:99/", "http://127.0.0.1:81/"),
            ("https://b.test:8443/x", "https://[::1]:8443/x"),
            ("https://b.test/x", "https://[::1]/x"),
        ];
        for (url, expected) in cases {
            assert_eq!(map_host(url, &mappings).as_deref(), Some(expected));
        }
        assert_eq!(map_host("https://sub.api.test/", &mappings), None);
    }
}
