//! An entry of `run.failures`.

use std::fmt::Write;

use md5::{Digest, Md5};
use serde_json::{Map, Value, json};

use super::super::summary::{FailureRecord, FailureSource};
use super::Run;
use super::execution::Execution;

/// Puts a failure into newman's form.
pub(super) fn entry(failure: &FailureRecord, execution: Option<&Execution>, run: &Run) -> Value {
    let mut entry = Map::new();
    let when = execution.map_or_else(|| run.started(), Execution::started);
    let id = run.ids.of("failure").of(failure.number).id();
    entry.insert("error".to_owned(), error(failure, id, when));
    entry.insert("at".to_owned(), json!(failure.at));
    if let Some(execution) = execution {
        entry.insert("source".to_owned(), execution.item().clone());
        entry.insert("parent".to_owned(), parent_of(execution.id(), &run.documents().collection));
        entry.insert("cursor".to_owned(), json!(execution.position()));
    }
    Value::Object(entry)
}

fn error(failure: &FailureRecord, id: String, when: u64) -> Value {
    let mut error = Map::new();
    let mut add = |name: &str, value: Value| {
        error.insert(name.to_owned(), value);
    };
    match failure.kind {
        FailureSource::Script(_) => add("type", json!("Error")),
        // newman's name is always `Error` here; the code is what consumers match on.
        FailureSource::Request => add("code", json!(failure.name)),
        FailureSource::Assertion | FailureSource::Problem | FailureSource::Abort => {}
    }
    let name = match failure.kind {
        FailureSource::Request => "Error",
        FailureSource::Assertion
        | FailureSource::Script(_)
        | FailureSource::Problem
        | FailureSource::Abort => &failure.name,
    };
    add("name", json!(name));
    if let Some((test, index)) = &failure.test {
        add("index", json!(index));
        add("test", json!(test));
    }
    add("message", json!(failure.message));
    let stack = stack(name, failure);
    add("checksum", json!(checksum(&stack)));
    add("stack", json!(stack));
    add("id", json!(id));
    add("timestamp", json!(when));
    add("stacktrace", stacktrace(failure));
    Value::Object(error)
}

fn stack(name: &str, failure: &FailureRecord) -> String {
    let frames = failure.stack.iter().map(|frame| format!("\n    {frame}"));
    format!("{name}: {}{}", failure.message, frames.collect::<String>())
}

pub(super) fn checksum(text: &str) -> String {
    Md5::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn stacktrace(failure: &FailureRecord) -> Value {
    let Some(line) = failure.line else { return json!([]) };
    json!([{
        "fileName": "sandbox-script.js",
        "lineNumber": line,
        "columnNumber": failure.column,
    }])
}

/// Names the folder an item stands in, or the collection.
fn parent_of(id: &str, collection: &Value) -> Value {
    match parent_in(collection, id) {
        Some(folder) if folder.get("info").is_none() => {
            json!({"id": folder.get("id"), "name": folder.get("name")})
        }
        _ => json!({"info": collection.get("info")}),
    }
}

fn parent_in<'a>(node: &'a Value, id: &str) -> Option<&'a Value> {
    let items = node.get("item")?.as_array()?;
    let is_it = |item: &Value| {
        item.get("item").is_none() && item.get("id").and_then(Value::as_str) == Some(id)
    };
    if items.iter().any(is_it) {
        return Some(node);
    }
    items.iter().find_map(|item| parent_in(item, id))
}
