//! `hawk`: an HMAC over the request line, host and port (github.com/mozilla/hawk, API.md).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::challenge::quoted;
use super::signing::Signing;

/// The hash functions of Hawk.
#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
}

/// Signs with `authId` and `authKey`. `nonce` and `timestamp` are made where the block has none;
/// with `includePayloadHash` the content is signed too. `user` is a note for people.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let id = signing.required("authId")?;
    let key = signing.required("authKey")?;
    let hash = match signing.filled("algorithm").as_deref().map(str::trim) {
        None | Some("sha256") => Hash::Sha256,
        Some("sha1") => Hash::Sha1,
        Some(other) => return Err(format!("unknown algorithm \"{other}\": use sha256 or sha1")),
    };
    let nonce = signing.filled("nonce").unwrap_or_else(|| signing.fresh.nonce(6));
    let timestamp = signing.number::<u64>("timestamp").map(|seconds| seconds.to_string());
    let timestamp = timestamp.unwrap_or_else(|| signing.fresh.seconds().to_string());
    let payload = match signing.flag("includePayloadHash") && !signing.request.body.is_empty() {
        true => Some(payload_hash(signing, hash)?),
        false => None,
    };
    let ext = signing.filled("extraData");
    let app = signing.filled("app");
    let dlg = signing.filled("delegation");
    if app.is_none() && dlg.is_some() {
        signing.remark("a \"delegation\" belongs to an application, and \"app\" is missing");
    }

    let target = signing.target();
    let mut lines = vec![
        "hawk.1.header".to_owned(),
        timestamp.clone(),
        nonce.clone(),
        signing.request.method.to_uppercase(),
        target.resource(),
        target.host().to_lowercase(),
        target.port().to_owned(),
        payload.clone().unwrap_or_default(),
        ext.as_deref().unwrap_or_default().replace('\\', "\\\\").replace('\n', "\\n"),
    ];
    if let Some(app) = &app {
        lines.extend([app.clone(), dlg.clone().unwrap_or_default()]);
    }
    let mac = mac(hash, key.as_bytes(), &format!("{}\n", lines.join("\n")))?;

    let mut params = vec![("id", id), ("ts", timestamp), ("nonce", nonce)];
    params.extend(payload.map(|hash| ("hash", hash)));
    params.extend(ext.map(|ext| ("ext", ext)));
    params.push(("mac", mac));
    if let Some(app) = app {
        params.push(("app", app));
        params.extend(dlg.map(|dlg| ("dlg", dlg)));
    }
    let params: Vec<String> =
        params.iter().map(|(name, value)| format!("{name}={}", quoted(value))).collect();
    signing.authorize(&format!("Hawk {}", params.join(", ")))
}

fn payload_hash(signing: &Signing<'_>, hash: Hash) -> Result<String, String> {
    fn of<D: Digest>(signing: &Signing<'_>) -> Result<String, String> {
        let media_type = signing.request.headers.get("Content-Type").unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_lowercase();
        let mut hash = D::new();
        hash.update(format!("hawk.1.payload\n{essence}\n"));
        signing.hash_body(&mut hash)?;
        hash.update("\n");
        Ok(STANDARD.encode(hash.finalize()))
    }
    match hash {
        Hash::Sha1 => of::<Sha1>(signing),
        Hash::Sha256 => of::<Sha256>(signing),
    }
}

fn mac(hash: Hash, key: &[u8], text: &str) -> Result<String, String> {
    let unusable = |error: hmac::digest::InvalidLength| error.to_string();
    Ok(match hash {
        Hash::Sha1 => {
            let mac = Hmac::<Sha1>::new_from_slice(key).map_err(unusable)?;
            STANDARD.encode(mac.chain_update(text).finalize().into_bytes())
        }
        Hash::Sha256 => {
            let mac = Hmac::<Sha256>::new_from_slice(key).map_err(unusable)?;
            STANDARD.encode(mac.chain_update(text).finalize().into_bytes())
        }
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::json;

    use crate::auth::tests::{request, sign_at};
    use crate::http::Body;

    /// The examples of Hawk's specification.
    #[test]
    fn reproduces_the_published_examples() {
        let mut params = json!({
            "authId": "dh37fgj492je",
            "authKey": "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn",
            "algorithm": "sha256",
            "nonce": "j4h3g2",
            "extraData": "some-app-ext-data",
        });
        let mut get = request("http://example.com:8000/resource/1?b=1&a=2");
        sign_at(1_353_832_234, "hawk", &params, &mut get).unwrap();
        assert_eq!(
            get.headers.get("authorization").unwrap(),
            "Hawk id=\"dh37fgj492je\", ts=\"1353832234\", nonce=\"j4h3g2\", \
             ext=\"some-app-ext-data\", mac=\"6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=\""
        );

        params["includePayloadHash"] = true.into();
        params["timestamp"] = 1_353_832_234.into();
        let mut post = request("http://example.com:8000/resource/1?b=1&a=2");
        post.method = "POST".to_owned();
        post.headers.push("Content-Type", "text/plain; charset=utf-8");
        post.body = Body::Bytes("Thank you for flying Hawk".into());
        sign_at(0, "hawk", &params, &mut post).unwrap();
        assert_eq!(
            post.headers.get("authorization").unwrap(),
            "Hawk id=\"dh37fgj492je\", ts=\"1353832234\", nonce=\"j4h3g2\", \
             hash=\"Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=\", ext=\"some-app-ext-data\", \
             mac=\"aSe1DERmZuRl3pI36/9BdZmnErTw3sNzOOAUlfeKjVw=\""
        );
    }

    #[test]
    fn says_what_is_missing() {
        let mut request = request("http://h/");
        let error = sign_at(0, "hawk", &json!({ "authId": "a" }), &mut request).unwrap_err();
        assert_eq!(error, "\"authKey\" is missing");
        let params = json!({ "authId": "a", "authKey": "b", "algorithm": "md5" });
        let error = sign_at(0, "hawk", &params, &mut request).unwrap_err();
        assert!(error.contains("use sha256 or sha1"), "{error}");
    }
}
