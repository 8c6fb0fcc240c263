//! `asap`: Atlassian's service-to-service tokens (s2sauth.bitbucket.io/spec), a JWT of fixed claims.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::jws::{self, Algorithm};
use super::jwt::object;
use super::signing::Signing;

/// How long a token is valid where the block does not say, in seconds.
const LIFETIME: i64 = 3600;

/// Makes a token of `iss`, `aud`, `sub`, `exp` and `claims` (which win), and sends it as `Bearer`.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let mut claims = object(signing, "claims")?;
    let name = signing.filled("alg").unwrap_or_else(|| "RS256".to_owned());
    let algorithm = Algorithm::of(&name).filter(|algorithm| !algorithm.is_symmetric());
    let algorithm = algorithm.ok_or_else(|| {
        format!("unknown algorithm \"{name}\": use RS, PS or ES with 256, 384 or 512")
    })?;
    let kid = match claims.get("kid").and_then(Value::as_str) {
        Some(kid) => kid.to_owned(),
        None => signing.required("kid")?,
    };
    let key = private_key(&signing.required("privateKey")?, &kid)?;
    fill(&mut claims, signing)?;
    let header = json!({ "alg": name, "kid": kid }).to_string();
    let payload = Value::Object(claims).to_string();
    let token = jws::compact(algorithm, key.as_bytes(), &header, &payload)?;
    signing.authorize(&format!("Bearer {token}"))
}

/// Adds the claims that are not there yet, in the order of postman-runtime.
fn fill(claims: &mut Map<String, Value>, signing: &mut Signing<'_>) -> Result<(), String> {
    let now = signing.fresh.seconds();
    let lifetime = signing.number::<i64>("exp").filter(|seconds| *seconds != 0).unwrap_or(LIFETIME);
    let own = |claims: &Map<String, Value>, name: &str| {
        claims.get(name).filter(|value| !value.is_null() && *value != "").cloned()
    };
    let issuer = match own(claims, "iss") {
        Some(issuer) => issuer,
        None => signing.required("iss")?.into(),
    };
    let subject = own(claims, "sub").or_else(|| signing.filled("sub").map(Value::from));
    let audience = match own(claims, "aud") {
        Some(audience) => audience,
        None => signing.required("aud")?.into(),
    };
    let id = own(claims, "jti").unwrap_or_else(|| signing.fresh.uuid().into());
    let issued = own(claims, "iat").unwrap_or_else(|| now.into());
    let expires = own(claims, "exp").and_then(|value| match value {
        Value::String(text) => text.trim().parse::<i64>().ok().map(Value::from),
        other => Some(other),
    });
    let expires = expires.unwrap_or_else(|| now.saturating_add(lifetime).into());
    let subject = subject.unwrap_or_else(|| issuer.clone());
    let filled = [
        ("iat", issued),
        ("iss", issuer),
        ("sub", subject),
        ("jti", id),
        ("aud", audience),
        ("exp", expires),
    ];
    claims.extend(filled.map(|(name, value)| (name.to_owned(), value)));
    Ok(())
}

/// The key: PEM, or a data URI `data:application/pkcs8;kid=…;base64,…` of the same key id.
fn private_key(text: &str, kid: &str) -> Result<String, String> {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let text = percent_decode_str(text).decode_utf8_lossy();
    if !text.starts_with("data:") {
        return Ok(text.into_owned());
    }
    let parts = text.strip_prefix("data:application/pkcs8;kid=");
    let (named, content) = parts
        .and_then(|parts| parts.split_once(";base64,"))
        .ok_or("malformed data URI: use data:application/pkcs8;kid=…;base64,…")?;
    if named != kid {
        return Err(format!("the key id is \"{kid}\", but the data URI's is \"{named}\""));
    }
    Ok(content.to_owned())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use p256::pkcs8::EncodePrivateKey as _;

    use super::*;
    use crate::auth::tests::{request, sign_at};

    fn key() -> String {
        let key = p256::SecretKey::from_slice(&[7; 32]).unwrap();
        STANDARD.encode(key.to_pkcs8_der().unwrap().as_bytes())
    }

    fn parts(params: &Value) -> Result<[Value; 2], String> {
        let mut request = request("http://h/");
        sign_at(1_500_000_000, "asap", params, &mut request)?;
        let header = request.headers.get("authorization").unwrap();
        let mut parts = header.strip_prefix("Bearer ").unwrap().split('.');
        let mut part = || {
            let bytes = URL_SAFE_NO_PAD.decode(parts.next().unwrap()).unwrap();
            serde_json::from_slice(&bytes).unwrap()
        };
        Ok([part(), part()])
    }

    #[test]
    fn fills_the_claims_and_reads_data_uris() {
        let uri = format!("data:application/pkcs8;kid=a/b;base64,{}", key());
        let params = json!({
            "alg": "ES256", "kid": "a/b", "iss": "me", "aud": "you", "exp": "60",
            "privateKey": uri.replace('/', "%2F").replace('=', "%3D"),
        });
        let [header, mut claims] = parts(&params).unwrap();
        assert_eq!(header, json!({ "alg": "ES256", "kid": "a/b" }));
        let id = claims["jti"].take();
        assert_eq!(id.as_str().map(str::len), Some(36));
        let expected = json!({
            "iat": 1_500_000_000, "iss": "me", "sub": "me", "jti": null, "aud": "you",
            "exp": 1_500_000_060,
        });
        assert_eq!(claims, expected);
    }

    #[test]
    fn claims_win() {
        let params = json!({
            "alg": "ES256", "kid": "k", "iss": "me", "aud": "you", "privateKey": key(),
            "claims": { "aud": ["a", "b"], "exp": "7", "x": 1 },
        });
        let [_, claims] = parts(&params).unwrap();
        assert_eq!(claims["aud"], json!(["a", "b"]));
        assert_eq!(claims["exp"], json!(7));
        assert_eq!(claims["x"], json!(1));
    }

    #[test]
    fn says_what_is_wrong() {
        let cases = [
            (json!({}), "\"kid\" is missing"),
            (json!({ "alg": "HS256" }), "unknown algorithm \"HS256\""),
            (json!({ "kid": "k", "privateKey": "x" }), "\"iss\" is missing"),
            (json!({ "kid": "k", "privateKey": "data:text/plain,x" }), "malformed data URI"),
            (
                json!({ "kid": "k", "privateKey": "data:application/pkcs8;kid=o;base64,AA" }),
                "the key id is \"k\", but the data URI's is \"o\"",
            ),
            (json!({ "claims": "[]" }), "\"claims\" should be a JSON object"),
        ];
        for (params, expected) in cases {
            let error = parts(&params).unwrap_err();
            assert!(error.contains(expected), "{params}: {error}");
        }
    }
}
