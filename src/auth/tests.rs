use serde_json::{Value, json};

use super::*;
use crate::collection::Variable;
use crate::http::{Body, Headers, SendOptions};

fn auth(kind: &str, params: &Value) -> Auth {
    let params = params.as_object().into_iter().flatten();
    Auth {
        kind: kind.to_owned(),
        params: params.map(|(key, value)| Variable::new(key, value.clone())).collect(),
        ..Auth::default()
    }
}

fn request(url: &str) -> Request {
    Request {
        method: "GET".to_owned(),
        url: url.to_owned(),
        headers: [("AUTHORIZATION", "old"), ("X", "1")].into_iter().collect(),
        body: Body::Empty,
        options: SendOptions::default(),
    }
}

fn signed(kind: &str, params: &Value) -> (String, Headers, Option<Notice>) {
    let mut request = request("http://h/p?a=1&k=old#f");
    let notice = sign(&auth(kind, params), &mut request);
    (request.url, request.headers, notice)
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
        ("digest", json!({}), NoticeKind::Unsupported, "\"digest\""),
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

#[test]
fn schemes_without_challenge_never_replay() {
    let mut request = request("http://h/");
    let response = Response { code: 401, ..Response::default() };
    assert_eq!(replay(&auth("basic", &json!({})), &response, &mut request), Ok(false));
}
