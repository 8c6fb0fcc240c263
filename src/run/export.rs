//! Scopes as Postman writes them to files.

use serde_json::{Map, Value, json};

use crate::vars::Scope;

/// Writes a scope in the form of Postman's environment export. `kind` is `environment` or `globals`.
/// Disabled variables keep `enabled: false`, types stay (newman loses both).
#[must_use]
pub fn scope_to_json(scope: &Scope, kind: &str) -> Value {
    let values = scope.iter_all().map(|variable| {
        let mut members = Map::new();
        members.insert("type".into(), variable.kind.as_deref().unwrap_or("any").into());
        members.insert("value".into(), variable.value.clone());
        members.insert("key".into(), variable.key.as_str().into());
        if variable.disabled {
            members.insert("enabled".into(), false.into());
        }
        Value::Object(members)
    });
    json!({
        "id": scope.id,
        "name": scope.name,
        "values": values.collect::<Vec<_>>(),
        "_postman_variable_scope": kind,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Variable;

    #[test]
    fn keeps_types_and_disabled_variables() {
        let secret = Variable { kind: Some("secret".into()), ..Variable::new("a", "1") };
        let off = Variable { disabled: true, ..Variable::new("b", 2) };
        let mut scope = Scope::new([secret, off]);
        scope.name = Some("test".into());
        let expected = json!({
            "id": null,
            "name": "test",
            "values": [
                {"type": "secret", "value": "1", "key": "a"},
                {"type": "any", "value": 2, "key": "b", "enabled": false},
            ],
            "_postman_variable_scope": "environment",
        });
        assert_eq!(scope_to_json(&scope, "environment"), expected);
    }
}
