//! `awsv4`: AWS Signature Version 4, in headers or in the query.

use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};

use super::signing::Signing;
use super::target::change_query;
use crate::http::url::form_component;
use crate::redact::Secret;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What stands for the hash of a content that is not signed.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// Headers that proxies change, and the runner's own: valid signatures need none of them.
const UNSIGNED_HEADERS: [&str; 12] = [
    "accept",
    "accept-encoding",
    "authorization",
    "cache-control",
    "connection",
    "content-length",
    "expect",
    "postman-token",
    "presigned-expires",
    "range",
    "user-agent",
    "x-amzn-trace-id",
];

/// What a signature is valid for.
struct Scope {
    access_key: String,
    secret_key: Secret<String>,
    region: String,
    service: String,
    /// `YYYYMMDDTHHMMSSZ`.
    moment: String,
}

impl Scope {
    fn date(&self) -> &str {
        &self.moment[..8.min(self.moment.len())]
    }

    fn text(&self) -> String {
        format!("{}/{}/{}/aws4_request", self.date(), self.region, self.service)
    }

    fn credential(&self) -> String {
        format!("{}/{}", self.access_key, self.text())
    }

    fn is_s3(&self) -> bool {
        self.service == "s3"
    }
}

/// Signs with `accessKey` and `secretKey`; `region` is `us-east-1` and `service` `execute-api` where
/// the block names none. A `Date` header of the request is the time of the signature.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let text = |key: &str, default: &str| signing.filled(key).unwrap_or_else(|| default.to_owned());
    let service = text("service", "execute-api");
    let scope = Scope {
        access_key: signing.required("accessKey")?,
        secret_key: signing.required("secretKey")?.into(),
        region: text("region", "us-east-1"),
        service: if service == "email" { "ses".to_owned() } else { service },
        moment: moment(signing).strftime("%Y%m%dT%H%M%SZ").to_string(),
    };
    let token = signing.filled("sessionToken").map(Secret::new);
    let payload = payload(signing)?;
    for name in ["Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256"] {
        signing.request.headers.remove(name);
    }
    if signing.flag("addAuthDataToQuery") {
        let payload = if scope.is_s3() { UNSIGNED.to_owned() } else { payload };
        return in_query(signing, &scope, token, &payload);
    }
    if let Some(token) = token {
        signing.set_header("X-Amz-Security-Token", token.expose())?;
    }
    if scope.is_s3() || payload == UNSIGNED || !signing.request.body.is_empty() {
        signing.set_header("X-Amz-Content-Sha256", &payload)?;
    }
    signing.set_header("X-Amz-Date", &scope.moment)?;
    drop_params(signing);
    let (headers, names) = headers(signing);
    let signature = signature(signing, &scope, &headers, &names, &payload)?;
    signing.authorize(&format!(
        "{ALGORITHM} Credential={}, SignedHeaders={names}, Signature={signature}",
        scope.credential()
    ))
}

/// The hash of the content, unless the request says itself that it is not signed (S3).
fn payload(signing: &Signing<'_>) -> Result<String, String> {
    if signing.request.headers.get("X-Amz-Content-Sha256") == Some(UNSIGNED) {
        return Ok(UNSIGNED.to_owned());
    }
    let mut hash = Sha256::new();
    signing.hash_body(&mut hash)?;
    Ok(hex(&hash.finalize()))
}

fn in_query(
    signing: &mut Signing<'_>,
    scope: &Scope,
    token: Option<Secret<String>>,
    payload: &str,
) -> Result<(), String> {
    drop_params(signing);
    let (headers, names) = headers(signing);
    let mut added: Vec<(&str, String)> = Vec::new();
    added.extend(token.map(|token| ("X-Amz-Security-Token", token.into_exposed())));
    let query = signing.target().query.unwrap_or_default();
    if scope.is_s3() && !query.split('&').any(|param| param.starts_with("X-Amz-Expires=")) {
        added.push(("X-Amz-Expires", "86400".to_owned()));
    }
    added.push(("X-Amz-Date", scope.moment.clone()));
    added.push(("X-Amz-Algorithm", ALGORITHM.to_owned()));
    added.push(("X-Amz-Credential", scope.credential()));
    added.push(("X-Amz-SignedHeaders", names.clone()));
    for (name, value) in added {
        signing.set_query(name, &value);
    }
    let signature = signature(signing, scope, &headers, &names, payload)?;
    signing.set_query("X-Amz-Signature", &signature);
    Ok(())
}

fn moment(signing: &Signing<'_>) -> Timestamp {
    let date = signing.request.headers.get("Date");
    let date = date.and_then(|text| jiff::fmt::rfc2822::parse(text).ok());
    date.map_or(signing.fresh.now, |date| date.timestamp())
}

/// Removes what an earlier signature left in the query; `X-Amz-Expires` is the user's.
fn drop_params(signing: &mut Signing<'_>) {
    const OURS: [&str; 6] = [
        "X-Amz-Security-Token",
        "X-Amz-Date",
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature",
    ];
    if signing.request.url.contains("X-Amz-") {
        signing.request.url = change_query(&signing.request.url, |params| {
            params.retain(|param| !OURS.contains(&param.split('=').next().unwrap_or_default()));
        });
    }
}

/// The canonical headers and the list of their names. Lines of one name are joined by commas.
fn headers(signing: &Signing<'_>) -> (String, String) {
    let mut lines: Vec<(String, String)> = Vec::new();
    for (name, value) in signing.request.headers.iter() {
        let name = name.to_ascii_lowercase();
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if UNSIGNED_HEADERS.contains(&name.as_str()) {
            continue;
        }
        match lines.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = format!("{known},{value}"),
            None => lines.push((name, value)),
        }
    }
    if !lines.iter().any(|(name, _)| name == "host") {
        lines.push(("host".to_owned(), signing.target().authority.to_owned()));
    }
    lines.sort();
    let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
    let canonical = lines.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    (canonical, names.join(";"))
}

fn signature(
    signing: &Signing<'_>,
    scope: &Scope,
    headers: &str,
    names: &str,
    payload: &str,
) -> Result<String, String> {
    let target = signing.target();
    let canonical = [
        signing.request.method.as_str(),
        &path(target.path, scope.is_s3()),
        &query(target.query.unwrap_or_default()),
        headers,
        names,
        payload,
    ]
    .join("\n");
    let text =
        [ALGORITHM, &scope.moment, &scope.text(), &hex(&Sha256::digest(canonical))].join("\n");
    let mut key = format!("AWS4{}", scope.secret_key.expose()).into_bytes();
    for part in [scope.date(), &scope.region, &scope.service, "aws4_request"] {
        key = hmac(&key, part)?;
    }
    Ok(hex(&hmac(&key, &text)?))
}

/// S3 takes paths as they are, encoded once; everyone else normalises and encodes what is encoded
/// already once more.
fn path(path: &str, s3: bool) -> String {
    if s3 {
        let segment = |text: &str| encode(&percent_decode_str(text).collect::<Vec<u8>>());
        return path.split('/').map(segment).collect::<Vec<_>>().join("/");
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    let folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    let mut canonical: String =
        segments.iter().map(|segment| format!("/{}", encode(segment.as_bytes()))).collect();
    if folder || canonical.is_empty() {
        canonical.push('/');
    }
    canonical
}

fn query(query: &str) -> String {
    let mut params: Vec<(String, String)> = query
        .split('&')
        .filter(|param| !param.is_empty())
        .map(|param| {
            let (name, value) = param.split_once('=').unwrap_or((param, ""));
            (recode(name), recode(value))
        })
        .collect();
    params.sort();
    let pairs: Vec<String> = params.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

fn recode(text: &str) -> String {
    encode(&percent_decode_str(&text.replace('+', " ")).collect::<Vec<u8>>())
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
fn encode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => form_component(text),
        Err(_) => {
            percent_encoding::percent_encode(bytes, percent_encoding::NON_ALPHANUMERIC).to_string()
        }
    }
}

fn hmac(key: &[u8], text: &str) -> Result<Vec<u8>, String> {
    let mac = Hmac::<Sha256>::new_from_slice(key).map_err(|error| error.to_string())?;
    Ok(mac.chain_update(text).finalize().into_bytes().to_vec())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::{Value, json};

    use crate::auth::target::Target;
    use crate::auth::tests::{request, sign_at};
    use crate::http::{Body, Request};

    /// 2015-08-30 12:36:00 UTC, the time of AWS's test suite.
    const SUITE_TIME: i64 = 1_440_938_160;

    /// 2013-05-24 00:00:00 UTC, the time of the S3 examples.
    const S3_TIME: i64 = 1_369_353_600;

    fn suite() -> Value {
        json!({
            "accessKey": "AKIDEXAMPLE",
            "secretKey": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            "service": "service",
        })
    }

    fn s3() -> Value {
        json!({
            "accessKey": "AKIAIOSFODNN7EXAMPLE",
            "secretKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "service": "s3",
        })
    }

    fn bare(url: &str) -> Request {
        let mut request = request(url);
        request.headers.remove("X");
        request
    }

    fn signed(seconds: i64, params: &Value, mut request: Request) -> String {
        sign_at(seconds, "awsv4", params, &mut request).unwrap();
        request.headers.get("authorization").unwrap().to_owned()
    }

    /// The suite's paths are not encoded yet, so that they end up encoded once.
    #[test]
    fn reproduces_the_test_suite() {
        let cases = [
            ("/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            ("//./x/..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            ("/example space/", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
            ("/ሴ", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
            (
                "/?Param2=value2&Param1=value1",
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
            ),
        ];
        for (path, signature) in cases {
            let request = bare(&format!("https://example.amazonaws.com{path}"));
            assert_eq!(
                signed(SUITE_TIME, &suite(), request),
                format!(
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/\
                     aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}"
                ),
                "{path}"
            );
        }
    }

    #[test]
    fn takes_the_time_of_a_date_header_and_signs_the_users_headers() {
        let mut params = suite();
        params["service"] = "iam".into();
        let mut request = bare("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08");
        request.headers.push("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        let header = signed(SUITE_TIME, &params, request.clone());
        let expected = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
        assert!(header.ends_with(expected), "{header}");
        request.headers.push("Date", "Sun, 30 Aug 2015 12:36:00 GMT");
        let header = signed(0, &params, request);
        assert!(header.contains("/20150830/us-east-1/iam/"), "{header}");
        assert!(header.contains("SignedHeaders=content-type;date;host;x-amz-date,"), "{header}");
    }

    #[test]
    fn reproduces_the_s3_examples() {
        let request = bare("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J");
        let header = signed(S3_TIME, &s3(), request);
        let expected = "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=\
                        34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";
        assert!(header.ends_with(expected), "{header}");

        let mut params = s3();
        params["addAuthDataToQuery"] = true.into();
        let mut request = bare("https://examplebucket.s3.amazonaws.com/test.txt");
        request.headers.remove("Authorization");
        sign_at(S3_TIME, "awsv4", &params, &mut request).unwrap();
        let signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        let query = Target::of(&request.url).query.unwrap();
        let mut sorted: Vec<&str> = query.split('&').collect();
        sorted.sort_unstable();
        assert_eq!(
            sorted,
            [
                "X-Amz-Algorithm=AWS4-HMAC-SHA256",
                "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request",
                "X-Amz-Date=20130524T000000Z",
                "X-Amz-Expires=86400",
                &format!("X-Amz-Signature={signature}"),
                "X-Amz-SignedHeaders=host",
            ]
        );
        assert!(!request.headers.contains("authorization"));
    }

    #[test]
    fn signing_again_replaces_what_was_signed() {
        let mut params = suite();
        params["sessionToken"] = "token".into();
        params["addAuthDataToQuery"] = true.into();
        let mut request = bare("https://h/x?a=b");
        request.body = Body::Bytes("body".into());
        sign_at(SUITE_TIME, "awsv4", &params, &mut request).unwrap();
        let first = request.url.clone();
        assert!(first.contains("X-Amz-Security-Token=token"), "{first}");
        sign_at(SUITE_TIME, "awsv4", &params, &mut request).unwrap();
        assert_eq!(request.url, first);
        params["addAuthDataToQuery"] = false.into();
        sign_at(SUITE_TIME, "awsv4", &params, &mut request).unwrap();
        assert_eq!(request.url, "https://h/x?a=b");
        assert_eq!(request.headers.get("x-amz-security-token"), Some("token"));
        assert_eq!(
            request.headers.get("x-amz-content-sha256"),
            Some("230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5")
        );
    }

    #[test]
    fn contents_can_stay_unsigned() {
        let signed_with = |body: &'static str| {
            let mut request = bare("https://examplebucket.s3.amazonaws.com/x");
            request.method = "PUT".to_owned();
            request.body = Body::Bytes(body.into());
            request.headers.push("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
            sign_at(S3_TIME, "awsv4", &s3(), &mut request).unwrap();
            let sent = request.headers.get("X-Amz-Content-Sha256");
            assert_eq!(sent, Some("UNSIGNED-PAYLOAD"));
            request.headers.get("authorization").unwrap().to_owned()
        };
        assert_eq!(signed_with("a"), signed_with("b"));
    }
}
