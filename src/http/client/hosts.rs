//! `--host-map`: requests for one host go elsewhere.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Sends what is meant for one host to another. URL and `Host` header of the request stay, and so
/// does the name that its TLS certificate has to have, unless the URL names an IP address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostMapping {
    /// The host in the URL, without port; any port and scheme of it matches.
    pub host: String,
    /// Where to connect: `host`, `host:port`, or `unix:/path` for a Unix socket. Without a port the
    /// URL's own is kept.
    pub to: String,
    /// Speak plain HTTP there, whatever the URL says.
    pub plain: bool,
}

/// The URL that is requested, and where the connection for it leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) url: String,
    pub(super) way: Way,
}

/// Where a connection leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To the host in the URL, perhaps through a proxy.
    Direct,
    /// To a mapped host. No proxy: the mapping says where the server is.
    Mapped,
    /// To a Unix socket.
    Socket(PathBuf),
}

/// Finds where the request for a URL goes. A name in the URL stays there and is mapped when it is
/// resolved (see [`target`]); an address is replaced at once, since nobody resolves it.
pub(super) fn route(url: &str, mappings: &[HostMapping]) -> Route {
    let direct = || Route { url: url.to_owned(), way: Way::Direct };
    let Some((scheme, rest)) = url.split_once("://") else { return direct() };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = split_port(authority);
    let Some(mapping) = find(host, mappings) else { return direct() };
    let scheme = if mapping.plain { "http" } else { scheme };
    if let Some(socket) = mapping.to.strip_prefix("unix:") {
        let url = format!("{scheme}://{host}{path}");
        return Route { url, way: Way::Socket(socket.into()) };
    }
    let (to, to_port) = split_port(&mapping.to);
    let (host, port) = match is_address(host) {
        true => (to, to_port.or(port)),
        // A port in the URL would win over the one that the name is resolved to.
        false => (host, if to_port.is_some() { None } else { port }),
    };
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Route { url: format!("{scheme}://{host}{port}{path}"), way: Way::Mapped }
}

/// Finds what a name stands for: the host to resolve instead, and its port, 0 where it names none.
pub(super) fn target<'a>(name: &str, mappings: &'a [HostMapping]) -> Option<(&'a str, u16)> {
    let mapping = find(name, mappings)?;
    let (host, port) = split_port(&mapping.to);
    Some((host, port.and_then(|port| port.parse().ok()).unwrap_or(0)))
}

/// Reads an IP address with or without brackets.
pub(super) fn address(host: &str, port: u16) -> Option<SocketAddr> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, port))
}

fn is_address(host: &str) -> bool {
    address(host, 0).is_some()
}

fn find<'a>(host: &str, mappings: &'a [HostMapping]) -> Option<&'a HostMapping> {
    mappings.iter().find(|mapping| mapping.host.eq_ignore_ascii_case(host))
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
    fn names_stay_and_addresses_are_replaced() {
        let mappings = [
            mapping("api.test", "127.0.0.1:81", true),
            mapping("b.test", "[::1]", false),
            mapping("10.0.0.1", "localhost:82", false),
        ];
        let cases = [
            ("https://API.test/x?y=http://api.test/", "http://API.test/x?y=http://api.test/"),
            ("http://api.test:99/", "http://api.test/"),
            ("https://b.test:8443/x", "https://b.test:8443/x"),
            ("http://10.0.0.1:9/x", "http://localhost:82/x"),
        ];
        for (url, expected) in cases {
            assert_eq!(route(url, &mappings), Route { url: expected.to_owned(), way: Way::Mapped });
        }
        assert_eq!(route("https://sub.api.test/", &mappings).way, Way::Direct);
        assert_eq!(target("Api.Test", &mappings), Some(("127.0.0.1", 81)));
        assert_eq!(target("b.test", &mappings), Some(("[::1]", 0)));
    }

    #[test]
    fn unix_sockets_are_named_by_path() {
        let mappings = [mapping("docker", "unix:/run/docker.sock", true)];
        let expected = Route {
            url: "http://docker/v1".to_owned(),
            way: Way::Socket("/run/docker.sock".into()),
        };
        assert_eq!(route("https://docker/v1", &mappings), expected);
    }
}
