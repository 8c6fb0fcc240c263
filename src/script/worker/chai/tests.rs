//! The language as scripts see it: texts of the real thing, and one table per subject.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use boa_engine::property::Attribute;
use boa_engine::{Context, JsError, JsValue, Source, js_string};

use super::{assertion, expect, module};

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
    for (name, value) in [(js_string!("expect"), expect.into()), (js_string!("chai"), chai)] {
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
    probes(json, |_| false);
}

#[test]
fn judges_as_chai_judges() {
    let json = include_str!("../../../../tests/fixtures/chai/language.json");
    let rows: Vec<(String, String)> = serde_json::from_str(json).unwrap();
    let scripts = rows.iter().map(|(script, text)| {
        let script = script.replace("assert", "chai.assert");
        (script, text.clone())
    });
    let scripts: Vec<(String, String)> = scripts.collect();
    let cases: Vec<(&str, &str)> =
        scripts.iter().map(|(script, text)| (script.as_str(), text.as_str())).collect();
    check(&cases);
}

/// Runs a script that must end in `true`.
fn holds(script: &str) {
    let mut context = context();
    let value = eval(script, &mut context);
    assert_eq!(value.map(|value| value.to_boolean()), Ok(true), "{script}");
}

#[test]
fn throws_errors_that_scripts_can_read() {
    holds(
        "let e; try { expect({ a: 1 }).to.eql({ a: 2 }) } catch (error) { e = error }
         e instanceof Error && e instanceof chai.AssertionError && e.name === 'AssertionError'
           && e.actual.a === 1 && e.expected.a === 2 && e.showDiff === true
           && e.operator === 'deepStrictEqual' && e.constructor === chai.AssertionError",
    );
    holds(
        "let e; try { expect.fail(1, 2, 'no') } catch (error) { e = error }
         e.actual === 1 && e.expected === 2 && e.message === 'no' && e.showDiff === false",
    );
    holds("new chai.AssertionError('m', { code: 5 }).code === 5");
}

#[test]
fn starts_from_rust() {
    let mut context = context();
    let value = assertion(JsValue::from(5), &mut context).unwrap();
    context.register_global_property(js_string!("five"), value, Attribute::all()).unwrap();
    let error = eval("five.to.equal(6)", &mut context).unwrap_err();
    assert_eq!(error, "AssertionError: expected 5 to equal 6");
}

#[test]
fn keeps_one_expect() {
    holds("chai.expect === expect && chai.version === '4.3.8'");
}

#[test]
fn compares_very_deep_values() {
    let build =
        "const deep = end => { let a = end; for (let i = 0; i < 20000; i++) a = { a }; return a };";
    holds(&format!("{build} expect(deep(1)).to.eql(deep(1)); true"));
    holds(&format!(
        "{build} let m; try {{ expect(deep(1)).to.eql(deep(2)) }} catch (e) {{ m = e.message }}
         m.startsWith('expected {{ a: ') && m.length < 120"
    ));
}

#[test]
fn bounds_the_text_of_large_values() {
    holds(
        "const a = []; for (let i = 0; i < 100000; i++) a.push({ i, t: 'x'.repeat(50) });
         let m; try { expect({ a }).to.equal(1) } catch (e) { m = e.message }
         m.length < 100",
    );
    holds(
        "let a = []; for (let i = 0; i < 60; i++) a = [a, a, a];
         let m; try { expect(a).to.equal(1) } catch (e) { m = e.message }
         m === 'expected [ Array(3) ] to equal 1' || m.length < 100",
    );
}

#[test]
fn survives_code_that_runs_in_the_middle() {
    let cases = [
        ("expect({ get a() { throw new Error('getter') } }).to.equal(1)", "Error: getter"),
        ("expect({ get a() { throw new Error('getter') } }).to.eql({ a: 1 })", "Error: getter"),
        (
            "const o = { get a() { delete o.b; return 1 }, b: 2 }; expect(o).to.eql({ a: 1, b: 2 })",
            "AssertionError: expected { a: 1 } to deeply equal { a: 1, b: 2 }",
        ),
        ("const x = expect(() => { x.to.be.a('function') }); x.to.not.throw()", ""),
        ("expect(1).to.satisfy(v => { expect(v).to.equal(1); return true })", ""),
        (
            "const { equal } = expect(1); equal(1)",
            "TypeError: chai: this method was called on something that is not an assertion",
        ),
    ];
    for case in cases {
        check(&[case]);
    }
}

#[test]
fn takes_plugins() {
    check(&[
        (
            "chai.use((c, utils) => {
               c.Assertion.addMethod('divisibleBy', function (n) {
                 const value = utils.flag(this, 'object');
                 this.assert(value % n === 0, 'expected #{this} to be divisible by #{exp}',
                   'expected #{this} to not be divisible by #{exp}', n);
               });
               c.Assertion.addProperty('even', function () { this.to.be.divisibleBy(2) });
               c.Assertion.overwriteMethod('string', old => function (part) {
                 if (utils.flag(this, 'loud')) this.assert(false, 'loud ' + this._obj, '');
                 else old.apply(this, arguments);
               });
               c.Assertion.addChainableMethod('loud', function () {},
                 function () { utils.flag(this, 'loud', true) });
             }); expect(4).to.be.even.and.not.be.divisibleBy(3)",
            "",
        ),
        ("expect(5).to.be.even", "AssertionError: expected 5 to be divisible by 2"),
        (
            "expect(4).to.not.be.divisibleBy(2)",
            "AssertionError: expected 4 to not be divisible by 2",
        ),
        ("expect('abc').to.have.string('b')", ""),
        ("expect('abc').to.be.loud.string('b')", "AssertionError: loud abc"),
        (
            "expect(1).to.be.divisibleBye(2)",
            "Error: Invalid Chai property: divisibleBye. Did you mean \"divisibleBy\"?",
        ),
    ]);
}

#[test]
fn plugins_replace_words_of_every_kind() {
    check(&[
        (
            "const {Assertion} = chai;
             chai.use((c, {flag}) => {
               Assertion.overwriteChainableMethod('include',
                 old => function (x) { if (flag(this, 'quiet')) return; old.apply(this, arguments) },
                 old => function () { old.call(this); flag(this, 'read', true) });
               Assertion.addProperty('quietly', function () { flag(this, 'quiet', true) });
               Assertion.overwriteProperty('ok', old => function () { flag(this, 'quiet') || old.call(this) });
             }); expect(0).quietly.ok; expect([1]).quietly.include(2); expect([1]).to.include(1)",
            "",
        ),
        ("expect([1]).to.include(2)", "AssertionError: expected [ 1 ] to include 2"),
        ("expect(0).to.be.ok", "AssertionError: expected +0 to be truthy"),
        ("let used = 0; const p = () => { used += 1 }; chai.use(p); chai.use(p); expect(used).to.equal(1)", ""),
        (
            "expect(chai.util.getMessage({__flags: {object: 1, negate: true}}, [0, 'a', '#{this} b #{exp}', 2])).to.equal('1 b 2')",
            "",
        ),
        ("chai.util.expectTypes(expect(1, 'm'), ['string', 'Array'])", "AssertionError: m: object tested must be an array, or a string, but number given"),
        ("chai.config.useProxy = false; expect(expect(1).nothing).to.equal(undefined); chai.config.useProxy = true", ""),
        ("expect(chai.util.flag(new chai.Assertion(1, 'm', p => p, true), 'lockSsfi')).to.be.true", ""),
    ]);
}

#[test]
fn should_stands_on_every_object() {
    check(&[
        (
            "const should = chai.should(); (5).should.be.a('number'); 'a'.should.equal('a'); [1].should.include(1);
             should.exist(1); should.not.exist(null); should.equal(1, 1); should.not.throw(() => {});
             ({should: 1}).should",
            "",
        ),
        ("({a: 1}).should.have.property('b')", "AssertionError: expected { a: 1 } to have property 'b'"),
        ("chai.should().fail('text')", "AssertionError: text"),
        ("expect(JSON.stringify((5).should)).to.equal('{\"__flags\":{\"object\":5,\"message\":null}}')", ""),
    ]);
}

#[test]
fn assert_compares_and_watches_changes() {
    check(&[
        ("const {assert} = chai; let n = 0; const up = () => { n += 2 }, now = () => n;
          assert.changesBy(up, now, 2); assert.increasesBy(up, now, 2); assert.doesNotDecrease(up, now); assert.doesNotChange(() => {}, now)", ""),
        ("assert.changesBy(up, now, 3, 'm')", "AssertionError: m: expected [Function now] to have property 3"),
        ("assert.operator(1, '<', 2); assert.operator(1, '>', 2, 'm')", "AssertionError: m: expected 1 to be > 2"),
        ("assert.operator(1, '=', 2, 'm')", "AssertionError: m: Invalid operator \"=\""),
        ("assert.ifError(new TypeError('x'))", "TypeError: x"),
        ("assert.equal(assert.throws(() => { throw new Error('x') }).message, 'x')", ""),
        ("assert(false, () => 'made #{this}')", "AssertionError: made null"),
        ("assert.notSameOrderedMembers([1, 2], [2, 1]); assert.hasAnyDeepKeys(new Map([[{a: 1}, 1]]), {a: 1})", ""),
    ]);
}

#[test]
fn errors_tell_what_they_hold_as_json() {
    holds(
        "try { expect(1).to.equal(2) } catch (e) { const {name, message, actual, stack} = JSON.parse(JSON.stringify(e)); name === 'AssertionError' && message === 'expected 1 to equal 2' && actual === 1 && typeof stack === 'string' }",
    );
}

#[test]
fn names_what_is_missing() {
    check(&[("chai.assert.isIterable([])", "Error: chai assert.isIterable is not implemented")]);
}

#[test]
fn obeys_the_threshold() {
    let text = "a".repeat(60);
    check(&[(
        &format!("chai.config.truncateThreshold = 0; expect('{text}').to.equal(1)"),
        &format!("AssertionError: expected '{text}' to equal 1"),
    )]);
}

#[test]
fn bounds_the_text_without_a_threshold() {
    holds(
        "chai.config.truncateThreshold = 0; const a = []; a.length = 4e9; a[5] = 1;
         let m; try { expect(a).to.equal(1) } catch (e) { m = e.message }
         m.length < 500000",
    );
}
