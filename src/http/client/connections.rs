//! The connection pools, built when first needed: a run over plain HTTP never pays for TLS.

use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;

use super::resolver::Resolver;
use super::tls;
use crate::http::{Failure, FailureKind, Phase};

/// One pool a way of treating TLS.
#[derive(Debug, Default)]
pub(super) struct Connections {
    extra_roots: Vec<CertificateDer<'static>>,
    plain: OnceLock<reqwest::Client>,
    verifying: OnceLock<reqwest::Client>,
    trusting: OnceLock<reqwest::Client>,
}

impl Connections {
    pub(super) fn new(extra_roots: Vec<CertificateDer<'static>>) -> Self {
        Self { extra_roots, ..Self::default() }
    }

    /// Returns the pool for a URL.
    pub(super) fn pool(&self, https: bool, verify: bool) -> Result<reqwest::Client, Failure> {
        match (https, verify) {
            (false, _) => once(&self.plain, tls::none),
            (true, true) => once(&self.verifying, || tls::verifying(&self.extra_roots)),
            (true, false) => once(&self.trusting, tls::trusting),
        }
    }
}

fn once(
    cell: &OnceLock<reqwest::Client>,
    config: impl FnOnce() -> Result<ClientConfig, Failure>,
) -> Result<reqwest::Client, Failure> {
    if let Some(client) = cell.get() {
        return Ok(client.clone());
    }
    let client = build(config()?)?;
    Ok(cell.get_or_init(|| client).clone())
}

/// HTTP/1.1 as newman speaks it, with nothing done behind the runner's back.
fn build(config: ClientConfig) -> Result<reqwest::Client, Failure> {
    let built = reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .dns_resolver(Arc::new(Resolver))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .http1_title_case_headers()
        .build();
    built.map_err(|error| Failure {
        kind: FailureKind::InvalidRequest,
        phase: Phase::Prepare,
        code: None,
        message: format!("cannot set up the HTTP client: {error}"),
    })
}
