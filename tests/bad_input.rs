//! What people get wrong: each a clear paragraph, the right exit code, no panic.

use std::net::TcpListener;

use crate::support::command::{Desk, Ran, collection};

/// An address of this machine where nothing listens.
fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

fn assert_error(ran: &Ran, code: i32, parts: &[&str]) {
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.code, code, "{said}");
    for part in parts {
        assert!(said.contains(part), "`{part}` is missing in:\n{said}");
    }
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn a_missing_file() {
    let ran = Desk::new().postbud(&["run", "nowhere.json"]);
    assert_error(&ran, 3, &["error:", "nowhere.json"]);
}

#[test]
fn broken_json_names_line_and_column() {
    let desk = Desk::new();
    desk.file("broken.json", "{\n  \"info\": {\"name\": \"x\"},\n  \"item\": [,]\n}");
    assert_error(&desk.postbud(&["run", "broken.json"]), 3, &["broken.json:3:12"]);
}

#[test]
fn an_environment_in_place_of_a_collection() {
    let desk = Desk::new();
    desk.file("e.json", r#"{"name": "test", "values": [{"key": "a", "value": "b"}]}"#);
    assert_error(
        &desk.postbud(&["run", "e.json"]),
        3,
        &["expected a Postman collection", "environment"],
    );
}

#[test]
fn a_wrong_shape_names_its_json_path() {
    let desk = Desk::new();
    desk.file("c.json", r#"{"info": {"name": "x"}, "item": [{"name": "r", "request": {"url": "http://x", "header": [5]}}]}"#);
    assert_error(&desk.postbud(&["run", "c.json"]), 3, &["c.json:1:", "item[0].request.header[0]"]);
}

#[test]
fn a_broken_environment_is_not_quoted() {
    let desk = Desk::new();
    desk.file("c.json", collection("http://127.0.0.1:1", ""));
    for broken in [
        r#"{"values": [{"key": "client_secret", "value": "s3cr3t-value",}]}"#,
        r#"{"values": [{"key": "client_secret", "value": "s3cr3t-value", "enabled": []}]}"#,
    ] {
        desk.file("e.json", broken);
        let ran = desk.postbud(&["run", "c.json", "-e", "e.json"]);
        assert_error(&ran, 3, &["e.json:1:"]);
        assert!(!ran.stderr.contains("s3cr3t"), "{}", ran.stderr);
    }
}

#[test]
fn wrong_usage() {
    let desk = Desk::new();
    desk.file("c.json", collection("http://127.0.0.1:1", ""));
    for arguments in [
        vec!["run", "c.json", "--no-such-flag"],
        vec!["run"],
        vec!["frobnicate"],
        vec!["run", "c.json", "-n", "abc"],
        vec!["run", "c.json", "-n", "0"],
        vec!["run", "c.json", "--timeout", "-1"],
        vec!["run", "c.json", "--color", "purple"],
        vec!["run", "c.json", "-r", "clii"],
        vec!["run", "c.json", "--reporter-cli-no-sumary"],
        vec!["run", "c.json", "--folder", "nope"],
        vec!["run", "c.json", "--env-var", "novalue"],
        vec!["run", "c.json", "--host-map", "a=http://x/y"],
    ] {
        let ran = desk.postbud(&arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}{}", ran.stdout, ran.stderr);
        assert!(!ran.stderr.is_empty(), "{arguments:?} says nothing");
    }
}

#[test]
fn an_unreachable_host_fails_and_later_requests_still_run() {
    let desk = Desk::new();
    let address = closed_port();
    desk.file(
        "c.json",
        collection(&format!("http://{address}/"), "pm.test('never mind', () => {});"),
    );
    let ran =
        desk.postbud(&["run", "c.json", "-r", "cli,junit", "--reporter-junit-export", "r.xml"]);
    assert_error(&ran, 4, &["ECONNREFUSED", &address]);
    assert!(desk.read("r.xml").contains("<error"), "{}", desk.read("r.xml"));
}

#[test]
fn an_unknown_host_name_is_a_request_error() {
    let desk = Desk::new();
    desk.file("c.json", collection("http://no-such-host.invalid/", ""));
    assert_error(&desk.postbud(&["run", "c.json"]), 4, &["no-such-host.invalid"]);
}

#[test]
fn a_script_with_a_syntax_error_names_its_line() {
    let desk = Desk::new();
    desk.file(
        "c.json",
        collection(&format!("http://{}/", closed_port()), "const a = 1;\nif (a {\n}"),
    );
    let ran = desk.postbud(&["run", "c.json"]);
    assert_error(&ran, 4, &["SyntaxError", "if (a {"]);
}

#[test]
fn an_unresolved_variable_is_reported_and_fails_under_strict() {
    let desk = Desk::new();
    let address = html_server();
    desk.file(
        "c.json",
        collection(&format!("http://{address}/{{{{nobody}}}}"), "pm.test('t', () => {});"),
    );
    assert_error(&desk.postbud(&["run", "c.json"]), 0, &["nobody"]);
    assert_error(&desk.postbud(&["run", "c.json", "--strict"]), 1, &["nobody"]);
}

#[test]
fn html_instead_of_json_is_a_script_error_that_says_so() {
    let desk = Desk::new();
    let address = html_server();
    desk.file(
        "c.json",
        collection(&format!("http://{address}/"), "const body = pm.response.json();"),
    );
    assert_error(&desk.postbud(&["run", "c.json"]), 1, &["Unexpected token '<'"]);
}

#[test]
fn a_run_that_verified_nothing_says_so() {
    let desk = Desk::new();
    let address = html_server();
    desk.file("c.json", collection(&format!("http://{address}/"), ""));
    assert_error(&desk.postbud(&["run", "c.json"]), 0, &["no test ran"]);
    assert_error(&desk.postbud(&["run", "c.json", "--strict"]), 1, &["no test ran"]);
}

#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let desk = Desk::new();
    let address = html_server();
    desk.file("c.json", collection(&format!("http://{address}/"), "pm.test('t', () => {});"));
    desk.file("file", "in the way");
    let ran = desk.postbud(&[
        "run",
        "c.json",
        "-r",
        "cli,junit",
        "--reporter-junit-export",
        "file/r.xml",
    ]);
    assert_error(&ran, 3, &["file"]);
}

/// Answers every request with a small HTML page, until the test process ends.
fn html_server() -> String {
    use std::io::{Read, Write};
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            std::thread::spawn(move || {
                let mut chunk = [0; 4096];
                while let Ok(1..) = stream.read(&mut chunk) {
                    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<html></html>\n";
                    if stream.write_all(page.as_bytes()).is_err() {
                        return;
                    }
                }
            });
        }
    });
    address
}

#[test]
fn doubled_ids_are_mentioned_and_run() {
    let desk = Desk::new();
    let item = r#"{"id": "same", "name": "NAME", "request": "http://localhost:1/"}"#;
    let items = ["first", "second"].map(|name| item.replace("NAME", name)).join(",");
    desk.file("c.json", format!(r#"{{"info": {{"name": "c"}}, "item": [{items}]}}"#));
    let ran = desk.postbud(&["run", "c.json"]);
    let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains(r#"c.json: the id "same" belongs to 2 requests (first, second)"#),
        "{said}"
    );
    let lint = desk.postbud(&["lint", "c.json"]);
    assert!(lint.stdout.contains("duplicate-id"), "{}", lint.stdout);
}
