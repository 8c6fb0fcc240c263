//! `postbud import`: what "Run in Postman" links hold.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::support::command::{Desk, collection};

const ID: &str = "0123456789abcdef0123";

fn link(environments: &[(&str, &str)]) -> String {
    let parts = environments.iter().map(|(name, variables)| {
        let name = name.replace(' ', "%20");
        format!("env%5B{name}%5D={}", STANDARD.encode(variables))
    });
    let parts: Vec<String> = parts.collect();
    format!("https://app.getpostman.com/run-collection/{ID}#?{}", parts.join("&"))
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn the_seeds_six_links() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vipps/postman-overview.md");
    let Ok(seed) = seed.canonicalize() else {
        eprintln!("skipped: {} is not there", seed.display());
        return;
    };
    let desk = Desk::new();
    let ran = desk.postbud(&["import", seed.to_str().unwrap(), "--offline", "--output", "out"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    for (name, count) in [
        ("eCommerce API v2 - Environment", 22),
        ("Login API - Environment", 7),
        ("Recurring API v2 - Environment", 36),
        ("Invoice IPP API  - Environment", 13),
        ("Invoice ISP API - Environment", 10),
        ("PSP API v2 - Environment", 19),
    ] {
        assert!(ran.stdout.contains(&format!("\"{name}\": {count} variables")), "{}", ran.stdout);
        let file = desk.read(&format!("out/{name}.postman_environment.json"));
        let written: Value = serde_json::from_str(&file).unwrap();
        assert_eq!(written["values"].as_array().unwrap().len(), count, "{name}");
        assert_eq!(written["name"], name);
        for variable in written["values"].as_array().unwrap() {
            let key = variable["key"].as_str().unwrap();
            let secret = ["client_secret", "client-secret", "access_token", "subscription-key"];
            assert!(!secret.contains(&key) || variable["type"] == "secret", "{name}: {key}");
            assert!(!key.starts_with("Idempotent") || variable["type"] != "secret", "{key}");
        }
    }
    assert_eq!(ran.stdout.matches("not fetched").count(), 6, "{}", ran.stdout);
    let amount = |desk: &Desk, folder: &str| {
        let path = format!("{folder}/eCommerce API v2 - Environment.postman_environment.json");
        let file: Value = serde_json::from_str(&desk.read(&path)).unwrap();
        let values = file["values"].as_array().unwrap().clone();
        values.into_iter().find(|each| each["key"] == "amount").unwrap()["value"].to_string()
    };
    assert!(amount(&desk, "out").contains("\u{c3}\u{98}re"), "{}", amount(&desk, "out"));
    let seed = seed.to_str().unwrap();
    let ran = desk.postbud(&["import", seed, "--offline", "--output", "r", "--repair-mojibake"]);
    assert!(ran.stdout.contains("amount: repaired"), "{}", ran.stdout);
    assert!(amount(&desk, "r").contains("Øre"), "{}", amount(&desk, "r"));
}

#[test]
fn a_link_as_argument_and_files_that_are_there() {
    let desk = Desk::new();
    let link = link(&[("My Env", r#"[{"key": "client_secret", "value": "", "enabled": true}]"#)]);
    let import = |more: &[&str]| desk.postbud(&[&["import", &link, "--offline"], more].concat());
    let listed = import(&["--list"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    assert!(listed.stdout.contains(&format!("collection {ID}")), "{}", listed.stdout);
    assert!(!desk.path("My Env.postman_environment.json").exists());
    assert_eq!(import(&[]).code, 0);
    desk.file("My Env.postman_environment.json", "mine");
    let refused = import(&[]);
    assert_eq!(refused.code, 3);
    assert!(refused.stderr.contains("there already"), "{}", refused.stderr);
    assert_eq!(desk.read("My Env.postman_environment.json"), "mine");
    assert_eq!(import(&["--force"]).code, 0);
    assert!(desk.read("My Env.postman_environment.json").contains("\"type\": \"secret\""));
}

#[test]
fn what_is_broken_is_named_and_the_rest_is_written() {
    let desk = Desk::new();
    let good = link(&[("Good", r#"[{"key": "a"}]"#), ("Same", r#"[{"key": "a"}]"#)]);
    let other = link(&[("Same", r#"[{"key": "b"}]"#)]);
    desk.file(
        "links.md",
        format!(
            "# Links\n\n[a]({good})\n[b]({})\n<a href='{other}'>c</a>\n",
            link(&[("Bad", "x")]).replace("%5D=eA", "%5D=*A")
        ),
    );
    let ran = desk.postbud(&["import", "links.md", "--offline"]);
    assert_eq!(ran.code, 3, "{}", ran.stdout);
    assert!(
        ran.stderr.contains("links.md:4: environment \"Bad\": not valid base64"),
        "{}",
        ran.stderr
    );
    assert!(desk.read("Good.postman_environment.json").contains("\"a\""));
    assert!(desk.read("Same.postman_environment.json").contains("\"a\""));
    assert!(desk.read("Same 2.postman_environment.json").contains("\"b\""));
    desk.file("none.md", "nothing here");
    let none = desk.postbud(&["import", "none.md"]);
    assert_eq!(none.code, 3);
    assert!(none.stderr.contains("no \"Run in Postman\" link"), "{}", none.stderr);
}

#[test]
fn standard_input_is_read() {
    let desk = Desk::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
        .args(["import", "-", "--offline"])
        .current_dir(desk.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let text = format!("clipboard: {}\n", link(&[("Piped", "[]")]));
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    assert!(desk.path("Piped.postman_environment.json").exists());
}

#[test]
fn collections_are_fetched_where_there_is_a_network() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let file = collection("https://example.com", "");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut head = [0; 4096];
            let read = stream.read(&mut head).unwrap_or(0);
            let found = String::from_utf8_lossy(&head[..read]).contains("/collections/0123");
            let (status, body) =
                if found { ("200 OK", file.as_str()) } else { ("404 Not Found", "") };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    let desk = Desk::new();
    desk.file("links.md", format!("{}\n{}", link(&[]), link(&[]).replace(ID, "ffff")));
    let ran = desk.postbud(&["import", "links.md", "--postman-share-url", &address]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(desk.read("one request.postman_collection.json").contains("https://example.com"));
    assert!(
        ran.stdout.contains("ffff: not fetched") && ran.stdout.contains("404"),
        "{}",
        ran.stdout
    );
}
