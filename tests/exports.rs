//! What a run leaves in files: environment, globals, collection, cookies.

use serde_json::{Value, json};

use crate::support::command::Desk;
use crate::support::wire::{Reply, Server, response};

const SCRIPT: &str = "
    pm.environment.set('fresh', {list: [1, null]});
    pm.environment.set('key', 'changed');
    pm.environment.unset('gone');
    pm.globals.set('g', 2);
    pm.collectionVariables.set('c', 'set');
    pm.test('t', () => {});";

fn server() -> Server {
    Server::start(|_| {
        let cookies = [
            ("Set-Cookie", "sid=42; Path=/; HttpOnly"),
            ("Set-Cookie", "keep=a b; Expires=Fri, 31 Dec 2100 23:59:59 GMT"),
        ];
        Reply::Send(response("200 OK", &cookies, b"{}"))
    })
}

fn desk(url: &str) -> Desk {
    let desk = Desk::new();
    let collection = json!({
        "info": {"name": "c", "_postman_id": "c-id"},
        "variable": [{"key": "c", "value": "file"}, {"key": "off", "value": "x", "disabled": true}],
        "item": [{"name": "get", "request": url,
            "event": [{"listen": "test", "script": {"exec": SCRIPT}}]}],
    });
    desk.file("c.json", collection.to_string());
    let environment = json!({
        "id": "e-id", "name": "test",
        "values": [
            {"key": "key", "value": "old", "type": "secret", "enabled": true},
            {"key": "off", "value": "kept", "enabled": false},
            {"key": "gone", "value": "1"},
        ],
        "_postman_variable_scope": "environment",
    });
    desk.file("e.json", environment.to_string());
    desk
}

fn read(desk: &Desk, name: &str) -> Value {
    serde_json::from_str(&desk.read(name)).unwrap()
}

#[test]
fn scopes_are_exported_as_the_scripts_left_them() {
    let server = server();
    let desk = desk(&server.url("/"));
    let ran = desk.postbud(&[
        "run",
        "c.json",
        "-e",
        "e.json",
        "--export-environment",
        "out/e.json",
        "--export-globals",
        "out/g.json",
        "--export-collection",
        "out/c.json",
    ]);
    assert_eq!(ran.code, 0, "{}\n{}", ran.stdout, ran.stderr);
    let environment = read(&desk, "out/e.json");
    assert_eq!(
        environment["values"],
        json!([
            {"key": "key", "value": "changed", "type": "secret", "enabled": true},
            {"key": "off", "value": "kept", "type": "any", "enabled": false},
            {"key": "fresh", "value": {"list": [1, null]}, "type": "any", "enabled": true},
        ])
    );
    assert_eq!((&environment["id"], &environment["name"]), (&json!("e-id"), &json!("test")));
    assert_eq!(environment["_postman_variable_scope"], "environment");
    let globals = read(&desk, "out/g.json");
    assert_eq!(
        globals["values"],
        json!([{"key": "g", "value": 2, "type": "any", "enabled": true}])
    );
    assert_eq!(globals["_postman_variable_scope"], "globals");
    let collection = read(&desk, "out/c.json");
    assert_eq!(collection["variable"][0], json!({"key": "c", "value": "set"}));
    assert_eq!(collection["variable"][1]["disabled"], true);
    assert_eq!(collection["info"]["_postman_id"], "c-id");

    let again = desk.postbud(&["run", "out/c.json", "-e", "out/e.json", "-g", "out/g.json"]);
    assert_eq!(again.code, 0, "what was exported can be run: {}", again.stderr);
}

#[test]
fn cookies_travel_from_run_to_run() {
    let server = server();
    let desk = desk(&server.url("/"));
    assert_eq!(desk.postbud(&["run", "c.json", "--export-cookie-jar", "jar.json"]).code, 0);
    let mut jar = read(&desk, "jar.json");
    for cookie in jar["cookies"].as_array_mut().unwrap() {
        for instant in ["creation", "lastAccessed"] {
            assert!(cookie[instant].take().as_str().is_some_and(|text| text.ends_with('Z')));
            cookie.as_object_mut().unwrap().remove(instant);
        }
    }
    assert_eq!(
        jar["cookies"],
        json!([
            {"key": "sid", "value": "42", "domain": "127.0.0.1", "path": "/", "httpOnly": true, "hostOnly": true},
            {"key": "keep", "value": "a b", "expires": "2100-12-31T23:59:59.000Z", "domain": "127.0.0.1",
                "path": "/", "hostOnly": true},
        ])
    );
    assert_eq!(server.seen()[0].header("cookie"), None);
    assert_eq!(desk.postbud(&["run", "c.json", "--cookie-jar", "jar.json"]).code, 0);
    assert_eq!(server.seen()[1].header("cookie").unwrap(), "sid=42; keep=a b");

    desk.file("no.json", "{}");
    let ran = desk.postbud(&["run", "c.json", "--cookie-jar", "no.json"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("no.json: expected a cookie jar"), "{}", ran.stderr);
}

#[test]
fn a_folder_gets_a_file_with_a_timestamp() {
    let server = server();
    let desk = desk(&server.url("/"));
    std::fs::create_dir(desk.path("out")).unwrap();
    let ran = desk.postbud(&["run", "c.json", "-e", "e.json", "--export-environment", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let names: Vec<_> = std::fs::read_dir(desk.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 1);
    assert!(
        names[0].starts_with("postbud-environment-20") && names[0].ends_with("-0.json"),
        "{names:?}"
    );
}

#[test]
fn an_export_that_cannot_be_written_is_an_error() {
    let server = server();
    let desk = desk(&server.url("/"));
    desk.file("file", "in the way");
    let ran = desk.postbud(&["run", "c.json", "--export-globals", "file/g.json"]);
    assert_eq!(ran.code, 3, "{}", ran.stdout);
    assert!(ran.stderr.contains("file"), "{}", ran.stderr);
}

#[test]
fn a_failed_run_exports_too() {
    let desk = desk("http://127.0.0.1:1/");
    let ran = desk.postbud(&["run", "c.json", "--export-globals", "g.json"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert_eq!(read(&desk, "g.json")["values"][0]["key"], "g");
}
