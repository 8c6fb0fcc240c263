#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fmt::Write as _;

use serde_json::json;

use super::*;
use crate::collection::{self, FormParam, FormSource, GraphQl, Header, Param, Url};
use crate::http::{Body, FailureKind, PartContent, SendOptions, multipart};

fn asked(method: &str, url: &str) -> collection::Request {
    collection::Request {
        method: method.to_owned(),
        url: Url::Raw(url.to_owned()),
        ..collection::Request::default()
    }
}

fn header(key: &str, value: &str) -> Header {
    Header { key: key.to_owned(), value: value.to_owned(), ..Header::default() }
}

fn raw(text: &str) -> collection::Body {
    collection::Body {
        mode: Some("raw".to_owned()),
        raw: Some(json!(text)),
        ..collection::Body::default()
    }
}

fn prepared(request: &collection::Request) -> Prepared {
    prepare(request, &Settings::default()).unwrap()
}

/// Shows a request as it goes out, with what changes from run to run replaced.
fn show(prepared: &Prepared) -> String {
    let request = &prepared.request;
    let mut text = format!("{} {}\n", request.method, request.url);
    for (name, value) in request.headers.iter() {
        let value = if name == "Postman-Token" { "(uuid)" } else { value };
        let value = value.replace(env!("CARGO_PKG_VERSION"), "(version)");
        writeln!(text, "{name}: {value}").unwrap();
    }
    match &request.body {
        Body::Empty => {}
        Body::Bytes(bytes) => write!(text, "\n{}", String::from_utf8_lossy(bytes)).unwrap(),
        Body::File(path) => write!(text, "\n(file {})", path.display()).unwrap(),
        Body::Multipart { boundary, parts } => {
            for part in parts {
                let head = multipart::head(boundary, part).replace('\r', "");
                let PartContent::Bytes(content) = &part.content else { panic!("file") };
                write!(text, "\n{head}{}", String::from_utf8_lossy(content)).unwrap();
            }
            text = text.replace(boundary, "(boundary)");
        }
    }
    for notice in &prepared.notices {
        write!(text, "\n! {:?} {}", notice.kind, notice.message).unwrap();
    }
    text
}

#[test]
fn system_headers_follow_the_users_in_newmans_order() {
    let request = collection::Request {
        headers: vec![
            header("X-One", "1"),
            header("content-Type", "application/json"),
            header("x-dup", "1"),
            header("x-dup", "2"),
            Header { disabled: true, ..header("X-Off", "1") },
            header("", "nameless"),
            header("Case", "first"),
            header("CASE", "last"),
            header("X-Empty", ""),
        ],
        body: Some(raw("{\"a\":1,// c\n \"b\":\"// not\" /* x */}")),
        ..asked("post", "http://H:81/a")
    };
    insta::assert_snapshot!(show(&prepared(&request)), @r#"
    POST http://h:81/a
    X-One: 1
    content-Type: application/json
    x-dup: 1
    x-dup: 2
    CASE: last
    X-Empty: 
    User-Agent: postbud/(version)
    Accept: */*
    Cache-Control: no-cache
    Postman-Token: (uuid)
    Host: h:81
    Accept-Encoding: gzip, deflate, br
    Connection: keep-alive
    Content-Length: 23

    {"a":1,
     "b":"// not" }
    "#);
}

#[test]
fn raw_bodies_say_their_type_before_the_system_headers() {
    let request = collection::Request { body: Some(raw("x // y")), ..asked("DELETE", "h") };
    let names: Vec<String> =
        prepared(&request).request.headers.iter().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(names.first().map(String::as_str), Some("Content-Type"));
    assert_eq!(names.last().map(String::as_str), Some("Content-Length"));

    let cases = [
        ("json", "application/json", "1 "),
        ("xml", "application/xml", "1 //x"),
        ("html", "text/html", "1 //x"),
        ("javascript", "application/javascript", "1 //x"),
        ("text", "text/plain", "1 //x"),
        ("", "text/plain", "1 //x"),
    ];
    for (language, expected, sent) in cases {
        let options = Some(json!({ "raw": { "language": language } }));
        let body = Some(collection::Body { options, ..raw("1 //x") });
        let prepared = prepared(&collection::Request { body, ..asked("POST", "h") });
        assert_eq!(prepared.request.headers.get("Content-Type"), Some(expected));
        assert!(matches!(&prepared.request.body, Body::Bytes(bytes) if bytes == sent));
    }
}

#[test]
fn empty_bodies_announce_themselves_where_newman_does() {
    let cases = [
        ("POST", Some("0")),
        ("PUT", Some("0")),
        ("PATCH", Some("0")),
        ("DELETE", None),
        ("", None),
        ("BREW", Some("0")),
    ];
    for (method, expected) in cases {
        for body in [None, Some(raw("")), Some(collection::Body { disabled: true, ..raw("x") })] {
            let request = collection::Request { body, ..asked(method, "h") };
            let sent = prepared(&request).request;
            assert_eq!(sent.headers.get("Content-Length"), expected, "{method}");
            assert!(!sent.headers.contains("Content-Type"));
        }
    }
    assert_eq!(prepared(&asked("", "h")).request.method, "GET");
}

#[test]
fn cookie_lines_become_one() {
    let headers = vec![header("X", "1"), header("cookie", "a=1"), header("cookie", "b=2")];
    let request = collection::Request { headers, ..asked("GET", "http://h/") };
    let lines = prepared(&request).request.headers;
    assert_eq!(lines.iter().take(2).collect::<Vec<_>>(), [("X", "1"), ("cookie", "a=1; b=2")]);
    assert_eq!(lines.get_all("Cookie").count(), 1);
}

#[test]
fn get_loses_its_body_unless_pruning_is_off() {
    let request = collection::Request { body: Some(raw("x")), ..asked("GET", "h") };
    assert!(matches!(prepared(&request).request.body, Body::Empty));
    let behavior = json!({ "disableBodyPruning": true });
    let behavior = Behavior::merge(SendOptions::default(), &[behavior.as_object().unwrap()]);
    let kept = prepare(&request, &Settings { behavior, ..Settings::default() }).unwrap();
    assert!(matches!(kept.request.body, Body::Bytes(_)));
    assert_eq!(kept.request.headers.get("Content-Length"), Some("1"));
}

#[test]
fn urlencoded_fields_are_grouped_by_name() {
    let field = |key: &str, value: Option<&str>| Param {
        key: key.to_owned(),
        value: value.map(str::to_owned),
        ..Param::default()
    };
    let body = collection::Body {
        mode: Some("urlencoded".to_owned()),
        urlencoded: Some(vec![
            field("a b", Some("é'()*!~")),
            field("b", None),
            field("a b", Some("2")),
            Param { disabled: true, ..field("off", None) },
            field("", Some("")),
        ]),
        ..collection::Body::default()
    };
    let headers = vec![header("content-type", "application/json")];
    let request = collection::Request { headers, body: Some(body), ..asked("POST", "h") };
    let sent = prepared(&request).request;
    let Body::Bytes(bytes) = &sent.body else { panic!("no bytes") };
    assert_eq!(bytes, "a%20b=%C3%A9%27%28%29%2A%21~&a%20b=2&b=&=");
    assert_eq!(sent.headers.get("content-type"), Some("application/x-www-form-urlencoded"));
}

fn form_param(key: &str, source: FormSource) -> FormParam {
    FormParam {
        key: key.to_owned(),
        source,
        content_type: None,
        file_name: None,
        disabled: false,
        description: None,
        extra: collection::Extra::new(),
    }
}

fn files(src: &[&str]) -> FormSource {
    let src = src.iter().map(|path| (*path).to_owned()).collect();
    FormSource::File { src, many: true, value: None }
}

fn formdata(fields: Vec<FormParam>) -> collection::Request {
    let body = collection::Body {
        mode: Some("formdata".to_owned()),
        formdata: Some(fields),
        ..collection::Body::default()
    };
    collection::Request { body: Some(body), ..asked("POST", "h") }
}

#[test]
fn forms_are_written_part_by_part() {
    let inline = FormSource::File { src: vec![], many: false, value: Some("aGVsbG8=".to_owned()) };
    let request = formdata(vec![
        form_param("a", FormSource::Text(json!("1"))),
        FormParam {
            content_type: Some("text/x".to_owned()),
            ..form_param("é\"q", FormSource::Text(json!({ "b": [2] })))
        },
        FormParam { disabled: true, ..form_param("off", FormSource::Text(json!("1"))) },
        FormParam { file_name: Some("x.json".to_owned()), ..form_param("inline", inline) },
        form_param("missing", files(&["nowhere.bin"])),
        form_param("none", files(&[])),
    ]);
    let settings = Settings { working_dir: "/nonexistent".into(), ..Settings::default() };
    let prepared = prepare(&request, &settings).unwrap();
    let text = show(&prepared);
    let (_, shown) = text.split_once("Content-Type").unwrap();
    insta::assert_snapshot!(shown, @r#"
    : multipart/form-data; boundary=(boundary)
    Content-Length: 570

    --(boundary)
    Content-Disposition: form-data; name="a"

    1
    --(boundary)
    Content-Disposition: form-data; name="é%22q"
    Content-Type: text/x

    {"b":[2]}
    --(boundary)
    Content-Disposition: form-data; name="inline"; filename="x.json"
    Content-Type: application/json

    hello
    --(boundary)
    Content-Disposition: form-data; name="none"; filename=""


    ! MissingFile Form param `missing`, file load error: "nowhere.bin", no such file (looked for /nonexistent/nowhere.bin)
    ! MissingFile Form param `none`, file load error: missing file source
    "#);
}

#[test]
fn files_are_found_in_the_working_directory() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.json"), "{}").unwrap();
    let settings = Settings { working_dir: dir.path().to_owned(), ..Settings::default() };

    let sent = prepare(&formdata(vec![form_param("f", files(&["a.json", "b.json"]))]), &settings);
    let sent = sent.unwrap();
    assert_eq!(sent.notices.len(), 1);
    let Body::Multipart { parts, .. } = &sent.request.body else { panic!("no form") };
    assert_eq!(parts.len(), 1);
    let disposition = parts[0].headers.get("Content-Disposition");
    assert_eq!(disposition, Some("form-data; name=\"f\"; filename=\"a.json\""));

    let body = collection::Body {
        mode: Some("file".to_owned()),
        file: Some(json!({ "src": "a.json" })),
        ..collection::Body::default()
    };
    let request = collection::Request { body: Some(body), ..asked("PUT", "h") };
    let sent = prepare(&request, &settings).unwrap();
    assert_eq!(sent.request.headers.get("Content-Type"), Some("application/json"));
    assert_eq!(sent.request.headers.get("Content-Length"), Some("2"));
    assert!(matches!(&sent.request.body, Body::File(path) if path.ends_with("a.json")));

    let outside = Settings {
        working_dir: dir.path().join("sub"),
        files_inside_only: true,
        ..Settings::default()
    };
    std::fs::create_dir(&outside.working_dir).unwrap();
    let request = formdata(vec![form_param("f", files(&["../a.json"]))]);
    let sent = prepare(&request, &outside).unwrap();
    assert!(sent.notices[0].message.contains("PPERM"), "{:?}", sent.notices);
    assert!(matches!(sent.request.body, Body::Empty));
}

#[test]
fn a_missing_file_sends_an_empty_body_and_says_so() {
    let body = collection::Body {
        mode: Some("file".to_owned()),
        file: Some(json!({ "src": "/nonexistent/x.json" })),
        ..collection::Body::default()
    };
    let sent = prepared(&collection::Request { body: Some(body), ..asked("POST", "h") });
    assert_eq!(sent.request.headers.get("Content-Length"), Some("0"));
    assert_eq!(sent.notices[0].kind, NoticeKind::MissingFile);
    assert!(sent.notices[0].message.contains("/nonexistent/x.json"));
}

#[test]
fn graphql_inserts_variables_as_written() {
    let cases = [
        (json!(""), r#"{"query":"q\n"}"#),
        (json!("{\"a\": 1 }"), r#"{"query":"q\n","variables":{"a": 1 }}"#),
        (json!({ "a": [1] }), r#"{"query":"q\n","variables":{"a":[1]}}"#),
    ];
    for (variables, expected) in cases {
        let graphql = GraphQl {
            query: Some("q\n".to_owned()),
            variables: Some(variables),
            ..GraphQl::default()
        };
        let body = collection::Body {
            mode: Some("graphql".to_owned()),
            graphql: Some(graphql),
            ..collection::Body::default()
        };
        let sent = prepared(&collection::Request { body: Some(body), ..asked("POST", "h") });
        let Body::Bytes(bytes) = &sent.request.body else { panic!("no bytes") };
        assert_eq!(bytes, expected);
        assert_eq!(sent.request.headers.get("Content-Type"), Some("application/json"));
    }
}

#[test]
fn userinfo_becomes_basic_authorization() {
    let sent = prepared(&asked("GET", "http://u%20x:p@h:81/a?b@c")).request;
    assert_eq!(sent.url, "http://h:81/a?b@c");
    assert_eq!(sent.headers.get("Host"), Some("h:81"));
    assert_eq!(sent.headers.get("Authorization"), Some("Basic dSB4OnA="));
    let own = collection::Request {
        headers: vec![header("authorization", "mine")],
        ..asked("GET", "http://u:p@h/")
    };
    assert_eq!(prepared(&own).request.headers.get("Authorization"), Some("mine"));
}

#[test]
fn disabled_system_headers_are_left_out() {
    let behavior = json!({ "disabledSystemHeaders": {
        "user-agent": true, "accept": true, "content-type": true, "content-length": true,
    }});
    let behavior = Behavior::merge(SendOptions::default(), &[behavior.as_object().unwrap()]);
    let request = collection::Request { body: Some(raw("x")), ..asked("POST", "h") };
    let sent = prepare(&request, &Settings { behavior, ..Settings::default() }).unwrap();
    for name in ["User-Agent", "Accept", "Content-Type", "Content-Length"] {
        assert!(!sent.request.headers.contains(name), "{name}");
    }
    assert!(sent.request.headers.contains("Host"));
}

#[test]
fn what_http_forbids_is_refused_with_its_name() {
    let with = |key: &str, value: &str| collection::Request {
        headers: vec![header(key, value)],
        ..asked("GET", "h")
    };
    let cases = [
        (asked("GET", " "), "url is empty"),
        (asked("G T", "h"), "[\"G T\"]"),
        (with("a b", "1"), "[\"a b\"]"),
        (with("key", "a\nb"), "[\"key\"]"),
    ];
    for (request, expected) in cases {
        let failure = prepare(&request, &Settings::default()).unwrap_err();
        assert_eq!(failure.kind, FailureKind::InvalidRequest);
        assert!(failure.message.contains(expected), "{failure}");
    }
}
