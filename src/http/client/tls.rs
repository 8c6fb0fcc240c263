//! TLS configurations.

use std::path::Path;
use std::sync::Arc;

use rustls::client::Resumption;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};

use super::ClientCertificate;
use super::handshake::Sessions;
use super::verifier::Verifier;
use crate::http::tls_options::{cipher_names, standard_name};
use crate::http::{Failure, FailureKind, Phase, Protocol, TlsOptions};

/// What a configuration is made of.
pub(super) struct Profile<'a> {
    /// Roots beside the built-in ones.
    pub(super) roots: &'a [CertificateDer<'static>],
    /// Verify the server's certificate.
    pub(super) verify: bool,
    /// Versions and ciphers.
    pub(super) options: &'a TlsOptions,
    /// What to offer by ALPN.
    pub(super) protocol: Protocol,
    /// What to show to a server that asks.
    pub(super) certificate: Option<&'a ClientCertificate>,
}

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
///
/// # Errors
/// Fails where the library does.
pub(super) fn none() -> Result<ClientConfig, Failure> {
    let builder =
        ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| unusable(format!("cannot set up TLS: {error}")))?;
    Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Makes a configuration.
///
/// # Errors
/// Fails when the options leave no version or no cipher.
pub(super) fn config(profile: &Profile<'_>) -> Result<ClientConfig, Failure> {
    let provider = restricted(profile.options)?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&versions(profile.options)?);
    let builder = builder.map_err(|error| {
        unusable(format!("tlsCipherSelection and tlsDisabledProtocols leave nothing: {error}"))
    })?;
    let verifier = if profile.verify {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        roots.add_parsable_certificates(profile.roots.iter().cloned());
        Verifier::with_roots(roots, profile.roots, provider)
            .map_err(|error| unusable(format!("cannot set up TLS: {error}")))?
    } else {
        Verifier::accepting(&provider)
    };
    let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match profile.certificate {
        Some(certificate) => builder.with_client_cert_resolver(certificate.resolver()),
        None => builder.with_no_client_auth(),
    };
    let offers: &[&[u8]] = match profile.protocol {
        Protocol::Http1 => &[],
        Protocol::Http2 => &[b"h2"],
        Protocol::Auto => &[b"h2", b"http/1.1"],
    };
    config.alpn_protocols = offers.iter().map(|name| name.to_vec()).collect();
    config.resumption = Resumption::store(Arc::new(Sessions::new()));
    // Does nothing unless SSLKEYLOGFILE is set.
    config.key_log = Arc::new(rustls::KeyLogFile::new());
    Ok(config)
}

fn versions(options: &TlsOptions) -> Result<Vec<&'static SupportedProtocolVersion>, Failure> {
    let choices = [(options.without_tls13, &TLS13), (options.without_tls12, &TLS12)];
    let versions: Vec<_> =
        choices.into_iter().filter(|(off, _)| !off).map(|(_, version)| version).collect();
    if versions.is_empty() {
        let message = "tlsDisabledProtocols leaves no version: there are TLS 1.2 and TLS 1.3";
        return Err(unusable(message.to_owned()));
    }
    Ok(versions)
}

/// The provider with the selected cipher suites only.
fn restricted(options: &TlsOptions) -> Result<Arc<CryptoProvider>, Failure> {
    if options.ciphers.is_empty() {
        return Ok(provider());
    }
    let wanted: Vec<_> = options.ciphers.iter().filter_map(|name| standard_name(name)).collect();
    let mut provider = rustls::crypto::ring::default_provider();
    provider.cipher_suites.retain(|suite| {
        // The library spells TLS_AES_128_GCM_SHA256 TLS13_AES_128_GCM_SHA256.
        let name = suite.suite().as_str().map(|name| name.replacen("TLS13_", "TLS_", 1));
        name.is_some_and(|name| wanted.contains(&name.as_str()))
    });
    if provider.cipher_suites.is_empty() {
        let selected = options.ciphers.join(", ");
        let available = cipher_names();
        return Err(unusable(format!(
            "no cipher match: tlsCipherSelection names {selected}; available are {available}"
        )));
    }
    Ok(Arc::new(provider))
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn unusable(message: String) -> Failure {
    Failure { kind: FailureKind::Tls, phase: Phase::Prepare, code: None, message }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn made(options: &TlsOptions) -> Result<ClientConfig, Failure> {
        config(&Profile {
            roots: &[],
            verify: true,
            options,
            protocol: Protocol::Auto,
            certificate: None,
        })
    }

    #[test]
    fn every_selectable_cipher_exists() {
        none().unwrap();
        let ciphers: Vec<String> = cipher_names().split(", ").map(str::to_owned).collect();
        let all = rustls::crypto::ring::default_provider().cipher_suites.len();
        assert_eq!(ciphers.len(), all);
        for cipher in ciphers {
            let options = TlsOptions { ciphers: vec![cipher.clone()], ..TlsOptions::default() };
            assert_eq!(restricted(&options).unwrap().cipher_suites.len(), 1, "{cipher}");
        }
        assert_eq!(made(&TlsOptions::default()).unwrap().alpn_protocols.len(), 2);
    }

    #[test]
    fn options_that_leave_nothing_are_refused() {
        let none = TlsOptions { without_tls12: true, without_tls13: true, ciphers: Vec::new() };
        let ciphers = |name: &str| vec![name.to_owned()];
        let unknown = TlsOptions { ciphers: ciphers("RC4-MD5"), ..TlsOptions::default() };
        let apart = TlsOptions {
            without_tls12: true,
            ciphers: ciphers("ECDHE-RSA-AES128-GCM-SHA256"),
            ..TlsOptions::default()
        };
        let cases = [(none, "no version"), (unknown, "no cipher match"), (apart, "leave nothing")];
        for (options, expected) in cases {
            let failure = made(&options).unwrap_err();
            assert!(failure.message.contains(expected), "{failure}");
            assert_eq!(failure.phase, Phase::Prepare);
        }
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
