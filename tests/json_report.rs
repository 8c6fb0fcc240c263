//! The json report beside newman's: `fixtures/newman/report.json` is what newman 6.2.2 wrote for the
//! collection there. Every member newman writes must be in ours, with the same type, and with the
//! same value unless it is named here.

use std::path::Path;

use serde_json::Value;

use crate::support::command::Desk;
use crate::support::wire::{Reply, Server, response};

/// Members whose values are other on every run or belong to the program: only the type counts.
const FREE: [&str; 29] = [
    "id",
    "ref",
    "httpRequestId",
    "responseTime",
    "timestamp",
    "checksum",
    "stack",
    "started",
    "completed",
    "lineNumber",
    "columnNumber",
    "fileName",
    // Words of the operating system's error, and what ours says to do about it.
    "message",
    "port",
    "responseAverage",
    "responseMin",
    "responseMax",
    "responseSd",
    "dnsAverage",
    "dnsMin",
    "dnsMax",
    "dnsSd",
    // newman measures them with --verbose only.
    "firstByteAverage",
    "firstByteMin",
    "firstByteMax",
    "firstByteSd",
    // The SDK's name for a variable without a type, and newman says nothing of columns.
    "type",
    "_postman_id",
    "at",
];

/// Members of newman's that ours has not, by the end of their path, each with its reason.
const ABSENT: [(&str, &str); 16] = [
    ("/_", "the SDK's private members"),
    ("/cursor/scriptId", "random, of the sandbox"),
    ("/cursor/execution", "random, of the sandbox"),
    ("/script/id", "random where the file has none"),
    ("/globals/id", "random where there is no file"),
    ("/variable/0/type", "the SDK's word for none"),
    ("/error/port", "stands in the message"),
    ("/requestError/port", "stands in the message"),
    ("_lastExecutionId", "random, of the sandbox"),
    ("errno", "Node's number of the system's error; `code` names it"),
    ("syscall", "Node's name of the call that failed; `phase` tells it"),
    ("address", "stands in the message"),
    ("/functionName", "of V8's call sites"),
    ("typeName", "of V8's call sites"),
    ("methodName", "of V8's call sites"),
    ("native", "of V8's call sites"),
];

/// Headers are compared by name: values and system headers are the client's own.
const BY_NAME: [&str; 1] = ["header"];

fn server() -> Server {
    Server::start(|_| {
        let lines = [
            ("Content-Type", "application/json"),
            ("Set-Cookie", "sid=1; Path=/; HttpOnly"),
            ("Connection", "close"),
        ];
        Reply::Close(response("200 OK", &lines, br#"{"id":1}"#))
    })
}

#[test]
fn every_member_newman_writes_is_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/newman");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let server = server();
    let desk = Desk::new();
    let base = format!("127.0.0.1:{}", server.port);
    let collection = read("report.postman_collection.json").replace("127.0.0.1:38517", &base);
    desk.file("c.json", collection);
    desk.file("e.json", read("report.postman_environment.json"));
    let ran = desk.postbud(&[
        "run",
        "c.json",
        "-e",
        "e.json",
        "-n",
        "2",
        "-r",
        "json",
        "--reporter-json-export=o.json",
    ]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    let ours: Value = serde_json::from_str(&desk.read("o.json")).unwrap();
    let newmans: Value =
        serde_json::from_str(&read("report.json").replace("127.0.0.1:38517", &base)).unwrap();
    let mut differences = Vec::new();
    compare("", &newmans, &ours, &mut differences);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn compare(path: &str, newmans: &Value, ours: &Value, differences: &mut Vec<String>) {
    let name = path.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default();
    match (newmans, ours) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, member) in expected {
                let below = format!("{path}/{key}");
                match found.get(key) {
                    Some(own) => compare(&below, member, own, differences),
                    None if ABSENT.iter().any(|(end, _)| below.ends_with(end)) => {}
                    // The SDK writes out lists that are empty.
                    None if member.as_array().is_some_and(Vec::is_empty) => {}
                    None => differences.push(format!("{below} is missing; newman: {member}")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if BY_NAME.contains(&name) => {
            for header in expected {
                // newman writes the system's headers into the source of a request that failed.
                if path.contains("/source/") && header["system"] == true {
                    continue;
                }
                let key = header["key"].as_str().unwrap_or_default();
                let own = |own: &&Value| {
                    own["key"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(key))
                };
                if !found.iter().any(|header| own(&header)) {
                    differences.push(format!("{path} has no {key}"));
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            if name != "stacktrace" && expected.len() != found.len() {
                differences.push(format!(
                    "{path}: {} elements; newman: {}",
                    found.len(),
                    expected.len()
                ));
            }
            for (index, (member, own)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}/{index}"), member, own, differences);
            }
        }
        _ if FREE.contains(&name) && kind(newmans) == kind(ours) => {}
        _ if newmans != ours => differences.push(format!("{path}: {ours}; newman: {newmans}")),
        _ => {}
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
