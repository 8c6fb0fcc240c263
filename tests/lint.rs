//! `postbud lint`: finds before a run what would go wrong in it.

use serde_json::{Value, json};

use crate::support::command::{Desk, shipped};

/// A collection with one of everything that is wrong.
fn broken() -> String {
    let event = |listen: &str, lines: &[&str]| json!({"listen": listen, "script": {"exec": lines}});
    let request = |name: &str, url: &str, events: Vec<Value>| json!({"name": name, "event": events, "request": {"method": "GET", "header": [], "url": url}});
    let mut upload = request("upload", "http://x/", vec![]);
    upload["request"]["body"] =
        json!({"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": "gone.bin"}]});
    upload["request"]["auth"] =
        json!({"type": "bearer", "bearer": [{"key": "token", "value": "abcdef123456"}]});
    let collection = json!({
        "info": {"name": "broken"},
        "item": [
            request("a", "http://x/{{nobody}}/{{set}}/{{$guid}}/{{off}}", vec![event("test", &["pm.test('t', () => {});", "pm.environment.set('set', 1);", "pm.execution.setNextRequest('nowhere');"])]),
            {"name": "folder", "item": [
                request("b", "http://x/", vec![event("prerequest", &["const a = 1;", "if (a {", "}"])]),
                request("b", "http://x/", vec![event("test", &["pm.test('t', () => {});"])]),
            ]},
            upload,
        ],
        "variable": [{"key": "client_secret", "value": "c2VjcmV0LXZhbHVl"}],
    });
    format!("{collection:#}")
}

#[test]
fn every_rule_finds_its_fault_and_its_line() {
    let desk = Desk::new();
    desk.file("c.json", broken());
    desk.file(
        "e.json",
        r#"{"name": "e", "values": [{"key": "off", "value": "1", "enabled": false}]}"#,
    );
    let ran = desk.postbud(&["lint", "c.json", "-e", "e.json", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let text = desk.read("c.json");
    let found = report["findings"].as_array().unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let shown: Vec<String> = found
        .iter()
        .map(|finding| {
            let line = finding["line"]
                .as_u64()
                .map(|line| lines[usize::try_from(line).unwrap() - 1].trim());
            format!(
                "{} {} {} | {}",
                finding["severity"].as_str().unwrap(),
                finding["rule"].as_str().unwrap(),
                finding["path"].as_str().unwrap(),
                line.unwrap_or_default()
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
        error script-syntax /item/1/item/0/event/0/script/exec/1 | "if (a {",
        error unknown-next-request /item/0/event/0/script/exec/2 | "pm.execution.setNextRequest('nowhere');"
        error unresolved-variable /item/0/request/url | "url": "http://x/{{nobody}}/{{set}}/{{$guid}}/{{off}}"
        error unresolved-variable /item/0/request/url | "url": "http://x/{{nobody}}/{{set}}/{{$guid}}/{{off}}"
        error missing-file /item/2/request/body | "body": {
        warning duplicate-name /item/1/item/1/name | "name": "b",
        warning no-test /item/1/item/0 | {
        warning no-test /item/2 | {
        warning secret-in-clear /variable/0 | {
        warning secret-in-clear /item/2/request/auth | "auth": {
        "#);
    assert!(ran.stdout.contains("is disabled where it is defined"), "{}", ran.stdout);
}

#[test]
fn text_for_people_and_a_clean_bill() {
    let desk = Desk::new();
    desk.file("c.json", broken());
    let ran = desk.postbud(&["lint", "c.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("c.json:"), "{}", ran.stdout);
    assert!(ran.stdout.contains("folder / b: SyntaxError"), "{}", ran.stdout);

    let collection = shipped("ecommerce-v2.postman_collection.json");
    let environment = shipped("ecommerce-v2.postman_environment.json");
    let ran = desk.postbud(&["lint", &collection, "-e", &environment]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn findings_in_v3_name_the_request_file() {
    let desk = Desk::new();
    desk.file("c/r.request.yaml", "$kind: http-request\nmethod: GET\nurl: 'http://x/{{nobody}}'\nscripts:\n  - type: afterResponse\n    code: 'pm.test(\"t\", () => {'\n");
    let ran = desk.postbud(&["lint", "c"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("c/r.request.yaml:3: warning: r: `{{nobody}}`"), "{}", ran.stdout);
    assert!(ran.stdout.contains("c/r.request.yaml:5: error: r: SyntaxError"), "{}", ran.stdout);
}
