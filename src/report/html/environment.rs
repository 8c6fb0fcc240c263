//! What a run changed in a set of variables.

use serde_json::Value;

/// A variable, before and after.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) name: String,
    /// `added`, `removed`, `changed` or `same`.
    pub(super) kind: &'static str,
    pub(super) before: String,
    pub(super) after: String,
}

/// The longest value that is shown, in characters.
const SHOWN: usize = 500;

/// Compares two documents in Postman's export form: what differs first, in order of the names' first
/// appearance.
pub(super) fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let (before, after) = (values(before), values(after));
    let gone = before.iter().filter(|(name, _)| find(&after, name).is_none());
    let mut all: Vec<Difference> = after
        .iter()
        .map(|(name, value)| difference(name, find(&before, name), Some(value)))
        .collect();
    all.extend(gone.map(|(name, value)| difference(name, Some(value), None)));
    all.sort_by_key(|difference| difference.kind == "same");
    all
}

fn difference(name: &str, before: Option<&str>, after: Option<&str>) -> Difference {
    let kind = match (before, after) {
        (None, _) => "added",
        (_, None) => "removed",
        (before, after) if before == after => "same",
        _ => "changed",
    };
    let shown = |value: Option<&str>| value.unwrap_or_default().chars().take(SHOWN).collect();
    Difference { name: name.to_owned(), kind, before: shown(before), after: shown(after) }
}

fn find<'v>(values: &'v [(String, String)], name: &str) -> Option<&'v str> {
    values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The enabled variables; of equal names the last one counts, as when a run looks one up.
fn values(document: &Value) -> Vec<(String, String)> {
    let entries = document.get("values").and_then(Value::as_array).into_iter().flatten();
    let enabled = entries.filter(|entry| entry.get("enabled") != Some(&Value::Bool(false)));
    let mut values: Vec<(String, String)> = Vec::new();
    for entry in enabled {
        let Some(key) = entry.get("key").and_then(Value::as_str) else { continue };
        let value = match entry.get("value") {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        values.retain(|(known, _)| known != key);
        values.push((key.to_owned(), value));
    }
    values
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_comes_first() {
        let before = json!({"values": [
            {"key": "a", "value": "1"}, {"key": "b", "value": 2}, {"key": "c", "value": "3"},
            {"key": "off", "value": "x", "enabled": false}]});
        let after = json!({"values": [
            {"key": "a", "value": "1"}, {"key": "b", "value": 4}, {"key": "d", "value": {"e": 1}}]});
        let shown: Vec<String> = differences(&before, &after)
            .iter()
            .map(|d| format!("{} {} [{}] [{}]", d.kind, d.name, d.before, d.after))
            .collect();
        assert_eq!(
            shown,
            ["changed b [2] [4]", "added d [] [{\"e\":1}]", "removed c [3] []", "same a [1] [1]"]
        );
        assert!(differences(&json!(null), &json!(null)).is_empty());
    }
}
