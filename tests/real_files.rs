//! Collections and environments are read and written back without loss: files of ours that hold
//! every form of the formats, and real ones where they are at hand.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::path::{Path, PathBuf};

use postbud::collection::{
    Environment, environment_to_json, parse_collection, parse_environment, to_json, walk,
};
use postbud::files::read_text;
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

#[expect(clippy::print_stderr, reason = "says which tests were skipped")]
/// A real file, or `None` with a line that says so.
fn real(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vipps/postman").join(name);
    if !path.exists() {
        eprintln!("skipped: {name} is not here");
        return None;
    }
    Some(path)
}

/// Applies the differences that writing documents, as far as they cannot be told apart by place.
fn normalise(value: &mut Value) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(normalise),
        Value::Object(members) => {
            for name in ["event", "variable", "protocolProfileBehavior", "host", "path", "query"] {
                let empty = |value: &Value| {
                    value.as_array().is_some_and(Vec::is_empty)
                        || value.as_object().is_some_and(serde_json::Map::is_empty)
                };
                if members.get(name).is_some_and(empty) {
                    members.shift_remove(name);
                }
            }
            if members.get("disabled") == Some(&Value::Bool(false)) {
                members.shift_remove("disabled");
            }
            if members.contains_key("request") {
                members.entry("response").or_insert(Value::Array(Vec::new()));
            }
            if members.contains_key("method") {
                members.entry("header").or_insert(Value::Array(Vec::new()));
            }
            members.values_mut().for_each(normalise);
        }
        _ => {}
    }
}

fn collection_survives(path: &Path) {
    let text = read_text(path).unwrap();
    let collection = parse_collection(&text, "file").unwrap();
    let written = to_json(&collection);
    let again = parse_collection(&written.to_string(), "written").unwrap();
    assert_eq!(collection, again);

    let mut original: Value = serde_json::from_str(&text).unwrap();
    normalise(&mut original);
    assert_eq!(pretty(&sorted(&written)), pretty(&sorted(&original)));
    assert!(!walk(&collection).is_empty());
}

fn environment_survives(path: &Path) {
    let text = read_text(path).unwrap();
    let environment = parse_environment(&text, "file").unwrap();
    let written = environment_to_json(&environment);
    let again = parse_environment(&written.to_string(), "written").unwrap();
    assert_eq!(environment, again);
    let original: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(pretty(&sorted(&written)), pretty(&sorted(&original)));
    assert!(!environment.variables.is_empty());
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

/// Sorts members by name, so that a difference shows where it is.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(elements) => elements.iter().map(sorted).collect(),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|(k, v)| (k.clone(), sorted(v))).collect();
            members.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(members.into_iter().collect())
        }
        other => other.clone(),
    }
}

#[test]
fn every_form_of_v2_1_survives() {
    collection_survives(&fixture("forms-v2.1.postman_collection.json"));
}

#[test]
fn every_form_of_v2_0_is_read_and_written_as_v2_1() {
    let text = read_text(&fixture("forms-v2.0.postman_collection.json")).unwrap();
    let mut collection = parse_collection(&text, "forms").unwrap();
    let written = to_json(&collection);
    let expected = read_text(&fixture("forms-v2.0.expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    assert_eq!(pretty(&written), pretty(&expected));

    let again = parse_collection(&written.to_string(), "written").unwrap();
    collection.info.schema.clone_from(&again.info.schema);
    assert_eq!(again, collection);
}

#[test]
fn environments_in_every_wrapping_are_read() {
    let values = r#"[{"key": "a", "value": 1, "enabled": false, "type": "secret"}, {"key": "b"}]"#;
    let wrapped = [
        values.to_owned(),
        format!(r#"{{"values": {values}}}"#),
        format!(r#"{{"environment": {{"values": {values}}}}}"#),
        r#"{"values": [{"key": "a", "value": 1, "disabled": true, "type": "secret"}, {"id": "b"}]}"#
            .to_owned(),
    ];
    let first = parse_environment(&wrapped[0], "env").unwrap();
    assert!(first.variables[0].disabled && first.variables[0].is_secret());
    for text in wrapped {
        assert_eq!(parse_environment(&text, "env").unwrap(), first, "{text}");
    }
    let map = parse_environment(r#"{"name": "m", "values": {"a": 1}}"#, "env").unwrap();
    assert_eq!((map.name.as_deref(), map.variables.len()), (Some("m"), 1));
    assert_eq!(parse_environment("[]", "env").unwrap(), Environment::default());
}

#[test]
fn a_wrapped_collection_is_read() {
    let text = read_text(&fixture("forms-v2.1.postman_collection.json")).unwrap();
    let wrapped = format!("\u{feff}{{\"collection\": {text}}}");
    assert_eq!(parse_collection(&wrapped, "w").unwrap(), parse_collection(&text, "t").unwrap());
}

macro_rules! real_files {
    ($($name:ident: $file:literal),* $(,)?) => {$(
        mod $name {
            #[test]
            fn collection() {
                let name = concat!($file, ".postman_collection.json");
                if let Some(path) = super::real(name) {
                    super::collection_survives(&path);
                }
            }

            #[test]
            fn environment() {
                let name = concat!($file, ".postman_environment.json");
                if let Some(path) = super::real(name) {
                    super::environment_survives(&path);
                }
            }
        }
    )*};
}

real_files! {
    ecommerce: "ecommerce-v2",
    invoice_ipp: "invoice-ipp",
    invoice_isp: "invoice-isp",
    login: "login",
    psp: "psp-v2",
    recurring: "recurring-v2",
}

#[test]
fn format_v1_is_converted() {
    let text = read_text(&fixture("forms-v1.postman_collection.json")).unwrap();
    let written = to_json(&parse_collection(&text, "v1").unwrap());
    let expected = read_text(&fixture("forms-v1.expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    assert_eq!(pretty(&written), pretty(&expected));

    let misfit =
        text.replace("\"id\": \"f-2\", \"name\": \"Inner\"", "\"id\": \"f-2\", \"name\": []");
    let error = parse_collection(&misfit, "v1").unwrap_err();
    assert_eq!((error.path(), error.line()), ("folders[0].name", Some(11)));
}

#[test]
fn a_circle_of_v1_folders_ends() {
    let text = r#"{"requests": [], "folders_order": ["a"], "folders": [
        {"id": "a", "folders_order": ["b"]}, {"id": "b", "folders_order": ["a", "b"]}]}"#;
    let collection = parse_collection(text, "v1").unwrap();
    assert_eq!(collection.items.len(), 1);
    assert!(walk(&collection).is_empty());
}
