//! A case: a small collection and how it is run.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// A case as its file says it.
///
/// A file is an array of objects: `name`; either `request` (a collection of this one request) or
/// `item`, with `event`, `auth`, `variable` and other members of a collection; `environment` and
/// `globals` as plain objects; `files` to be there; `args` of the command line. `prerequest` and
/// `test` beside a request, an item or a collection are its scripts: a text or lines of it.
/// `@host@` stands for the echo server, `@port@` for its port.
#[derive(Clone)]
pub(super) struct Case {
    /// Unique in its file.
    pub(super) name: String,
    /// The collection.
    pub(super) collection: Value,
    /// The environment file.
    pub(super) environment: Option<Value>,
    /// The globals file.
    pub(super) globals: Option<Value>,
    /// Files by path.
    pub(super) files: BTreeMap<String, String>,
    /// Options.
    pub(super) args: Vec<String>,
}

impl Case {
    /// Reads the cases of an area.
    pub(super) fn load(area: &str) -> Vec<Self> {
        let text = std::fs::read_to_string(super::fixture(&format!("{area}.json"))).unwrap();
        let cases: Vec<Map<String, Value>> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{area}.json: {error}"));
        cases.into_iter().map(Self::read).collect()
    }

    fn read(mut members: Map<String, Value>) -> Self {
        let name = members.remove("name").unwrap().as_str().unwrap().to_owned();
        let scope = |value: Option<Value>| value.map(|value| scope_file(&value));
        let (environment, globals) =
            (scope(members.remove("environment")), scope(members.remove("globals")));
        let typed = |value: Option<Value>, empty| value.unwrap_or(empty);
        let files = typed(members.remove("files"), json!({}));
        let args = typed(members.remove("args"), json!([]));
        Self {
            collection: collection(&name, members),
            name,
            environment,
            globals,
            files: serde_json::from_value(files).unwrap(),
            args: serde_json::from_value(args).unwrap(),
        }
    }
}

fn collection(name: &str, mut members: Map<String, Value>) -> Value {
    if let Some(request) = members.remove("request") {
        let mut item = Map::from_iter([
            ("name".to_owned(), json!("request")),
            ("request".to_owned(), request),
        ]);
        for key in ["prerequest", "test", "protocolProfileBehavior"] {
            item.extend(members.remove(key).map(|value| (key.to_owned(), value)));
        }
        members.insert("item".to_owned(), json!([item]));
    }
    let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    members.insert("info".to_owned(), json!({ "name": name, "schema": schema }));
    let mut node = Value::Object(members);
    expand(&mut node);
    node
}

/// Turns `prerequest` and `test` into events, all the way down.
fn expand(node: &mut Value) {
    let Some(members) = node.as_object_mut() else { return };
    for listen in ["prerequest", "test"] {
        let Some(script) = members.remove(listen) else { continue };
        let event =
            json!({ "listen": listen, "script": { "type": "text/javascript", "exec": script } });
        let events = members.entry("event").or_insert_with(|| json!([]));
        events.as_array_mut().unwrap().push(event);
    }
    if let Some(items) = members.get_mut("item").and_then(Value::as_array_mut) {
        items.iter_mut().for_each(expand);
    }
}

/// `{"a": 1}` as a file of variables; an array is a list of variables as it stands.
fn scope_file(values: &Value) -> Value {
    let list = match values {
        Value::Object(values) => {
            values.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect()
        }
        other => other.clone(),
    };
    json!({ "id": "6b0e1f0e-0000-4000-8000-000000000001", "name": "scope", "values": list })
}
