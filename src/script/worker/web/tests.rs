#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::super::{builtins, json};
use super::*;

fn eval(script: &str) -> String {
    let mut context = Context::default();
    json::register(&mut context);
    builtins::register(&mut context);
    register(&mut context).unwrap();
    let source = Source::from_bytes(script);
    let value = context.eval(source).or_else(|error| error.into_opaque(&mut context)).unwrap();
    value.to_string(&mut context).unwrap().to_std_string_lossy()
}

#[test]
fn web_globals_answer_as_in_node() {
    for (script, expected) in [
        ("new URL('../x?a=1#h', 'http://u:p@h:81/a/b/c').href", "http://u:p@h:81/a/x?a=1#h"),
        ("new URL('http://a.b/c?d=1&d=2').searchParams.getAll('d').join()", "1,2"),
        (
            "const u = new URL('http://a/?x=1'); u.searchParams.append('y', 'a b&'); u.href",
            "http://a/?x=1&y=a+b%26",
        ),
        (
            "const u = new URL('http://a/'); u.port = '8080'; u.hash = 'z'; String(u)",
            "http://a:8080/#z",
        ),
        (
            "try { new URL('nope') } catch (e) { e.name + e.message + e.code }",
            "TypeErrorInvalid URLERR_INVALID_URL",
        ),
        ("new URLSearchParams({a: 'b c', d: 'é'}).toString()", "a=b+c&d=%C3%A9"),
        ("const f = () => new URL('http://a/b').pathname; f() + f() + f()", "/b/b/b"),
        ("const g = () => Buffer.from('a').toString('hex'); g() + g()", "6161"),
        ("var Blob; URL = 5; const h = () => URL; h() + h()", "10"),
        ("[...new URLSearchParams('?a=%C3%A9&b=x+y')].join(';')", "a,é;b,x y"),
        ("new TextEncoder().encode('é€').join()", "195,169,226,130,172"),
        ("new TextDecoder().decode(new Uint8Array([239, 187, 191, 195, 169]))", "é"),
        ("new TextDecoder('latin1').decode(new Uint8Array([233]))", "é"),
        (
            "/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())",
            "true",
        ),
        ("crypto.getRandomValues(new Uint32Array(4)).length", "4"),
        (
            "const a = {d: new Date(5), m: new Map([[1, {x: [1]}]])}; a.self = a; const b = structuredClone(a); [b !== a, b.self === b, b.d.getTime(), b.m.get(1).x[0]].join()",
            "true,true,5,1",
        ),
        ("try { structuredClone(() => 1) } catch (e) { e.name }", "DataCloneError"),
        ("new Blob(['ab', new Uint8Array([99])], {type: 'Text/Plain'}).size", "3"),
        (
            "const c = new AbortController(); let n = 0; c.signal.addEventListener('abort', () => n++); c.abort(); [c.signal.aborted, n, c.signal.reason.name].join()",
            "true,1,AbortError",
        ),
        ("typeof fetch + typeof Buffer", "undefinedfunction"),
        ("URL = 5; URL", "5"),
    ] {
        assert_eq!(eval(script), expected, "{script}");
    }
}

#[test]
fn numbers_and_dates_are_shown_as_in_node() {
    for (script, expected) in [
        ("(1234567.891).toLocaleString()", "1,234,567.891"),
        ("(1234.5).toLocaleString('de-DE')", "1.234,5"),
        ("(0.256).toLocaleString('en-US', {style: 'percent'})", "26%"),
        ("(1234.5).toLocaleString('en-US', {style: 'currency', currency: 'USD'})", "$1,234.50"),
        ("(-1234.5).toLocaleString('en-US', {minimumFractionDigits: 2})", "-1,234.50"),
        (
            "(1.005).toFixed(2) + (12345678901234567890n).toLocaleString()",
            "1.0012,345,678,901,234,567,890",
        ),
        ("new Date(0).toLocaleString('en-US', {timeZone: 'UTC'})", "1/1/1970, 12:00:00 AM"),
        ("new Date(0).toLocaleDateString('en-GB', {timeZone: 'UTC'})", "01/01/1970"),
        ("new Date(0).toLocaleString('sv-SE', {timeZone: 'UTC'})", "1970-01-01 00:00:00"),
        (
            "new Date(0).toLocaleDateString('en-US', {timeZone: 'UTC', weekday: 'long', year: 'numeric', month: 'long', day: 'numeric'})",
            "Thursday, January 1, 1970",
        ),
        (
            "new Date(0).toLocaleTimeString('en-US', {timeZone: 'UTC', hour: '2-digit', minute: '2-digit', hour12: false})",
            "24:00",
        ),
        ("new Date(NaN).toLocaleString()", "Invalid Date"),
        (
            "try { new Date(0).toLocaleString('en-US', {timeZone: 'Mars/X'}) } catch (e) { e.name + ': ' + e.message }",
            "RangeError: Invalid time zone specified: Mars/X",
        ),
    ] {
        assert_eq!(eval(script), expected, "{script}");
    }
}

#[test]
fn dates_errors_and_sizes_are_v8s() {
    for (script, expected) in [
        ("new Date('2020-01-02T03:04:05Z').getTime()", "1577934245000"),
        ("Date.parse('Thu, 02 Jan 2020 03:04:05 GMT')", "1577934245000"),
        ("new Date('Jan 2, 2020 03:04:05').getHours()", "3"),
        ("isNaN(new Date('nonsense'))", "true"),
        ("new Date(new Date(7)).getTime()", "7"),
        (
            "typeof Date() + (Date() instanceof Date) + (new Date() instanceof Date)",
            "stringfalsetrue",
        ),
        (
            "class D extends Date {}; const d = new D(0); d instanceof D && d.getTime() === 0",
            "true",
        ),
        ("new Date(0).constructor === Date && Date.length === 7", "true"),
        ("new TypeError('x').stack.split('\\n')[0]", "TypeError: x"),
        ("const o = {}; Error.captureStackTrace(o); typeof o.stack", "string"),
        (
            "try { new Array(2 ** 32 - 1).join('abc') } catch (e) { e.name + ': ' + e.message }",
            "RangeError: Invalid string length",
        ),
        ("[1, 2].join('-') + new Array(2).fill(0)", "1-20,0"),
    ] {
        assert_eq!(eval(script), expected, "{script}");
    }
}
