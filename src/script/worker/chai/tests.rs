//! The language as scripts see it: texts of the real thing, and one table per subject.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use boa_engine::property::Attribute;
use boa_engine::{Context, JsError, JsValue, Source, js_string};

use super::{expect, module};

/// A stand-in for what the sandbox gives to scripts: `pm.response` and `pm.request`.
const STAND_IN: &str = r#"
class PostmanHeader { constructor(key, value) { this.key = key; this.value = value; this.system = undefined; } }
class r { constructor(list) { this['very long name of a property'] = 1; this.list = list; this.a = this.b = this.c = this.d = this.e = 1; }
  has(key) { return this.list.some(h => h.key.toLowerCase() === String(key).toLowerCase()); }
  one(key) { return this.list.filter(h => h.key.toLowerCase() === String(key).toLowerCase()).pop(); }
  all() { return this.list; } }
const text = '{"id":7,"name":"Ada","tags":["a","b"],"nested":{"ok":true,"list":[{"k":1},{"k":2}]},"token":"t0k"}';
class PostmanResponse {
  constructor() { Object.assign(this, { id: 'resp-1', code: 200, status: 'OK',
    headers: new r([new PostmanHeader('Content-Type', 'application/json; charset=utf-8'),
      new PostmanHeader('X-Request-Id', 'r-42'), new PostmanHeader('Set-Cookie', 'sid=s1; Path=/'),
      new PostmanHeader('Set-Cookie', 'lang=en'), new PostmanHeader('Content-Length', '97')]),
    body: undefined, stream: 1, cookies: 1, responseTime: 123, responseSize: 97, downloadedBytes: 97, more: 1 }); }
  get to() { return pm.expect(this).to; }
  reason() { return this.status; } details() { return { code: this.code }; }
  text() { return text; } json() { return JSON.parse(text); }
  size() { return { header: 155, body: 97 }; }
}
class PostmanUrl { constructor() { Object.assign(this, { auth: undefined, protocol: 1, host: 1, port: 1, path: 1, hash: 1, query: 1, variables: 1 }); } }
class PostmanRequest {
  constructor() { Object.assign(this, { 'very long name of a property': 1, url: new PostmanUrl(), headers: new r([new PostmanHeader('X-Trace', 'abc')]), method: 'POST', body: 1 }); }
  get to() { return pm.expect(this).to; }
}
var pm = { expect, response: new PostmanResponse(), request: new PostmanRequest() };
"#;

fn context() -> Context {
    let mut context = Context::default();
    context.runtime_limits_mut().set_recursion_limit(10_000);
    let expect = expect(&mut context).unwrap();
    let chai = module(&mut context).unwrap();
    for (name, value) in [(js_string!("expect"), expect), (js_string!("chai"), chai)] {
        context.register_global_property(name, value, Attribute::all()).unwrap();
    }
    context.eval(Source::from_bytes(STAND_IN)).unwrap();
    context
}

fn text_of(error: JsError, context: &mut Context) -> String {
    let error = error.into_opaque(context).unwrap();
    error.to_string(context).unwrap().to_std_string_lossy()
}

fn eval(script: &str, context: &mut Context) -> Result<JsValue, String> {
    context.eval(Source::from_bytes(script)).map_err(|error| text_of(error, context))
}

/// Runs scripts, each against the text of the error it must end with, empty for none.
fn check(cases: &[(&str, &str)]) {
    let mut context = context();
    let mut wrong = Vec::new();
    for (script, expected) in cases {
        let actual = eval(script, &mut context).err().unwrap_or_default();
        if actual != *expected {
            wrong.push(format!("{script}\n  wants: {expected}\n  found: {actual}"));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn probes(json: &str, skip: impl Fn(&str) -> bool) {
    let rows: Vec<(String, String)> = serde_json::from_str(json).unwrap();
    let cases: Vec<(&str, &str)> = rows
        .iter()
        .filter(|(script, _)| !skip(script))
        .map(|(script, text)| (script.as_str(), if text == "(no error)" { "" } else { text }))
        .collect();
    assert!(cases.len() > 70);
    check(&cases);
}

#[test]
fn says_what_chai_says() {
    let json = include_str!("../../../../tests/fixtures/chai/messages.json");
    // Needs the sandbox's Buffer.
    probes(json, |script| script.contains("Buffer"));
}

#[test]
fn says_what_chai_postman_says() {
    let json = include_str!("../../../../tests/fixtures/chai/postman-messages.json");
    // jsonSchema is not there; the property lists of real request objects are not ours.
    probes(json, |script| script.contains("jsonSchema(") && !script.contains("jsonSchema(5)"));
}
