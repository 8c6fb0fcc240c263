//! Secrets: put everywhere, found nowhere.

use serde_json::{Value, json};

use crate::support::command::Desk;
use crate::support::wire::{Reply, Server, response};

/// Distinctive, and with what encodings change.
fn secret(number: usize) -> String {
    format!("zq{number:02}/Xk+\"w'&Jv{number:02}")
}

/// How many secrets there are.
const COUNT: usize = 30;

/// Traces of secrets: in clear, percent-encoded, base64 (in all three alignments), escaped.
fn traces(number: usize) -> Vec<String> {
    // What is left of a secret in any encoding that keeps letters.
    vec![format!("zq{number:02}"), format!("Jv{number:02}")]
}

fn base64_traces(number: usize) -> Vec<String> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    let secret = secret(number);
    let shifted = (0..3).map(|shift| {
        let text = format!("{}{secret}", "x".repeat(shift));
        let encoded = STANDARD_NO_PAD.encode(text);
        // Without what the neighbours decide.
        encoded[4 * usize::from(shift > 0)..encoded.len() - 4].to_owned()
    });
    shifted.collect()
}

fn pair(key: &str, number: usize) -> Value {
    json!({"key": key, "value": secret(number)})
}

fn auth(kind: &str, params: Value) -> Value {
    json!({"type": kind, kind: params})
}

/// A collection with secrets 0 to 21 in every place of its own.
fn collection(base: &str) -> Value {
    let script = |listen: &str, source: String| json!({"listen": listen, "script": {"exec": source.lines().collect::<Vec<_>>()}});
    let quoted = |number: usize| serde_json::to_string(&secret(number)).unwrap();
    let test = format!(
        "const answer = pm.response.json();
         pm.environment.set('session_token', answer.access_token);
         pm.globals.set('apiKey', {});
         const password = {};
         console.log('token', answer.access_token, password, {{password}}, pm.environment.toObject());
         console.warn(encodeURIComponent(answer.access_token), btoa(password));
         pm.test('leaks ' + password, () => pm.expect(answer.access_token).to.eql(password));
         pm.test('deep', () => pm.expect({{refresh_token: answer.refresh_token}}).to.eql({{}}));
         const codeToken = {};
         pm.sendRequest({{url: pm.request.url.toString() + '&code_token=' + encodeURIComponent(codeToken),
             header: {{'X-Api-Key': {}}}}}, () => {{}});
         throw new Error('with ' + answer.access_token);",
        quoted(0),
        quoted(1),
        quoted(2),
        quoted(3)
    );
    let urlencoded = |number: usize| json!({"mode": "urlencoded", "urlencoded": [{"key": "grant_type", "value": "password"}, pair("password", number)]});
    let raw = json!({"mode": "raw", "raw": json!({"client_secret": secret(4), "nested": {"apiKey": secret(5)}}).to_string()});
    let url = format!("{base}/echo?access_token={{{{urlToken}}}}&x=1");
    json!({
        "info": {"name": "leaks", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "auth": auth("bearer", json!([pair("token", 6)])),
        "variable": [pair("collection_secret", 7), pair("urlToken", 8), {"key": "plain", "type": "secret", "value": secret(9)}],
        "event": [script("prerequest", format!("pm.variables.set('local_password', {});", quoted(10)))],
        "item": [
            {"name": "bearer", "event": [script("test", test)],
             "request": {"method": "POST", "url": url, "body": raw,
                "header": [pair("X-Api-Key", 11), {"key": "Cookie", "value": format!("sid={}", "zq12XkJv12")}]},
             "response": [{"name": "saved", "body": json!({"refresh_token": secret(13)}).to_string()}]},
            {"name": "basic", "request": {"method": "POST", "url": url, "body": urlencoded(14),
                "auth": auth("basic", json!([{"key": "username", "value": "me"}, pair("password", 15)]))}},
            {"name": "apikey", "request": {"url": url,
                "auth": auth("apikey", json!([{"key": "key", "value": "X-Shop"}, pair("value", 16), {"key": "in", "value": "header"}]))}},
            {"name": "digest", "request": {"url": url,
                "auth": auth("digest", json!([{"key": "username", "value": "me"}, pair("password", 17)]))}},
            {"name": "aws", "request": {"url": url,
                "auth": auth("awsv4", json!([{"key": "accessKey", "value": "AKIDEXAMPLE"}, pair("secretKey", 18), pair("sessionToken", 19)]))}},
            {"name": "data {{data_password}}", "request": {"url": format!("{base}/echo?q={{{{data_password}}}}"), "header": [{"key": "X-Merchant", "value": secret(20)}]}},
            {"name": "refused", "request": {"url": "http://127.0.0.1:1/?token={{urlToken}}"}},
        ],
    })
}

fn server() -> Server {
    Server::start(|request| {
        let echo = [request.lines().join(" "), String::from_utf8_lossy(&request.body).into_owned()];
        let body = json!({
            "access_token": secret(21), "refresh_token": secret(22), "token_type": "Bearer", "echo": echo,
        });
        let cookie = format!("session={}; Path=/; HttpOnly", "zq23XkJv23");
        let lines = [
            ("Content-Type", "application/json"),
            ("Set-Cookie", cookie.as_str()),
            ("X-Auth-Token", "zq24XkJv24"),
        ];
        Reply::Send(response("200 OK", &lines, body.to_string().as_bytes()))
    })
}

fn desk(base: &str) -> Desk {
    let desk = Desk::new();
    desk.file("c.json", collection(base).to_string());
    let environment = json!({"name": "e", "values": [
        {"key": "db", "value": secret(25), "type": "secret", "enabled": true},
        {"key": "client_secret", "value": secret(26), "enabled": true},
        {"key": "off_token", "value": secret(27), "enabled": false}]});
    desk.file("e.json", environment.to_string());
    desk.file("g.json", json!({"values": [pair("global_password", 28)]}).to_string());
    desk.file("d.json", json!([{"data_password": secret(29), "row": 1}]).to_string());
    desk
}

/// Everything the folder holds but what the test put there.
fn written(desk: &Desk) -> Vec<(String, String)> {
    let inputs = ["c.json", "e.json", "g.json", "d.json"];
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in std::fs::read_dir(desk.path(".")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !inputs.contains(&name.as_str()) {
            files.push((name.clone(), desk.read(&name)));
        }
    }
    files
}

fn assert_tight(name: &str, text: &str) {
    for number in 0..COUNT {
        for trace in traces(number).into_iter().chain(base64_traces(number)) {
            if let Some(at) = text.find(&trace) {
                let from = text.floor_char_boundary(at.saturating_sub(200));
                let to = text.ceil_char_boundary((at + 60).min(text.len()));
                panic!("{name} holds secret {number} ({trace}): …{}…", &text[from..to]);
            }
        }
    }
}

#[test]
fn no_report_holds_a_secret() {
    let server = server();
    let desk = desk(&server.url(""));
    let reporters = ["json", "junit", "events"];
    let mut words =
        vec!["run", "c.json", "-e", "e.json", "-g", "g.json", "-d", "d.json", "--verbose"];
    words.extend(["--secret", "X-Merchant", "-r", "cli,json,junit,events"]);
    let exports: Vec<String> =
        reporters.iter().map(|name| format!("--reporter-{name}-export=report.{name}")).collect();
    words.extend(exports.iter().map(String::as_str));
    let ran = desk.postbud(&words);
    assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("> POST") && ran.stdout.contains("*****"), "{}", ran.stdout);
    assert_tight("stdout", &ran.stdout);
    assert_tight("stderr", &ran.stderr);
    let written = written(&desk);
    assert_eq!(written.len(), reporters.len());
    for (name, text) in &written {
        // A Buffer of bytes in the json report hides what it holds.
        let shown = if name == "report.json" { with_bodies(text) } else { text.clone() };
        assert_tight(name, &shown);
    }
    let again = desk.postbud(&["report", "report.events", "-r", "cli", "--verbose"]);
    assert_tight("report", &again.stdout);
}

/// The document with its buffers as text.
fn with_bodies(text: &str) -> String {
    let document: Value = serde_json::from_str(text).unwrap();
    let mut shown = text.to_owned();
    for execution in document["run"]["executions"].as_array().unwrap() {
        let data = execution["response"]["stream"]["data"].as_array();
        let bytes = data.into_iter().flatten().map(|byte| byte.as_u64().unwrap() as u8);
        shown.push_str(&String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()));
    }
    shown
}

#[test]
fn exports_hold_them_because_that_file_was_asked_for() {
    let server = server();
    let desk = desk(&server.url(""));
    let ran = desk.postbud(&[
        "run",
        "c.json",
        "-e",
        "e.json",
        "--folder",
        "bearer",
        "--export-environment",
        "out.json",
    ]);
    assert_tight("stdout", &ran.stdout);
    assert!(desk.read("out.json").contains("zq25"));
}

#[test]
fn show_secrets_is_loud() {
    let server = server();
    let desk = desk(&server.url(""));
    let ran =
        desk.postbud(&["run", "c.json", "-e", "e.json", "--folder", "bearer", "--show-secrets"]);
    assert!(ran.stderr.starts_with("warning: --show-secrets"), "{}", ran.stderr);
    assert!(ran.stdout.contains("--show-secrets: this run's reports hold"), "{}", ran.stdout);
    assert!(ran.stdout.contains("zq21"), "{}", ran.stdout);
    let words = ["run", "c.json", "--show-secrets", "--dry-run"];
    assert!(desk.postbud(&words).stderr.starts_with("warning: --show-secrets"));
}
