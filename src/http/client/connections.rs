//! The connection pools, built when first needed: a run over plain HTTP never pays for TLS.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::pki_types::CertificateDer;

use super::connecting::ConnectLayer;
use super::hosts::{HostMapping, Way};
use super::resolver::Resolver;
use super::tls;
use super::{ClientCertificate, ClientSettings};
use crate::http::{Failure, FailureKind, Phase, Protocol, ProxyUrl, SendOptions, TlsOptions};

/// Most header lines of a response; the library's own limit of 100 is below what servers send.
const MAX_HEADERS: usize = 1000;

/// Most bytes of the header of an HTTP/2 response: twice what Node takes for Postman.
const MAX_HEADER_BYTES: u32 = 256 << 10;

/// One pool of connections a way of connecting.
#[derive(Debug)]
pub(super) struct Connections {
    roots: Vec<CertificateDer<'static>>,
    certificates: Vec<ClientCertificate>,
    hosts: Arc<[HostMapping]>,
    pools: Mutex<HashMap<PoolKey, reqwest::Client>>,
}

/// Everything in which connections differ that the library does not tell apart itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PoolKey {
    https: bool,
    verify: bool,
    /// The place of the client certificate in the list.
    certificate: Option<usize>,
    tls: TlsOptions,
    protocol: Protocol,
    lenient_parser: bool,
    /// The number of a connection that is not shared.
    connection: Option<u64>,
    socket: Option<PathBuf>,
    /// The proxy that connections go through.
    pub(super) proxy: Option<ProxyUrl>,
}

impl Connections {
    pub(super) fn new(
        settings: &ClientSettings,
        roots: Vec<CertificateDer<'static>>,
        hosts: Arc<[HostMapping]>,
    ) -> Self {
        let certificates = settings.certificates.clone();
        Self { roots, certificates, hosts, pools: Mutex::default() }
    }

    /// Decides which pool serves a request for `url`.
    pub(super) fn key(
        &self,
        url: &reqwest::Url,
        way: Way,
        options: &SendOptions,
        settings: &ClientSettings,
    ) -> PoolKey {
        let https = url.scheme() == "https";
        let proxy = match way {
            Way::Direct => settings.proxy.of(url).cloned(),
            Way::Mapped | Way::Socket(_) => None,
        };
        let secure = https || proxy.as_ref().is_some_and(ProxyUrl::uses_tls);
        let matching = |certificate: &ClientCertificate| certificate.is_for(url.as_str());
        PoolKey {
            https,
            verify: !secure || (settings.verify_tls && options.strict_tls),
            certificate: self.certificates.iter().position(matching).filter(|_| https),
            tls: if secure { options.tls.clone() } else { TlsOptions::default() },
            protocol: options.protocol.unwrap_or(settings.protocol),
            lenient_parser: options.lenient_parser,
            connection: options.connection,
            socket: match way {
                Way::Socket(path) => Some(path),
                Way::Direct | Way::Mapped => None,
            },
            proxy,
        }
    }

    /// Returns the pool for a key.
    ///
    /// # Errors
    /// Fails when TLS options contradict each other, and where there are no Unix sockets.
    pub(super) fn pool(&self, key: &PoolKey) -> Result<reqwest::Client, Failure> {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = pools.get(key) {
            return Ok(pool.clone());
        }
        let pool = self.build(key)?;
        pools.insert(key.clone(), pool.clone());
        Ok(pool)
    }

    /// HTTP as newman speaks it, with nothing done behind the runner's back.
    fn build(&self, key: &PoolKey) -> Result<reqwest::Client, Failure> {
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls(key)?)
            .dns_resolver(Arc::new(Resolver { hosts: Arc::clone(&self.hosts) }))
            .connector_layer(ConnectLayer::new(key.connection.is_some()))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .http1_title_case_headers()
            .http1_max_headers(MAX_HEADERS)
            .http1_allow_obsolete_multiline_headers_in_responses(key.lenient_parser)
            .http1_allow_spaces_after_header_name_in_responses(key.lenient_parser)
            .http1_ignore_invalid_headers_in_responses(key.lenient_parser)
            .http2_max_header_list_size(MAX_HEADER_BYTES);
        let builder = match key.protocol {
            Protocol::Http1 => builder.http1_only(),
            Protocol::Http2 => builder.http2_prior_knowledge(),
            Protocol::Auto => builder,
        };
        let builder = match &key.proxy {
            None => builder,
            Some(proxy) => {
                let all = reqwest::Proxy::all(proxy.reveal().clone());
                builder.proxy(all.map_err(|error| unusable(&error))?)
            }
        };
        through_socket(builder, key)?.build().map_err(|error| unusable(&error))
    }

    fn tls(&self, key: &PoolKey) -> Result<rustls::ClientConfig, Failure> {
        if !key.https && !key.proxy.as_ref().is_some_and(ProxyUrl::uses_tls) {
            return tls::none();
        }
        tls::config(&tls::Profile {
            roots: &self.roots,
            verify: key.verify,
            options: &key.tls,
            protocol: key.protocol,
            certificate: key.certificate.and_then(|at| self.certificates.get(at)),
        })
    }
}

#[cfg(unix)]
fn through_socket(
    builder: reqwest::ClientBuilder,
    key: &PoolKey,
) -> Result<reqwest::ClientBuilder, Failure> {
    Ok(match &key.socket {
        Some(path) => builder.unix_socket(path.clone()),
        None => builder,
    })
}

#[cfg(not(unix))]
fn through_socket(
    builder: reqwest::ClientBuilder,
    key: &PoolKey,
) -> Result<reqwest::ClientBuilder, Failure> {
    match &key.socket {
        Some(_) => Err(unusable(&"there are no Unix sockets on this system")),
        None => Ok(builder),
    }
}

fn unusable(reason: &dyn std::fmt::Display) -> Failure {
    Failure {
        kind: FailureKind::InvalidRequest,
        phase: Phase::Prepare,
        code: None,
        message: format!("cannot set up the HTTP client: {reason}"),
    }
}
