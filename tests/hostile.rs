//! Hostile scripts: whatever one does to the language or to the sandbox, its tests are judged
//! rightly, the run goes on, and what happened is told.

use std::time::Duration;

use crate::support::lab::Lab;

#[tokio::test]
async fn tampering_with_the_language_does_not_reach_the_tests() {
    for tampering in [
        "JSON.parse = JSON.stringify = null",
        "Promise = null",
        "Array.prototype.map = Array.prototype.push = Array.prototype.forEach = () => { throw 1 }",
        "Object.prototype.polluted = 1; Object.prototype.message = 'm'",
        "Object.keys = Object.defineProperty = null",
        "Function.prototype.call = Function.prototype.apply = null",
        "String.prototype.split = String.prototype.indexOf = null",
        "Error.prototype.toString = null; Error = null",
        "RegExp.prototype.exec = null",
        "Object.defineProperty(Object.prototype, 'get', {get() { throw 1 }, configurable: true})",
        "Math.random = Date.now = null",
        "console.log = null; console = null",
        "Object.freeze(Object.prototype); Object.freeze(pm)",
        "Proxy = Reflect = Symbol = Map = Set = null",
    ] {
        let mut lab = Lab::new();
        let script = format!(
            "{tampering};
             pm.test('passes', () => {{ pm.expect({{a: [1]}}).to.eql({{a: [1]}}); }});
             pm.test('fails', () => {{ pm.expect(1).to.equal(2); }});
             pm.environment.set('k', 'v');"
        );
        let result = lab.run(&script).await;
        assert_eq!(result.errors, [], "{tampering}");
        let fails = Some("expected 1 to equal 2".to_owned());
        assert_eq!(
            lab.tests(),
            [("passes".to_owned(), None), ("fails".to_owned(), fails)],
            "{tampering}"
        );
        assert_eq!(lab.scopes.environment.get("k").unwrap().value, "v", "{tampering}");
    }
}

#[tokio::test]
async fn a_script_cannot_take_pm_from_the_next_one() {
    let mut lab = Lab::new();
    lab.run("pm.test = null; pm.expect = null; delete pm.environment; pm.x = 1").await;
    let lines = lab.logs("console.log(typeof pm.test, typeof pm.environment.get, pm.x)").await;
    assert_eq!(lines, ["function function undefined"]);
}

#[tokio::test]
async fn ways_out_of_the_process_are_not_there() {
    let mut lab = Lab::new();
    for source in [
        "process.exit(1)",
        "require('child_process')",
        "require('fs').readFileSync('/etc/passwd')",
        "await import('/etc/passwd')",
        "globalThis.process.exit()",
        "(function () {}).constructor('return process')().exit()",
        "this.constructor.constructor('return process')()",
        "new Function('return globalThis')().process.exit()",
    ] {
        let errors = lab.errors(source).await;
        assert_eq!(errors.len(), 1, "{source}: {errors:?}");
    }
    assert_eq!(lab.logs("console.log(1)").await, ["1"]);
}

#[tokio::test]
async fn a_million_lines_and_tests_are_cut_and_the_cut_is_told() {
    let mut lab = Lab::new();
    lab.timeout = Some(Duration::from_secs(120));
    lab.run("for (let i = 0; i < 1e6; i++) console.log(i)").await;
    let lines = lab.lines();
    assert!(lines.len() < 10_000, "{}", lines.len());
    assert!(lines.last().unwrap().contains("left out"), "{:?}", lines.last());
    let errors = lab.errors("for (let i = 0; i < 1e5; i++) pm.test('t' + i, () => {})").await;
    assert_eq!(errors, ["Error: this script decides more than 20000 tests; the rest is left out"]);
    assert_eq!(lab.tests().len(), 20_000);
}

#[tokio::test]
async fn huge_texts_are_cut_or_refused() {
    let mut lab = Lab::new();
    lab.timeout = Some(Duration::from_secs(60));
    let source = format!("/* {} */ console.log('never')", "x".repeat(9 << 20));
    let errors = lab.errors(&source).await;
    assert_eq!(errors, ["RangeError: a script of 10 MB is larger than the 8 MB allowed"]);
    let evaluated = "try { eval('1;'.repeat(5 << 20)) } catch (e) { console.log(e.message) }";
    let refused = "a script of 10 MB is larger than the 8 MB allowed";
    assert_eq!(lab.logs(evaluated).await, [refused]);
    let errors = lab
        .errors("const s = 'x'.repeat(1 << 20); pm.test(s, () => { throw new Error(s) }); throw new Error(s)")
        .await;
    let tests = lab.tests();
    for text in [&errors[0], &tests[0].0, tests[0].1.as_ref().unwrap()] {
        assert!(text.len() < 300_000 && text.ends_with("bytes left out)"), "{}", text.len());
    }
}

#[tokio::test]
async fn loops_without_end_in_every_corner_are_stopped() {
    for source in [
        "(function f() { Promise.resolve().then(f) })(); await new Promise(() => {})",
        "const p = {then(r) { r(p) }}; await p",
        "/^(a+)+$/.test('a'.repeat(40) + 'b')",
        "JSON.stringify({toJSON() { for (;;); }})",
        "pm.environment.set('x', {toJSON() { for (;;); }})",
        "setTimeout(() => { for (;;); }, 1)",
        "pm.test('t', () => { for (;;); })",
        "console.log({get a() { for (;;); }, toJSON() { for (;;); }})",
    ] {
        let mut lab = Lab::new();
        lab.timeout = Some(Duration::from_millis(500));
        let errors = lab.errors(source).await;
        assert!(errors.iter().any(|error| error.contains("timeout")), "{source}: {errors:?}");
        lab.timeout = Some(Duration::from_secs(10));
        assert_eq!(lab.logs("console.log('next')").await, ["next"], "{source}");
    }
}

#[tokio::test]
async fn words_of_v8_are_there_for_scripts_to_match() {
    let mut lab = Lab::new();
    let source =
        "const say = (f) => { try { f() } catch (e) { console.log(`${e.name}: ${e.message}`) } };
        let u, o = {}, c = 1;
        say(() => u.x);
        say(() => o.a.b);
        say(() => o.f());
        say(() => nope);
        say(() => { const k = 1; k = 2 });
        say(() => new Array(-1));
        say(() => eval('foo bar'));
        say(() => eval('u.deep.er'));
        say(() => { for (const x of c); });
        try { null.x } catch ({message}) { console.log(message) }
        await Promise.reject(5).catch(() => u.y).catch(e => console.log(e.message));";
    assert_eq!(
        lab.logs(source).await,
        [
            "TypeError: Cannot read properties of undefined (reading 'x')",
            "TypeError: Cannot read properties of undefined (reading 'b')",
            "TypeError: o.f is not a function",
            "ReferenceError: nope is not defined",
            "TypeError: Assignment to constant variable.",
            "RangeError: Invalid array length",
            "SyntaxError: Unexpected identifier 'bar'",
            "TypeError: Cannot read properties of undefined (reading 'deep')",
            "TypeError: c is not iterable",
            "Cannot read properties of null (reading 'x')",
            "Cannot read properties of undefined (reading 'y')",
        ]
    );
}

#[tokio::test]
async fn places_stay_right_behind_catch_clauses() {
    let mut lab = Lab::new();
    let result = lab.run("try { x } catch (e) {} let a = 1;\ntry {} catch (e) {} a.b.c()").await;
    assert_eq!((result.errors[0].line, result.errors[0].column), (Some(2), Some(25)));
}

#[tokio::test]
async fn names_declared_twice_stop_the_script_before_it_begins() {
    let mut lab = Lab::new();
    let result = lab.run("console.log('never');\nconst a = 1;\nconst a = 2;").await;
    assert_eq!(result.errors[0].message, "Identifier 'a' has already been declared");
    assert_eq!(result.errors[0].line, Some(3));
    assert_eq!(lab.lines(), Vec::<String>::new());
}

#[tokio::test]
async fn stacks_name_the_places_in_the_script() {
    let mut lab = Lab::new();
    let source = "try { null.x } catch (e) { console.log(e.stack) }
function named() { try { named.x() } catch (e) { return e.stack } }
console.log(named());";
    assert_eq!(
        lab.logs(source).await,
        [
            "TypeError: Cannot read properties of null (reading 'x')\n    at test:1:12",
            "TypeError: named.x is not a function\n    at named (test:2:33)\n    at test:3:18",
        ]
    );
}
