//! Options of `postbud run` that newman lacks: retries, statuses, selection, repetition, dry runs.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::support::command::{Desk, collection};

/// A server whose first answers are 503, all later ones 200; counts its requests.
fn flaky_server(failures: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let seen = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut chunk = [0; 4096];
            if !matches!(stream.read(&mut chunk), Ok(1..)) {
                continue;
            }
            let number = counter.fetch_add(1, Ordering::Relaxed);
            let status = if number < failures { "503 Service Unavailable" } else { "200 OK" };
            let answer =
                format!("HTTP/1.1 {status}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (url, seen)
}

const TEST: &str = "pm.test('ok', () => pm.response.to.have.status(200));";

#[test]
fn a_request_is_sent_again_and_the_reports_say_so() {
    let desk = Desk::new();
    let (url, seen) = flaky_server(2);
    desk.file("c.json", collection(&url, TEST));
    let arguments = ["run", "c.json", "--retry", "3", "--retry-delay", "1", "--retry-on", "5xx"];
    let reports = ["-r", "cli,json", "--reporter-json-export", "r.json"];
    let ran = desk.postbud(&[&arguments[..], &reports[..]].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(seen.load(Ordering::Relaxed), 3);
    assert!(ran.stdout.contains("attempt 2 of 4 failed"), "{}", ran.stdout);
    let report: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    let retries = report["run"]["executions"][0]["retries"].as_array().unwrap();
    assert_eq!(retries.len(), 2);
}

#[test]
fn retries_end_and_are_for_named_reasons_only() {
    let desk = Desk::new();
    let (url, seen) = flaky_server(9);
    desk.file("c.json", collection(&url, TEST));
    let ran =
        desk.postbud(&["run", "c.json", "--retry", "2", "--retry-delay", "1", "--retry-on", "503"]);
    assert_eq!((ran.code, seen.load(Ordering::Relaxed)), (1, 3));
    let ran = desk.postbud(&["run", "c.json", "--retry", "2", "--retry-delay", "1"]);
    assert_eq!((ran.code, seen.load(Ordering::Relaxed)), (1, 4));
}

#[test]
fn a_status_fails_the_run_without_a_test() {
    let desk = Desk::new();
    let (url, _) = flaky_server(9);
    desk.file("c.json", collection(&url, "pm.test('blind', () => {});"));
    assert_eq!(desk.postbud(&["run", "c.json"]).code, 0);
    let ran = desk.postbud(&["run", "c.json", "--fail-on-status", "4xx,5xx"]);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("503"), "{}", ran.stdout);
}

/// Three requests; the second one's test fails.
fn three(url: &str) -> String {
    let item = |name: &str, test: &str| {
        json!({
            "name": name,
            "event": [{"listen": "test", "script": {"exec": [test]}}],
            "request": {"method": "GET", "url": url},
        })
    };
    json!({
        "info": {"name": "three"},
        "item": [
            item("first", "pm.test('first', () => {});"),
            {"name": "folder", "item": [item("second", "pm.test('second', () => { throw new Error('no'); });")]},
            item("third", "pm.test('third', () => {});"),
        ],
    })
    .to_string()
}

#[test]
fn what_failed_can_be_repeated_alone() {
    let desk = Desk::new();
    let (url, seen) = flaky_server(0);
    desk.file("c.json", three(&url));
    for (reporter, file) in [("json", "r.json"), ("events", "r.ndjson")] {
        let export = format!("--reporter-{reporter}-export");
        assert_eq!(desk.postbud(&["run", "c.json", "-r", reporter, &export, file]).code, 1);
        let before = seen.load(Ordering::Relaxed);
        let ran = desk.postbud(&["run", "c.json", "--repeat-failed", file]);
        assert_eq!((ran.code, seen.load(Ordering::Relaxed) - before), (1, 1), "{}", ran.stdout);
        assert!(ran.stdout.contains("second") && !ran.stdout.contains("first"), "{}", ran.stdout);
    }
}

#[test]
fn selection_and_bail() {
    let desk = Desk::new();
    let (url, seen) = flaky_server(0);
    desk.file("c.json", three(&url));
    for (arguments, code, requests) in [
        (vec!["--exclude", "folder"], 0, 2),
        (vec!["--include", "folder/*"], 1, 1),
        (vec!["--include", "**/*ir*"], 0, 2),
        (vec!["--bail"], 1, 2),
        (vec!["--bail=folder"], 1, 3),
    ] {
        let before = seen.load(Ordering::Relaxed);
        let ran = desk.postbud(&[vec!["run", "c.json"], arguments.clone()].concat());
        let sent = seen.load(Ordering::Relaxed) - before;
        assert_eq!(
            (ran.code, sent),
            (code, requests),
            "{arguments:?}: {}{}",
            ran.stdout,
            ran.stderr
        );
    }
}

#[test]
fn a_dry_run_sends_nothing_and_masks_secrets() {
    let desk = Desk::new();
    let (url, seen) = flaky_server(0);
    desk.file(
        "c.json",
        collection(&format!("{url}{{{{path}}}}?api_key={{{{api_key}}}}&x={{{{later}}}}"), TEST),
    );
    let environment = [("SECRET_FROM_CI", "very-secret-value")];
    let arguments = [
        "run",
        "c.json",
        "--dry-run",
        "--env-var",
        "path=users",
        "--env-var-from",
        "api_key=SECRET_FROM_CI",
    ];
    let ran = desk.postbud_with(&arguments, &environment);
    assert_eq!((ran.code, seen.load(Ordering::Relaxed)), (0, 0), "{}", ran.stderr);
    assert!(ran.stdout.contains("/users?api_key=*****"), "{}", ran.stdout);
    assert!(ran.stdout.contains("{{later}} is not known"), "{}", ran.stdout);
}

#[test]
fn variables_come_from_files_and_the_process_environment() {
    let desk = Desk::new();
    desk.file("c.json", collection("http://h/{{A}}/{{B}}/{{C}}", ""));
    desk.file(".env", "# comment\nA=1\nexport B=\"two words\"\n");
    let ran = desk.postbud_with(
        &["run", "c.json", "--dry-run", "--env-file", ".env", "--env-var-from", "C"],
        &[("C", "3")],
    );
    assert!(ran.stdout.contains("http://h/1/two words/3"), "{}{}", ran.stdout, ran.stderr);
    let ran =
        desk.postbud(&["run", "c.json", "--dry-run", "--env-var-from", "SURELY_NOT_SET_ANYWHERE"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("SURELY_NOT_SET_ANYWHERE"), "{}", ran.stderr);
}

#[test]
fn completions_and_manual_are_printed() {
    let desk = Desk::new();
    assert!(desk.postbud(&["completions", "bash"]).stdout.contains("postbud"));
    assert!(
        desk.postbud(&["man"]).stdout.contains("--iteration-count")
            || desk.postbud(&["man"]).stdout.contains("iteration")
    );
}
