//! TLS configurations.

use std::path::Path;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use crate::http::{Failure, FailureKind, Phase};

/// Reads the certificates of a PEM file.
///
/// # Errors
/// Fails when the file cannot be read or holds no certificate.
pub(super) fn read_roots(path: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let read = CertificateDer::pem_file_iter(path);
    let roots = read.and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let reason = match roots {
        Ok(roots) if !roots.is_empty() => return Ok(roots),
        Ok(_) => "it holds no PEM certificate".to_owned(),
        Err(error) => error.to_string(),
    };
    Err(unusable(format!("cannot read CA certificates from {}: {reason}", path.display())))
}

/// A configuration for connections that never use TLS: cheap, and trusting nobody.
pub(super) fn none() -> Result<ClientConfig, Failure> {
    config(|builder| builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Verifies against the built-in roots and `extra` ones.
pub(super) fn verifying(extra: &[CertificateDer<'static>]) -> Result<ClientConfig, Failure> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    roots.add_parsable_certificates(extra.iter().cloned());
    config(|builder| builder.with_root_certificates(roots).with_no_client_auth())
}

/// Accepts every certificate (`--insecure`, `strictSSL: false`).
pub(super) fn trusting() -> Result<ClientConfig, Failure> {
    let verifier = Arc::new(AcceptAll(provider()));
    config(|builder| {
        builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
    })
}

type Builder = rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>;

fn config(finish: impl FnOnce(Builder) -> ClientConfig) -> Result<ClientConfig, Failure> {
    let builder = ClientConfig::builder_with_provider(provider());
    let builder = builder.with_safe_default_protocol_versions();
    builder.map(finish).map_err(|error| unusable(format!("cannot set up TLS: {error}")))
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn unusable(message: String) -> Failure {
    Failure { kind: FailureKind::Tls, phase: Phase::Prepare, code: None, message }
}

/// Accepts every certificate, but still checks that the peer holds its key.
#[derive(Debug)]
struct AcceptAll(Arc<CryptoProvider>);

impl ServerCertVerifier for AcceptAll {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, cert, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, cert, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn configurations_can_be_made() {
        none().unwrap();
        verifying(&[]).unwrap();
        trusting().unwrap();
    }

    #[test]
    fn unusable_root_files_are_named() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "no certificate").unwrap();
        let failure = read_roots(file.path()).unwrap_err();
        assert!(failure.message.contains("holds no PEM certificate"), "{failure}");
        let failure = read_roots(&file.path().join("missing")).unwrap_err();
        assert!(failure.message.contains("missing"), "{failure}");
    }
}
