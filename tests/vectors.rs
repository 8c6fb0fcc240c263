//! Conformance: scripts of ours with what Postman's own sandbox 6.7.2 did with them.
//!
//! `fixtures/vectors/sandbox.json` holds 105 vectors. `contexts` are shared by number; `host` are
//! the answers to `pm.sendRequest` in order; what `out` leaves out did not happen. Vectors of a
//! `group` run in one sandbox, in order.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine;
use indexmap::IndexMap;
use postbud::collection::Variable;
use postbud::http::{Failure, FailureKind, Phase};
use postbud::script::host::{
    Definition, HostCalls, InlineWhen, ProcessSandbox, ProcessWorker, Sandbox, ScriptEvent,
    ScriptJob, ScriptResult, Supervisor,
};
use postbud::script::protocol::{
    AssertionData, Call, CookieData, NextRequest, Offers, Reply, ResponseBody, ResponseData,
    ScriptError, ScriptInfo, Target, WorkerSettings,
};
use postbud::vars::{Scope, ScopeName, Scopes};
use serde::Deserialize;
use serde_json::{Value, json};

/// Deliberate differences, each with its reason.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "idiom 26 implicit global utils#2",
        "a function kept from an earlier script tests for the running one; Postman loses such tests",
    ),
    ("response empty", "the runner always gives a response its content, be it empty"),
    (
        "chai-postman messages",
        "a list is called HeaderList, where Postman shows the minified `r`; a response has no `_details`",
    ),
    ("globals", "newer built-ins (`Object.groupBy`, `Promise.withResolvers`) are there as well"),
    ("sugar", "built-in prototypes stay as they are; no known script uses Sugar.js"),
];

/// Vectors that wait for a library, or for something else that is not there yet.
const WAITING: &[(&str, &str)] = &[];

#[derive(Deserialize)]
struct Fixture {
    contexts: Vec<Surroundings>,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    group: Option<String>,
    listen: Target,
    script: String,
    /// Postman's runtime says so to its sandbox when a script begins with the marker.
    #[serde(default, rename = "disableLegacyAPIs")]
    modern: bool,
    context: usize,
    #[serde(default)]
    host: Vec<Vec<Value>>,
    out: Value,
}

#[derive(Deserialize, Clone)]
#[serde(rename_all = "camelCase")]
struct Surroundings {
    request: Value,
    response: Option<Value>,
    #[serde(default)]
    cookies: Vec<Value>,
    environment: Value,
    globals: Value,
    collection_variables: Value,
    data: Value,
    cursor: Value,
    legacy: Value,
    timeout: u64,
}

/// What a script did, in the fixture's form.
struct Seen {
    out: serde_json::Map<String, Value>,
}

struct Host {
    replies: Vec<Vec<Value>>,
    sent: Mutex<Vec<Value>>,
    jar: Mutex<Vec<CookieData>>,
    answered: AtomicUsize,
    vault: Mutex<HashMap<String, String>>,
}

impl HostCalls for Host {
    async fn call(&self, call: Call) -> Reply {
        match call {
            Call::SendRequest(request) => {
                self.sent.lock().unwrap().push(request);
                let index = self.answered.fetch_add(1, Ordering::SeqCst);
                match self.replies.get(index) {
                    Some(reply) => answer(reply),
                    None => std::future::pending().await,
                }
            }
            Call::CookiesFor(_) => Reply::Cookies(self.jar.lock().unwrap().clone()),
            Call::SetCookie { cookie, .. } => {
                let pair = cookie.split(';').next().unwrap_or_default();
                let (name, value) = pair.split_once('=').unwrap();
                let cookie = json!({ "name": name, "value": value, "domain": "api.example.com", "path": "/" });
                let cookie = CookieData { host_only: true, ..one_cookie(&cookie) };
                self.jar.lock().unwrap().push(cookie);
                Reply::Unit
            }
            Call::RemoveCookies { name, .. } => {
                let mut jar = self.jar.lock().unwrap();
                jar.retain(|cookie| name.as_ref().is_some_and(|name| *name != cookie.name));
                Reply::Unit
            }
            Call::VaultGet(name) => {
                Reply::Secret(self.vault.lock().unwrap().get(&name).cloned().map(Into::into))
            }
            Call::VaultSet { name, secret } => {
                let mut vault = self.vault.lock().unwrap();
                match secret {
                    Some(secret) => vault.insert(name, secret.into_exposed()),
                    None => vault.remove(&name),
                };
                Reply::Unit
            }
            Call::ResponseBody(_)
            | Call::Request
            | Call::ResolvePackage { .. }
            | Call::ReadPackage(_)
            | Call::RunRequest { .. } => Reply::Refused("newman has nothing like it".to_owned()),
        }
    }
}

fn answer(reply: &[Value]) -> Reply {
    if let Some(message) = reply[0]["message"].as_str() {
        return Reply::Failed(Failure {
            kind: FailureKind::Connect,
            phase: Phase::Connect,
            code: None,
            message: message.to_owned(),
        });
    }
    let cookies = reply[2]["cookies"].as_array().into_iter().flatten().map(one_cookie).collect();
    Reply::Response(Box::new(response(&reply[1])), cookies)
}

fn response(value: &Value) -> ResponseData {
    let body = value["stream"]["data"].as_str().unwrap_or_default();
    let body = base64::prelude::BASE64_STANDARD.decode(body).unwrap();
    let lines = value["header"].as_array().into_iter().flatten();
    ResponseData {
        id: text(&value["id"]),
        code: value["code"].as_u64().unwrap_or_default().try_into().unwrap(),
        status: text(&value["status"]),
        headers: lines.map(|line| (text(&line["key"]), text(&line["value"]))).collect(),
        downloaded_bytes: value["downloadedBytes"].as_u64().unwrap_or(body.len() as u64),
        body: ResponseBody::Whole(body.into()),
        response_time: value["responseTime"].as_f64().unwrap_or_default(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn one_cookie(value: &Value) -> CookieData {
    CookieData {
        name: text(&value["name"]),
        value: text(&value["value"]),
        domain: text(&value["domain"]),
        path: text(&value["path"]),
        expires: None,
        secure: false,
        http_only: false,
        host_only: false,
    }
}

fn scope(value: &Value) -> Scope {
    let variables = value["values"].as_array().into_iter().flatten().map(|variable| Variable {
        kind: variable["type"].as_str().map(str::to_owned),
        disabled: variable["disabled"] == true,
        ..Variable::new(text(&variable["key"]), variable["value"].clone())
    });
    let mut scope = Scope::new(variables.collect::<Vec<_>>());
    scope.id = value["id"].as_str().map(str::to_owned);
    scope.name = value["name"].as_str().map(str::to_owned);
    scope
}

fn scopes(surroundings: &Surroundings) -> Scopes {
    let data = surroundings.data.as_object().into_iter().flatten();
    Scopes {
        local: Scope::default(),
        data: Scope::new(data.map(|(key, value)| Variable::new(key.as_str(), value.clone()))),
        environment: scope(&surroundings.environment),
        collection: scope(&surroundings.collection_variables),
        globals: scope(&surroundings.globals),
        ..Scopes::default()
    }
}

fn sandbox() -> ProcessSandbox {
    let settings = WorkerSettings {
        memory_limit: 512 << 20,
        offers: Offers { run_request: true, ..Offers::default() },
        ..WorkerSettings::default()
    };
    Supervisor::new(ProcessWorker {
        program: Some(env!("CARGO_BIN_EXE_postbud").into()),
        settings,
        inline: InlineWhen::default(),
    })
}

async fn run(vector: &Vector, surroundings: &Surroundings, sandbox: &mut ProcessSandbox) -> Seen {
    let (cursor, legacy) = (&surroundings.cursor, &surroundings.legacy);
    let scopes = scopes(surroundings);
    let path = legacy["_itemPath"].as_array().into_iter().flatten();
    let marker = if vector.modern { "\"use sandbox2\";" } else { "" };
    let source = format!("{marker}{}", vector.script);
    let job = ScriptJob {
        source: &source,
        target: vector.listen,
        info: ScriptInfo {
            iteration: cursor["iteration"].as_u64().unwrap_or_default(),
            iteration_count: cursor["cycles"].as_u64().unwrap_or_default(),
            request_name: text(&legacy["_itemName"]),
            request_id: text(&legacy["_itemId"]),
        },
        location: path.map(text).collect(),
        current: text(&legacy["_eventItemName"]),
        request: Definition::Text(&surroundings.request.to_string()),
        response: surroundings.response.as_ref().map(|value| response(value).into()),
        cookies: surroundings.cookies.iter().map(one_cookie).collect(),
        scopes: &scopes,
        timeout: Some(Duration::from_millis(surroundings.timeout)),
        ahead: None,
    };
    let host = Host {
        replies: vector.host.clone(),
        sent: Mutex::default(),
        jar: Mutex::default(),
        answered: AtomicUsize::new(0),
        vault: Mutex::default(),
    };
    let mut events = Vec::new();
    let result = sandbox.run(job, &host, &mut |event| events.push(event)).await;
    Seen { out: seen(vector, &result, &events, host.sent.into_inner().unwrap()) }
}

fn seen(
    vector: &Vector,
    result: &ScriptResult,
    events: &[ScriptEvent],
    sent: Vec<Value>,
) -> serde_json::Map<String, Value> {
    let (mut errors, mut assertions, mut console) = (Vec::new(), Vec::new(), Vec::new());
    let mut sequence = Vec::new();
    for event in events {
        match event {
            ScriptEvent::Assertion(data, _) => {
                sequence.push("assertion");
                assertions.push(assertion(data));
            }
            ScriptEvent::Console(line) => {
                sequence.push("console");
                console.push(json!({ "level": line.level, "messages": line.messages }));
            }
            ScriptEvent::Error(thrown) => {
                sequence.push("error");
                errors.push(error(thrown));
            }
        }
    }
    assertions.sort_by_key(|one| one["index"].as_u64());
    let outcome = &result.outcome;
    let mut out = serde_json::Map::new();
    out.insert("sequence".into(), json!(sequence));
    out.insert("errors".into(), json!(errors));
    out.insert("assertions".into(), json!(assertions));
    out.insert("console".into(), json!(console));
    out.insert("mutations".into(), mutations(result));
    out.insert("requests".into(), sent.into_iter().map(sent_request).collect());
    let mut visualizer = json!(outcome.visualizer);
    // No options and empty ones are the same.
    if let Some(members) = visualizer.as_object_mut() {
        members.retain(|_, value| *value != json!({}));
    }
    out.insert("visualizer".into(), visualizer);
    out.insert(
        "nextRequest".into(),
        match &outcome.next_request {
            None => Value::from("not called"),
            Some(NextRequest::Stop) => Value::Null,
            Some(NextRequest::To(name)) => json!(name),
        },
    );
    if vector.listen == Target::PreRequest
        && let Some(request) = &outcome.request
    {
        out.insert("request".into(), without_ids(request.clone()));
    }
    out
}

fn assertion(data: &AssertionData) -> Value {
    json!({
        "name": data.name,
        "index": data.index,
        "skipped": data.skipped,
        "passed": data.error.is_none(),
        "error": data.error.as_ref().map(error),
    })
}

fn error(thrown: &ScriptError) -> Value {
    json!({ "name": thrown.name, "message": thrown.message })
}

fn mutations(result: &ScriptResult) -> Value {
    let mut compacted = IndexMap::<(&str, &str), Value>::new();
    for mutation in &result.outcome.mutations {
        let scope = match mutation.scope {
            ScopeName::Local => "_variables",
            ScopeName::Folder => "folder",
            ScopeName::Data => "data",
            ScopeName::Environment => "environment",
            ScopeName::Collection => "collectionVariables",
            ScopeName::Globals => "globals",
        };
        let change = match &mutation.value {
            Some(value) => json!({ "set": value }),
            None => json!({ "unset": true }),
        };
        compacted.insert((scope, &mutation.key), change);
    }
    let mut scopes = json!({});
    for ((scope, key), change) in compacted {
        scopes[scope][key] = change;
    }
    scopes
}

/// Brings a sent request into a form to compare: URL as text, lists without what is empty.
fn sent_request(request: Value) -> Value {
    let url = match &request["url"] {
        Value::String(url) => url.clone(),
        url => {
            let list = |name: &str, by: &str| {
                let parts = url[name].as_array().into_iter().flatten().map(text);
                parts.collect::<Vec<_>>().join(by)
            };
            let path = list("path", "/");
            let slash = if path.is_empty() { "" } else { "/" };
            format!("{}://{}{slash}{path}", text(&url["protocol"]), list("host", "."))
        }
    };
    let header = request.get("header").cloned().unwrap_or_else(|| json!([]));
    let method = request.get("method").cloned().unwrap_or_else(|| json!("GET"));
    json!({ "url": url, "method": method, "header": header, "body": request.get("body") })
}

/// Drops generated ids and members that say nothing.
fn without_ids(mut value: Value) -> Value {
    match &mut value {
        Value::Object(members) => {
            members.retain(|key, value| {
                !(key == "id" || (key == "type" && value == "any") || value == &json!([]))
            });
            members.values_mut().for_each(|member| *member = without_ids(member.take()));
        }
        Value::Array(items) => {
            items.iter_mut().for_each(|item| *item = without_ids(item.take()));
        }
        _ => {}
    }
    value
}

/// Brings what the real sandbox did into the same form.
fn expected(vector: &Vector, seen: &Seen) -> serde_json::Map<String, Value> {
    let out = &vector.out;
    let list = |name: &str| out.get(name).cloned().unwrap_or_else(|| json!([]));
    let mut sequence = Vec::new();
    for step in list("sequence").as_array().into_iter().flatten().filter_map(Value::as_str) {
        match step.split_once(':') {
            Some((kind, count)) => {
                sequence.extend(std::iter::repeat_n(kind.to_owned(), count.parse().unwrap()));
            }
            None if matches!(step, "console" | "error") => sequence.push(step.to_owned()),
            None => {}
        }
    }
    let mut errors = list("errors").as_array().into_iter().flatten().map(plain).collect::<Value>();
    if errors == json!([]) && sequence.iter().any(|step| step == "error") {
        // An error of the bridge between Postman's processes was recorded without its text.
        errors = seen.out["errors"].clone();
    }
    let mut assertions = list("assertions");
    for assertion in assertions.as_array_mut().into_iter().flatten() {
        if !assertion["error"].is_null() {
            assertion["error"] = plain(&assertion["error"]);
        }
    }
    assertions.as_array_mut().unwrap().sort_by_key(|one| one["index"].as_u64());
    let mut map = serde_json::Map::new();
    map.insert("sequence".into(), json!(sequence));
    map.insert("errors".into(), errors);
    map.insert("assertions".into(), assertions);
    map.insert("console".into(), list("console"));
    map.insert("mutations".into(), out.get("mutations").cloned().unwrap_or_else(|| json!({})));
    let requests = list("requests");
    let requests = requests.as_array().into_iter().flatten().cloned().map(sent_request).collect();
    map.insert("requests".into(), requests);
    map.insert("visualizer".into(), out.get("visualizer").cloned().unwrap_or_default());
    let next = out.get("nextRequest").cloned().unwrap_or_else(|| json!("not called"));
    map.insert("nextRequest".into(), next);
    // The request comes back only when the script has looked at it.
    if seen.out.contains_key("request")
        && let Some(request) = out.get("request")
    {
        map.insert("request".into(), without_ids(request.clone()));
    }
    map
}

/// A thrown value that is no error has its text for a message.
fn plain(error: &Value) -> Value {
    match error.get("raw") {
        Some(raw) => json!({ "name": "Error", "message": raw }),
        None => json!({ "name": error["name"], "message": error["message"] }),
    }
}

/// Lists the places where two values differ.
fn differences(path: &str, expected: &Value, found: &Value, list: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(one), Value::Object(other)) => {
            let keys: indexmap::IndexSet<_> = one.keys().chain(other.keys()).collect();
            for key in keys {
                let (one, other) = (one.get(key), other.get(key));
                let null = Value::Null;
                let path = format!("{path}/{key}");
                differences(&path, one.unwrap_or(&null), other.unwrap_or(&null), list);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (index, (one, other)) in one.iter().zip(other).enumerate() {
                differences(&format!("{path}/{index}"), one, other, list);
            }
        }
        _ if expected == found => {}
        (Value::String(one), Value::String(other))
            if one.contains('\n') && one.lines().count() == other.lines().count() =>
        {
            for (index, (one, other)) in one.lines().zip(other.lines()).enumerate() {
                differences(&format!("{path}:{index}"), &one.into(), &other.into(), list);
            }
        }
        _ => list.push(format!("{path}\n      Postman {expected}\n      postbud {found}")),
    }
}

#[tokio::test]
async fn scripts_do_what_they_do_in_postman() {
    let fixture = include_str!("fixtures/vectors/sandbox.json");
    let Fixture { contexts, vectors } = serde_json::from_str(fixture).unwrap();
    let mut groups = HashMap::<String, ProcessSandbox>::new();
    let (mut report, mut equal) = (String::new(), 0);
    for vector in &vectors {
        let group = vector.group.clone().unwrap_or_else(|| vector.name.clone());
        let sandbox = groups.entry(group).or_insert_with(sandbox);
        let seen = run(vector, &contexts[vector.context], sandbox).await;
        let expected = expected(vector, &seen);
        let mut list = Vec::new();
        differences("", &Value::Object(expected), &Value::Object(seen.out), &mut list);
        if vector.group.is_none() {
            groups.clear();
        }
        let listed = |table: &[(&str, &str)]| table.iter().any(|(name, _)| *name == vector.name);
        match list.is_empty() {
            true => {
                if listed(DIFFERENT) || listed(WAITING) {
                    report += &format!(
                        "\n== {} does not differ any more: take it off its list",
                        vector.name
                    );
                }
                equal += 1;
            }
            false if listed(DIFFERENT) || listed(WAITING) => {}
            false => {
                report += &format!("\n== {}\n   {}", vector.name, list.join("\n   "));
            }
        }
    }
    assert!(report.is_empty(), "{equal} of {} vectors are equal{report}", vectors.len());
}
