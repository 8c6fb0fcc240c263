//! `edgegrid`: Akamai's EG1-HMAC-SHA256.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::signing::Signing;
use super::target::Target;

/// How much of a POST's content is hashed where the block does not say (128 KiB).
const MAX_BODY: usize = 131_072;

/// Signs with `accessToken`, `clientToken` and `clientSecret`.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let access_token = signing.required("accessToken")?;
    let client_token = signing.required("clientToken")?;
    let secret = signing.required("clientSecret")?;
    let nonce = signing.filled("nonce").unwrap_or_else(|| signing.fresh.uuid());
    let timestamp = signing
        .filled("timestamp")
        .unwrap_or_else(|| signing.fresh.now.strftime("%Y%m%dT%H:%M:%S+0000").to_string());
    let base = signing.filled("baseURL");
    let limit = signing.number::<usize>("maxBodySize").filter(|limit| *limit > 0);
    let limit = limit.unwrap_or(MAX_BODY);

    let target = signing.target();
    let host = base.as_deref().map_or(target.authority, |base| Target::of(base).authority);
    let unsigned = format!(
        "EG1-HMAC-SHA256 client_token={client_token};access_token={access_token};\
         timestamp={timestamp};nonce={nonce};"
    );
    let data = [
        signing.request.method.as_str(),
        target.scheme,
        host,
        &target.resource(),
        &headers(signing),
        &body_hash(signing, limit)?,
        &unsigned,
    ]
    .join("\t");
    let key = hmac(secret.as_bytes(), &timestamp)?;
    let signature = hmac(key.as_bytes(), &data)?;
    signing.authorize(&format!("{unsigned}signature={signature}"))
}

fn hmac(key: &[u8], text: &str) -> Result<String, String> {
    let mac = Hmac::<Sha256>::new_from_slice(key).map_err(|error| error.to_string())?;
    Ok(STANDARD.encode(mac.chain_update(text).finalize().into_bytes()))
}

/// The headers that `headersToSign` names (a list, or text with commas), in its order.
fn headers(signing: &Signing<'_>) -> String {
    let names: Vec<String> = match signing.auth.param("headersToSign") {
        Some(Value::String(text)) => text.split(',').map(str::to_owned).collect(),
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    let line = |name: &String| {
        let name = name.trim().to_lowercase();
        let value = signing.request.headers.get(&name).filter(|value| !value.is_empty())?;
        Some(format!("{name}:{}", value.split_whitespace().collect::<Vec<_>>().join(" ")))
    };
    names.iter().filter_map(line).collect::<Vec<_>>().join("\t")
}

/// The hash of the content's beginning; only a POST's content is signed.
fn body_hash(signing: &Signing<'_>, limit: usize) -> Result<String, String> {
    if signing.request.method != "POST" || signing.request.body.is_empty() {
        return Ok(String::new());
    }
    let mut left = limit;
    let mut hash = Sha256::new();
    let fed = signing.request.body.feed(&mut |piece| {
        let taken = piece.len().min(left);
        left -= taken;
        hash.update(&piece[..taken]);
    });
    fed.map_err(|error| error.to_string())?;
    Ok(STANDARD.encode(hash.finalize()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::auth::tests::{request, sign_at};

    #[test]
    fn makes_time_and_nonce_in_akamais_form() {
        let mut request = request("https://h/");
        let params = json!({ "accessToken": "a", "clientToken": "c", "clientSecret": "s" });
        assert_eq!(sign_at(1_395_430_461, "edgegrid", &params, &mut request), Ok(()));
        let header = request.headers.get("authorization").unwrap_or_default();
        let expected = "EG1-HMAC-SHA256 client_token=c;access_token=a;\
                        timestamp=20140321T19:34:21+0000;nonce=07070707-0707-4707-8707-070707070707;\
                        signature=";
        assert!(header.starts_with(expected), "{header}");
    }

    #[test]
    fn says_what_is_missing() {
        let params = json!({ "accessToken": "a", "clientToken": " " });
        let error = sign_at(0, "edgegrid", &params, &mut request("https://h/"));
        assert_eq!(error, Err("\"clientToken\" is missing".to_owned()));
    }
}
