#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use boa_engine::{Context, Source};
use proptest::prelude::*;

use super::*;

fn run(script: &str) -> String {
    let mut context = Context::default();
    register(&mut context);
    run_in(script, &mut context)
}

fn run_in(script: &str, context: &mut Context) -> String {
    match context.eval(Source::from_bytes(script)) {
        Ok(value) => value.to_string(context).unwrap().to_std_string_lossy(),
        Err(error) => {
            let value = error.into_opaque(context).unwrap();
            let name = value.as_object().unwrap().get(js_string!("name"), context).unwrap();
            let message = value.as_object().unwrap().get(js_string!("message"), context).unwrap();
            format!(
                "{}|{}",
                name.to_string(context).unwrap().to_std_string_lossy(),
                message.to_string(context).unwrap().to_std_string_lossy()
            )
        }
    }
}

/// What liquid-json 0.3.1 says on Node 20.
const SYNTAX_ERRORS: &[(&str, &str)] = &[
    ("<html>", "Unexpected token '<' at 1:1\n<html>\n^"),
    ("", "No data, empty input at 1:1\n\n^"),
    ("  ", "No data, only a whitespace at 1:3\n  \n  ^"),
    ("{\"a\":1,}", "Trailing comma in object at 1:8\n{\"a\":1,}\n       ^"),
    ("[1,]", "Trailing comma in array at 1:4\n[1,]\n   ^"),
    ("{\"a\":1", "Unexpected end of input at 1:8\n{\"a\":1\n      ^"),
    ("[1", "Unexpected end of input at 1:3\n[1\n  ^"),
    ("[1,", "No data, only a whitespace at 1:4\n[1,\n   ^"),
    ("{\"a\"", "Unexpected end of input at 1:5\n{\"a\"\n    ^"),
    ("{\"a\":", "No value found for key a at 1:6\n{\"a\":\n     ^"),
    ("{", "Unexpected end of input at 1:2\n{\n ^"),
    ("[", "No data, only a whitespace at 1:2\n[\n ^"),
    ("nul", "Unexpected token 'n' at 1:1\nnul\n^"),
    ("tru", "Unexpected token 't' at 1:1\ntru\n^"),
    ("trux", "Unexpected token 't' at 1:1\ntrux\n^"),
    ("nan", "Unexpected token 'n' at 1:1\nnan\n^"),
    ("NaN", "Unexpected token 'N' at 1:1\nNaN\n^"),
    ("undefined", "Unexpected token 'u' at 1:1\nundefined\n^"),
    ("{a:1}", "Unexpected token 'a' at 1:2\n{a:1}\n ^"),
    ("{'a':1}", "Unexpected token '\\'' at 1:2\n{'a':1}\n ^"),
    ("{\"a\":1}x", "Unexpected token 'x' at 1:8\n{\"a\":1}x\n       ^"),
    ("1 2", "Unexpected token '2' at 1:3\n1 2\n  ^"),
    ("01", "Unexpected token '1' at 1:2\n01\n ^"),
    ("1.", "Non-json numeric literal - \"1.\" at 1:2\n1.\n ^"),
    (".5", "Non-json numeric literal - \".5\" at 1:2\n.5\n ^"),
    ("-", "Bad numeric literal - \"-\" at 1:1\n-\n^"),
    ("+1", "Unexpected token '+' at 1:1\n+1\n^"),
    ("1e", "Bad numeric literal - \"1e\" at 1:3\n1e\n  ^"),
    ("1e5x", "Unexpected token 'x' at 1:4\n1e5x\n   ^"),
    ("\"abc", "Unexpected end of input at 1:5\n\"abc\n    ^"),
    ("\"a\\x\"", "Unexpected token 'x' at 1:4\n\"a\\x\"\n   ^"),
    ("\"a\nb\"", "Unexpected token 'b' at 1:4\n\"a\n  ^"),
    ("\"a\tb\"", "Unexpected control character at 1:3\n\"a\tb\"\n  ^"),
    ("\"\\u12\"", "Bad escape sequence at 1:6\n\"\\u12\"\n     ^"),
    ("{\"a\":1 \"b\":2}", "Unexpected token 'b' at 1:9\n{\"a\":1 \"b\":2}\n        ^"),
    ("[1 2]", "Unexpected token '2' at 1:4\n[1 2]\n   ^"),
    ("{\"a\" 1}", "Unexpected token '1' at 1:6\n{\"a\" 1}\n     ^"),
    ("{,}", "Unexpected token ',' at 1:2\n{,}\n ^"),
    ("[,]", "Elisions are not supported at 1:3\n[,]\n  ^"),
    ("{\"a\":1,,\"b\":2}", "Unexpected token ',' at 1:8\n{\"a\":1,,\"b\":2}\n       ^"),
    ("\n\n  {\"a\":\n   bad}", "No value found for key a at 4:4\n   bad}\n   ^"),
    ("{\n  \"a\": 1,\n  \"b\": @\n}", "No value found for key b at 3:8\n  \"b\": @\n       ^"),
    ("{\"a\":1}\n}", "Unexpected token '}' at 2:1\n}\n^"),
    ("\u{e9}", "Unexpected token '\u{e9}' at 1:1\n\u{e9}\n^"),
    ("{\"\u{e9}\":x", "No value found for key \u{e9} at 1:6\n{\"\u{e9}\":x\n     ^"),
    ("/*c*/1", "Unexpected token '/' at 1:1\n/*c*/1\n^"),
    ("// c\n1", "Unexpected token '/' at 1:1\n// c\n^"),
    ("{\"a\":1} // c", "Unexpected token '/' at 1:9\n{\"a\":1} // c\n        ^"),
    ("{\"a\":/*x*/1}", "No value found for key a at 1:6\n{\"a\":/*x*/1}\n     ^"),
    ("-x", "Bad numeric literal - \"-\" at 1:1\n-x\n^"),
    ("--1", "Bad numeric literal - \"-\" at 1:1\n--1\n^"),
    ("0x10", "Unexpected token 'x' at 1:2\n0x10\n ^"),
    ("1_000", "Unexpected token '_' at 1:2\n1_000\n ^"),
    ("\u{a0}1", "Unexpected token '\u{a0}' at 1:1\n\u{a0}1\n^"),
    ("[1,2,3", "Unexpected end of input at 1:7\n[1,2,3\n      ^"),
    ("{\"a\":[1,2}", "Unexpected token '}' at 1:10\n{\"a\":[1,2}\n         ^"),
    ("[\"a\":1]", "Unexpected token ':' at 1:5\n[\"a\":1]\n    ^"),
    ("{\"a\",1}", "Unexpected token ',' at 1:5\n{\"a\",1}\n    ^"),
    ("{1:2}", "Wrong key type: 1 at 1:5\n{1:2}\n    ^"),
    ("{\"a\":1;}", "Unexpected token '}' at 1:8\n{\"a\":1;}\n       ^"),
    ("Infinity", "Unexpected token 'I' at 1:1\nInfinity\n^"),
    ("-Infinity", "Bad numeric literal - \"-\" at 1:1\n-Infinity\n^"),
    ("{\"a\":Infinity}", "No value found for key a at 1:6\n{\"a\":Infinity}\n     ^"),
    ("\"\\", "Unexpected end of input at 1:3\n\"\\\n  ^"),
    ("\"\\u", "Unexpected end of input at 1:4\n\"\\u\n   ^"),
    ("false,", "Unexpected token ',' at 1:6\nfalse,\n     ^"),
    ("\u{feff}foo", "Unexpected token 'f' at 1:1\nfoo\n^"),
    ("{\"a\":\"b", "Unexpected end of input at 1:8\n{\"a\":\"b\n       ^"),
    ("\r\nfoo", "Unexpected token 'f' at 2:1\nfoo\n^"),
    ("a\rb", "Unexpected token 'a' at 1:1\na\n^"),
    ("{}{}", "Unexpected token '{' at 1:3\n{}{}\n  ^"),
    ("[]]", "Unexpected token ']' at 1:3\n[]]\n  ^"),
    ("true false", "Unexpected token 'f' at 1:6\ntrue false\n     ^"),
    (" \t<", "Unexpected token '<' at 1:3\n \t<\n \t^"),
    ("'abc'", "Unexpected token '\\'' at 1:1\n'abc'\n^"),
    ("`x`", "Unexpected token '`' at 1:1\n`x`\n^"),
    ("{\"__proto__\":1,x}", "Unexpected token 'x' at 1:16\n{\"__proto__\":1,x}\n               ^"),
    ("\u{1f600}", "Unexpected token '\\ud83d' at 1:1\n\u{1f600}\n^"),
    ("[\u{1f600}]", "Unexpected token '\\ud83d' at 1:2\n[\u{1f600}]\n ^"),
    ("{\"a\":tru}", "Unexpected token 't' at 1:6\n{\"a\":tru}\n     ^"),
    ("[nulll]", "Unexpected token 'l' at 1:6\n[nulll]\n     ^"),
    ("1e400x", "Unexpected token 'x' at 1:6\n1e400x\n     ^"),
    ("{\"a\":undefined}", "No value found for key a at 1:6\n{\"a\":undefined}\n     ^"),
    ("function(){}", "Unexpected token 'f' at 1:1\nfunction(){}\n^"),
    ("{\"a\":\"x\ny\"}", "Unexpected token 'y' at 1:9\n{\"a\":\"x\n       ^"),
    ("\u{1}", "Unexpected token '\\u0001' at 1:1\n\u{1}\n^"),
    ("\"a\\\nb\"", "Unexpected token '\\n' at 1:4\n\"a\\\n   ^"),
    (
        "{\"a\":\"tab\tinside\"}",
        "Unexpected control character at 1:10\n{\"a\":\"tab\tinside\"}\n         ^",
    ),
];

#[test]
fn syntax_errors_have_liquid_jsons_texts() {
    let mut context = Context::default();
    for (text, expected) in SYNTAX_ERRORS {
        let error = parse_bytes(text.as_bytes(), &mut context).unwrap_err();
        let error = error.as_opaque().unwrap().as_object().unwrap();
        let name = error.get(js_string!("name"), &mut context).unwrap();
        assert_eq!(name.as_string().unwrap(), js_string!("JSONError"));
        let message = error.get(js_string!("message"), &mut context).unwrap();
        assert_eq!(message.as_string().unwrap().to_std_string_lossy(), *expected, "{text:?}");
    }
}

#[test]
fn scripts_see_v8s_values() {
    let table = [
        (
            "JSON.stringify(JSON.parse('{\"b\":1,\"a\":2,\"b\":3,\"1\":4}'))",
            r#"{"1":4,"b":3,"a":2}"#,
        ),
        (
            "var o = JSON.parse('{\"__proto__\":{\"x\":1}}'); [o.x, Object.keys(o)].join()",
            ",__proto__",
        ),
        ("JSON.parse('\"\\\\ud800\"').charCodeAt(0)", "55296"),
        ("JSON.stringify('\\ud800 \\ud83d\\ude00')", "\"\\ud800 \u{1f600}\""),
        (
            "JSON.stringify(JSON.parse('[1e3, -0, 0.1, 12345678901234567890, 1E400, -5]'))",
            "[1000,0,0.1,12345678901234567000,null,-5]",
        ),
        ("Object.is(JSON.parse('-0'), -0)", "true"),
        ("JSON.parse(null)", "null"),
        ("JSON.parse('\\ufeff1')", "1"),
        (
            "JSON.parse('\\ufeff1', null, true)",
            "JSONError|Unexpected byte order mark found in first 1 character(s)",
        ),
        ("JSON.parse()", "JSONError|\"undefined\" is not valid JSON"),
        ("JSON.parse({})", "JSONError|Unexpected token 'o' at 1:2\n[object Object]\n ^"),
        (
            "JSON.stringify(JSON.parse('{\"a\":[1,2,{\"b\":3}],\"c\":null}', (k, v) => k === 'b' ? undefined : typeof v === 'number' ? v * 2 : v))",
            r#"{"a":[2,4,{}],"c":null}"#,
        ),
        (
            "JSON.stringify({a: undefined, b: () => 1, c: Symbol('s'), d: [undefined, () => 1, NaN, Infinity]})",
            r#"{"d":[null,null,null,null]}"#,
        ),
        ("String(JSON.stringify(undefined))", "undefined"),
        (
            "JSON.stringify({a:[1,{b:2}],c:{},d:[]}, null, 2)",
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}",
        ),
        ("JSON.stringify({a:1,b:{a:2,c:3}}, ['a','b'])", r#"{"a":1,"b":{"a":2}}"#),
        (
            "JSON.stringify({a:1,b:'x'}, (k, v) => k === 'a' ? 10 : v, '--')",
            "{\n--\"a\": 10,\n--\"b\": \"x\"\n}",
        ),
        (
            "JSON.stringify({d: new Date(0), n: new Number(3), s: new String('x'), b: new Boolean(false)})",
            r#"{"d":"1970-01-01T00:00:00.000Z","n":3,"s":"x","b":false}"#,
        ),
        ("JSON.stringify({toJSON(k) { return 'k' + k; }})", "\"k\""),
        (
            "JSON.stringify([new Proxy({a: 1}, {}), new Proxy([1], {}), new Map([[1, 2]])])",
            r#"[{"a":1},[1],{}]"#,
        ),
        ("JSON.stringify('\\u2028\\u0007\"\\\\/')", "\"\u{2028}\\u0007\\\"\\\\/\""),
        ("JSON.stringify(10n)", "JSONError|Do not know how to serialize a BigInt"),
        (
            "var a = {}; a.b = a; JSON.stringify(a)",
            "JSONError|Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n    --- property 'b' closes the circle",
        ),
        (
            "var a = {b: [{}]}; a.b[0].c = a; JSON.stringify(a)",
            "JSONError|Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n    |     property 'b' -> object with constructor 'Array'\n    |     index 0 -> object with constructor 'Object'\n    --- property 'c' closes the circle",
        ),
        (
            "try { JSON.parse('{') } catch (e) { [e instanceof SyntaxError, e.row, e.column].join() }",
            "true,1,2",
        ),
        ("Object.keys(JSON).length", "2"),
        (
            "class A { constructor() { this.x = 1; Object.defineProperty(this, 'h', {value: 2}); } } JSON.stringify([new A(), Object.create({y: 1})])",
            r#"[{"x":1},{}]"#,
        ),
    ];
    for (script, expected) in table {
        assert_eq!(run(script), expected, "{script}");
    }
}

#[test]
fn deep_nesting_is_read_and_written_up_to_the_limit() {
    let script = |depth: usize| {
        format!("JSON.stringify(JSON.parse('['.repeat({depth}) + ']'.repeat({depth}))).length")
    };
    assert_eq!(run(&script(10_000)), "20000");
    let error = run(&script(10_001));
    assert_eq!(error, "JSONError|JSON is nested deeper than 10000 levels");
    let wrap = "var a = []; for (var i = 0; i < 100000; i++) a = [a]; JSON.stringify(a)";
    assert_eq!(run(wrap), "JSONError|Maximum call stack size exceeded");
}

#[test]
fn values_cross_the_border() {
    let mut context = Context::default();
    let mut eval = |script: &str| {
        let value = context.eval(Source::from_bytes(script)).unwrap();
        from_js(&value, &mut context)
    };
    assert_eq!(eval("undefined").unwrap(), None);
    assert_eq!(eval("(function () {})").unwrap(), None);
    assert_eq!(eval("NaN").unwrap(), Some(serde_json::Value::Null));
    let value =
        eval("({a: [1, 2.5, 'x\\ud800', 2 ** 40], b: {toJSON() { return true; }}})").unwrap();
    assert_eq!(
        value,
        Some(serde_json::json!({"a": [1, 2.5, "x\u{fffd}", 1_099_511_627_776_u64], "b": true}))
    );
    assert!(eval("var c = []; c[0] = c; c").is_err());
    assert!(eval("var d = []; for (var i = 0; i < 500; i++) d = [d]; d").unwrap().is_some());
    assert!(eval("var d = []; for (var i = 0; i < 2000; i++) d = [d]; d").is_err());
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i32>().prop_map(serde_json::Value::from),
        any::<f64>()
            .prop_filter("finite", |number| number.is_finite() && number.fract() != 0.0)
            .prop_map(serde_json::Value::from),
        ".*".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            prop::collection::vec(("k.*", inner), 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_serde_writes_is_read_and_written_alike(value in any_json()) {
        let mut context = Context::default();
        let parsed = parse_bytes(serde_json::to_string_pretty(&value).unwrap().as_bytes(), &mut context).unwrap();
        let text = stringify(&parsed, &mut context).unwrap().unwrap();
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value.clone());
        prop_assert_eq!(from_js(&to_js(&value, &mut context), &mut context).unwrap(), Some(value));
    }

    #[test]
    fn no_text_panics_and_serde_agrees_on_what_is_json(text in "[\\[\\]{}\",:0-9eE.+\\- \\\\utrfalsn\n\t\u{e9}]{0,24}") {
        let mut context = Context::default();
        let ours = parse_bytes(text.as_bytes(), &mut context).is_ok();
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        // serde_json refuses numbers beyond f64 and lone surrogates; JavaScript takes them.
        let beyond = theirs.as_ref().err().is_some_and(|error| {
            let text = error.to_string();
            text.contains("out of range") || text.contains("surrogate") || text.contains("hex escape")
        });
        prop_assert!(ours == theirs.is_ok() || beyond);
    }
}

/// Prints how much longer our parser takes than serde_json; run by hand:
/// `cargo test --release --lib json_speed -- --ignored --nocapture`.
#[test]
#[expect(clippy::print_stderr, reason = "the measurement is what it is for")]
#[ignore = "measures, asserts nothing that holds on a busy machine"]
fn json_speed() {
    let row = serde_json::json!({"id": 17, "name": "a name of some length", "price": 12.5, "tags": ["x", "y"], "ok": true});
    let text = serde_json::to_vec(&vec![row; 10_000]).unwrap();
    let mut context = Context::default();
    let clock = std::time::Instant::now();
    let ours = parse_bytes(&text, &mut context).unwrap();
    let ours_took = clock.elapsed();
    let clock = std::time::Instant::now();
    let theirs: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let theirs_took = clock.elapsed();
    eprintln!("{} bytes: ours {ours_took:?}, serde_json {theirs_took:?}", text.len());
    assert_eq!(from_js(&ours, &mut context).unwrap(), Some(theirs));
}
