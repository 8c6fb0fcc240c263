//! Explains failed TLS handshakes, with the codes that Node has for them.

use rustls::{AlertDescription, CertificateError};

use crate::http::{Failure, FailureKind, Phase};

/// Explains an error of TLS with `endpoint`.
pub(super) fn explain(error: &rustls::Error, endpoint: &str) -> Failure {
    let (code, advice) = match error {
        rustls::Error::InvalidCertificate(error) => certificate(error),
        rustls::Error::InvalidMessage(_) => {
            ("EPROTO", "wrong version number: the server does not speak TLS; does it want http?")
        }
        rustls::Error::AlertReceived(alert) => alerted(*alert),
        _ => ("EPROTO", "the TLS handshake failed"),
    };
    let message = format!("{code} {endpoint}: {advice} ({error})");
    let (kind, code) = (FailureKind::Tls, Some(code.to_owned()));
    Failure { kind, phase: Phase::Connect, code, message }
}

/// What a server says instead of shaking hands.
fn alerted(alert: AlertDescription) -> (&'static str, &'static str) {
    use AlertDescription as A;
    match alert {
        A::NoApplicationProtocol => (
            "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL",
            "the server does not speak HTTP/2; try --protocol-version auto",
        ),
        A::ProtocolVersion => ("EPROTO", "the server speaks neither TLS 1.2 nor TLS 1.3"),
        A::CertificateRequired => (
            "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
            "the server wants a client certificate: --ssl-client-cert, --ssl-client-cert-list",
        ),
        A::BadCertificate
        | A::UnsupportedCertificate
        | A::CertificateRevoked
        | A::CertificateExpired
        | A::CertificateUnknown
        | A::UnknownCA => (
            "EPROTO",
            "the server does not accept the client certificate, or wants one: see \
             --ssl-client-cert",
        ),
        _ => ("EPROTO", "the server refused the TLS handshake"),
    }
}

/// Node's (OpenSSL's) code and what to do.
fn certificate(error: &CertificateError) -> (&'static str, &'static str) {
    use CertificateError as E;
    match error {
        E::Expired | E::ExpiredContext { .. } => {
            ("CERT_HAS_EXPIRED", "the certificate has expired; is the clock right?")
        }
        E::NotValidYet | E::NotValidYetContext { .. } => {
            ("CERT_NOT_YET_VALID", "the certificate is not valid yet; is the clock right?")
        }
        E::Revoked => ("CERT_REVOKED", "the certificate was revoked"),
        E::NotValidForName | E::NotValidForNameContext { .. } => (
            "ERR_TLS_CERT_ALTNAME_INVALID",
            "the certificate belongs to another host; is the URL right?",
        ),
        E::BadSignature => ("CERT_SIGNATURE_FAILURE", "the certificate's signature is wrong"),
        // The verifier refuses a CA certificate that is its own server certificate.
        E::Other(_) => (
            "DEPTH_ZERO_SELF_SIGNED_CERT",
            "the certificate is self-signed; trust it with --ssl-extra-ca-certs, or use --insecure",
        ),
        _ => (
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "the certificate's issuer is not trusted; \
             trust it with --ssl-extra-ca-certs, or use --insecure",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificate_errors_have_nodes_codes() {
        let cases = [
            (CertificateError::Expired, "CERT_HAS_EXPIRED"),
            (CertificateError::NotValidForName, "ERR_TLS_CERT_ALTNAME_INVALID"),
            (CertificateError::UnknownIssuer, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
        ];
        for (error, code) in cases {
            let failure = explain(&rustls::Error::InvalidCertificate(error), "h:443");
            assert_eq!(failure.code.as_deref(), Some(code));
            assert_eq!(failure.kind, FailureKind::Tls);
        }
    }
}
