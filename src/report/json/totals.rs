//! What a run adds up to: `run.stats`, `run.timings`, `run.error`, `run.warnings`.

use serde_json::{Value, json};

use super::super::summary::{FailureRecord, Spread, Summary};

pub(super) fn stats(summary: &Summary) -> Value {
    json!({
        "iterations": summary.iterations,
        "items": summary.items,
        "scripts": summary.scripts,
        "prerequests": summary.prerequests,
        "requests": summary.requests,
        "tests": summary.tests,
        "assertions": summary.assertions,
        "testScripts": summary.test_scripts,
        "prerequestScripts": summary.prerequest_scripts,
    })
}

pub(super) fn timings(summary: &Summary) -> Value {
    let mut timings = serde_json::Map::new();
    let mut add = |name: &str, spread: &Spread| {
        timings.insert(format!("{name}Average"), json!(spread.mean));
        timings.insert(format!("{name}Min"), json!(spread.min));
        timings.insert(format!("{name}Max"), json!(spread.max));
        timings.insert(format!("{name}Sd"), json!(spread.deviation()));
    };
    add("response", &summary.response_time);
    add("dns", &summary.dns);
    add("firstByte", &summary.first_byte);
    timings.insert("started".to_owned(), json!(summary.started));
    timings.insert("completed".to_owned(), json!(summary.completed));
    Value::Object(timings)
}

/// `null`, or why the run ended before its time.
pub(super) fn error(summary: &Summary) -> Value {
    let abort = summary.aborted.and_then(FailureRecord::of_abort);
    abort.map_or(Value::Null, |failure| json!({"name": failure.name, "message": failure.message}))
}

pub(super) fn warnings(summary: &Summary) -> Value {
    let group = summary.warnings.iter().map(|group| {
        json!({
            "kind": group.kind,
            "variable": group.variable,
            "message": group.message,
            "items": group.items,
            "count": group.count,
        })
    });
    group.collect()
}
