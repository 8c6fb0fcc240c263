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
fn fill(claims: &mut Map<String, Value>, signing: &Signing<'_>) -> Result<(), String> {
    let now = signing.fresh.seconds();
    let lifetime = signing.filled("exp").and_then(|text| text.trim().parse::<i64>().ok());
    let lifetime = lifetime.filter(|seconds| *seconds != 0).unwrap_or(LIFETIME);
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
    if !text.starts_with("data:") {
        return Ok(text.to_owned());
    }
    let text = percent_decode_str(text).decode_utf8_lossy();
    let parts = text.strip_prefix("data:application/pkcs8;kid=");
    let (named, content) = parts
        .and_then(|parts| parts.split_once(";base64,"))
        .ok_or("malformed data URI: use data:application/pkcs8;kid=…;base64,…")?;
    if named != kid {
        return Err(format!("the key id is \"{kid}\", but the data URI's is \"{named}\""));
    }
    Ok(content.to_owned())
}
