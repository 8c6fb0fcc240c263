#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
//! The script sandbox with a real worker process: whatever a script does, it ends as that script's
//! error and the next script runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use postbud::collection::Variable;
use postbud::script::host::ScriptEvent;
use postbud::script::protocol::{NextRequest, Target};
use postbud::vars::Scope;
use serde_json::json;

use crate::support::lab::{Lab, response};

#[tokio::test]
async fn tests_pass_and_fail() {
    let mut lab = Lab::new();
    let result = lab
        .run(
            "pm.test('good', () => {});
             pm.test('bad', function () { throw new Error('why'); });
             pm.test('later', done => setTimeout(() => done(), 5));
             pm.test('later bad', done => setTimeout(() => done(new Error('late')), 6));
             pm.test.skip('skipped');
             tests['legacy'] = 1 == 1; tests['legacy bad'] = 0;",
        )
        .await;
    assert_eq!(result.errors, []);
    let expected = [
        ("good", None),
        ("bad", Some("why")),
        ("skipped", None),
        ("legacy", None),
        ("legacy bad", Some("expected 0 to be truthy")),
        ("later", None),
        ("later bad", Some("late")),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, error)| ((*name).to_owned(), error.map(str::to_owned)))
        .collect();
    assert_eq!(lab.tests(), expected);
}

#[tokio::test]
async fn variables_keep_their_types_and_come_back() {
    let mut lab = Lab::new();
    lab.run(
        "pm.environment.set('n', 5); pm.globals.set('o', {a: [1]}); pm.variables.set('l', 'x')",
    )
    .await;
    assert_eq!(lab.scopes.environment.get("n").unwrap().value, json!(5));
    assert_eq!(lab.scopes.globals.get("o").unwrap().value, json!({"a": [1]}));
    lab.scopes.environment.set("from_host", json!("h"));
    let logs = lab
        .logs(
            "console.log(pm.variables.get('n') + 1, pm.globals.get('o').a[0], pm.variables.get('l'));
             console.log(pm.variables.get('from_host'), pm.environment.has('nope'));
             pm.environment.unset('n');",
        )
        .await;
    assert_eq!(logs, ["6 1 x", "h false"]);
    assert!(lab.scopes.environment.get("n").is_none());
}

#[tokio::test]
async fn clearing_takes_disabled_variables_and_unsetting_leaves_them() {
    let mut lab = Lab::new();
    let variable = |key: &str, disabled| Variable { disabled, ..Variable::new(key, "v") };
    lab.scopes.environment = Scope::new([variable("on", false), variable("off", true)]);
    lab.run("pm.environment.unset('off'); pm.environment.unset('on')").await;
    let left = |lab: &Lab| -> Vec<String> {
        lab.scopes.environment.iter_all().map(|variable| variable.key.clone()).collect()
    };
    assert_eq!(left(&lab), ["off"]);
    lab.run("pm.environment.set('more', 1); pm.environment.clear(); pm.environment.set('new', 1)")
        .await;
    assert_eq!(left(&lab), ["new"]);
}

#[tokio::test]
async fn the_row_of_the_data_stays_what_it_was() {
    let mut lab = Lab::new();
    lab.scopes.data = Scope::new([Variable::new("row", 1)]);
    let source =
        "pm.iterationData.set('row', 2); console.log(data.row, pm.iterationData.get('row'));";
    assert_eq!(lab.logs(source).await.last().map(String::as_str), Some("1 2"));
}

#[tokio::test]
async fn implicit_globals_live_and_declarations_do_not() {
    let mut lab = Lab::new();
    lab.run("shared = {n: 1}; var own = 2; const mine = 3; function f() {}").await;
    let logs = lab
        .logs("console.log(shared.n, typeof own, typeof mine, typeof f, typeof globalThis)")
        .await;
    assert_eq!(logs, ["1 undefined undefined undefined undefined"]);
}

#[tokio::test]
async fn any_name_may_be_declared() {
    let mut lab = Lab::new();
    let logs = lab
        .logs("const _ = 1; let pm2 = pm; let tests = 2; class postman {} console.log(_, tests)")
        .await;
    assert_eq!(logs, ["1 2"]);
    let logs = lab.logs("let pm = 5; console.log(pm); await null; return 7;").await;
    assert_eq!(logs, ["5"]);
}

#[tokio::test]
async fn runaway_scripts_are_stopped_and_the_next_one_runs() {
    let mut lab = Lab::new();
    lab.timeout = Some(Duration::from_millis(300));
    for source in [
        "while (true) {}",
        "[1].forEach(() => { for (;;) ; })",
        "/^(a+)+$/.test('a'.repeat(40) + 'b')",
        "await null; while (true) {}",
        "Promise.resolve().then(() => { while (true) {} })",
        "(async () => { for (;;) await null })(); await new Promise(() => {})",
        "await new Promise(() => {})",
    ] {
        let started = Instant::now();
        let errors = lab.errors(source).await;
        assert!(started.elapsed() < Duration::from_secs(3), "{source}");
        assert!(errors[0].contains("synchronous script execution timeout"), "{source}: {errors:?}");
        lab.timeout = Some(Duration::from_secs(5));
        assert_eq!(lab.logs("console.log('alive')").await, ["alive"], "{source}");
        lab.timeout = Some(Duration::from_millis(300));
    }
    let errors = lab.errors("setTimeout(() => {}, 60000)").await;
    assert_eq!(errors, ["Error: sandbox: asynchronous script execution timeout"]);
}

#[tokio::test]
async fn memory_hogs_hit_the_limit_and_the_next_script_runs() {
    let mut lab = Lab::new();
    lab.timeout = Some(Duration::from_secs(60));
    for source in [
        "const a = []; for (;;) a.push({a: 1, b: 'x' + a.length})",
        "let s = 'abcdefgh'; for (;;) s += s",
    ] {
        let errors = lab.errors(source).await;
        assert!(errors[0].contains("more memory than the limit of 512 MB"), "{source}: {errors:?}");
        assert_eq!(lab.logs("console.log('alive')").await, ["alive"], "{source}");
    }
}

#[tokio::test]
async fn texts_beyond_v8s_length_are_refused() {
    let mut lab = Lab::new();
    for source in ["'x'.repeat(2 ** 30)", "new Array(2 ** 32 - 1).join('abc')"] {
        assert_eq!(lab.errors(source).await, ["RangeError: Invalid string length"], "{source}");
    }
}

#[tokio::test]
async fn buffers_count_as_memory() {
    let mut lab = Lab::new();
    lab.timeout = Some(Duration::from_secs(60));
    let errors = lab.errors("const a = []; for (;;) a.push(new Uint8Array(1000000))").await;
    assert_eq!(errors, ["RangeError: Array buffer allocation failed"]);
}

#[tokio::test]
async fn deep_calls_are_an_error() {
    let mut lab = Lab::new();
    let errors = lab.errors("function f() { return f() + 1 } f()").await;
    assert_eq!(errors, ["RangeError: Maximum call stack size exceeded"]);
    assert_eq!(lab.logs("console.log('alive')").await, ["alive"]);
    lab.run("pm.test('deep', () => { const f = () => f() + 1; f() }); pm.test('next', () => {})")
        .await;
    assert_eq!(lab.tests()[0].1.as_deref(), Some("Maximum call stack size exceeded"));
    assert_eq!(lab.tests()[1].1, None);
}

#[tokio::test]
async fn deep_nesting_ends_as_an_error() {
    let mut lab = Lab::new();
    for source in [
        "(".repeat(100_000),
        "[".repeat(30_000),
        "{".repeat(30_000),
        "eval('('.repeat(100000))".to_owned(),
        "new Function('['.repeat(100000))".to_owned(),
    ] {
        let errors = lab.errors(&source).await;
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(lab.logs("console.log('alive')").await, ["alive"]);
    }
}

#[tokio::test]
async fn native_recursion_kills_at_most_the_worker() {
    let mut lab = Lab::new();
    lab.timeout = Some(Duration::from_secs(60));
    lab.run("let a = []; for (let i = 0; i < 1000000; i++) a = [a]; String(a); JSON.stringify(a)")
        .await;
    assert_eq!(lab.logs("console.log('alive')").await, ["alive"]);
}

#[tokio::test]
async fn a_syntax_error_runs_nothing() {
    let mut lab = Lab::new();
    let result = lab.run("console.log('never');\npm.test('never', () => {});\nlet = = 5;").await;
    assert_eq!(lab.events.len(), 1);
    assert_eq!(result.errors.len(), 1);
    assert_eq!(result.errors[0].name, "SyntaxError");
    assert_eq!(result.errors[0].line, Some(3));
    assert_eq!(lab.logs("console.log('alive')").await, ["alive"]);
}

#[tokio::test]
async fn errors_name_their_place() {
    let mut lab = Lab::new();
    let result = lab.run("let a = 1;\n\n  nothing.here;").await;
    let error = &result.errors[0];
    assert_eq!(
        (error.name.as_str(), error.message.as_str()),
        ("ReferenceError", "nothing is not defined")
    );
    assert_eq!(error.line, Some(3));
    let result = lab.run("nothing").await;
    assert_eq!((result.errors[0].line, result.errors[0].column), (Some(1), Some(1)));
}

#[tokio::test]
async fn what_takes_time_says_how_much() {
    let mut lab = Lab::new();
    let source = "pm.test('slow', done => setTimeout(done, 40)); pm.test('quick', () => {});";
    let result = lab.run(source).await;
    let times = lab.events.iter().filter_map(|event| match event {
        ScriptEvent::Assertion(test, took) => Some((test.name.as_str(), *took)),
        ScriptEvent::Console(_) | ScriptEvent::Error(_) => None,
    });
    let [(quick, _), (slow, took)] = times.collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!([quick, slow], ["quick", "slow"]);
    assert!(took > 1.0, "{took}");
    assert!(result.duration >= Duration::from_millis(40), "{:?}", result.duration);
}

#[tokio::test]
async fn thrown_things_are_reported() {
    let mut lab = Lab::new();
    for (source, expected) in [
        ("throw 'text'", vec!["Error: text"]),
        ("throw new TypeError('t')", vec!["TypeError: t"]),
        ("throw null", vec![]),
        ("Promise.reject(new Error('lost'))", vec!["Error: lost"]),
        ("return Promise.reject(new Error('returned'))", vec!["Error: returned"]),
        ("return { then(done, fail) { fail(new Error('then')) } }", vec!["Error: then"]),
        ("return 5", vec![]),
        ("setTimeout(() => { throw new Error('timer') }, 1)", vec!["Error: timer"]),
        ("await null; throw new RangeError('after')", vec!["RangeError: after"]),
        ("Promise.reject(new Error('kept')).catch(() => {})", vec![]),
    ] {
        assert_eq!(lab.errors(source).await, expected, "{source}");
    }
}

#[tokio::test]
async fn much_console_is_cut() {
    let mut lab = Lab::new();
    let logs = lab.logs("for (let i = 0; i < 20000; i++) console.log(i)").await;
    assert_eq!(logs.len(), 5_001);
    assert!(logs[5_000].contains("more than 5000 lines"), "{}", logs[5_000]);
    let logs = lab.logs("console.log('x'.repeat(1000000))").await;
    assert!(logs[0].len() < 300_000 && logs[0].contains("left out"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_killed_worker_is_noticed_and_replaced() {
    let mut lab = Lab::new();
    assert_eq!(lab.logs("console.log('alive')").await, ["alive"]);
    let worker = child_of_this_thread_group();
    let kill = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        rustix::process::kill_process(worker, rustix::process::Signal::KILL).unwrap();
    });
    let errors = lab.errors("while (true) {}").await;
    kill.join().unwrap();
    assert!(errors[0].contains("killed by signal 9"), "{errors:?}");
    assert_eq!(lab.logs("console.log('alive')").await, ["alive"]);
}

/// Finds the worker that this test started: the youngest child process of this thread.
#[cfg(unix)]
fn child_of_this_thread_group() -> rustix::process::Pid {
    let children = std::fs::read_to_string("/proc/thread-self/children").unwrap();
    let last = children.split_whitespace().last().unwrap().parse().unwrap();
    rustix::process::Pid::from_raw(last).unwrap()
}

#[tokio::test]
async fn requests_overlap_and_answer_callbacks_and_promises() {
    let mut lab = Lab::new();
    let started = Instant::now();
    let logs = lab
        .logs(
            "pm.sendRequest('http://a/', (err, res) => console.log('callback', err, res.code));
             const all = await Promise.all([1, 2, 3].map(n => pm.sendRequest({url: 'http://b/' + n})));
             console.log(all.map(r => r.code).join());
             pm.cookies.jar().get('http://a/', 'sid', (err, value) => console.log(value));",
        )
        .await;
    assert_eq!(logs, ["callback null 200", "200,200,200", "42"]);
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(lab.calls.0.lock().unwrap().len(), 5);
}

#[tokio::test]
async fn flow_control_is_in_the_outcome() {
    let mut lab = Lab::new();
    let result = lab.run("pm.execution.setNextRequest('a'); postman.setNextRequest('b')").await;
    assert_eq!(result.outcome.next_request, Some(NextRequest::To("b".into())));
    lab.target = Target::PreRequest;
    let result = lab
        .run("pm.execution.skipRequest(); console.log('never'); pm.test('never', () => {})")
        .await;
    assert!(result.outcome.skip_request);
    assert_eq!((result.errors.len(), lab.events.len()), (0, 0));
    let result =
        lab.run("try { pm.execution.skipRequest() } finally { console.log('never') }").await;
    assert!(result.outcome.skip_request);
    assert_eq!(lab.events, []);
}

#[tokio::test]
async fn a_thousand_scripts_leave_nothing_behind() {
    let mut lab = Lab::new();
    // Not enough for a thousand times anything that is kept.
    lab.sandbox = Lab::sandbox(64);
    lab.response = Some(Arc::new(response("r", r#"{"a": 1}"#)));
    lab.run("pm.test('t', () => {}); pm.environment.set('n', 0)").await;
    for _ in 0..1_000 {
        let result =
            lab.run("pm.environment.set('n', pm.environment.get('n') + 1); 'x'.repeat(1e6)").await;
        assert_eq!(result.errors, []);
    }
    assert_eq!(lab.scopes.environment.get("n").unwrap().value, json!(1000));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_worker_gives_up_what_it_does_not_need() {
    let mut lab = Lab::new();
    assert_eq!(lab.logs("console.log('alive')").await, ["alive"]);
    let worker = child_of_this_thread_group().as_raw_nonzero();
    let limits = std::fs::read_to_string(format!("/proc/{worker}/limits")).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(limit("Max open files"), "3");
    assert_eq!(limit("Max core file size"), "0");
    let environment = std::fs::read_to_string(format!("/proc/{worker}/environ")).unwrap();
    assert!(environment.is_empty() || environment.starts_with("TZ="), "{environment}");
    let status = std::fs::read_to_string(format!("/proc/{worker}/status")).unwrap();
    // Landlock needs this, and it means that the rules are in force where the kernel has them.
    assert!(status.contains("NoNewPrivs:\t1"), "{status}");
}

#[tokio::test]
async fn a_dropped_sandbox_leaves_no_process() {
    let mut lab = Lab::new();
    assert_eq!(lab.logs("console.log('alive')").await, ["alive"]);
    #[cfg(target_os = "linux")]
    {
        let worker = child_of_this_thread_group().as_raw_nonzero();
        drop(lab);
        let gone = || match std::fs::read_to_string(format!("/proc/{worker}/stat")) {
            Ok(stat) => stat.contains(") Z "),
            Err(_) => true,
        };
        let deadline = Instant::now() + Duration::from_secs(5);
        while !gone() {
            assert!(Instant::now() < deadline, "the worker lives on");
            tokio::task::yield_now().await;
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_runner_leaves_no_process() {
    let folder = tempfile::tempdir().unwrap();
    let collection = folder.path().join("hang.json");
    let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    let script = json!({ "listen": "prerequest", "script": { "exec": ["for (;;);"] } });
    let hang = json!({
        "info": { "name": "hang", "schema": schema },
        "item": [{ "name": "hang", "request": "http://127.0.0.1:9/", "event": [script] }],
    });
    std::fs::write(&collection, hang.to_string()).unwrap();
    let mut runner = std::process::Command::new(env!("CARGO_BIN_EXE_postbud"))
        .arg("run")
        .arg(&collection)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    let within = |what: &str| assert!(Instant::now() < deadline, "{what}");
    let children = format!("/proc/{0}/task/{0}/children", runner.id());
    let worker = loop {
        within("no worker was started");
        let started = std::fs::read_to_string(&children).unwrap();
        if let Some(worker) = started.split_whitespace().next() {
            break worker.to_owned();
        }
        std::thread::yield_now();
    };
    runner.kill().unwrap();
    runner.wait().unwrap();
    while std::fs::read_to_string(format!("/proc/{worker}/stat"))
        .is_ok_and(|stat| !stat.contains(") Z "))
    {
        within("the worker lives on");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[tokio::test]
async fn calls_that_go_too_deep_can_be_caught() {
    let mut lab = Lab::new();
    let logs = lab
        .logs(
            "const say = f => { try { f() } catch (e) { console.log(e instanceof RangeError, e.message) } };
             function plain() { plain() } say(plain);
             const arrow = n => arrow(n + 1); say(() => arrow(0));
             const object = { method() { return this.method() } }; say(() => object.method());
             const getter = { get x() { return this.x } }; say(() => getter.x);
             function one() { return two() } function two() { return one() } say(one);
             class Class { constructor() { new Class() } } say(() => new Class());
             const native = n => [n].map(native); say(() => native(1));
             async function later() { await later() } await later().catch(e => console.log('async', e.message));
             try { plain() } catch { console.log('bare') } finally { console.log('finally') }
             const sum = n => n ? n + sum(n - 1) : 0; console.log(sum(5000));
             pm.test('thrown', () => pm.expect(plain).to.throw(RangeError, 'Maximum call stack'));",
        )
        .await;
    let told = "true Maximum call stack size exceeded";
    let mut wanted = vec![told; 7];
    wanted.extend(["async Maximum call stack size exceeded", "bare", "finally", "12502500"]);
    assert_eq!(logs, wanted);
    assert_eq!(lab.tests(), [("thrown".to_owned(), None)]);
}

#[tokio::test]
async fn functions_show_as_they_were_written() {
    let mut lab = Lab::new();
    let function =
        "function f(g) { try { f.x() } catch (e) { g(e) } try {} catch ({message: m}) { m } }";
    let logs = lab
        .logs(&format!("{function} console.log(f.toString()); pm.environment.set('f', `${{f}}`)"))
        .await;
    assert_eq!(logs, [function]);
    let logs =
        lab.logs("(0, eval)('(' + pm.environment.get('f') + ')')(e => console.log(e.name))").await;
    assert_eq!(logs, ["TypeError"]);
}

#[tokio::test]
async fn large_contents_wait_until_a_script_reads_them() {
    let mut lab = Lab::new();
    let body = json!({ "fill": "x".repeat(1 << 20), "last": "ø" }).to_string();
    let response = Arc::new(response("large", &body));
    lab.response = Some(Arc::clone(&response));
    let reads =
        "console.log(pm.response.json().last, pm.response.text().length, responseBody.length)";
    let logs = lab.logs("console.log(pm.response.responseSize, pm.response.size().body)").await;
    let size = body.len();
    assert_eq!(logs, [format!("{size} {size}")]);
    let length = body.chars().count();
    for _ in 0..2 {
        assert_eq!(lab.logs(reads).await.last(), Some(&format!("ø {length} {length}")));
    }
    lab.run("kept = pm.response").await;
    lab.response = Some(Arc::new(crate::support::lab::response("other", "{}")));
    lab.run("1").await;
    assert_eq!(lab.logs("console.log(kept.json().last)").await, ["ø"]);
    lab.response = Some(response);
    lab.sandbox = Lab::sandbox(512);
    lab.run("kept = pm.response").await;
    lab.response = None;
    let errors = lab.errors("kept.text()").await;
    assert!(errors[0].contains("content of this response is gone"), "{errors:?}");
}

#[tokio::test]
async fn what_was_said_before_a_hang_is_not_lost() {
    let mut lab = Lab::new();
    lab.timeout = Some(Duration::from_millis(300));
    let errors = lab.errors("console.log('said'); pm.test('decided', () => {}); for (;;);").await;
    assert!(errors[0].contains("timeout"), "{errors:?}");
    assert_eq!(lab.lines(), ["said"]);
    assert_eq!(lab.tests(), [("decided".to_owned(), None)]);
}

#[tokio::test]
async fn both_sides_may_say_much_at_once() {
    let mut lab = Lab::new();
    lab.response = Some(Arc::new(response("r", &"x".repeat(4 << 20))));
    let logs = lab
        .logs(
            "for (let n = 0; n < 20; n += 1) pm.sendRequest('http://localhost/', () => {});
             for (let n = 0; n < 300; n += 1) console.log('x'.repeat(2000));
             console.log(pm.response.text().length)",
        )
        .await;
    assert_eq!(logs.len(), 301);
    assert_eq!(logs[300], (4 << 20).to_string());
}

#[tokio::test]
async fn evaluated_texts_run_as_scripts_do() {
    let mut lab = Lab::new();
    let logs = lab
        .logs(
            r#"eval("try { null.x } catch (e) { console.log(e.message) }");
             new Function("f", "try { f.x() } catch (e) { console.log(e.message) }")({});
             (0, eval)("try { absent } catch (e) { console.log(e.message) }");
             try { eval("function f() { return f() + 1 } f()") } catch (e) { console.log(e.message) }
             try { new Function("const f = () => f(); f()")() } catch (e) { console.log(e.name) }
             eval("var cut = list => { list.length = 0; return list[0] }");
             console.log([1, 2, 3].map(n => cut([n, n])).join());
             const inner = eval("(function () { const { x: { a }, ...r } = { x: { a: 1 }, y: 2 }; return r })");
             console.log(JSON.stringify(inner()), inner.toString().includes("__"));
             let local = 1;
             eval("local = 2; var declared = local + 1; eval('declared++')");
             console.log(local, declared, eval(5), eval("eval('local')"));
             for (const text of ["if (x) {", "a b", "return"]) {
                 try { eval(text) } catch (e) { console.log(e.message) }
                 try { new Function(text + ';')(); } catch (e) { console.log(e.message) }
             }"#,
        )
        .await;
    let expected = [
        "Cannot read properties of null (reading 'x')",
        "f.x is not a function",
        "absent is not defined",
        "Maximum call stack size exceeded",
        "RangeError",
        ",,",
        r#"{"y":2} false"#,
        "2 4 5 2",
        "Unexpected end of input",
        "Unexpected token ')'",
        "Unexpected identifier 'b'",
        "Unexpected identifier 'b'",
        "Illegal return statement",
    ];
    assert_eq!(logs, expected);
}

#[tokio::test]
async fn uncaught_errors_of_evaluated_texts_are_in_v8s_words() {
    for (script, message) in [
        ("new Function('null.x')()", "Cannot read properties of null (reading 'x')"),
        ("eval('if (x) {')", "Unexpected end of input"),
        ("new Function('if (x) {')", "Unexpected token ')'"),
        ("new Function('return 1 +')", "Unexpected token '}'"),
    ] {
        let result = Lab::new().run(script).await;
        assert_eq!(result.errors[0].message, message, "{script}");
    }
}

#[tokio::test]
async fn members_that_are_patterns_are_no_part_of_the_rest() {
    let mut lab = Lab::new();
    let logs = lab
        .logs(
            "const all = { x: { a: 1 }, y: [2], z: 3 };
             const { x: { a } = {}, ...declared } = all;
             let b, assigned; ({ y: [b], ...assigned } = all);
             const taken = ({ x: { a }, y, ...rest }) => rest;
             const merged = { x: { a: 2 }, ...all };
             console.log(JSON.stringify([a, b, declared, assigned, taken(all), merged.x]));",
        )
        .await;
    assert_eq!(logs, [r#"[1,2,{"y":[2],"z":3},{"x":{"a":1},"z":3},{"z":3},{"a":1}]"#]);
}

#[tokio::test]
async fn regular_expressions_remember_their_last_match() {
    let mut lab = Lab::new();
    let logs = lab
        .logs(
            r#"/(\d+)-(\w)/.test("on 12-x.");
             console.log([RegExp.$1, RegExp.$2, RegExp.$3, RegExp.lastMatch, RegExp["$&"], RegExp.lastParen].join());
             console.log(RegExp.leftContext + "|" + RegExp["$'"] + "|" + RegExp.input);
             /nothing/.exec("else"); console.log(RegExp.$1);
             "a1b2".replace(/[a-z](\d)/g, () => console.log(RegExp.$1));
             if ("v7".match(/(\d)/)) { console.log(RegExp.$1, "q=8".search(/=/), RegExp["$`"]) }
             eval("/(.)/.test('e'); console.log(RegExp.$1)");"#,
        )
        .await;
    assert_eq!(logs, ["12,x,,12-x,12-x,x", "on |.|on 12-x.", "12", "2", "2", "7 1 q", "e"]);
}

#[tokio::test]
async fn no_response_is_an_empty_one() {
    let mut lab = Lab::new();
    let logs = lab
        .logs(
            "console.log(Object.keys(pm.response).join(), pm.response.code, pm.response.responseTime, pm.response.text());
             console.log(JSON.stringify([responseCode, responseHeaders, pm.response.details(), pm.response.size()]));
             console.log(typeof responseBody, typeof responseTime, postman.getResponseHeader('x'));
             try { pm.response.json() } catch (e) { console.log(e.name, e.message) }
             pm.test('status', () => pm.response.to.have.status(200));
             pm.test('time', () => pm.expect(pm.response.responseTime).to.be.below(500));
             tests.legacy = responseCode.code === 200;",
        )
        .await;
    let expected = [
        "id,_details,headers,cookies undefined undefined undefined",
        r#"[{},{},{},{"body":0,"header":32,"total":32}]"#,
        "undefined undefined undefined",
        "JSONError \"undefined\" is not valid JSON",
    ];
    let hint = |line: &String| line.starts_with("Using ");
    assert_eq!(logs.into_iter().filter(|line| !hint(line)).collect::<Vec<_>>(), expected);
    let failures = [
        ("status", "expected PostmanResponse{ …(5) } to have property 'code'"),
        ("time", "expected undefined to be a number or a date"),
        ("legacy", "expected false to be truthy"),
    ];
    let failures = failures.map(|(name, message)| (name.to_owned(), Some(message.to_owned())));
    assert_eq!(lab.tests(), failures);
}
