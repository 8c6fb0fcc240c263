//! Client certificates: newman's list and its three single options.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::exit::Fatal;
use super::network::NetworkArgs;
use crate::files::read_text;
use crate::http::url::UrlPattern;
use crate::http::{CertificateFiles, ClientCertificate};
use crate::redact::Secret;

/// Loads the certificates of the list, then the single one, which is for all URLs that none of
/// the list matches.
///
/// # Errors
/// Fails when a file cannot be read, and names the place in the list. (newman warns, and sends the
/// request without a certificate.)
pub(super) fn load(
    network: &NetworkArgs,
    working_dir: &Path,
) -> Result<Vec<ClientCertificate>, Fatal> {
    let mut certificates = Vec::new();
    if let Some(path) = &network.ssl_client_cert_list {
        certificates = listed(path, working_dir)?;
    }
    if let Some(path) = &network.ssl_client_cert {
        let files = files(path.clone(), network.ssl_client_key.clone());
        let passphrase = network.ssl_client_passphrase.as_ref().map(|held| held.expose().as_str());
        let loaded = ClientCertificate::load(vec![UrlPattern::ALL], &files, passphrase);
        certificates.push(loaded.map_err(Fatal::not_loaded)?);
    }
    Ok(certificates)
}

/// PKCS#12 by its file name, PEM otherwise.
fn files(cert: PathBuf, key: Option<PathBuf>) -> CertificateFiles {
    let extension = cert.extension().map(|text| text.to_ascii_lowercase());
    match extension.as_ref().and_then(|text| text.to_str()) {
        Some("pfx" | "p12") => CertificateFiles::Pfx(cert),
        _ => CertificateFiles::Pem { cert, key },
    }
}

fn listed(path: &Path, working_dir: &Path) -> Result<Vec<ClientCertificate>, Fatal> {
    let wrong = |reason: String| Fatal::not_loaded(format!("{}: {reason}", path.display()));
    let text = read_text(path).map_err(Fatal::not_loaded)?;
    let list: Value = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let list = list.as_array().ok_or_else(|| {
        wrong("not a list of certificates; it begins with [ and holds objects".to_owned())
    })?;
    let mut certificates = Vec::new();
    for (index, entry) in list.iter().enumerate() {
        let at = |reason: String| wrong(format!("$[{index}]{reason}"));
        let entry = Entry::read(entry, working_dir).map_err(at)?;
        let passphrase = entry.passphrase.as_ref().map(|held| held.expose().as_str());
        let loaded = ClientCertificate::load(entry.patterns, &entry.files, passphrase);
        certificates.push(loaded.map_err(|error| at(format!(": {error}")))?);
    }
    Ok(certificates)
}

/// One certificate of the list: `{name, matches, key: {src}, cert: {src}, pfx: {src}, passphrase}`.
struct Entry {
    patterns: Vec<UrlPattern>,
    files: CertificateFiles,
    passphrase: Option<Secret<String>>,
}

impl Entry {
    fn read(entry: &Value, working_dir: &Path) -> Result<Self, String> {
        let entry = entry.as_object().ok_or(": a certificate is an object")?;
        let source = |key: &str| match entry.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match value.get("src").unwrap_or(value) {
                Value::String(path) if !path.is_empty() => Ok(Some(working_dir.join(path))),
                _ => Err(format!(".{key}: write it as {{\"src\": \"path\"}}")),
            },
        };
        let files = match (source("pfx")?, source("cert")?, source("key")?) {
            (Some(pfx), _, _) => CertificateFiles::Pfx(pfx),
            (None, Some(cert), key) => CertificateFiles::Pem { cert, key },
            (None, None, _) => return Err(": neither `cert` nor `pfx` is given".to_owned()),
        };
        let passphrase = match entry.get("passphrase") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(Secret::new(text.clone())),
            Some(_) => return Err(".passphrase: write it as text".to_owned()),
        };
        Ok(Self { patterns: patterns(entry.get("matches"))?, files, passphrase })
    }
}

fn patterns(matches: Option<&Value>) -> Result<Vec<UrlPattern>, String> {
    let wrong = || ".matches: write it as a list of URL patterns".to_owned();
    let list =
        matches.and_then(Value::as_array).filter(|list| !list.is_empty()).ok_or_else(wrong)?;
    let mut patterns = Vec::new();
    for (index, pattern) in list.iter().enumerate() {
        // The Postman app exports objects, its documentation shows text.
        let text = pattern.get("pattern").unwrap_or(pattern).as_str().ok_or_else(wrong)?;
        let parsed = UrlPattern::parse(text);
        patterns.push(parsed.map_err(|reason| format!(".matches[{index}]: {reason}"))?);
    }
    Ok(patterns)
}
