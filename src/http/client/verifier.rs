//! Who decides whether a server's certificate is good.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{VerifierBuilderError, WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, RootCertStore, SignatureScheme};

/// Decides about the certificate, and always checks that the server holds its key.
#[derive(Debug)]
pub(super) struct Verifier {
    trust: Trust,
    algorithms: WebPkiSupportedAlgorithms,
}

#[derive(Debug)]
enum Trust {
    /// Whoever answers (`--insecure`).
    Everyone,
    /// Whom a root vouches for.
    Vouched(Vouched),
}

impl Verifier {
    /// Takes every certificate.
    pub(super) fn accepting(provider: &CryptoProvider) -> Self {
        let algorithms = provider.signature_verification_algorithms;
        Self { trust: Trust::Everyone, algorithms }
    }

    /// Takes what the roots vouch for; `extra` are those of them that may stand for themselves.
    ///
    /// # Errors
    /// Fails when there is no root at all.
    pub(super) fn with_roots(
        roots: RootCertStore,
        extra: &[CertificateDer<'static>],
        provider: Arc<CryptoProvider>,
    ) -> Result<Self, VerifierBuilderError> {
        let algorithms = provider.signature_verification_algorithms;
        let webpki = WebPkiServerVerifier::builder_with_provider(roots.into(), provider).build()?;
        let trust = Trust::Vouched(Vouched { webpki, extra: extra.to_vec() });
        Ok(Self { trust, algorithms })
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Trust::Vouched(roots) = &self.trust else { return Ok(ServerCertVerified::assertion()) };
        let verdict = roots.webpki.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        verdict.or_else(|error| roots.reconsider(error, end_entity, server_name))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Roots as webpki checks them, and a server certificate that is itself among the extra ones:
/// `openssl req -x509` makes certificates that are both, and OpenSSL accepts them.
#[derive(Debug)]
struct Vouched {
    webpki: Arc<WebPkiServerVerifier>,
    extra: Vec<CertificateDer<'static>>,
}

impl Vouched {
    /// webpki refuses a CA certificate in the place of a server's; its dates, which webpki checks
    /// first, are good then.
    fn reconsider(
        &self,
        error: rustls::Error,
        end_entity: &CertificateDer<'_>,
        server_name: &ServerName<'_>,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let refused_as_ca =
            matches!(error, rustls::Error::InvalidCertificate(CertificateError::Other(_)));
        if !refused_as_ca || !self.extra.iter().any(|root| root == end_entity) {
            return Err(error);
        }
        verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
        Ok(ServerCertVerified::assertion())
    }
}
