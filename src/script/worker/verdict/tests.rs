#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

/// Judges on a stack like a worker's: unoptimised, the parser needs much.
fn is_harmless(source: &str) -> bool {
    std::thread::scope(|scope| {
        let judge = || super::is_harmless(source);
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
             pm.expect(body.kind).to.be.oneOf(['a', 'b']);
             pm.expect(body).to.have.property('id', 42);
             pm.expect(body.items[0].name, `name of ${body.id}`).to.be.a('string').and.include('a');
         });",
        "var jsonData = JSON.parse(responseBody);
         tests['Status code is 200'] = responseCode.code === 200;
         tests[\"Has a token\"] = jsonData.access_token !== undefined;
         postman.setEnvironmentVariable('token', jsonData.access_token);",
        "const body = pm.response.json();
         pm.collectionVariables.set('access_token', body.access_token);
         pm.collectionVariables.set('expires', Date.now() + body.expires_in * 1000);",
        "if (pm.response.code === 200) { pm.execution.setNextRequest(null) } else { throw 'no' }",
        "let total = 0; let name;
         name = pm.response.json().name?.first;
         total += pm.response.responseTime; total++;",
        "pm.globals.set('when', new Date().toISOString());
         pm.environment.set('n', Math.floor(Math.random() * 1000).toString());",
        "const ids = pm.response.json().list; pm.environment.set('ids', JSON.stringify(ids));",
        &"console.log('a', pm.environment.get('a') + pm.environment.get('b'));".repeat(9),
        "pm.expect(pm.response.headers.get('Content-Type')).to.include('json'); return;",
        "pm.expect(pm.cookies.has('session')).to.be.true",
        "const basic = btoa(pm.environment.get('id') + ':'); pm.variables.set('basic', basic)",
    ] {
        assert!(is_harmless(source), "{source}");
    }
}

#[test]
fn what_may_take_long_or_much_is_not_harmless() {
    let repeated = |text: &str, times: usize| text.repeat(times);
    let numbered = |text: &str, times: usize| -> String {
        (0..times).map(|n| text.replace('#', &n.to_string())).collect()
    };
    for source in [
        "while (true) {}",
        "for (;;) {}",
        "do {} while (1)",
        "for (const a of pm.response.json()) {}",
        "for (const a in pm.response.json()) {}",
        "pm.response.json().forEach(a => {})",
        "['(a+)+$'].forEach(''.match, 'aaa')",
        "[5e8].map(''.repeat, 'a')",
        "function f() { f() } f()",
        "const f = () => f(); f()",
        "(() => {})()",
        "const o = {toString() { return '' + o }}; String(o)",
        "const o = {toJSON: () => JSON.stringify(o)}; JSON.stringify(o)",
        "const f = ''.trim; const o = {at: f}; o.at()",
        "const at = ''.trim; const o = {at}; o.at()",
        "const o = {'trim': ''.repeat}; o.trim(1e9)",
        "pm.test('a', ''.trim)",
        "pm.test('a', pm.test)",
        "JSON.parse('{}', ''.trim)",
        "JSON.stringify({}, ''.trim)",
        "pm.response.json(''.trim)",
        "const {constructor: F} = ''.trim",
        "const [a] = responseBody",
        "class A {}",
        "/(a+)+$/.test(responseBody)",
        "responseBody.match(/a/)",
        "responseBody.replace('a', 'b')",
        "pm.response.to.have.jsonSchema({pattern: '(a+)+$'})",
        "'a'.repeat(1e9)",
        "'a'.padEnd(1e9)",
        "new Array(1e9)",
        "2n ** 100000000n",
        "[...responseBody]",
        "try { a() } catch (error) {}",
        "const a = `${responseBody}${responseBody}${responseBody}${responseBody}${responseBody}`;
         a.trim(); a.trim(); a.trim(); a.trim(); a.trim(); a.trim();",
        &("let a = responseBody; ".to_owned() + &repeated("a = a + a;", 5)),
        &("let a = responseBody; ".to_owned() + &repeated("a += a;", 5)),
        &("let a = []; ".to_owned() + &repeated("a = [a, a];", 5)),
        &("let a = []; ".to_owned() + &repeated("a = [a];", 33)),
        &("let a = pm.expect(responseBody);".to_owned()
            + &repeated("a = pm.expect(a._obj + a._obj);", 5)),
        &format!("console.log({})", repeated("responseBody, ", 201)),
        &("const t = pm.response.to.be;".to_owned() + &repeated("t.json;", 65)),
        &("const t = pm.response.to.be;".to_owned() + &repeated("t?.json;", 65)),
        &("const t = pm.response.to.be;".to_owned() + &repeated("t['json'];", 65)),
        "responseBody.split('')",
        "Object.keys(responseBody)",
        "Object.entries(responseBody)",
        "pm.expect(responseBody).to.include(responseBody)",
        "responseBody.lastIndexOf(responseBody)",
        "pm.expect(1).to.be.oneOf(pm.response.json())",
        "pm.expect(responseBody).to.have.any.keys(pm.response.json())",
        &numbered("const a# = pm.response.json();", 65),
        &numbered("pm.globals.set('a#', responseBody);", 65),
        &repeated("responseBody.trim();", 201),
        &repeated("-responseBody;", 201),
        &repeated("responseBody < responseBody;", 201),
        &format!("const a = {}1{}", "[".repeat(25), "]".repeat(25)),
        &format!("//\rconst a = {}1{}", "[".repeat(70), "]".repeat(70)),
        &format!("const a = `${{{}1{}}}`", "(".repeat(70), ")".repeat(70)),
        &format!("const a = {}1", "!".repeat(80)),
        &format!("// {}", "-".repeat(17_000)),
    ] {
        assert!(!is_harmless(source), "{source}");
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
        "pm.cookies['jar']()",
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
        "if (0) { let eval } eval('1')",
        "if (0) { let arguments } arguments[0]",
        "n = 1",
        "if (1) { let n = 1 } n = 2",
        "JSON.parse = 1",
        "pm.test = 1",
        "const a = {}; a.b = 1",
        "tests['__proto__'] = {}",
        "tests[pm.info.requestName] = 1",
        "Object.assign(JSON, {})",
        "Array.prototype.a = 1",
        "[].constructor.a",
        "[]['constructor'].a",
        "[]['constr' + 'uctor'].a",
        "const k = 'constructor'; [][k]",
        "const a = pm.expect; a('1')",
        "pm.test('a', () => {}).request",
        "const p = pm.test('a', () => {})",
        "pm.test('a', () => pm.test('b', () => {}))",
        "pm.expect([]).to.have.property('constructor').that.has.property('prototype')",
        "pm.expect([]).to.have.property('con' + 'structor')",
        "pm.response.to._obj",
        "const JSON = {parse: 1}; JSON.parse('1')",
        "const pm = {test: 1}",
        "const o = {__proto__: []}",
        "this.a",
        "arguments[0]",
        "delete pm.environment",
        "pm.environment.get.call(1)",
        "pm.environment.id",
        "pm.environment['id']",
        "const e = pm.environment",
        "console.log(pm.environment, pm.response)",
        "pm.environment.set('a', '1', 'number')",
        "{ let a = 1 } console.log(a)",
        "pm.test('a', () => { const body = 1 }); console.log(body)",
        r"const \u0061 = 1",
        "const {[y++/`/1]:b,[y++/`/1]:{a},...r} = o;`/1]:c}=o; while (1); //`",
        "undeclared",
        "otherGlobal.get('a')",
        "}); (function () {",
        "}, function () {",
        "} while (1) {",
        "}); while (1); (() => {",
        "it is no script",
    ] {
        assert!(!is_harmless(source), "{source}");
    }
}
