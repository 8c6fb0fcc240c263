//! `jwt`: a JSON Web Token that is made and signed for each request.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Map, Value};

use super::jws::{self, Algorithm};
use super::signing::Signing;

/// Signs `payload` and sends the token in the header, or with `addTokenTo: queryParam` in the query.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let name = signing.required("algorithm")?;
    let algorithm = Algorithm::of(&name).ok_or_else(|| {
        format!("unknown algorithm \"{name}\": use HS, RS, PS or ES with 256, 384 or 512")
    })?;
    let key = key(signing, algorithm)?;
    let mut header = object(signing, "header")?;
    header.insert("alg".to_owned(), name.into());
    let payload = object(signing, "payload")?;
    let token = jws::compact(
        algorithm,
        &key,
        &Value::Object(header).to_string(),
        &Value::Object(payload).to_string(),
    )?;
    match signing.filled("addTokenTo").as_deref() {
        None | Some("header") => {
            let prefix = signing.text("headerPrefix").unwrap_or_else(|| "Bearer".to_owned());
            let value = format!("{prefix} {token}");
            signing.authorize(if prefix.is_empty() { &token } else { &value })
        }
        Some("queryParam") => {
            let name = signing.filled("queryParamKey").unwrap_or_else(|| "token".to_owned());
            signing.set_query(&name, &token);
            Ok(())
        }
        Some(other) => Err(format!("addTokenTo is \"{other}\": use header or queryParam")),
    }
}

fn key(signing: &Signing<'_>, algorithm: Algorithm) -> Result<Vec<u8>, String> {
    if !algorithm.is_symmetric() {
        return Ok(signing.required("privateKey")?.into_bytes());
    }
    let secret = signing.text("secret").filter(|secret| !secret.is_empty());
    let secret = secret.ok_or("\"secret\" is missing")?;
    if signing.flag("isSecretBase64Encoded") {
        return from_base64(&secret);
    }
    Ok(secret.into_bytes())
}

/// Reads base64 as Node does: of either alphabet, with or without padding.
fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let engine = GeneralPurpose::new(&base64::alphabet::STANDARD, config);
    let text: String = text.split_whitespace().collect();
    let text = text.replace('-', "+").replace('_', "/");
    engine.decode(text).map_err(|error| format!("\"secret\" is not base64: {error}"))
}

/// Reads a parameter that is an object, or the JSON text of one; blank means empty.
pub(super) fn object(signing: &Signing<'_>, key: &str) -> Result<Map<String, Value>, String> {
    let text = match signing.auth.param(key) {
        None | Some(Value::Null) => return Ok(Map::new()),
        Some(Value::Object(members)) => return Ok(members.clone()),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(Map::new()),
        Some(Value::String(text)) => text,
        Some(other) => return Err(format!("\"{key}\" should be a JSON object, but is {other}")),
    };
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(format!("\"{key}\" should be a JSON object")),
        Err(error) => Err(format!("\"{key}\" is no JSON: {error}")),
    }
}
