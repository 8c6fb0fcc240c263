//! `postbud mock`: a collection's saved examples as a server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::command::{Desk, collection};

const COLLECTION: &str = r#"{"info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
    "variable": [{"key": "shop", "value": "Bakery"}],
    "item": [
    {"name": "One", "request": {"method": "GET", "url": "{{base_url}}/orders/:id"}, "response": [
        {"name": "found", "code": 200, "header": [{"key": "Content-Type", "value": "application/json"}, {"key": "X-Shop", "value": "{{shop}}"}, {"key": "Content-Length", "value": "99999"}], "body": "{\"id\": \"{{$guid}}\", \"shop\": \"{{shop}}\", \"stage\": \"{{stage}}\"}"},
        {"name": "missing", "code": 404, "_postman_previewlanguage": "json", "body": "{\"error\": \"no\"}"}]},
    {"name": "New", "request": {"method": "POST", "url": "{{base_url}}/orders", "body": {"mode": "raw", "raw": "{}"}}, "response": [
        {"name": "created", "status": "Created", "code": 201, "header": null, "body": "done"}]}]}"#;

/// A running `postbud mock`; killed when dropped.
struct Mock {
    child: Child,
    address: String,
    output: BufReader<std::process::ChildStdout>,
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Mock {
    fn start(desk: &Desk, options: &[&str]) -> Self {
        desk.file("shop.json", COLLECTION);
        desk.file("stage.json", r#"{"name": "s", "values": [{"key": "stage", "value": "blå"}]}"#);
        let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
            .args(["mock", "shop.json", "-e", "stage.json"])
            .args(options)
            .current_dir(desk.path("."))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        output.read_line(&mut first).unwrap();
        let address = first.trim().rsplit("http://").next().unwrap().to_owned();
        Self { child, address, output }
    }

    /// Sends a request; returns the head and the body.
    fn send(&self, line: &str, headers: &[&str]) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let mut request = format!("{line} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n");
        headers.iter().for_each(|header| request.push_str(&format!("{header}\r\n")));
        stream.write_all(format!("{request}\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }
}

#[test]
fn examples_answer_with_variables_resolved() {
    let desk = Desk::new();
    let mut mock = Mock::start(&desk, &["--seed", "1"]);
    let (head, body) = mock.send("GET /orders/7", &[]);
    assert!(head.starts_with("http/1.1 200") && head.contains("x-shop: bakery"), "{head}");
    assert!(!head.contains("99999"), "{head}");
    let first: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&first["shop"], &first["stage"]), (&"Bakery".into(), &"blå".into()));
    assert_eq!(first["id"].as_str().unwrap().len(), 36);
    let second: Value = serde_json::from_str(&mock.send("GET /orders/8", &[]).1).unwrap();
    assert_ne!(first["id"], second["id"]);
    let (head, body) = mock.send("GET /orders/7", &["x-mock-response-code: 404"]);
    assert!(head.starts_with("http/1.1 404") && head.contains("application/json"), "{head}");
    assert_eq!(body, "{\"error\": \"no\"}");
    let (head, body) = mock.send("POST /orders", &["Content-Length: 0"]);
    assert!(head.starts_with("http/1.1 201") && head.contains("text/plain"), "{head}");
    assert_eq!(body, "done");
    let (head, body) = mock.send("DELETE /orders/7", &[]);
    assert!(head.starts_with("http/1.1 404"), "{head}");
    for part in ["mockRequestNotFoundError", "GET /orders/* → 200", "POST /orders → 201"] {
        assert!(body.contains(part), "{part}: {body}");
    }
    mock.child.kill().unwrap();
    let mut log = String::new();
    mock.output.read_to_string(&mut log).unwrap();
    assert!(
        log.contains("GET /orders/7 → 200 \"found\"") && log.contains("GET    /orders/* → 200"),
        "{log}"
    );
}

#[test]
fn answers_wait_as_long_as_they_are_told() {
    let desk = Desk::new();
    let mock = Mock::start(&desk, &["--delay", "30"]);
    let started = Instant::now();
    mock.send("POST /orders", &["Content-Length: 0"]);
    assert!(started.elapsed() >= Duration::from_millis(30));
    let started = Instant::now();
    mock.send("POST /orders", &["Content-Length: 0", "x-mock-response-delay: 150"]);
    assert!(started.elapsed() >= Duration::from_millis(150));
    let (head, body) = mock.send("GET /orders/1", &["x-mock-response-delay: soon"]);
    assert!(head.starts_with("http/1.1 400") && body.contains("write milliseconds"), "{body}");
}

#[test]
fn pages_of_other_origins_may_call_it_with_cors() {
    let desk = Desk::new();
    let mock = Mock::start(&desk, &["--cors", "--silent"]);
    let origin = "Origin: https://app.example.com";
    let (head, _) = mock.send("GET /orders/1", &[origin]);
    assert!(head.contains("access-control-allow-origin: https://app.example.com"), "{head}");
    let preflight =
        ["Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: x-a", origin];
    let (head, _) = mock.send("OPTIONS /orders/1", &preflight);
    assert!(
        head.starts_with("http/1.1 204") && head.contains("access-control-allow-headers: x-a"),
        "{head}"
    );
}

#[test]
fn a_client_can_be_run_against_it() {
    let desk = Desk::new();
    let mock = Mock::start(&desk, &[]);
    let test = "pm.test('created', () => pm.response.to.have.status(200));";
    desk.file("client.json", collection("{{base_url}}/orders/1", test));
    let base = format!("base_url=http://{}", mock.address);
    let ran = desk.postbud(&["run", "client.json", "--env-var", &base]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
}

#[test]
fn what_cannot_be_served_says_why() {
    let desk = Desk::new();
    desk.file("none.json", collection("https://example.com", ""));
    let none = desk.postbud(&["mock", "none.json"]);
    assert_eq!(none.code, 3);
    assert!(none.stderr.contains("no saved example"), "{}", none.stderr);
    desk.file("e.json", r#"{"name": "s", "values": []}"#);
    assert!(desk.postbud(&["mock", "e.json"]).stderr.contains("pass it with -e"));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    desk.file("shop.json", COLLECTION);
    let refused = desk.postbud(&["mock", "shop.json", "--port", &port]);
    assert_eq!(refused.code, 4);
    assert!(refused.stderr.contains("choose another --port"), "{}", refused.stderr);
}
