//! Name resolution.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::hosts::{self, HostMapping};
use super::stopwatch::{add, mark};

/// A name that does not resolve.
#[derive(Debug, thiserror::Error)]
#[error("getaddrinfo {host}: {error}")]
pub(super) struct Unresolved {
    pub(super) host: String,
    pub(super) error: io::Error,
}

/// Asks the system, but answers `localhost` and everything below it itself (RFC 6761 §6.3), IPv6
/// first as Postman does, and mapped names with what they are mapped to.
#[derive(Debug)]
pub(super) struct Resolver {
    pub(super) hosts: Arc<[HostMapping]>,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (host, port) = match hosts::target(name.as_str(), &self.hosts) {
            Some((host, port)) => (host.to_owned(), port),
            None => (name.as_str().to_owned(), 0),
        };
        Box::pin(async move {
            let started = Instant::now();
            let found = addresses(host, port).await?;
            mark(|marks| add(&mut marks.dns, started.elapsed()));
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

async fn addresses(host: String, port: u16) -> Result<Vec<SocketAddr>, Unresolved> {
    if let Some(address) = hosts::address(&host, port) {
        return Ok(vec![address]);
    }
    if is_localhost(&host) {
        let ips = [IpAddr::V6(Ipv6Addr::LOCALHOST), IpAddr::V4(Ipv4Addr::LOCALHOST)];
        return Ok(ips.map(|ip| SocketAddr::new(ip, port)).to_vec());
    }
    let found = tokio::net::lookup_host((host.as_str(), port)).await;
    match found.map(Iterator::collect) {
        Ok(found) => Ok(found),
        Err(error) => Err(Unresolved { host, error }),
    }
}

fn is_localhost(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or(host);
    last.eq_ignore_ascii_case("localhost")
}
