#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::rc::Rc;

use boa_engine::Source;
use boa_engine::property::Attribute;

use super::super::builtins;
use super::*;
use crate::script::protocol::{ResponseBody, ResponseData};

fn eval(script: &str, context: &mut Context) -> String {
    match context.eval(Source::from_bytes(script)) {
        Ok(value) => value.to_string(context).unwrap().to_std_string_lossy(),
        Err(error) => {
            let value = error.into_opaque(context).unwrap();
            value.to_string(context).unwrap().to_std_string_lossy()
        }
    }
}

fn context() -> Context {
    let mut context = Context::default();
    json::register(&mut context);
    builtins::register(&mut context);
    context
}

fn with_response(content_type: &str, body: &[u8]) -> Context {
    let mut context = context();
    let lines = [("Content-Type", content_type), ("X-A", "1"), ("x-a", "2")];
    let data = ResponseData {
        id: "resp-1".into(),
        code: 201,
        status: "Created".into(),
        headers: lines.into_iter().collect(),
        body: ResponseBody::Whole(body.to_vec().into()),
        response_time: 12.0,
        downloaded_bytes: 7,
    };
    let response = response(&mut context, Rc::new(data.into())).unwrap();
    context.register_global_property(js_string!("r"), response, Attribute::all()).unwrap();
    context
}

#[test]
fn responses_answer_scripts() {
    let table = [
        ("r.code + r.status + r.responseTime + r.responseSize", "201Created1214"),
        ("r.json().a", "é"),
        ("r.text()", "{\"a\": \"é\"}\u{20ac}"),
        ("r.body", "undefined"),
        ("r.constructor.name", "PostmanResponse"),
        ("r.reason() + JSON.stringify(r.details().standardName)", "Created\"Created\""),
        ("JSON.stringify(r.size())", r#"{"body":7,"header":72,"total":79}"#),
        (
            "JSON.stringify(r.contentInfo())",
            r#"{"contentType":"application/json","mimeType":"text","mimeFormat":"json","charset":"utf8","fileExtension":"json","fileName":"response.json"}"#,
        ),
        (
            "r.headers.get('x-a') + r.headers.get('CONTENT-TYPE') + r.headers.get('nope')",
            "2application/jsonundefined",
        ),
        (
            "[r.headers.has('X-a'), r.headers.has('x-a', '1'), r.headers.has('x-a', '3'), r.headers.has('q'), r.headers.count()].join()",
            "true,true,false,false,3",
        ),
        (
            "JSON.stringify(r.headers.toObject())",
            r#"{"content-type":"application/json","x-a":["1","2"]}"#,
        ),
        (
            "JSON.stringify(r.headers.toObject(false, true))",
            r#"{"Content-Type":"application/json","X-A":"1","x-a":"2"}"#,
        ),
        (
            "r.headers.one('x-a').value + r.headers.map((h) => h.key).join() + r.headers.get('X-A') + r.headers.members.length",
            "2Content-Type,X-A,x-a23",
        ),
        ("r.headers.one('x-a').toString() + r.headers.constructor.name", "x-a: 2HeaderList"),
        ("r.dataURI().slice(0, 40)", "data:application/json;base64, eyJhIjogIs"),
        ("r.stream.length + ',' + r.stream[0]", "14,123"),
        ("r.cookies.count() + JSON.stringify(r.encoding())", "0{}"),
        (
            "Object.keys(r.toJSON()).join()",
            "id,status,code,header,stream,cookie,responseTime,responseSize,downloadedBytes",
        ),
        (
            "r.mime()",
            "Error: `Response#mime` has been discontinued, use `Response#contentInfo` instead.",
        ),
    ];
    for (script, expected) in table {
        let body =
            if script == "r.text()" { "{\"a\": \"é\"}\u{20ac}" } else { "{\"a\": \"é\"} \n\n" };
        let mut context = with_response("application/json", body.as_bytes());
        assert_eq!(eval(script, &mut context), expected, "{script}");
    }
}

#[test]
fn text_is_decoded_by_its_charset() {
    let table: [(&str, &[u8], &str); 5] = [
        ("text/plain; charset=iso-8859-1", b"\xE9\x80", "\u{e9}\u{80}"),
        ("text/plain; charset=windows-1252", b"\x80", "\u{20ac}"),
        ("text/plain; charset=\"utf-16le\"", b"a\0b\0", "ab"),
        ("text/plain", b"\xEF\xBB\xBFa\xFF", "a\u{fffd}"),
        ("text/plain; charset=nonsense", b"a", "a"),
    ];
    for (content_type, body, expected) in table {
        assert_eq!(eval("r.text()", &mut with_response(content_type, body)), expected);
    }
    let mut context = with_response("application/json; charset=iso-8859-1", b"\"\xE9\"");
    assert_eq!(eval("r.json()", &mut context), "\u{e9}");
    let mut context = with_response("text/html", b"<html>");
    assert_eq!(eval("r.json()", &mut context), "JSONError: Unexpected token '<' at 1:1\n<html>\n^");
    let mut context = with_response("text/javascript", b"cb({\"a\": 1});");
    assert_eq!(eval("r.jsonp().a", &mut context), "1");
}

#[test]
fn requests_are_read_changed_and_given_back() {
    let mut context = context();
    let text = r#"{"url":{"protocol":"https","host":["a","com"],"path":["x",":id","y","z"],"query":[{"key":"a","value":"1"}],"variable":[{"key":"id","value":"7"}]},"method":"post","header":[{"key":"A","value":"b"}],"body":{"mode":"raw","raw":"{}"}}"#;
    let request = request(&mut context, text).unwrap();
    context.register_global_property(js_string!("q"), request.clone(), Attribute::all()).unwrap();
    let table = [
        ("q.constructor.name + q.url.constructor.name + q.method", "PostmanRequestPostmanUrlPOST"),
        (
            "q.url['path'][3] + q.url.toString() + q.url.getPath()",
            "zhttps://a.com/x/7/y/z?a=1/x/7/y/z",
        ),
        ("q.body.raw + q.url.query.get('a') + q.headers.get('a')", "{}1b"),
        (
            "q.headers.add({key: 'C', value: 'd'}); q.headers.upsert({key: 'a', value: 'B'}); q.headers.remove('zz'); q.url.query.add('x=y'); q.name + String(q.id)",
            "undefinedundefined",
        ),
    ];
    for (script, expected) in table {
        assert_eq!(eval(script, &mut context), expected, "{script}");
    }
    let definition = to_definition(&mut context, &request).unwrap();
    assert_eq!(
        definition["header"],
        serde_json::json!([{"key": "A", "value": "b"}, {"key": "C", "value": "d"}])
            .as_array()
            .map(|lines| {
                let mut lines = lines.clone();
                lines[0] = serde_json::json!({"key": "a", "value": "B"});
                Value::Array(lines)
            })
            .unwrap()
    );
    assert_eq!(definition["url"]["query"][1], serde_json::json!({"key": "x", "value": "y"}));
    eval("q.url = 'http://b/c'; q.body = {mode: 'raw', raw: 'x'};", &mut context);
    let definition = to_definition(&mut context, &request).unwrap();
    assert_eq!(definition["url"], "http://b/c");
    assert_eq!(definition["body"], serde_json::json!({"mode": "raw", "raw": "x"}));
}

#[test]
fn cookies_are_listed() {
    let mut context = context();
    let cookie = CookieData {
        name: "sid".into(),
        value: "a%20b".into(),
        domain: "x.com".into(),
        path: "/".into(),
        expires: None,
        secure: true,
        http_only: false,
        host_only: true,
    };
    let list = cookies(&mut context, &[cookie]).unwrap();
    context.register_global_property(js_string!("c"), list, Attribute::all()).unwrap();
    assert_eq!(
        eval(
            "c.get('sid') + c.has('SID') + c.one('sid').value + JSON.stringify(c.toObject())",
            &mut context
        ),
        "a btruea%20b{\"sid\":\"a b\"}"
    );
}
