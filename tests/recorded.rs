//! Scripts of ours in the style of public collections, with what Postman's own sandbox 6.7.2 did
//! with them, line by line: console, tests, errors, requests, changed variables, next request.
//!
//! They run one after another in one sandbox, as in Postman: implicit globals live on.

use std::sync::Mutex;
use std::time::Duration;

use indexmap::IndexMap;
use postbud::collection::Variable;
use postbud::http::Headers;
use postbud::script::host::{
    Definition, HostCalls, InlineWhen, ProcessSandbox, ProcessWorker, Sandbox, ScriptEvent,
    ScriptJob, Supervisor,
};
use postbud::script::protocol::{
    Call, CookieData, NextRequest, Reply, ResponseBody, ResponseData, ScriptInfo, Target,
    WorkerSettings,
};
use postbud::vars::{Scope, ScopeName, Scopes};
use serde::Deserialize;
use serde_json::{Value, json};

/// What all scripts see.
const BODY: &str = r#"{"id":7,"name":"Ann","tags":["a","b"],"nested":{"deep":[1,{"x":null}]},"flag":true,"price":9.5}"#;
const REQUEST: &str = r#"{"url":"https://api.example.com:8443/v1/items/:id?q=1&x=a%20b#frag","method":"POST","header":[{"key":"Content-Type","value":"application/json"},{"key":"X-A","value":"1"}],"body":{"mode":"raw","raw":"{\"a\":1}"}}"#;

#[derive(Deserialize)]
struct Recorded {
    script: String,
    lines: Vec<String>,
}

/// Answers every request alike, and notes it.
#[derive(Default)]
struct Host(Mutex<Vec<String>>);

impl HostCalls for Host {
    async fn call(&self, call: Call) -> Reply {
        let Call::SendRequest(request) = call else { return Reply::Unit };
        let method = request["method"].as_str().unwrap_or("GET");
        self.0.lock().unwrap().push(format!("request: {method}"));
        let headers = [("Content-Type", "application/json")];
        let sent = response("r", r#"{"ok":true,"sent":1}"#, &headers);
        Reply::Response(Box::new(sent), Vec::new())
    }
}

fn response(id: &str, body: &str, headers: &[(&str, &str)]) -> ResponseData {
    ResponseData {
        id: id.into(),
        code: 200,
        status: "OK".into(),
        headers: headers.iter().copied().collect::<Headers>(),
        body: ResponseBody::Whole(body.to_owned().into()),
        response_time: 12.0,
        downloaded_bytes: body.len() as u64,
    }
}

fn scopes() -> Scopes {
    let scope = |values: &[(&str, Value)]| {
        Scope::new(values.iter().map(|(key, value)| Variable::new(*key, value.clone())))
    };
    Scopes {
        environment: scope(&[
            ("host", json!("example.com")),
            ("token", json!("t0k")),
            ("n", json!(5)),
        ]),
        globals: scope(&[("g1", json!("gv"))]),
        collection: scope(&[("c1", json!("cv"))]),
        data: scope(&[("row", json!("r1")), ("num", json!(3))]),
        ..Scopes::default()
    }
}

fn cookie() -> CookieData {
    CookieData {
        name: "sid".into(),
        value: "abc%20d".into(),
        domain: "api.example.com".into(),
        path: "/".into(),
        expires: None,
        secure: false,
        http_only: true,
        host_only: true,
    }
}

/// Runs a script and writes what it did in the fixture's lines.
async fn lines(sandbox: &mut ProcessSandbox, script: &str) -> Vec<String> {
    let length = BODY.len().to_string();
    let headers = [
        ("Content-Type", "application/json; charset=utf-8"),
        ("X-Request-ID", "r-42"),
        ("Set-Cookie", "sid=abc; Path=/; HttpOnly"),
        ("Set-Cookie", "b=2"),
        ("Content-Length", &length),
    ];
    let scopes = scopes();
    let job = ScriptJob {
        source: script,
        target: Target::Test,
        info: ScriptInfo {
            iteration_count: 1,
            request_name: "Item".into(),
            request_id: "item-1".into(),
            ..ScriptInfo::default()
        },
        location: vec!["C".into(), "I".into()],
        current: "I".into(),
        request: Definition::Text(REQUEST),
        response: Some(response("resp-1", BODY, &headers).into()),
        cookies: vec![cookie()],
        scopes: &scopes,
        timeout: Some(Duration::from_secs(20)),
        ahead: None,
    };
    let (host, mut lines) = (Host::default(), Vec::new());
    let result = sandbox.run(job, &host, &mut |event| lines.push(line(event))).await;
    lines.extend(host.0.into_inner().unwrap());
    match result.outcome.next_request {
        Some(NextRequest::To(name)) => lines.push(format!("next: {name}")),
        Some(NextRequest::Stop) => lines.push("next: null".to_owned()),
        None => {}
    }
    let mut changes = IndexMap::new();
    for mutation in result.outcome.mutations {
        let scope = match mutation.scope {
            ScopeName::Environment => "environment",
            ScopeName::Globals => "globals",
            ScopeName::Collection => "collectionVariables",
            ScopeName::Local | ScopeName::Data | ScopeName::Folder => continue,
        };
        let value = mutation.value.map_or_else(|| "unset".to_owned(), |value| value.to_string());
        changes.insert(format!("mut {scope} {}", mutation.key), value);
    }
    lines.extend(changes.into_iter().map(|(change, value)| format!("{change} {value}")));
    lines
}

fn line(event: ScriptEvent) -> String {
    match event {
        ScriptEvent::Console(line) => format!("{}: {}", line.level, line.messages.join(" ")),
        ScriptEvent::Error(error) => format!("error: {}: {}", error.name, error.message),
        ScriptEvent::Assertion(test, _) => {
            let how = match (test.skipped, &test.error) {
                (true, _) => " skipped".to_owned(),
                (_, None) => " ok".to_owned(),
                (_, Some(error)) => format!(" FAIL {}: {}", error.name, error.message),
            };
            format!("assert: {} #{}{how}", test.name, test.index)
        }
    }
}

/// Requests and changes stand in no order among the rest: they are compared apart.
fn ordered(lines: &[String]) -> (Vec<String>, Vec<String>) {
    let apart = |line: &&String| line.starts_with("request: ") || line.starts_with("mut ");
    let mut rest: Vec<String> = lines
        .iter()
        .filter(apart)
        .map(|line| match line.strip_prefix("request: ") {
            Some(request) => {
                format!("request: {}", request.split(' ').next().unwrap_or_default())
            }
            None => line.clone(),
        })
        .collect();
    rest.sort();
    (lines.iter().filter(|line| !apart(line)).cloned().collect(), rest)
}

fn recorded() -> Vec<Recorded> {
    serde_json::from_str(include_str!("fixtures/recorded/scripts.json")).unwrap()
}

fn sandbox(inline: InlineWhen) -> ProcessSandbox {
    let program = Some(env!("CARGO_BIN_EXE_postbud").into());
    Supervisor::new(ProcessWorker { program, settings: WorkerSettings::default(), inline })
}

/// Says how what a script did differs from what it did in Postman, if it does.
fn difference(recorded: &Recorded, found: &[String]) -> Option<String> {
    let Recorded { script, lines } = recorded;
    let ((expected, expected_rest), (found, found_rest)) = (ordered(lines), ordered(found));
    (expected != found || expected_rest != found_rest).then(|| {
        format!(
            "{script}\n  Postman {expected:#?} {expected_rest:?}\n  postbud {found:#?} {found_rest:?}"
        )
    })
}

#[tokio::test]
async fn scripts_do_line_by_line_what_they_did_in_postman() {
    let (recorded, mut wrong) = (recorded(), Vec::new());
    let mut sandbox = sandbox(InlineWhen::default());
    for one in &recorded {
        let found = lines(&mut sandbox, &one.script).await;
        wrong.extend(difference(one, &found));
    }
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), recorded.len(), wrong.join("\n"));
}

/// The first time, a worker runs a script and judges it.
async fn second_time(script: &str, inline: InlineWhen) -> Vec<String> {
    let mut sandbox = sandbox(inline);
    lines(&mut sandbox, script).await;
    lines(&mut sandbox, script).await
}

#[tokio::test]
async fn scripts_do_the_same_in_the_runner_itself() {
    for Recorded { script, .. } in recorded() {
        let inline = second_time(&script, InlineWhen::Soon).await;
        assert_eq!(inline, second_time(&script, InlineWhen::Never).await, "{script}");
    }
}
