//! Compares two outcomes.

use serde_json::Value;

/// A place where the outcomes differ.
#[derive(Debug, PartialEq)]
pub(super) struct Difference {
    /// JSON pointer.
    pub(super) at: String,
    /// What newman did; null where it has nothing.
    pub(super) newman: Value,
    /// What we did; null where we have nothing.
    pub(super) ours: Value,
}

/// Lists the places where two values differ: members by name, elements by position; lists of
/// different length differ as a whole.
pub(super) fn differences(newman: &Value, ours: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(String::new(), newman, ours, &mut found);
    found
}

fn walk(at: String, newman: &Value, ours: &Value, found: &mut Vec<Difference>) {
    match (newman, ours) {
        (Value::Object(left), Value::Object(right)) => {
            let added = right.keys().filter(|key| !left.contains_key(*key));
            for key in left.keys().chain(added) {
                let of = |members: &serde_json::Map<String, Value>| {
                    members.get(key).cloned().unwrap_or(Value::Null)
                };
                let escaped = key.replace('~', "~0").replace('/', "~1");
                walk(format!("{at}/{escaped}"), &of(left), &of(right), found);
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                walk(format!("{at}/{index}"), left, right, found);
            }
        }
        _ if newman == ours => {}
        _ => found.push(Difference { at, newman: newman.clone(), ours: ours.clone() }),
    }
}
