#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::collection::{PathSegment, QueryParam, Url, UrlParts, Variable};
use crate::http::FailureKind;

fn wire(text: &str) -> String {
    to_wire(&parse(text), true).unwrap()
}

fn param(key: &str, value: Option<&str>) -> QueryParam {
    QueryParam {
        key: Some(key.to_owned()),
        value: value.map(str::to_owned),
        ..QueryParam::default()
    }
}

fn segments(texts: &[&str]) -> Vec<PathSegment> {
    texts.iter().map(|text| PathSegment::Text((*text).to_owned())).collect()
}

#[test]
fn encodes_as_postman_does() {
    // Seen on the wire of newman 6.2.2, or following its encode sets.
    let cases = [
        ("localhost:8080", "http://localhost:8080/"),
        ("HTTPS://API.Example.com/A", "https://api.example.com/A"),
        ("  http://h/a b", "http://h/a%20b"),
        (r"http:\\h\a\b?c=\d", r"http://h/a/b?c=\d"),
        ("http:////h/x", "http://h/x"),
        ("http://h/a/../b//c/./{{x}}?", "http://h/a/../b//c/./%7B%7Bx%7D%7D?"),
        ("http://h/a?q=a b'c|{}`^[]#fr ag`", "http://h/a?q=a%20b%27c|{}`^[]#fr%20ag%60"),
        ("http://h/%zz%41?%zz=%41", "http://h/%zz%41?%zz=%41"),
        ("http://h/é?é", "http://h/%C3%A9?%C3%A9"),
        ("http://h?x=1", "http://h/?x=1"),
        ("http://h/?&&a=b=c&", "http://h/?&&a=b=c&"),
        ("http://u x:p:@h/", "http://u%20x:p%3A@h/"),
        ("http://[::1]:81/", "http://[::1]:81/"),
        ("http://[::1]", "http://[::1]/"),
        ("http://Bücher.example/", "http://xn--bcher-kva.example/"),
        ("{{base}}/x", "http://{{base}}/x"),
    ];
    for (text, expected) in cases {
        assert_eq!(wire(text), expected, "{text}");
    }
}

#[test]
fn leaves_all_but_the_host_alone_without_encoding() {
    let parts = parse("http://H/a b?c d=é#x y");
    assert_eq!(to_wire(&parts, false).unwrap(), "http://h/a b?c d=é#x y");
}

#[test]
fn refuses_what_cannot_be_sent() {
    let raw_only = UrlParts { raw: Some("http://x".to_owned()), ..UrlParts::default() };
    let cases = [
        (parse(""), "url is empty"),
        (parse("   "), "url is empty"),
        (raw_only, "url is empty"),
        (parse("http:///"), "names no host"),
        (parse("/only/path"), "names no host"),
        (parse("ftp://h/"), "Invalid protocol: ftp:"),
    ];
    for (parts, expected) in cases {
        let failure = to_wire(&parts, true).unwrap_err();
        assert_eq!(failure.kind, FailureKind::InvalidRequest);
        assert!(failure.message.contains(expected), "{}", failure.message);
    }
}

#[test]
fn splits_outside_of_variables_only() {
    let parts = parse("{{a.b/c}}://{{x:y}}.h:{{p@q}}/{{r?s}}/{{#t}}?{{u&v}}=1#{{w}}");
    assert_eq!(parts.protocol.as_deref(), Some("{{a.b/c}}"));
    assert_eq!(parts.host, ["{{x:y}}", "h"]);
    assert_eq!(parts.port.as_deref(), Some("{{p@q}}"));
    assert_eq!(parts.path, segments(&["{{r?s}}", "{{#t}}"]));
    assert_eq!(parts.query, [param("{{u&v}}", Some("1"))]);
    assert_eq!(parts.hash.as_deref(), Some("{{w}}"));
}

#[test]
fn parses_userinfo_into_auth() {
    let parts = parse("http://u:p:q@h");
    assert_eq!(parts.extra["auth"], json!({ "user": "u", "password": "p:q" }));
    assert_eq!(parts.host, ["h"]);
}

#[test]
fn joins_parts_and_ignores_raw() {
    let parts = UrlParts {
        raw: Some("http://elsewhere/?".to_owned()),
        host: vec!["{{TEST-URL}}recipients".to_owned()],
        path: segments(&["a", ":id.json", ":un", ""]),
        query: vec![
            param("a=&#", Some("b=&#{{c&d}}")),
            QueryParam { disabled: true, ..param("off", None) },
            param("bare", None),
        ],
        variables: vec![Variable::new("id", "7/8"), Variable::new("un", json!(5))],
        ..UrlParts::default()
    };
    insta::assert_snapshot!(
        unparse(&Url::Parts(Box::new(parts))),
        @"{{TEST-URL}}recipients/a/7/8.json/:un/?a%3D%26%23=b=%26%23{{c&d}}&bare"
    );
}

#[test]
fn sends_no_question_mark_when_all_parameters_are_disabled() {
    let parts = UrlParts {
        host: vec!["h".to_owned()],
        query: vec![QueryParam { disabled: true, ..param("a", Some("1")) }],
        ..UrlParts::default()
    };
    assert_eq!(unparse(&Url::Parts(Box::new(parts.clone()))), "h");
    assert_eq!(to_wire(&parts, true).unwrap(), "http://h/");
}

proptest! {
    #[test]
    fn any_text_parses_and_joining_is_stable(text in ".{0,60}|[a-z{}:/?#@&=.\\\\%\\[\\]]{0,40}") {
        let once = unparse(&Url::Raw(text));
        let again = unparse(&Url::Raw(once.clone()));
        prop_assert_eq!(unparse(&Url::Raw(again.clone())), again);
    }

    #[test]
    fn sane_urls_join_to_themselves(
        text in "(https?://)?[a-z]{1,8}(\\.[a-z]{2,3})?(:[0-9]{2,4})?(/[a-z%.~]{0,5}){0,4}(\\?[a-z=&]{0,9})?(#[a-z]{0,4})?"
    ) {
        prop_assert_eq!(unparse(&Url::Raw(text.clone())), text);
    }

    #[test]
    fn encoding_twice_changes_nothing(text in "[a-z]{1,5}(/[ -~é]{0,8}){0,3}(\\?[ -~é]{0,12})?") {
        let once = wire(&format!("http://{text}"));
        prop_assert_eq!(wire(&once), once);
    }
}
