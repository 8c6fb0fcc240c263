#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;

/// Judges on a stack like a worker's: unoptimised, the parser needs much.
fn judge(source: &str) -> Verdict {
    std::thread::scope(|scope| {
        let judge = || super::judge(source);
        let builder = std::thread::Builder::new().stack_size(64 << 20);
        builder.spawn_scoped(scope, judge).unwrap().join().unwrap()
    })
}

#[test]
fn scripts_as_people_write_them_are_harmless() {
    for source in [
        "",
        "pm.environment.set('id', 'req-' + pm.info.iteration);",
        "pm.test('status is 200', function () { pm.response.to.have.status(200); });",
        "pm.test(\"fields\", () => {
             const body = pm.response.json();
             pm.expect(body.id).to.eql(42);
             pm.expect(body.items).to.be.an('array').that.has.lengthOf(8);
             body.items.forEach(item => { pm.expect(item.id, `id of ${item.name}`).to.be.ok; });
         });",
        "var jsonData = JSON.parse(responseBody);
         tests['Status code is 200'] = responseCode.code === 200;
         tests[\"Has a token\"] = jsonData.access_token !== undefined;
         postman.setEnvironmentVariable('token', jsonData.access_token);",
        "const {access_token, expires_in: seconds = 0} = pm.response.json();
         pm.collectionVariables.set('access_token', access_token);
         pm.collectionVariables.set('expires', Date.now() + seconds * 1000);",
        "if (pm.response.code === 200) { pm.execution.setNextRequest(null) } else { throw 'no' }",
        "let total = 0; let name;
         try { name = pm.response.json().name?.first } catch (e) { console.log(e.message) }
         total += pm.response.responseTime; total++;",
        "pm.globals.set('when', new Date().toISOString());
         pm.environment.set('n', Math.floor(Math.random() * 1000).toString());",
        "const ids = pm.response.json().list.map(one => one.id);
         pm.environment.set('ids', JSON.stringify(ids));
         pm.environment.set('first', ids.filter((id, at) => at % 2 && id > 3)[0]);",
        "console.log('a', pm.environment.get('a') + pm.environment.get('b'));".repeat(30).as_str(),
        "pm.expect(pm.response.headers.get('Content-Type')).to.include('json'); return;",
        "const schema = {type: 'object', required: ['id'], properties: {id: {minimum: -1}}};
         pm.test('shape', () => { pm.response.to.have.jsonSchema(schema) });
         pm.response.to.have.jsonSchema({type: 'array', items: {enum: [1, 2]}})",
        "pm.variables.set('basic', btoa(encodeURIComponent(pm.environment.get('id')) + ':'));
         ['a', 'b'].forEach((name) => { pm.collectionVariables.unset(name) })",
        "pm.expect(pm.cookies.has('session')).to.be.true",
    ] {
        assert_eq!(judge(source), Verdict::Harmless, "{source}");
    }
}

#[test]
fn what_may_take_long_or_much_is_not_harmless() {
    let doubled = format!("let a = responseBody; {}", "a = a + a;".repeat(12));
    let nested = format!("const a = {}1{}", "[".repeat(25), "]".repeat(25));
    let chained = format!("const a = {}1", "!".repeat(80));
    let shared = format!("let a = []; {}", "a = [a, a];".repeat(12));
    let long = format!("// {}", "-".repeat(17_000));
    for source in [
        "while (true) {}",
        "for (;;) {}",
        "do {} while (1)",
        "for (const a of pm.response.json()) {}",
        "for (const a in pm.response.json()) {}",
        "function f() { f() } f()",
        "const f = () => f(); f()",
        "(() => {})()",
        "const o = {toString() { return '' + o }}; String(o)",
        "const o = {toJSON: () => JSON.stringify(o)}; JSON.stringify(o)",
        "class A {}",
        "/(a+)+$/.test(responseBody)",
        "responseBody.match(/a/)",
        "responseBody.replace('a', 'b')",
        "pm.response.to.have.jsonSchema({pattern: '(a+)+$'})",
        r"pm.response.to.have.jsonSchema({'\x70attern': '(a+)+'})",
        "pm.response.to.have.jsonSchema(pm.response.json())",
        "const {schema} = pm.response.json(); pm.response.to.have.jsonSchema(schema)",
        "let schema = {}; schema = pm.response.json(); pm.response.to.have.jsonSchema(schema)",
        "const schema = {a: pm.response.json()}; pm.response.to.have.jsonSchema(schema)",
        "[1].forEach(() => { pm.response.to.have.jsonSchema({}) })",
        "'a'.repeat(1e9)",
        "'a'.padEnd(1e9)",
        "new Array(1e9)",
        "2n ** 100000000n",
        "[...responseBody]",
        "responseBody.split('').forEach(a => responseBody.split('').forEach(b => {}))",
        "responseBody.split('').forEach(a => responseBody.split(''))",
        "responseBody.split('').forEach(a => { JSON.parse(responseBody) })",
        &format!("const a = []; a.forEach(b => {{ {} }})", "b.trim();".repeat(65)),
        &format!("let a = []; {}", "a = [a];".repeat(65)),
        &"let a = pm.expect(responseBody); a = pm.expect(a._obj + a._obj);".repeat(12),
        &(0..110).map(|n| format!("const a{n} = responseBody.split('');")).collect::<String>(),
        &(0..110).map(|n| format!("const [a{n}] = responseBody;")).collect::<String>(),
        "responseBody.split('').map(a => responseBody + a)",
        "responseBody.split('').map(a => `${responseBody}${a}`)",
        "responseBody.split('').map(a => [a, a, a])",
        "responseBody.split('').map(a => ({a}))",
        "let a = ''; responseBody.split('').forEach(b => { a = a + b })",
        "let a = ''; responseBody.split('').forEach(b => { a += b })",
        "responseBody.split('').forEach(b => { pm.environment.set('a', pm.environment.get('a') + b) })",
        &doubled,
        &nested,
        &chained,
        &shared,
        &long,
    ] {
        assert_ne!(judge(source), Verdict::Harmless, "{source}");
    }
}

#[test]
fn what_asks_the_host_or_changes_the_world_is_not_harmless() {
    for source in [
        "pm.sendRequest('http://localhost')",
        "pm['sendRequest']('http://localhost')",
        "const p = pm; p.sendRequest('http://localhost')",
        "const {sendRequest} = pm; sendRequest('http://localhost')",
        "pm.request.url",
        "const {request} = pm",
        "({pm})",
        "pm?.sendRequest('http://localhost')",
        "pm.vault.get('a')",
        "pm.cookies.jar()",
        "pm.variables.replaceIn('{{$guid}}')",
        "pm.visualizer.set('')",
        "pm.execution.runRequest('a')",
        "pm.execution.skipRequest()",
        "setTimeout(() => {}, 1)",
        "await 1",
        "pm.test('a', async () => {})",
        "pm.test('a', (done) => { done() })",
        "Promise.resolve()",
        "require('lodash')",
        "_.map([])",
        "eval('1')",
        "n = 1",
        "if (1) { let n = 1 } n = 2",
        "JSON.parse = 1",
        "pm.test = 1",
        "const a = {}; a.b = 1",
        "Object.assign(JSON, {})",
        "Array.prototype.a = 1",
        "[].constructor.a",
        "[]['constructor'].a",
        "const a = pm.expect; a('1')",
        "const JSON = {parse: 1}; JSON.parse('1')",
        "const pm = {test: 1}",
        "this.a",
        "arguments[0]",
        "delete pm.environment",
        "pm.environment.get.call(1)",
        "pm.environment.id",
        "{ let a = 1 } console.log(a)",
        "pm.test('a', () => { const body = 1 }); console.log(body)",
        "try {} catch (error) {} console.log(error)",
        "[1].map(one => one); console.log(one)",
        "const schema = {}; pm.test('a', () => {
             const schema = pm.response.json(); pm.response.to.have.jsonSchema(schema) })",
        "undeclared",
        "otherGlobal.get('a')",
        "it is no script",
    ] {
        assert_ne!(judge(source), Verdict::Harmless, "{source}");
    }
}

#[test]
fn contained_scripts_leave_the_shared_world_alone() {
    for source in [
        "n = 1",
        "for (const a of [1, 2]) { total = (typeof total === 'number' ? total : 0) + a }",
        "const body = pm.response.json(); body.amount = 5; body.list[0] = 1; body.n++",
        "const CryptoJS = require('crypto-js'); pm.environment.set('h', CryptoJS.MD5('a').toString())",
        "pm.sendRequest('http://localhost', (error, response) => { pm.test('a', () => {}) })",
        "const response = await pm.sendRequest('http://localhost'); return",
        "function check(one) { return one.map(Number) } check([1])",
        "tests['a'] = true; x = JSON.parse('{}') instanceof Array",
    ] {
        assert_eq!(judge(source), Verdict::Contained, "{source}");
    }
}

#[test]
fn scripts_that_reach_further_are_open() {
    for source in [
        "Array.prototype.first = function () { return this[0] }",
        "JSON.parse = () => 1",
        "JSON = {}",
        "console.log = () => {}",
        "delete Math.floor",
        "const m = Math; m.floor = 1",
        "const p = [].__proto__; p.a = 1",
        "eval('JSON.parse = 1')",
        "new Function('JSON.parse = 1')()",
        "Object.assign(JSON, {parse: 1})",
        "Object.defineProperty(JSON, 'parse', {})",
        "const a = pm.environment; a.get = 1",
        "responseBody = '{}'",
        "({a: JSON.parse} = {a: 1})",
        "chai.use(() => {})",
        "it is no script",
    ] {
        assert_eq!(judge(source), Verdict::Open, "{source}");
    }
}
