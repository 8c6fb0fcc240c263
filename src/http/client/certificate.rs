//! Client certificates: PEM and PKCS#12 files, with or without a passphrase.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p12_keystore::Pkcs12Archive;
use pkcs8::EncryptedPrivateKeyInfoRef;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};

use crate::http::url::UrlPattern;

/// The files of a client certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateFiles {
    /// PEM: the chain, leaf first, and the private key; `None` when the key stands in the same file.
    Pem {
        /// The file of the chain.
        cert: PathBuf,
        /// The file of the key.
        key: Option<PathBuf>,
    },
    /// PKCS#12 (`.pfx`, `.p12`): chain and key in one.
    Pfx(PathBuf),
}

/// A certificate to show to servers, and the URLs it is for.
#[derive(Clone)]
pub struct ClientCertificate {
    patterns: Vec<UrlPattern>,
    resolver: Arc<SingleCertAndKey>,
}

/// Why a client certificate cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("client certificate {}: {reason}", path.display())]
pub struct CertificateError {
    /// The file at fault.
    pub path: PathBuf,
    /// What is wrong with it, and what to do.
    pub reason: String,
}

impl ClientCertificate {
    /// Reads the files. The passphrase is for the private key or the PKCS#12 file.
    ///
    /// # Errors
    /// Fails when a file cannot be read, the passphrase is wrong or missing, or key and
    /// certificate do not belong together.
    pub fn load(
        patterns: Vec<UrlPattern>,
        files: &CertificateFiles,
        passphrase: Option<&str>,
    ) -> Result<Self, CertificateError> {
        let (path, parts) = match files {
            CertificateFiles::Pem { cert, key } => (cert, pem(cert, key.as_deref(), passphrase)?),
            CertificateFiles::Pfx(path) => (path, pfx(path, passphrase.unwrap_or_default())?),
        };
        let (chain, key) = parts;
        let provider = rustls::crypto::ring::default_provider();
        let certified = CertifiedKey::from_der(chain, key, &provider);
        let certified = certified.map_err(|error| fault(path, describe(&error)))?;
        Ok(Self { patterns, resolver: Arc::new(certified.into()) })
    }

    /// Tells whether the certificate is for a URL.
    pub(super) fn is_for(&self, url: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(url))
    }

    pub(super) fn resolver(&self) -> Arc<SingleCertAndKey> {
        Arc::clone(&self.resolver)
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ClientCertificate").field("patterns", &self.patterns).finish()
    }
}

type Parts = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn pem(
    cert: &Path,
    key: Option<&Path>,
    passphrase: Option<&str>,
) -> Result<Parts, CertificateError> {
    let content = read(cert)?;
    let chain = CertificateDer::pem_slice_iter(&content).collect::<Result<Vec<_>, _>>();
    let chain = chain.map_err(|error| fault(cert, format!("not a PEM certificate: {error}")))?;
    if chain.is_empty() {
        return Err(fault(cert, "it holds no PEM certificate"));
    }
    let (key_path, key_content) = match key {
        Some(path) => (path, read(path)?),
        None => (cert, content),
    };
    let key = private_key(&key_content, passphrase).map_err(|reason| fault(key_path, reason))?;
    Ok((chain, key))
}

fn private_key(content: &[u8], passphrase: Option<&str>) -> Result<PrivateKeyDer<'static>, String> {
    let text = String::from_utf8_lossy(content);
    if let Some(encrypted) = section(&text, "ENCRYPTED PRIVATE KEY") {
        let passphrase = passphrase.ok_or(
            "the private key is encrypted; give --ssl-client-passphrase, or `passphrase` in the list",
        )?;
        return decrypt(&encrypted, passphrase);
    }
    if text.contains("Proc-Type: 4,ENCRYPTED") {
        return Err("the private key is encrypted in OpenSSL's old format; convert it with \
                    `openssl pkcs8 -topk8 -in OLD -out NEW`"
            .to_owned());
    }
    PrivateKeyDer::from_pem_slice(content)
        .map_err(|_| "it holds no PEM private key; is it in another file?".to_owned())
}

/// Finds the base64 text of a PEM section.
fn section(text: &str, label: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let (base64, _) = rest.split_once(&format!("-----END {label}-----"))?;
    Some(base64.split_whitespace().collect())
}

fn decrypt(base64: &str, passphrase: &str) -> Result<PrivateKeyDer<'static>, String> {
    let der = STANDARD.decode(base64).map_err(|error| format!("not PEM: {error}"))?;
    let info = EncryptedPrivateKeyInfoRef::try_from(der.as_slice())
        .map_err(|error| format!("the private key is encrypted in an unknown way: {error}"))?;
    let key = info.decrypt(passphrase).map_err(|error| {
        format!("the private key cannot be decrypted; is the passphrase right? ({error})")
    })?;
    Ok(PrivatePkcs8KeyDer::from(key.as_bytes().to_vec()).into())
}

/// Takes the first key, and all certificates, the key's own first.
fn pfx(path: &Path, passphrase: &str) -> Result<Parts, CertificateError> {
    let archive = Pkcs12Archive::from_pkcs12(&read(path)?, passphrase).map_err(|error| {
        fault(path, format!("cannot open the PKCS#12 file; is the passphrase right? ({error})"))
    })?;
    let key = archive.keys.first().ok_or_else(|| fault(path, "it holds no private key"))?;
    let owner = key.local_key_id.as_ref().map(AsRef::as_ref);
    let mut certificates = archive.certs;
    certificates.sort_by_key(|bag| owner.is_none() || bag.local_key_id.as_deref() != owner);
    let der = |bag: &p12_keystore::CertificateBag| bag.cert.as_der().to_vec().into();
    let chain: Vec<CertificateDer<'static>> = certificates.iter().map(der).collect();
    if chain.is_empty() {
        return Err(fault(path, "it holds no certificate"));
    }
    Ok((chain, PrivatePkcs8KeyDer::from(key.key.as_der().to_vec()).into()))
}

fn read(path: &Path) -> Result<Vec<u8>, CertificateError> {
    std::fs::read(path).map_err(|error| fault(path, error.to_string()))
}

fn describe(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InconsistentKeys(_) => {
            "key and certificate do not belong together".to_owned()
        }
        error => format!("cannot be used: {error}"),
    }
}

fn fault(path: &Path, reason: impl Into<String>) -> CertificateError {
    CertificateError { path: path.to_owned(), reason: reason.into() }
}
