//! Runs a case with us and with newman.

use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};

use super::case::Case;
use super::outcome::{Said, outcome};
use crate::support::command::Desk;
use crate::support::echo::Echo;

/// Runs a case with the program under test.
pub(super) fn postbud(case: &Case) -> Value {
    let (echo, desk) = (Echo::start(), Desk::new());
    let mut words = arguments(case, &echo, &desk);
    let ours =
        ["-r", "events,json", "--reporter-events-export", "events", "--reporter-json-export"];
    words.extend(ours.map(str::to_owned));
    words.extend(["report", "--show-secrets"].map(str::to_owned));
    let ran = desk.postbud(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let mut said = Said { passed: ran.code == 0, ..Said::default() };
    if desk.path("events").exists() {
        said.trace = desk.read("events").lines().filter_map(trace).collect();
        let report: Value = serde_json::from_str(&desk.read("report")).unwrap();
        said.environment = scope(&report["environment"]["values"]);
        said.globals = scope(&report["globals"]["values"]);
    } else {
        said.trace.push("no run".to_owned());
    }
    outcome(said, &echo.seen(), echo.port())
}

/// Runs a case with newman.
pub(super) fn newman(program: &str, case: &Case) -> Value {
    let (echo, desk) = (Echo::start(), Desk::new());
    let mut words = arguments(case, &echo, &desk);
    words.extend(["-r", "trace", "--reporter-trace-export", "trace"].map(str::to_owned));
    let reporters = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/reporters");
    let mut command = Command::new(program);
    command.args(words).current_dir(desk.path("")).env("NODE_PATH", reporters);
    let output = command.output().unwrap();
    let mut said = Said { passed: output.status.success(), ..Said::default() };
    if desk.path("trace").exists() {
        let mut told: Value = serde_json::from_str(&desk.read("trace")).unwrap();
        said.trace = serde_json::from_value(told["trace"].take()).unwrap();
        said.environment = scope(&told["environment"]);
        said.globals = scope(&told["globals"]);
    } else {
        said.trace.push("no run".to_owned());
    }
    outcome(said, &echo.seen(), echo.port())
}

/// Puts the case's files in place and says how it is run.
fn arguments(case: &Case, echo: &Echo, desk: &Desk) -> Vec<String> {
    let port = echo.port().to_string();
    let fill =
        |text: &str| text.replace("@host@", &format!("127.0.0.1:{port}")).replace("@port@", &port);
    desk.file("collection.json", fill(&case.collection.to_string()));
    let mut words = vec!["run".to_owned(), "collection.json".to_owned()];
    for (option, name, scope) in
        [("-e", "environment.json", &case.environment), ("-g", "globals.json", &case.globals)]
    {
        if let Some(scope) = scope {
            desk.file(name, fill(&scope.to_string()));
            words.extend([option.to_owned(), name.to_owned()]);
        }
    }
    for (name, content) in &case.files {
        desk.file(name, content);
    }
    words.extend(case.args.iter().map(|word| fill(word)));
    words
}

fn scope(values: &Value) -> Map<String, Value> {
    let values = values.as_array().into_iter().flatten();
    values
        .map(|value| (value["key"].as_str().unwrap().to_owned(), value["value"].clone()))
        .collect()
}

/// An event of ours as a line; the words are those of `reporters/newman-reporter-trace`.
fn trace(line: &str) -> Option<String> {
    let event: Value = serde_json::from_str(line).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let fault = |error: &Value| format!("{}: {}", text(&error["name"]), text(&error["message"]));
    match event["event"].as_str().unwrap() {
        "beforeIteration" => Some(format!("iteration {}", event["cursor"]["iteration"])),
        "beforeItem" => Some(format!("item {}", text(&event["item"]["name"]))),
        "console" => {
            let console = &event["console"];
            let words: Vec<String> =
                console["messages"].as_array().unwrap().iter().map(text).collect();
            Some(format!("console.{} {}", text(&console["level"]), words.join(" ")))
        }
        "assertion" => {
            let assertion = &event["assertion"];
            let verdict = match (&assertion["skipped"], &assertion["error"]) {
                (Value::Bool(true), _) => "skipped".to_owned(),
                (_, Value::Null) => "passed".to_owned(),
                (_, error) => fault(error),
            };
            Some(format!("test {}: {verdict}", text(&assertion["name"])))
        }
        "script" => {
            let errors: Vec<String> =
                event["errors"].as_array().unwrap().iter().map(fault).collect();
            let target = text(&event["target"]).to_ascii_lowercase();
            (!errors.is_empty()).then(|| format!("{target} script: {}", errors.join(", ")))
        }
        "request" => Some(match &event["error"] {
            Value::Null => format!("request {}", event["response"]["code"]),
            error => format!(
                "request failed: {}",
                error["code"].as_str().unwrap_or(error["message"].as_str().unwrap())
            ),
        }),
        _ => None,
    }
}
