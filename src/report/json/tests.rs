//! Documents, read back.

use serde_json::Value;

use super::super::fixture::{green_run, rich_run, shortened};
use super::*;

fn report(events: &[RunEvent]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let file = ReportFile::create(path.to_str(), "json", 0).unwrap();
    let mut reporter = Json::new(file).unwrap();
    for event in events {
        reporter.event(event).unwrap();
    }
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn the_whole_document() {
    let mut document = report(&rich_run());
    shortened(&mut document);
    insta::assert_snapshot!("rich", serde_json::to_string_pretty(&document).unwrap());
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The members newman 6.2.2 writes for a run with every kind of failure.
#[test]
fn members_are_newmans() {
    let report = report(&rich_run());
    assert_eq!(keys(&report), ["collection", "environment", "globals", "run"]);
    let run = &report["run"];
    let newmans = ["stats", "timings", "executions", "transfers", "failures", "error"];
    assert_eq!(keys(run)[..6], newmans);
    assert_eq!(keys(run)[6..], ["scriptRequests", "authRequests", "warnings"]);
    let stats = [
        "iterations",
        "items",
        "scripts",
        "prerequests",
        "requests",
        "tests",
        "assertions",
        "testScripts",
        "prerequestScripts",
    ];
    assert_eq!(keys(&run["stats"]), stats);
    let mut timings: Vec<String> = Vec::new();
    for name in ["response", "dns", "firstByte"] {
        timings.extend(["Average", "Min", "Max", "Sd"].map(|kind| format!("{name}{kind}")));
    }
    timings.extend(["started".to_owned(), "completed".to_owned()]);
    assert_eq!(keys(&run["timings"]), timings);
    let execution = &run["executions"][0];
    assert_eq!(
        keys(execution),
        ["cursor", "item", "request", "response", "id", "assertions", "timings"]
    );
    assert_eq!(keys(&execution["request"]), ["url", "header", "method", "body"]);
    let response =
        ["id", "status", "code", "header", "stream", "cookie", "responseTime", "responseSize"];
    assert_eq!(keys(&execution["response"]), response);
    let failure = &run["failures"][0];
    assert_eq!(keys(failure), ["error", "at", "source", "parent", "cursor"]);
    for member in ["name", "index", "test", "message", "stack", "checksum", "id", "timestamp"] {
        assert!(failure["error"].get(member).is_some(), "{member} is missing");
    }
}

#[test]
fn bodies_and_headers_are_left_out_on_request() {
    let omit = Omit { bodies: true, headers: true };
    let Some(RunEvent::Request(end)) =
        green_run().into_iter().find(|event| matches!(event, RunEvent::Request(_)))
    else {
        panic!("a run without a request")
    };
    let left = omit.apply(&end);
    assert!(left.request.headers.is_empty() && left.request.body.bytes.is_empty());
    let response = left.response.unwrap();
    assert!(response.headers.is_empty() && response.body.bytes.is_empty());
    assert_eq!((response.body.size, response.body.truncated), (3, true));
    assert_eq!(Omit::default().apply(&end), *end);
}

#[test]
fn bodies_are_buffers_and_headers_say_who_added_them() {
    let report = report(&rich_run());
    let execution = &report["run"]["executions"][0];
    assert_eq!(execution["response"]["stream"], json!({"type": "Buffer", "data": [123, 125, 10]}));
    assert_eq!(execution["request"]["body"], json!({"mode": "raw", "raw": "{\"amount\":100}"}));
    let system = json!({"key": "User-Agent", "value": "postbud/0.1.0", "system": true});
    assert_eq!(execution["request"]["header"], json!([{"key": "x-id", "value": "1"}, system]));
    assert_eq!(execution["response"]["cookie"][0]["name"], "a");
}

#[test]
fn executions_are_complete_and_the_items_own() {
    let report = report(&rich_run());
    let run = &report["run"];
    let executions = run["executions"].as_array().unwrap();
    let names: Vec<_> = executions.iter().map(|one| one["item"]["id"].as_str().unwrap()).collect();
    assert_eq!(names, ["10", "11", "12", "10", "11"]);
    assert_eq!(executions[0]["request"]["method"], "POST");
    assert_eq!(executions[1]["requestError"]["code"], "ECONNREFUSED");
    assert_eq!(executions[1]["testScript"][0]["error"]["name"], "TypeError");
    assert_eq!(run["scriptRequests"].as_array().unwrap().len(), 2);
    assert_eq!(run["scriptRequests"][0]["request"]["url"]["host"][0], "auth");
    assert_eq!(run["warnings"][0]["count"], 3);
}

#[test]
fn failures_name_their_place() {
    let report = report(&rich_run());
    let failures = report["run"]["failures"].as_array().unwrap();
    let places: Vec<_> = failures.iter().map(|one| one["at"].as_str().unwrap()).collect();
    let test = "assertion:0 in test-script";
    assert_eq!(places, [test, "request", "test-script:3:14", test, "run", "run"]);
    assert_eq!(failures[0]["parent"], json!({"id": "f2", "name": "Blåbær 🫐"}));
    assert_eq!(failures[3]["parent"]["info"]["name"], "Shop");
    assert_eq!(failures[1]["error"]["code"], "ECONNREFUSED");
    assert_eq!(report["run"]["error"]["name"], "run aborted");
}

#[test]
fn a_green_run_has_no_failure_and_the_environment_as_it_ended() {
    let report = report(&green_run());
    assert_eq!(report["run"]["failures"], json!([]));
    assert_eq!(report["run"]["error"], Value::Null);
    assert_eq!(
        report["run"]["stats"]["assertions"],
        json!({"total": 1, "pending": 0, "failed": 0})
    );
    assert_eq!(report["environment"]["values"][0]["key"], "a");
}
