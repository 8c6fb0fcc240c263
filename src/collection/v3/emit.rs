//! Values to YAML text.

use saphyr::{Mapping, Scalar, ScalarStyle, Yaml, YamlEmitter};
use serde_json::Value;

/// Writes a document in block style, texts of several lines as literal blocks.
pub(super) fn yaml(value: &Value) -> String {
    let mut text = String::new();
    let mut emitter = YamlEmitter::new(&mut text);
    emitter.multiline(true);
    // Only writing to the sink can fail, and a String takes everything.
    let _ = emitter.dump(&node(value));
    let mut text = text.strip_prefix("---\n").map(str::to_owned).unwrap_or(text);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn node(value: &Value) -> Yaml<'_> {
    match value {
        Value::Null => Yaml::Value(Scalar::Null),
        Value::Bool(flag) => Yaml::Value(Scalar::Boolean(*flag)),
        Value::Number(number) => {
            Yaml::Representation(number.to_string().into(), ScalarStyle::Plain, None)
        }
        // Postman shows and writes tabs in blocks; carriage returns only survive in quotes, which
        // the emitter knows.
        Value::String(text) => Yaml::Value(Scalar::String(text.into())),
        Value::Array(elements) => Yaml::Sequence(elements.iter().map(node).collect()),
        Value::Object(members) => {
            let mut mapping = Mapping::new();
            for (key, value) in members {
                mapping.insert(Yaml::Value(Scalar::String(key.into())), node(value));
            }
            Yaml::Mapping(mapping)
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::collection::parse::yaml_value;

    fn value() -> impl Strategy<Value = Value> {
        let text = prop_oneof![
            "[ a-z0-9:#{}\\[\\],&*!|>'\"%@`~?\\-\\\\\\t\\r\\n.=<]{0,24}",
            "\\PC{0,12}",
            Just("---".to_owned()),
            Just("true".to_owned()),
            Just("1e5".to_owned()),
            Just("0x10".to_owned()),
            Just("\n".to_owned()),
            Just("a\n\n".to_owned()),
            Just("\u{85}\u{2028}\u{feff}".to_owned()),
        ];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            text.clone().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((text.clone(), inner), 0..4)
                    .prop_map(|members| { Value::Object(members.into_iter().collect()) }),
            ]
        })
    }

    #[test]
    fn scripts_are_literal_blocks() {
        let text = yaml(&json!({"code": "a\n  b\n", "n": "12", "list": [{"k": "{{v}}"}]}));
        assert_eq!(text, "code: |\n  a\n    b\nn: \"12\"\nlist:\n  - k: \"{{v}}\"\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in value()) {
            let document = json!({"document": value});
            let text = yaml(&document);
            let read = yaml_value(&text);
            prop_assert!(read.is_ok(), "{}\n{text}", read.unwrap_err());
            prop_assert_eq!(read.unwrap(), document, "{}", text);
        }
    }
}
