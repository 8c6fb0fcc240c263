//! Where collections and environments may come from, and several in one run.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value, json};

use crate::support::certificates::{Authority, ServerOptions};
use crate::support::command::{Desk, collection};
use crate::support::proxy::Proxy;
use crate::support::wire::{Reply, Server, ok};

/// Serves a body for every path of a table, 404 for the rest; hands on what it was asked.
fn serve(pages: Vec<(&'static str, String)>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, asked) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let path = head.split(' ').nth(1).unwrap_or_default();
            let page = pages.iter().find(|(known, _)| *known == path);
            let (status, body) = page.map_or(("404 Not Found", ""), |(_, body)| ("200 OK", body));
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            let _ = stream.write_all(answer.as_bytes());
            let _ = sender.send(head);
        }
    });
    (address, asked)
}

const PASSES: &str = "pm.test('t', () => pm.expect(pm.response.code).to.equal(200));";

#[test]
fn a_url_and_standard_environments() {
    let (target, _asked) = serve(vec![("/ok", "fine".to_owned())]);
    let file = collection("{{base}}/{{path}}", PASSES);
    let (source, asked) = serve(vec![
        ("/c.json", file),
        (
            "/e.json",
            format!(
                r#"{{"name": "remote", "values": [{{"key": "base", "value": "{target}"}}, {{"key": "path", "value": "wrong"}}]}}"#
            ),
        ),
    ]);
    let desk = Desk::new();
    desk.file("over.environment.yaml", "name: over\nvalues:\n  - {key: path, value: ok}\n");
    let (c, e) = (format!("{source}/c.json"), format!("{source}/e.json"));
    let ran = desk.postbud(&["run", &c, "-e", &e, "-e", "over.environment.yaml"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let head = asked.recv().unwrap().to_lowercase();
    assert!(head.contains("user-agent: postbud/"), "{head}");
    assert!(!head.contains("x-api-key"), "{head}");

    let ran = desk.postbud(&["run", &format!("{source}/nowhere")]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("answered 404"), "{}", ran.stderr);
}

/// Proxies, authorities and limits hold for downloads as for requests.
#[test]
fn downloads_go_the_way_of_the_network_options() {
    let desk = Desk::new();
    let (target, _asked) = serve(vec![("/ok", "fine".to_owned())]);
    let file = collection(&format!("{target}/ok"), PASSES);
    let text = file.clone();
    let authority = Authority::new();
    desk.file("ca.pem", authority.pem());
    let config = authority.issue("localhost").server(&ServerOptions::default());
    let secure = Server::start_tls_with(config, move |_| ok(&text));
    let url = format!("https://user:hush@localhost:{}/c.json?key=hush", secure.port);
    let refused = desk.postbud(&["run", &url]);
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert!(refused.stderr.contains("--ssl-extra-ca-certs"), "{}", refused.stderr);
    assert!(!refused.stderr.contains("hush"), "{}", refused.stderr);
    for options in [&["--ssl-extra-ca-certs", "ca.pem"][..], &["-k"]] {
        for command in ["run", "lint"] {
            let ran = desk.postbud(&[&[command, &url], options].concat());
            assert_eq!(ran.code, 0, "{command} {options:?}: {}{}", ran.stdout, ran.stderr);
        }
    }
    let last = secure.seen().pop().unwrap();
    assert_eq!(last.header("Authorization").as_deref(), Some("Basic dXNlcjpodXNo"));
    assert_eq!(last.line(), "GET /c.json?key=hush HTTP/1.1");

    let proxy = Proxy::start(secure.port, None);
    let through = format!("http://127.0.0.1:{}", proxy.port);
    let ran = desk.postbud(&["run", "-k", "--proxy", &through, "--no-proxy", "127.0.0.1", &url]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(proxy.lines(), [format!("CONNECT localhost:{} HTTP/1.1", secure.port)]);

    let silent = Server::start(|_| Reply::Hang);
    let ran = desk.postbud(&["run", &silent.url("/c.json"), "--timeout-request", "200"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("within 200 ms"), "{}", ran.stderr);
}

#[test]
fn a_postman_id_with_a_key() {
    let (target, _asked) = serve(vec![("/ok", "fine".to_owned())]);
    let file = format!(r#"{{"collection": {}}}"#, collection(&format!("{target}/ok"), PASSES));
    let id = "12345678-6d3e9a17-4c80-4f25-b1a9-7e02c58d3f64";
    let (api, asked) =
        serve(vec![("/collections/12345678-6d3e9a17-4c80-4f25-b1a9-7e02c58d3f64", file)]);
    let desk = Desk::new();
    let key = [("POSTMAN_API_KEY", "PMAK-not-a-key"), ("POSTMAN_API_URL", api.as_str())];
    let ran = desk.postbud_with(&["run", id], &key);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(asked.recv().unwrap().to_lowercase().contains("x-api-key: pmak-not-a-key"));
    assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("PMAK"));

    let ran = desk.postbud_with(&["run", id], &[("POSTMAN_API_KEY", "")]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("POSTMAN_API_KEY"), "{}", ran.stderr);
}

/// Three collections: JSON ones that count in the environment, and a v3 folder that checks.
fn three(desk: &Desk, target: &str) {
    let count = "pm.environment.set('n', Number(pm.environment.get('n') || 0) + 1);\nimplicit = 1;\npm.test('own', () => pm.expect(pm.collectionVariables.get('mine')).to.equal(undefined));\npm.collectionVariables.set('mine', 1);\npm.execution.setNextRequest(null);";
    for name in ["a", "b"] {
        let mut file: Value =
            serde_json::from_str(&collection(&format!("{target}/ok"), count)).unwrap();
        file["info"]["name"] = json!(name);
        desk.file(&format!("{name}.json"), file.to_string());
    }
    let script = "pm.test('both ran', () => pm.expect(pm.environment.get('n')).to.equal(4));\n      pm.test('one world', () => pm.expect(implicit).to.equal(1));";
    desk.file("postman/collections/Books/Get.request.yaml", format!("$kind: http-request\nurl: {target}/ok\nscripts:\n  - type: afterResponse\n    code: |-\n      {script}\n"));
}

#[test]
fn several_collections_make_one_report() {
    let (target, _asked) = serve(vec![("/ok", "fine".to_owned())]);
    let desk = Desk::new();
    three(&desk, &target);
    let ran = desk.postbud(&[
        "run",
        "?.json",
        "postman/",
        "-n",
        "2",
        "-r",
        "cli,json,junit",
        "--reporter-json-export",
        "r.json",
        "--reporter-junit-export",
        "r.xml",
    ]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    // The second iteration of `a` and `b` finds `mine`, as the collection's variables go on.
    let report: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    let stats = &report["run"]["stats"];
    assert_eq!(
        (
            &stats["requests"]["total"],
            &stats["assertions"]["total"],
            &stats["assertions"]["failed"]
        ),
        (&json!(6), &json!(8), &json!(2)),
        "{stats}"
    );
    assert_eq!(report["collection"]["info"]["name"], "a + b + Books");
    let names: Vec<&str> = report["collection"]["item"]
        .as_array()
        .unwrap()
        .iter()
        .map(|folder| folder["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["a", "b", "Books"]);
    assert!(desk.read("r.xml").contains("Books"), "{}", desk.read("r.xml"));
    assert!(ran.stdout.contains("Books"), "{}", ran.stdout);
}

#[test]
fn bail_ends_all_and_folders_need_be_in_one() {
    let (target, _asked) = serve(vec![("/ok", "fine".to_owned())]);
    let desk = Desk::new();
    desk.file("bad.json", collection(&format!("{target}/nope"), PASSES));
    desk.file(
        "good.json",
        collection(&format!("{target}/ok"), PASSES).replace("\"only\"", "\"second\""),
    );
    let ran = desk.postbud(&["run", "bad.json", "good.json", "--bail"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.stdout.contains("second"), "{}", ran.stdout);
    let ran = desk.postbud(&["run", "bad.json", "good.json", "--folder", "second"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(!ran.stdout.contains("only"), "{}", ran.stdout);
    let both = ["run", "bad.json", "good.json", "--folder", "second", "--folder", "only"];
    let ran = desk.postbud(&both);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("second") && ran.stdout.contains("only"), "{}", ran.stdout);
    let ran = desk.postbud(&["run", "bad.json", "good.json", "--exclude", "only"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let ran = desk.postbud(&["run", "bad.json", "good.json", "--folder", "third"]);
    assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn names_that_lead_nowhere() {
    let desk = Desk::new();
    desk.file("empty/readme.md", "");
    for (name, part) in [
        ("*.json", "no file matches"),
        ("empty", "a folder without a collection"),
        ("[", "no such file"),
    ] {
        let ran = desk.postbud(&["run", name]);
        assert!(ran.code == 3 || ran.code == 2, "{name}: {}", ran.code);
        assert!(ran.stderr.contains(part) || name == "[", "{name}: {}", ran.stderr);
    }
}
