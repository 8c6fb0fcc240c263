//! What a client is told once.

use std::path::PathBuf;
use std::time::Duration;

use super::{ClientCertificate, HostMapping};
use crate::http::{Protocol, ProxySettings};

/// Settings of a [`super::Client`], for the whole run.
#[derive(Debug, Clone)]
pub struct ClientSettings {
    /// Verify TLS certificates; `false` is `--insecure`. A request's own `strict_tls` can only
    /// switch verification off, not back on.
    pub verify_tls: bool,
    /// PEM files with certificates to trust beside the built-in roots (`--ssl-extra-ca-certs`,
    /// `SSL_CERT_FILE`).
    pub extra_roots: Vec<PathBuf>,
    /// Certificates to show to servers. The first whose pattern matches counts.
    pub certificates: Vec<ClientCertificate>,
    /// Hosts that are served elsewhere. The first match counts.
    pub hosts: Vec<HostMapping>,
    /// Proxies, for hosts that are not mapped.
    pub proxy: ProxySettings,
    /// The HTTP version of requests whose own options name none.
    pub protocol: Protocol,
    /// Longest time for an exchange whose own options name none.
    pub timeout: Option<Duration>,
    /// Most bytes a response's content may have, on the wire and decoded.
    pub max_response_size: u64,
}

/// The default of [`ClientSettings::max_response_size`]: far more than an API sends, less than a CI
/// machine has.
pub(super) const MAX_RESPONSE_SIZE: u64 = 256 << 20;

impl Default for ClientSettings {
    /// Verifies TLS, maps no host, uses no proxy, speaks HTTP/1.1, waits without limit and takes
    /// responses of up to 256 MiB.
    fn default() -> Self {
        Self {
            verify_tls: true,
            extra_roots: Vec::new(),
            certificates: Vec::new(),
            hosts: Vec::new(),
            proxy: ProxySettings::default(),
            protocol: Protocol::default(),
            timeout: None,
            max_response_size: MAX_RESPONSE_SIZE,
        }
    }
}
