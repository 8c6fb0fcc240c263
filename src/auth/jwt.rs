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
            signing.set_param(&name, &token);
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::{Value, json};

    use crate::auth::tests::{request, sign_at};

    fn token(params: &Value) -> Result<String, String> {
        let mut request = request("http://h/");
        sign_at(0, "jwt", params, &mut request)?;
        Ok(request.headers.get("authorization").unwrap().to_owned())
    }

    /// The example of jwt.io, which others have checked.
    #[test]
    fn makes_the_well_known_token() {
        let params = json!({
            "algorithm": "HS256",
            "secret": "your-256-bit-secret",
            "header": "{\"alg\": \"none\", \"typ\": \"JWT\"}",
            "payload": { "sub": "1234567890", "name": "John Doe", "iat": 1_516_239_022 },
        });
        assert_eq!(
            token(&params).unwrap(),
            "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6Ikpva\
             G4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
        );
    }

    #[test]
    fn secrets_may_be_base64_of_any_dress() {
        let with = |secret: &str, encoded: bool| {
            let params =
                json!({ "algorithm": "HS256", "secret": secret, "isSecretBase64Encoded": encoded });
            token(&params).unwrap()
        };
        let plain = with("~~~?", false);
        for encoded in ["fn5+Pw==", "fn5+Pw", "fn5-Pw", " fn5-\nPw "] {
            assert_eq!(with(encoded, true), plain, "{encoded}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let cases = [
            (json!({}), "\"algorithm\" is missing"),
            (json!({ "algorithm": "none" }), "unknown algorithm \"none\""),
            (json!({ "algorithm": "HS256" }), "\"secret\" is missing"),
            (json!({ "algorithm": "RS256" }), "\"privateKey\" is missing"),
            (json!({ "algorithm": "RS256", "privateKey": "no key!" }), "no PEM"),
            (
                json!({ "algorithm": "HS256", "secret": "s", "payload": "{" }),
                "\"payload\" is no JSON",
            ),
            (
                json!({ "algorithm": "HS256", "secret": "s", "header": [1] }),
                "\"header\" should be a JSON object",
            ),
            (
                json!({ "algorithm": "HS256", "secret": "s", "addTokenTo": "x" }),
                "use header or queryParam",
            ),
        ];
        for (params, expected) in cases {
            let error = token(&params).unwrap_err();
            assert!(error.contains(expected), "{params}: {error}");
        }
    }
}
