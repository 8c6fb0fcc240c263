//! Errors in words, and properties over arbitrary documents.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::collection::{request_to_json, to_json};

fn message(text: &str) -> String {
    parse_collection(text, "c.json").unwrap_err().to_string()
}

#[test]
fn a_wrong_type_is_named_with_file_line_path_and_finding() {
    let text = "{\"info\": {\"name\": \"x\"},\n \"item\": [\n  {\"request\": \"u\"},\n  \
                {\"item\": [{\"request\": {\"url\": {\"path\":   5}}}]}]}";
    insta::assert_snapshot!(message(text), @r#"
    c.json:4:44: item[1].item[0].request.url.path: expected a path, or a list of its segments, found the number 5
      | {"item": [{"request": {"url": {"path":   5}}}]}]}
    "#);
    let cases = [
        (r#"{"item": [{"request": {"header": [{"key": []}]}}]}"#, "item[0].request.header[0].key"),
        (r#"{"item": [{"request": 5}]}"#, "item[0].request"),
        (r#"{"item": 5}"#, "item"),
        (r#"{"item": [5]}"#, "item[0]"),
        (
            r#"{"item": [null, {"event": [{"script": {"exec": 5}}]}]}"#,
            "item[1].event[0].script.exec",
        ),
        (r#"{"item": [], "variable": [{"disabled": "no"}]}"#, "variable[0].disabled"),
        (r#"{"item": [], "auth": {"type": "x-y", "x-y": 5}}"#, r#"auth["x-y"]"#),
        (r#"{"item": [{"request": {"header": {"a b": []}}}]}"#, r#"item[0].request.header["a b"]"#),
        (r#"{"item": [], "item": [{"name": {}}]}"#, "item[0].name"),
        (r#"{"collection": {"item": [{"name": {}}]}}"#, "collection.item[0].name"),
    ];
    for (text, path) in cases {
        let error = parse_collection(text, "c.json").unwrap_err();
        assert_eq!(error.path(), path, "{text}");
        assert_eq!(error.line(), Some(1), "{text}");
    }
}

#[test]
fn syntax_errors_come_with_the_line_and_advice() {
    let cases = [
        ("", "c.json: the file is empty"),
        (" \n", "c.json: the file is empty"),
        (
            "<!doctype html>",
            "c.json: this is HTML or XML, not JSON; was an error or login page saved?",
        ),
        (
            "openapi: 3.0.0\ninfo:\n",
            "c.json: this is YAML, not JSON; of a collection in YAML (v3), name its folder or one of its *.request.yaml files",
        ),
        (
            "{\n  \"item\": [],\n}",
            "c.json:3:1: not valid JSON: trailing comma\n  | }\n  remove the comma before the closing bracket",
        ),
        (
            "{\"æ\": 1, item: []}",
            "c.json:1:10: not valid JSON: key must be a string\n  | {\"æ\": 1, item: []}\n  put the name in double quotes",
        ),
        (
            "{\"item\": [",
            "c.json:1:10: not valid JSON: EOF while parsing a list\n  | {\"item\": [\n  the text ends too early: was the file cut off?",
        ),
        (
            "{\"a\": 'b'}",
            "c.json:1:7: not valid JSON: expected value\n  | {\"a\": 'b'}\n  JSON wants double quotes",
        ),
        (
            "{} {}",
            "c.json:1:4: not valid JSON: trailing characters\n  | {} {}\n  there is more text after the end of the document: was something pasted twice?",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(message(text), expected, "{text}");
    }
}

#[test]
fn another_kind_of_file_is_named() {
    let environment = parse_environment(r#"{"info": {}, "item": []}"#, "e.json").unwrap_err();
    assert_eq!(
        environment.to_string(),
        "e.json: expected a Postman environment, found a Postman collection\n  \
         pass it as the collection, and an environment file with -e"
    );
    let cases = [
        (r#"{"values": []}"#, "a Postman environment"),
        (r#"{"openapi": "3.0.0", "info": {}}"#, "an OpenAPI description"),
        (r#"{"log": {"entries": []}}"#, "a HAR recording"),
        (r#"{"collection": {}, "run": {"stats": {}}}"#, "a JSON report of a run"),
        (r#"{"error": {"name": "x", "message": "y"}}"#, "an error answer of the Postman API"),
        (r#"{"version": 1, "collections": []}"#, "a Postman data dump"),
        ("[]", "a list"),
        ("{}", "something else"),
        ("\"x\"", "something else"),
    ];
    for (text, found) in cases {
        assert_eq!(
            parse_collection(text, "f").unwrap_err().problem(),
            format!("expected a Postman collection, found {found}")
        );
    }
}

#[test]
fn deep_documents_are_errors_not_overflows() {
    let nested = |open: &str, close: &str, times: usize| {
        format!("{{\"item\": [{}{}]}}", open.repeat(times), close.repeat(times))
    };
    let brackets = nested("[", "]", 20_000);
    assert!(message(&brackets).contains("nested deeper than 512 levels"));
    let folders = nested("{\"item\":[", "]}", 205);
    assert!(message(&folders).contains("folders are nested deeper than 200 levels"));
    let allowed = nested("{\"item\":[", "]}", 200);
    let collection = parse_collection(&allowed, "deep").unwrap();
    assert_eq!(
        parse_collection(&to_json(&collection).to_string(), "deep").unwrap().items,
        collection.items
    );
    let extra = format!("{{\"item\": [], \"x\": {}{}}}", "[".repeat(511), "]".repeat(511));
    assert!(parse_collection(&extra, "deep").is_ok());
}

#[test]
fn requests_of_scripts_are_read() {
    let value = json!({"url": "http://x", "method": "put", "header": {"A": "b"}, "body": "t"});
    let request = parse_request(&value).unwrap();
    assert_eq!(parse_request(&request_to_json(&request)).unwrap(), request);
    assert_eq!(request.method, "put");
    assert_eq!(
        parse_request(&json!({"url": 5})).unwrap_err().to_string(),
        "request: url: expected a URL: text, or an object of its parts, found the number 5"
    );
}

/// Arbitrary JSON that is likely to look like a collection.
fn documents() -> impl Strategy<Value = Value> {
    const NAMES: &[&str] = &[
        "info",
        "item",
        "event",
        "variable",
        "auth",
        "protocolProfileBehavior",
        "id",
        "_postman_id",
        "name",
        "description",
        "schema",
        "content",
        "type",
        "listen",
        "script",
        "exec",
        "disabled",
        "enabled",
        "request",
        "response",
        "method",
        "header",
        "url",
        "body",
        "key",
        "value",
        "mode",
        "raw",
        "urlencoded",
        "formdata",
        "file",
        "graphql",
        "options",
        "src",
        "query",
        "host",
        "path",
        "port",
        "hash",
        "protocol",
        "operationName",
        "variables",
        "basic",
        "contentType",
        "fileName",
        "x",
        "",
    ];
    const TEXTS: &[&str] = &[
        "",
        "a",
        "file",
        "text",
        "basic",
        "type",
        "test",
        "A: b\r\nC",
        "/",
        "a.b/c?d=e&&f",
        "{{a.b}}.c",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(TEXTS).prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        let member = (prop::sample::select(NAMES), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            prop::collection::vec(member, 0..6).prop_map(|members| {
                Value::Object(
                    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
                )
            }),
        ]
    })
}

fn request_survives(value: &Value) -> Result<(), TestCaseError> {
    if let Ok(request) = parse_request(value) {
        prop_assert_eq!(parse_request(&request_to_json(&request)).unwrap(), request);
    }
    Ok(())
}

proptest! {
    #[test]
    fn whatever_is_read_survives_writing(
        item in documents(), request in documents(), url in documents(), body in documents(),
        header in documents(), auth in documents(), event in documents(), variable in documents(),
    ) {
        let document = json!({"info": {"schema": "/v2.1"}, "item": [item], "event": event, "auth": auth});
        if let Ok(collection) = parse_collection(&document.to_string(), "p") {
            let written = to_json(&collection).to_string();
            prop_assert_eq!(parse_collection(&written, "p").unwrap(), collection);
        }
        if let Ok(environment) = parse_environment(&json!({"values": variable}).to_string(), "p") {
            let written = crate::collection::environment_to_json(&environment).to_string();
            prop_assert_eq!(parse_environment(&written, "p").unwrap(), environment);
        }
        request_survives(&request)?;
        request_survives(&json!({"url": url}))?;
        request_survives(&json!({"url": {"path": url, "host": header, "query": body}}))?;
        request_survives(&json!({"header": header}))?;
        request_survives(&json!({"header": [header, request]}))?;
        request_survives(&json!({"body": body}))?;
        request_survives(&json!({"body": {"urlencoded": [body, item], "formdata": [request]}}))?;
        request_survives(&json!({"body": {"formdata": [body], "graphql": request}}))?;
        request_survives(&json!({"auth": auth}))?;
    }

    #[test]
    fn arbitrary_text_never_panics(text in ".{0,60}", json in "[\\[\\]{}:,\"a0\\\\ \n/'æ]{0,60}") {
        for text in [text, json] {
            let error = parse_collection(&text, "p");
            prop_assert!(error.map_err(|e| e.to_string().len()).err().is_none_or(|length| length > 0));
            let _ = parse_environment(&text, "p").map_err(|error| error.to_string());
        }
    }
}
