//! `oauth1`: signed requests (RFC 5849), with the body hash extension.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, Mac as _};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use rsa::pkcs1v15::SigningKey;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::key::KeyFile;
use super::signing::Signing;
use super::target::{Target, change_query};
use crate::http::Body;

/// Percent-encodes everything but RFC 3986's unreserved characters (§3.6).
const RESERVED: &percent_encoding::AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Parameters of the protocol, not encoded.
type Params = Vec<(&'static str, String)>;

/// How the base string is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Hmac(Hash),
    Rsa(Hash),
    Plaintext,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hash {
    Sha1,
    Sha256,
    Sha512,
}

impl Method {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "HMAC-SHA1" => Self::Hmac(Hash::Sha1),
            "HMAC-SHA256" => Self::Hmac(Hash::Sha256),
            "HMAC-SHA512" => Self::Hmac(Hash::Sha512),
            "RSA-SHA1" => Self::Rsa(Hash::Sha1),
            "RSA-SHA256" => Self::Rsa(Hash::Sha256),
            "RSA-SHA512" => Self::Rsa(Hash::Sha512),
            "PLAINTEXT" => Self::Plaintext,
            _ => return None,
        })
    }
}

/// Signs, and sends the parameters in the header with `addParamsToHeader`, else in an urlencoded body
/// of POST and PUT, else in the query.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let name = signing.filled("signatureMethod").unwrap_or_else(|| "HMAC-SHA1".to_owned());
    let method = Method::of(&name).ok_or_else(|| {
        format!(
            "unknown signatureMethod \"{name}\": use HMAC-SHA1, HMAC-SHA256, HMAC-SHA512, \
             RSA-SHA1, RSA-SHA256, RSA-SHA512 or PLAINTEXT"
        )
    })?;
    let form = form(signing);
    let mut params = params(signing, &name)?;
    if let Some(hash) = body_hash(signing, method, form.is_some())? {
        params.push(("oauth_body_hash", hash));
    }
    for (name, key) in [("oauth_callback", "callback"), ("oauth_verifier", "verifier")] {
        params.extend(signing.filled(key).map(|value| (name, value)));
    }
    if !signing.flag("addEmptyParamsToSign") {
        params.retain(|(_, value)| !value.is_empty());
    }

    signing.request.headers.remove("Authorization");
    signing.request.url = change_query(&signing.request.url, |params| {
        *params = params.iter().map(|param| recode_param(param)).collect();
        params.retain(|param| !is_protocol_param(param));
    });
    let base = base_string(signing, &params, form.as_deref().unwrap_or_default());
    params.push(("oauth_signature", signature(signing, method, &base)?));
    send(signing, &params, form)
}

fn params(signing: &Signing<'_>, method: &str) -> Result<Params, String> {
    let text = |key: &str| signing.text(key).unwrap_or_default();
    let consumer = signing.required("consumerKey")?;
    let timestamp = signing.filled("timestamp");
    let nonce = signing.filled("nonce");
    Ok(vec![
        ("oauth_consumer_key", consumer),
        ("oauth_token", text("token")),
        ("oauth_signature_method", method.to_owned()),
        ("oauth_timestamp", timestamp.unwrap_or_else(|| signing.fresh.seconds().to_string())),
        ("oauth_nonce", nonce.unwrap_or_else(|| signing.fresh.nonce(11))),
        ("oauth_version", text("version")),
    ])
}

/// Puts the parameters where they belong.
fn send(
    signing: &mut Signing<'_>,
    params: &Params,
    form: Option<Vec<String>>,
) -> Result<(), String> {
    let pair = |(name, value): &(&str, String)| format!("{name}={}", encode(value.as_bytes()));
    if signing.flag("addParamsToHeader") {
        return signing.authorize(&header(signing, params));
    }
    let method = signing.request.method.as_str();
    if let Some(mut form) = form.filter(|_| matches!(method, "POST" | "PUT")) {
        form.retain(|param| !is_protocol_param(param));
        form.extend(params.iter().map(pair));
        let body = form.join("&");
        if signing.request.headers.contains("Content-Length") {
            signing.request.headers.set("Content-Length", body.len().to_string());
        }
        signing.request.body = Body::Bytes(Bytes::from(body));
        return Ok(());
    }
    signing.request.url =
        change_query(&signing.request.url, |query| query.extend(params.iter().map(pair)));
    Ok(())
}

fn header(signing: &Signing<'_>, params: &Params) -> String {
    let plain = signing.flag("disableHeaderEncoding");
    let value = |text: &str| if plain { text.to_owned() } else { encode(text.as_bytes()) };
    let realm = signing.filled("realm").map(|realm| format!("realm=\"{}\"", value(&realm)));
    let params = params
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name}=\"{}\"", value(text.trim())));
    format!("OAuth {}", realm.into_iter().chain(params).collect::<Vec<_>>().join(","))
}

/// The parameters of an urlencoded body, each as `name=value` in this protocol's encoding.
fn form(signing: &Signing<'_>) -> Option<Vec<String>> {
    let media_type = signing.request.headers.get("Content-Type").unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match &signing.request.body {
        Body::Bytes(bytes) if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") => {
            let text = String::from_utf8_lossy(bytes);
            Some(text.split('&').filter(|param| !param.is_empty()).map(recode_param).collect())
        }
        _ => None,
    }
}

fn recode_param(param: &str) -> String {
    match param.split_once('=') {
        Some((name, value)) => format!("{}={}", recode(name), recode(value)),
        None => recode(param),
    }
}

fn recode(text: &str) -> String {
    encode(&percent_decode_str(&text.replace('+', " ")).collect::<Vec<u8>>())
}

fn encode(bytes: &[u8]) -> String {
    percent_encode(bytes, RESERVED).to_string()
}

/// Tells a parameter of an earlier signature.
fn is_protocol_param(param: &str) -> bool {
    const NAMES: [&str; 10] = [
        "oauth_consumer_key",
        "oauth_token",
        "oauth_signature_method",
        "oauth_timestamp",
        "oauth_nonce",
        "oauth_version",
        "oauth_signature",
        "oauth_callback",
        "oauth_verifier",
        "oauth_body_hash",
    ];
    NAMES.contains(&param.split('=').next().unwrap_or_default())
}

/// The signature base string (§3.4.1).
fn base_string(signing: &Signing<'_>, params: &Params, form: &[String]) -> String {
    let target = signing.target();
    let query = target.query.unwrap_or_default().split('&').filter(|param| !param.is_empty());
    let written = query.chain(form.iter().map(String::as_str));
    let mut all: Vec<(String, String)> = written
        .filter(|param| !is_protocol_param(param))
        .map(|param| param.split_once('=').unwrap_or((param, "")))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    all.extend(params.iter().map(|(name, value)| ((*name).to_owned(), encode(value.as_bytes()))));
    all.sort();
    let pairs: Vec<String> = all.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let parts = [&signing.request.method.to_uppercase(), &base_url(&target), &pairs.join("&")];
    parts.map(|part| encode(part.as_bytes())).join("&")
}

/// The URL without query, default port and upper-case letters (§3.4.1.2).
fn base_url(target: &Target<'_>) -> String {
    let default = if target.scheme == "https" { "443" } else { "80" };
    let host = target.host().to_lowercase();
    match target.port() {
        port if port == default => format!("{}://{host}{}", target.scheme, target.path),
        port => format!("{}://{host}:{port}{}", target.scheme, target.path),
    }
}

fn signature(signing: &Signing<'_>, method: Method, base: &str) -> Result<String, String> {
    let secret = |key: &str| encode(signing.text(key).unwrap_or_default().as_bytes());
    if let Method::Rsa(hash) = method {
        return rsa(hash, &signing.required("privateKey")?, base);
    }
    signing.required("consumerSecret")?;
    let key = format!("{}&{}", secret("consumerSecret"), secret("tokenSecret"));
    match method {
        Method::Hmac(hash) => hmac(hash, key.as_bytes(), base),
        Method::Plaintext | Method::Rsa(_) => Ok(key),
    }
}

fn hmac(hash: Hash, key: &[u8], text: &str) -> Result<String, String> {
    macro_rules! mac {
        ($hash:ty) => {
            Hmac::<$hash>::new_from_slice(key)
                .map(|mac| STANDARD.encode(mac.chain_update(text).finalize().into_bytes()))
        };
    }
    let mac = match hash {
        Hash::Sha1 => mac!(Sha1),
        Hash::Sha256 => mac!(Sha256),
        Hash::Sha512 => mac!(Sha512),
    };
    mac.map_err(|error| error.to_string())
}

fn rsa(hash: Hash, key: &str, text: &str) -> Result<String, String> {
    let key = KeyFile::parse(key)?.rsa()?;
    let signature = match hash {
        Hash::Sha1 => SigningKey::<Sha1>::new(key).try_sign(text.as_bytes()),
        Hash::Sha256 => SigningKey::<Sha256>::new(key).try_sign(text.as_bytes()),
        Hash::Sha512 => SigningKey::<Sha512>::new(key).try_sign(text.as_bytes()),
    };
    let signature = signature.map_err(|error| format!("the private key cannot sign: {error}"))?;
    Ok(STANDARD.encode(signature.to_bytes()))
}

/// The body's hash where it is asked for; a form is signed parameter by parameter instead
/// (draft-eaton-oauth-bodyhash).
fn body_hash(signing: &Signing<'_>, method: Method, form: bool) -> Result<Option<String>, String> {
    fn of<D: Digest>(signing: &Signing<'_>) -> Result<Option<String>, String> {
        let mut hash = D::new();
        signing.hash_body(&mut hash)?;
        Ok(Some(STANDARD.encode(hash.finalize())))
    }
    if form || !signing.flag("includeBodyHash") {
        return Ok(None);
    }
    match method {
        Method::Hmac(Hash::Sha1) | Method::Rsa(Hash::Sha1) => of::<Sha1>(signing),
        Method::Hmac(Hash::Sha256) | Method::Rsa(Hash::Sha256) => of::<Sha256>(signing),
        Method::Hmac(Hash::Sha512) | Method::Rsa(Hash::Sha512) => of::<Sha512>(signing),
        Method::Plaintext => Ok(None),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::auth::tests::{request, sign_at};
    use crate::http::Request;

    fn signed(params: &Value, request: &mut Request) -> String {
        sign_at(0, "oauth1", params, request).unwrap();
        request.headers.get("authorization").unwrap_or_default().to_owned()
    }

    fn form(url: &str, body: &'static str) -> Request {
        let mut request = request(url);
        request.method = "POST".to_owned();
        request.headers.push("Content-Type", "application/x-www-form-urlencoded");
        request.headers.push("Content-Length", body.len().to_string());
        request.body = Body::Bytes(body.into());
        request
    }

    /// OAuth Core 1.0, appendix A.
    fn photos() -> Value {
        json!({
            "consumerKey": "dpf43f3p2l4k3l03",
            "consumerSecret": "kd94hf93k423kf44",
            "token": "nnch734d00sl2jdk",
            "tokenSecret": "pfkkdhi9sl3r4s00",
            "signatureMethod": "HMAC-SHA1",
            "timestamp": "1191242096",
            "nonce": "kllo9940pd9333jh",
            "version": "1.0",
            "realm": "http://photos.example.net/",
        })
    }

    #[test]
    fn reproduces_the_core_example_in_the_header() {
        let mut params = photos();
        params["addParamsToHeader"] = true.into();
        let mut request =
            request("http://PHOTOS.example.net:80/photos?file=vacation.jpg&size=original");
        assert_eq!(
            signed(&params, &mut request),
            "OAuth realm=\"http%3A%2F%2Fphotos.example.net%2F\",\
             oauth_consumer_key=\"dpf43f3p2l4k3l03\",oauth_token=\"nnch734d00sl2jdk\",\
             oauth_signature_method=\"HMAC-SHA1\",oauth_timestamp=\"1191242096\",\
             oauth_nonce=\"kllo9940pd9333jh\",oauth_version=\"1.0\",\
             oauth_signature=\"tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D\""
        );
    }

    #[test]
    fn parameters_go_to_the_query_or_the_form() {
        let mut get = request("http://photos.example.net/photos?file=vacation.jpg&size=original");
        assert_eq!(signed(&photos(), &mut get), "");
        assert!(
            get.url.ends_with("&oauth_signature=tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"),
            "{}",
            get.url
        );
        let once = get.url.clone();
        signed(&photos(), &mut get);
        assert_eq!(get.url, once, "an earlier signature is replaced");

        let mut post = form("http://h/", "a=b+c");
        signed(&photos(), &mut post);
        assert_eq!(post.url, "http://h/");
        let Body::Bytes(body) = &post.body else { panic!("no body") };
        let text = String::from_utf8_lossy(body);
        assert!(text.starts_with("a=b%20c&oauth_consumer_key=dpf43f3p2l4k3l03&"), "{text}");
        assert_eq!(post.headers.get("content-length"), Some(body.len().to_string().as_str()));
    }

    /// RFC 5849 §3.4.1.1 and the signature of its erratum.
    #[test]
    fn reproduces_the_base_string_of_the_rfc() {
        let params = json!({
            "consumerKey": "9djdj82h48djs9d2",
            "consumerSecret": "j49sk3j29djd",
            "token": "kkk9d7dh3k39sjv7",
            "tokenSecret": "dh893hdasih9",
            "timestamp": 137_131_201,
            "nonce": "7d8f3e4a",
            "addParamsToHeader": true,
        });
        let mut request =
            form("http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b", "c2&a3=2+q");
        let header = signed(&params, &mut request);
        assert!(
            header.ends_with("oauth_signature=\"r6%2FTJjbCOr97%2F%2BUU0NsvSne7s5g%3D\""),
            "{header}"
        );
    }

    /// The example of Twitter's documentation.
    #[test]
    fn signs_the_parameters_of_a_form() {
        let params = json!({
            "consumerKey": "xvz1evFS4wEEPTGEFPHBog",
            "consumerSecret": "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
            "token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            "tokenSecret": "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
            "signatureMethod": "HMAC-SHA1",
            "timestamp": "1318622958",
            "nonce": "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
            "version": "1.0",
            "addParamsToHeader": true,
        });
        let mut request = form(
            "https://api.twitter.com/1/statuses/update.json?include_entities=true",
            "status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21",
        );
        let header = signed(&params, &mut request);
        assert!(
            header.ends_with("oauth_signature=\"tnnArxj06cWHq44gCs1OSKk%2FjLY%3D\""),
            "{header}"
        );
    }

    #[test]
    fn plaintext_and_body_hash() {
        let mut params = photos();
        params["addParamsToHeader"] = true.into();
        params["signatureMethod"] = "PLAINTEXT".into();
        let header = signed(&params, &mut request("http://h/"));
        let expected = "oauth_signature=\"kd94hf93k423kf44%26pfkkdhi9sl3r4s00\"";
        assert!(header.ends_with(expected), "{header}");

        // draft-eaton-oauth-bodyhash, appendix A.
        params["signatureMethod"] = "HMAC-SHA1".into();
        params["includeBodyHash"] = true.into();
        let mut request = request("http://h/");
        request.body = Body::Bytes("Hello World!".into());
        let header = signed(&params, &mut request);
        let expected = "oauth_body_hash=\"Lve95gjOVATpfV8EL5X4nxwjKHE%3D\"";
        assert!(header.contains(expected), "{header}");
    }

    #[test]
    fn says_what_is_missing() {
        let cases = [
            (json!({}), "\"consumerKey\" is missing"),
            (json!({ "consumerKey": "k" }), "\"consumerSecret\" is missing"),
            (
                json!({ "consumerKey": "k", "signatureMethod": "RSA-SHA1" }),
                "\"privateKey\" is missing",
            ),
            (json!({ "signatureMethod": "X" }), "unknown signatureMethod \"X\""),
        ];
        for (params, expected) in cases {
            let error = sign_at(0, "oauth1", &params, &mut request("http://h/")).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}
