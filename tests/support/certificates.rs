//! Certificates made on the spot.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;

/// A certificate and its key.
pub(crate) struct Issued {
    pub(crate) cert_pem: String,
    pub(crate) key_pem: String,
    chain: Vec<CertificateDer<'static>>,
    key: Vec<u8>,
}

impl Issued {
    fn new(certificate: &rcgen::Certificate, key: &KeyPair) -> Self {
        Self {
            cert_pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            chain: vec![certificate.der().clone()],
            key: key.serialize_der(),
        }
    }

    /// Configures a server with this certificate, for these versions and ALPN names.
    pub(crate) fn server(&self, options: &ServerOptions<'_>) -> rustls::ServerConfig {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = rustls::ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(options.versions)
            .unwrap();
        let builder = match options.clients {
            None => builder.with_no_client_auth(),
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots.add(authority.certificate.der().clone()).unwrap();
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(roots.into(), provider).build();
                builder.with_client_cert_verifier(verifier.unwrap())
            }
        };
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.key.clone()));
        let mut config = builder.with_single_cert(self.chain.clone(), key).unwrap();
        config.alpn_protocols = options.alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        config
    }
}

/// How a server does TLS.
pub(crate) struct ServerOptions<'a> {
    pub(crate) versions: &'a [&'static rustls::SupportedProtocolVersion],
    pub(crate) alpn: &'a [&'a str],
    /// Ask clients for a certificate of this authority.
    pub(crate) clients: Option<&'a Authority>,
}

impl Default for ServerOptions<'_> {
    fn default() -> Self {
        Self { versions: rustls::ALL_VERSIONS, alpn: &[], clients: None }
    }
}

/// Someone who issues certificates.
pub(crate) struct Authority {
    certificate: rcgen::Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "Test authority");
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    /// The authority's own certificate.
    pub(crate) fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// Issues a certificate for a host.
    pub(crate) fn issue(&self, host: &str) -> Issued {
        self.signed(params(host))
    }

    /// Issues a certificate that was valid in the year 2001.
    pub(crate) fn issue_expired(&self, host: &str) -> Issued {
        let mut params = params(host);
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2001, 12, 31);
        self.signed(params)
    }

    fn signed(&self, params: CertificateParams) -> Issued {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Issued::new(&certificate, &key)
    }
}

/// Makes what `openssl req -x509` makes: a server's certificate that is its own authority.
pub(crate) fn self_signed(host: &str) -> Issued {
    let mut params = params(host);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    Issued::new(&params.self_signed(&key).unwrap(), &key)
}

fn params(host: &str) -> CertificateParams {
    let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, host);
    params
}
