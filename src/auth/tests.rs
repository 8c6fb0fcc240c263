//! What all schemes share, and the simple ones; the others' published examples are beside them.

use jiff::Timestamp;
use p256::pkcs8::EncodePrivateKey as _;
use rsa::pkcs8::LineEnding;
use serde_json::{Value, json};

use super::Session;
use super::fresh::Fresh;
use super::scheme;
use super::signing::Signing;
use crate::collection::{Auth, Variable, parse_request};
use crate::http::prepare::{Notice, NoticeKind, Settings, prepare};
use crate::http::{Body, Headers, Request, Response, SendOptions};

/// Makes a block.
pub(super) fn auth(kind: &str, params: &Value) -> Auth {
    let params = params.as_object().into_iter().flatten();
    Auth {
        kind: kind.to_owned(),
        params: params.map(|(key, value)| Variable::new(key, value.clone())).collect(),
        ..Auth::default()
    }
}

/// Makes a request with an `Authorization` header of the user's.
pub(super) fn request(url: &str) -> Request {
    Request {
        method: "GET".to_owned(),
        url: url.to_owned(),
        headers: [("AUTHORIZATION", "old"), ("X", "1")].into_iter().collect(),
        body: Body::Empty,
        options: SendOptions::default(),
    }
}

/// Signs `request` at a fixed time with fixed randomness.
pub(super) fn sign_at(
    seconds: i64,
    kind: &str,
    params: &Value,
    request: &mut Request,
) -> Result<(), String> {
    let fresh = Fresh { now: Timestamp::from_second(seconds).unwrap(), random: [7; 32] };
    let auth = auth(kind, params);
    let mut challenges = Default::default();
    let mut signing = Signing {
        auth: &auth,
        request,
        fresh: &fresh,
        challenges: &mut challenges,
        remarks: Vec::new(),
    };
    (scheme::find(kind).unwrap().sign)(&mut signing)
}

fn signed(kind: &str, params: &Value) -> (String, Headers, Option<Notice>) {
    let mut request = request("http://h/p?a=1&k=old#f");
    let signed = Session::new().sign(&auth(kind, params), &mut request);
    (request.url, request.headers, signed.err())
}

#[test]
fn header_schemes_replace_authorization() {
    let cases = [
        ("basic", json!({ "username": "ü", "password": "p:q" }), "Basic w7w6cDpx"),
        ("basic", json!({}), "Basic Og=="),
        ("bearer", json!({ "token": "abc" }), "Bearer abc"),
        ("oauth2", json!({ "accessToken": "t" }), "Bearer t"),
        ("oauth2", json!({ "accessToken": "t", "headerPrefix": "Token " }), "Token t"),
        ("oauth2", json!({ "accessToken": "t", "headerPrefix": "" }), "t"),
        ("noauth", json!({}), "old"),
    ];
    for (kind, params, expected) in cases {
        let (_, headers, notice) = signed(kind, &params);
        assert_eq!(notice, None, "{kind} {params}");
        assert_eq!(headers.get_all("authorization").collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn api_keys_go_to_header_or_query() {
    let (_, headers, _) = signed("apikey", &json!({ "key": "x", "value": "2" }));
    assert_eq!(headers.get_all("X").collect::<Vec<_>>(), ["2"]);
    let (url, ..) = signed("apikey", &json!({ "key": "k", "value": "n w", "in": "query" }));
    assert_eq!(url, "http://h/p?a=1&k=n%20w#f");
    let (url, ..) = signed("oauth2", &json!({ "accessToken": "t", "addTokenTo": "queryParams" }));
    assert_eq!(url, "http://h/p?a=1&k=old&access_token=t#f");
}

#[test]
fn what_cannot_be_signed_is_said_by_name() {
    let cases = [
        ("digest", json!({}), NoticeKind::Unsigned, "\"username\""),
        ("inherit", json!({}), NoticeKind::UnknownAuth, "auth: inherit"),
        ("bearer", json!({}), NoticeKind::Unsigned, "\"token\""),
        ("bearer", json!({ "token": "a\n" }), NoticeKind::Unsigned, "line break"),
        ("oauth2", json!({}), NoticeKind::Unsigned, "\"accessToken\""),
        ("apikey", json!({ "value": "v" }), NoticeKind::Unsigned, "\"key\""),
        ("apikey", json!({ "key": "a b" }), NoticeKind::Unsigned, "header name"),
    ];
    for (kind, params, expected, text) in cases {
        let (_, headers, notice) = signed(kind, &params);
        assert_eq!(headers.get("authorization"), Some("old"));
        assert!(
            notice.as_ref().is_some_and(|n| n.kind == expected && n.message.contains(text)),
            "{kind}: {notice:?}"
        );
    }
}

/// newman signs without them, and does not say so.
#[test]
fn parameters_without_effect_are_said() {
    let ec = p256::SecretKey::from_slice(&[7; 32]).unwrap();
    let pem = ec.to_pkcs8_pem(LineEnding::LF).unwrap().to_string();
    let cases = [
        (
            "apikey",
            json!({ "key": "k", "in": "cookie" }),
            "\"in\" is \"cookie\": use header or query",
        ),
        (
            "oauth2",
            json!({ "accessToken": "t", "addTokenTo": "body" }),
            "use header or queryParams",
        ),
        (
            "hawk",
            json!({ "authId": "a", "authKey": "k", "timestamp": "noon", "delegation": "d" }),
            "\"timestamp\" is \"noon\"",
        ),
        ("hawk", json!({ "authId": "a", "authKey": "k", "delegation": "d" }), "\"app\" is missing"),
        (
            "edgegrid",
            json!({ "accessToken": "a", "clientToken": "c", "clientSecret": "s", "maxBodySize": "1k" }),
            "\"maxBodySize\" is \"1k\"",
        ),
        (
            "asap",
            json!({ "alg": "ES256", "kid": "k", "iss": "i", "aud": "a", "privateKey": pem, "exp": "1h" }),
            "\"exp\" is \"1h\"",
        ),
    ];
    for (kind, params, expected) in cases {
        let mut request = request("http://h/");
        let told = Session::new().sign(&auth(kind, &params), &mut request).unwrap();
        let told: Vec<_> = told.iter().map(|notice| notice.message.as_str()).collect();
        assert!(told.iter().any(|message| message.contains(expected)), "{kind}: {told:?}");
    }
}

#[test]
fn schemes_without_challenge_never_replay() {
    let mut request = request("http://h/");
    let response = Response { code: 401, ..Response::default() };
    let answered = Session::new().answer(&auth("basic", &json!({})), &response, &mut request, 0);
    assert_eq!(answered, Ok(false));
}

/// What newman 6.2.2 sent for the same blocks, recorded by a proxy. Nonces and timestamps are fixed by
/// the schemes' own parameters.
#[test]
fn signs_what_newman_signs() {
    let recorded: Vec<Value> =
        serde_json::from_str(include_str!("../../tests/fixtures/auth/newman.json")).unwrap();
    for case in recorded {
        let name = case["name"].as_str().unwrap();
        let mut definition = case["request"].clone();
        definition["auth"] = case["auth"].clone();
        let asked = parse_request(&definition).unwrap();
        let mut request = prepare(&asked, &Settings::default()).unwrap().request;
        let signed = Session::new().sign(&asked.auth.unwrap(), &mut request);
        assert_eq!(signed, Ok(Vec::new()), "{name}");

        let sent = &case["sent"];
        assert_eq!(request.url, sent["url"].as_str().unwrap(), "{name}");
        for header in sent["headers"].as_array().unwrap() {
            let [key, value] = [&header[0], &header[1]].map(|text| text.as_str().unwrap());
            // RFC 7616 §3.4 forbids the quotes that newman writes here.
            let value = match value.split_once("algorithm=\"") {
                Some((before, after)) => {
                    format!("{before}algorithm={}", after.replacen('"', "", 1))
                }
                None => value.to_owned(),
            };
            assert_eq!(request.headers.get(key), Some(value.as_str()), "{name}: {key}");
        }
        let mut body = Vec::new();
        request.body.feed(&mut |piece| body.extend_from_slice(piece)).unwrap();
        assert_eq!(String::from_utf8(body).unwrap(), sent["body"].as_str().unwrap(), "{name}");
    }
}
