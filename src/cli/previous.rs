//! What failed in an earlier run, read from its json or events report.

use std::collections::HashSet;
use std::path::Path;

use serde_json::Value;

use super::exit::Fatal;
use crate::files::read_text;

/// Lists the ids of the items that failed.
///
/// # Errors
/// Fails when the file is neither report.
pub(super) fn failed(path: &Path) -> Result<HashSet<String>, Fatal> {
    let text = read_text(path).map_err(Fatal::not_loaded)?;
    let report: Result<Value, _> = serde_json::from_str(&text);
    let ids = match &report {
        Ok(report) => json(report),
        Err(_) => events(&text),
    };
    ids.ok_or_else(|| {
        Fatal::not_loaded(format!(
            "{}: this is no report of an earlier run; give the file that -r json or -r events wrote",
            path.display()
        ))
    })
}

/// `run.failures[].source.id`, in newman's reports too.
fn json(report: &Value) -> Option<HashSet<String>> {
    let failures = report.get("run")?.get("failures")?.as_array()?;
    let id = |failure: &Value| Some(failure.get("source")?.get("id")?.as_str()?.to_owned());
    Some(failures.iter().filter_map(id).collect())
}

/// Events that fail a run, each with its item.
fn events(text: &str) -> Option<HashSet<String>> {
    let mut ids = HashSet::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let event: Value = serde_json::from_str(line).ok()?;
        let bad = match event.get("event")?.as_str()? {
            "assertion" => !event["assertion"]["error"].is_null(),
            "script" => event["errors"].as_array().is_some_and(|errors| !errors.is_empty()),
            "request" => !event["error"].is_null(),
            "problem" => true,
            _ => false,
        };
        if let (true, Some(id)) = (bad, event["item"]["id"].as_str()) {
            ids.insert(id.to_owned());
        }
    }
    Some(ids)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_both_kinds_of_report() {
        let report = json!({"run": {"failures": [{"source": {"id": "a"}}, {"source": {}}]}});
        assert_eq!(json(&report).unwrap(), HashSet::from(["a".to_owned()]));
        let lines = [
            json!({"event": "assertion", "item": {"id": "a"}, "assertion": {"name": "t", "error": null}}),
            json!({"event": "assertion", "item": {"id": "b"}, "assertion": {"name": "t", "error": {"name": "E"}}}),
            json!({"event": "script", "item": {"id": "c"}, "errors": [{"name": "E"}]}),
        ];
        let text = lines.map(|line| line.to_string()).join("\n");
        assert_eq!(events(&text).unwrap(), HashSet::from(["b".to_owned(), "c".to_owned()]));
        assert!(events("<html>").is_none());
    }
}
