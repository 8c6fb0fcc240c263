#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::super::builtins;
use super::*;

fn eval(script: &str) -> String {
    let mut context = Context::default();
    json::register(&mut context);
    builtins::register(&mut context);
    let global = context.global_object();
    define::method(&global, "require", 1, require_function, &mut context);
    match context.eval(Source::from_bytes(script)) {
        Ok(value) => value.to_string(&mut context).unwrap().to_std_string_lossy(),
        Err(error) => {
            let value = error.into_opaque(&mut context).unwrap();
            value.to_string(&mut context).unwrap().to_std_string_lossy()
        }
    }
}

fn check(table: &[(&str, &str)]) {
    for (script, expected) in table {
        assert_eq!(eval(script), *expected, "{script}");
    }
}

#[test]
fn modules_are_loaded_once_and_unknown_ones_refused() {
    check(&[
        ("require('nope')", "Error: Cannot find module 'nope'"),
        ("require()", "Error: Cannot find module 'undefined'"),
        ("typeof require('backbone').Model.extend", "function"),
        (
            "require('lodash').map([1], String); require('lodash/core')",
            "Error: Cannot find module 'lodash/core'",
        ),
        ("require('url') === require('url')", "true"),
        (
            "require('atob')('YQ==') + require('btoa')('a') + require('json').stringify([1])",
            "aYQ==[1]",
        ),
        (
            "/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(require('uuid')()) && require('uuid').v4().length",
            "36",
        ),
        ("new (require('postman-collection').Header)('a: b').value", "b"),
        ("typeof require('postman-collection').Collection", "function"),
    ]);
}

#[test]
fn crypto_js_hashes_as_the_real_one() {
    check(&[
        ("require('crypto-js').MD5('abc').toString()", "900150983cd24fb0d6963f7d28e17f72"),
        ("'' + require('crypto-js').SHA1('abc')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "var C = require('crypto-js'); C.enc.Base64.stringify(C.HmacSHA256('é', 'key'))",
            "5eubCml/XfDpwD/911n0tu2zkgQzKQTV63RzW1QlklU=",
        ),
        (
            "var C = require('crypto-js'); C.SHA256('abc').toString(C.enc.Base64)",
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        ),
        ("var C = require('crypto-js'); C.enc.Utf8.stringify(C.enc.Base64.parse('w6k='))", "é"),
        (
            "var C = require('crypto-js'); C.enc.Hex.parse('00ff10').words + '|' + C.enc.Hex.parse('00ff10').sigBytes",
            "16715776|3",
        ),
        (
            "var C = require('crypto-js'); C.algo.SHA256.create().update('a').update('bc').finalize().toString() === '' + C.SHA256('abc')",
            "true",
        ),
        (
            "var C = require('crypto-js'); '' + C.algo.HMAC.create(C.algo.SHA1, 'k').update('a').finalize('bc') === '' + C.HmacSHA1('abc', 'k')",
            "true",
        ),
        (
            "var C = require('crypto-js'); var w = C.lib.WordArray.create([0x61620000], 2); w.concat(C.enc.Utf8.parse('c')); w.toString(C.enc.Utf8) + C.lib.WordArray.random(16).sigBytes",
            "abc16",
        ),
        (
            "var C = require('crypto-js'); C.enc.Utf16.stringify(C.enc.Utf16.parse('aé')) + C.enc.Utf16.parse('a')",
            "aé0061",
        ),
        ("typeof require('crypto-js').RC4.encrypt", "function"),
    ]);
}

#[test]
fn buffers_are_bytes_in_every_encoding() {
    check(&[
        (
            "var B = require('buffer').Buffer; ['hex', 'base64', 'base64url', 'latin1', 'utf8'].map((e) => B.from('é?>').toString(e)).join()",
            "c3a93f3e,w6k/Pg==,w6k_Pg,Ã©?>,é?>",
        ),
        (
            "var B = require('buffer').Buffer; B.from('w6k_Pg', 'base64').toString() + B.from('6162zz', 'hex') + B.from([99, 256 + 100])",
            "é?>abcd",
        ),
        (
            "var B = require('buffer').Buffer; B.concat([B.from('a'), B.alloc(2, 'b')]).toString() + B.byteLength('é') + B.isBuffer(B.from('x').slice(0)) + B.from('abc').equals(B.from('abc'))",
            "abb2truetrue",
        ),
        (
            "var B = require('buffer').Buffer; JSON.stringify(B.from('ab')) + B.from('abcabc').indexOf('ca') + B.from([1, 2]).readUInt16BE(0)",
            r#"{"type":"Buffer","data":[97,98]}2258"#,
        ),
    ]);
}

#[test]
fn node_modules_answer_as_node_does() {
    check(&[
        (
            "var u = require('url').parse('https://u:p@Ex.com:8080/a/b?x=1&y=2#h', true); [u.protocol, u.auth, u.host, u.port, u.hostname, u.pathname, u.search, u.query.y, u.hash, u.path, u.href].join(' ')",
            "https: u:p ex.com:8080 8080 ex.com /a/b ?x=1&y=2 2 #h /a/b?x=1&y=2 https://u:p@ex.com:8080/a/b?x=1&y=2#h",
        ),
        (
            "var u = require('url'); [u.resolve('http://a.com/b/c', '../d?x=1'), u.resolve('http://a.com/b', '//c.com/d'), u.resolve('/one/two/three', 'four'), u.format({protocol: 'http', hostname: 'a', pathname: 'b', query: {c: 'd e'}})].join(' ')",
            "http://a.com/d?x=1 http://c.com/d /one/two/four http://a/b?c=d%20e",
        ),
        (
            "var q = require('querystring'); q.stringify({a: [1, 2], b: 'x y', c: null}) + ' ' + JSON.stringify(q.parse('a=1&a=2&b=x+y&c&d=%E9'))",
            "a=1&a=2&b=x%20y&c= {\"a\":[\"1\",\"2\"],\"b\":\"x y\",\"c\":\"\",\"d\":\"\u{fffd}\"}",
        ),
        (
            "var p = require('path'); [p.join('/a', '../b', './c.txt'), p.basename('/x/y.js', '.js'), p.extname('.a.b'), p.dirname('/a/b/'), p.resolve('/a', 'b'), p.relative('/a/b', '/a/c'), p.normalize('a//b/../')].join()",
            "/b/c.txt,y,.b,/a,/a/b,../c,a/",
        ),
        (
            "var E = require('events'); var e = new E(); var s = ''; e.once('x', (v) => { s += v; }); e.on('x', (v) => { s += v * 2; }); e.emit('x', 1); e.emit('x', 2); s + e.listenerCount('x')",
            "1241",
        ),
    ]);
}

/// What `console.log` prints of an expression.
fn printed(script: &str) -> String {
    let mut context = Context::default();
    json::register(&mut context);
    builtins::register(&mut context);
    let global = context.global_object();
    define::method(&global, "require", 1, require_function, &mut context);
    let value = context.eval(Source::from_bytes(script)).unwrap();
    super::super::inspect::console(&value, &mut context)
}

#[test]
fn cheerio_nodes_print_as_plain_objects() {
    let node = "require('cheerio')('<p class=\"x\">1</p>')[0]";
    assert_eq!(
        printed(node),
        "Node {\n  type: 'tag',\n  name: 'p',\n  attribs: { class: 'x' },\n  children: [ Node { data: '1', type: 'text' } ]\n}"
    );
    check(&[(
        &format!("require('util').inspect({node})"),
        "{ type: 'tag',\n  name: 'p',\n  attribs: { class: 'x' },\n  children: [ { data: '1', type: 'text' } ] }",
    )]);
}

#[test]
fn cheerio_stands_documents_that_are_in_themselves() {
    let deep = "RangeError: a document is nested deeper than 1000 levels";
    let script = |use_: &str| {
        format!(
            "var $ = require('cheerio').load('<p><b>1</b></p>'), p = $('p')[0], b = $('b')[0]; {use_}"
        )
    };
    let cases = [
        ("p.children.push(p); $('i').length", deep),
        ("p.children.push(p); $('p').text()", deep),
        ("p.children.push(p); $.html()", deep),
        ("p.children.push(p); $('p').clone()", deep),
        ("require('cheerio').load('<a>'.repeat(100000), { xmlMode: true })", deep),
        ("p.parent = b; $('i b').length", deep),
        ("p.parent = b; $('b').parents().length", deep),
        ("new Proxy(p, {}).name", "TypeError: 'name' is read of what is no node"),
        (
            "Object.create(p).name + Object.assign(Object.create(p), { name: 'x' }).name + p.name",
            "pxp",
        ),
    ];
    // Rendering and copying go as deep as the document, on a stack as large as the worker's.
    let run = move || {
        for (use_, expected) in cases {
            assert_eq!(eval(&script(use_)), expected, "{use_}");
        }
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}
