//! Name resolution.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// A name that does not resolve.
#[derive(Debug, thiserror::Error)]
#[error("getaddrinfo {host}: {error}")]
pub(super) struct Unresolved {
    pub(super) host: String,
    pub(super) error: io::Error,
}

/// Asks the system, but answers `localhost` and everything below it itself (RFC 6761 §6.3), IPv6
/// first as Postman does.
#[derive(Debug)]
pub(super) struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        Box::pin(async move {
            if is_localhost(&host) {
                let ips = [IpAddr::V6(Ipv6Addr::LOCALHOST), IpAddr::V4(Ipv4Addr::LOCALHOST)];
                return Ok(Box::new(ips.map(|ip| SocketAddr::new(ip, 0)).into_iter()) as Addrs);
            }
            let found = tokio::net::lookup_host((host.as_str(), 0)).await;
            let found = found.map(|addresses| addresses.collect::<Vec<_>>());
            match found {
                Ok(addresses) => Ok(Box::new(addresses.into_iter()) as Addrs),
                Err(error) => Err(Unresolved { host, error }.into()),
            }
        })
    }
}

fn is_localhost(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or(host);
    last.eq_ignore_ascii_case("localhost")
}
