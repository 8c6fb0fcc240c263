//! v3 collections on disk, run by the real binary.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::Value;

use crate::support::command::Desk;

/// Answers every request with the request itself as JSON text: request line and body.
fn mirror() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            std::thread::spawn(move || {
                let mut request = Vec::new();
                let mut chunk = [0; 4096];
                while let Ok(count @ 1..) = stream.read(&mut chunk) {
                    request.extend_from_slice(&chunk[..count]);
                    let text = String::from_utf8_lossy(&request).into_owned();
                    let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                    let length = head.lines().find_map(|line| {
                        line.to_lowercase().strip_prefix("content-length: ")?.parse().ok()
                    });
                    if body.len() < length.unwrap_or(0) {
                        continue;
                    }
                    let line = head.lines().next().unwrap_or_default();
                    let answer =
                        serde_json::json!({"line": line, "head": head, "body": body}).to_string();
                    let size = answer.len();
                    let _ = write!(
                        stream,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {size}\r\n\r\n{answer}"
                    );
                    request.clear();
                }
            });
        }
    });
    address
}

/// A collection with a folder, every kind of body, and two requests that cannot be run.
fn shop(desk: &Desk, address: &str) {
    let files = [
        (".resources/definition.yaml", format!("$kind: collection\nname: Shop\nvariables:\n  base: http://{address}\nauth:\n  - {{id: one, type: bearer, credentials: {{token: '{{{{token}}}}'}}}}\nscripts:\n  - type: http:beforeRequest\n    code: pm.variables.set('token', 'abc');\n")),
        ("List.request.yaml", "$kind: http-request\nurl: '{{base}}/items/:id?limit=10'\nqueryParams:\n  - {key: limit, value: '10'}\n  - {key: off, value: '1', disabled: true}\npathVariables: {id: '{{n}}'}\nscripts:\n  - type: afterResponse\n    code: |-\n      const seen = pm.response.json();\n      pm.test('query once, path variable', () => pm.expect(seen.line).to.equal('GET /items/7?limit=10 HTTP/1.1'));\n      pm.test('inherited auth', () => pm.expect(seen.head.toLowerCase()).to.include('authorization: bearer abc'));\norder: 1000\n".to_owned()),
        ("Up/.resources/definition.yaml", "$kind: collection\norder: 2000\n".to_owned()),
        ("Up/Send.request.yaml", "$kind: http-request\nurl: '{{base}}/up'\nmethod: PUT\nauth: {type: noauth}\nbody:\n  type: file\n  content: {src: ./data.txt}\nscripts:\n  - type: afterResponse\n    code: pm.test('file beside the request', () => pm.expect(pm.response.json().body).to.equal('uploaded'));\n".to_owned()),
        ("Up/data.txt", "uploaded".to_owned()),
        ("Query.request.yaml", "$kind: graphql-request\nurl: '{{base}}/graphql'\nquery: '{ a }'\nscripts:\n  - type: afterResponse\n    code: pm.test('graphql', () => pm.expect(pm.response.json().body).to.include('{ a }'));\norder: 3000\n".to_owned()),
        ("Hello.request.yaml", "$kind: grpc-request\nurl: '{{base}}'\nmethodPath: a.B/C\norder: 4000\n".to_owned()),
    ];
    for (path, text) in files {
        desk.file(&format!("Shop/{path}"), text);
    }
    desk.file(
        "env.environment.yaml",
        "name: Local\nvalues:\n  - {key: n, value: '7', enabled: true}\n",
    );
}

#[test]
fn every_reporter_works_on_a_directory() {
    let desk = Desk::new();
    shop(&desk, &mirror());
    let ran = desk.postbud(&[
        "run",
        "Shop",
        "-e",
        "env.environment.yaml",
        "-r",
        "cli,json,junit",
        "--reporter-json-export",
        "r.json",
        "--reporter-junit-export",
        "r.xml",
    ]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("grpc-request cannot be run"), "{}", ran.stdout);
    let report: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    assert_eq!(report["run"]["stats"]["assertions"]["total"], 4, "{}", report["run"]["stats"]);
    assert_eq!(report["run"]["stats"]["requests"]["total"], 3, "{}", report["run"]["stats"]);
    assert!(desk.read("r.xml").contains("graphql"));
}

#[test]
fn one_request_runs_with_what_is_around_it() {
    let desk = Desk::new();
    shop(&desk, &mirror());
    let ran = desk.postbud(&["run", "Shop/List.request.yaml", "--env-var", "n=7"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.contains("inherited auth") && !ran.stdout.contains("graphql"),
        "{}",
        ran.stdout
    );
}

#[test]
fn faults_name_file_and_line_and_unknown_keys_are_told() {
    let desk = Desk::new();
    desk.file("c/a.request.yaml", "$kind: http-request\nurl: {{base}}/x\n");
    let ran = desk.postbud(&["run", "c"]);
    assert_eq!(ran.code, 3);
    assert!(
        ran.stderr.contains("a.request.yaml:2") && ran.stderr.contains("quotes"),
        "{}",
        ran.stderr
    );

    desk.file(
        "c/a.request.yaml",
        format!("$kind: http-request\nurl: http://{}/\nheader: {{A: b}}\n", mirror()),
    );
    let ran = desk.postbud(&["run", "c"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("`header`") && ran.stdout.contains("`headers`"), "{}", ran.stdout);
}
