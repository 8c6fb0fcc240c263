//! What a run did, in a form that two runners can share.

use serde_json::{Map, Value, json};

use crate::support::Incoming;

/// What a runner says about a run.
#[derive(Default)]
pub(super) struct Said {
    /// Whether it ended with exit code 0.
    pub(super) passed: bool,
    /// What happened, in order: items, tests, console, requests, script errors.
    pub(super) trace: Vec<String>,
    /// The environment afterwards.
    pub(super) environment: Map<String, Value>,
    /// The globals afterwards.
    pub(super) globals: Map<String, Value>,
}

/// Joins what the runner said and what the server saw; addresses, tokens and the like give way to
/// `@names@`.
pub(super) fn outcome(said: Said, seen: &[Incoming], port: u16) -> Value {
    let requests: Vec<Value> = seen.iter().map(request).collect();
    let mut outcome = json!({
        "exit": if said.passed { "passed" } else { "failed" },
        "requests": requests,
        "trace": said.trace,
    });
    for (name, scope) in [("environment", said.environment), ("globals", said.globals)] {
        if !scope.is_empty() {
            outcome[name] = Value::Object(scope);
        }
    }
    let host = format!("127.0.0.1:{port}");
    let text = outcome.to_string().replace(&host, "@host@").replace(&port.to_string(), "@port@");
    let text = text.replace(&host.replace(':', "%3A"), "@host-encoded@");
    serde_json::from_str(&text).unwrap()
}

fn request(seen: &Incoming) -> Value {
    let kind = seen.field("content-type").unwrap_or_default();
    let boundary = kind.split_once("boundary=").map(|(_, boundary)| boundary.to_owned());
    let headers: Vec<Value> =
        seen.headers.iter().map(|line| header(line, boundary.as_deref())).collect();
    let body = text(&seen.body);
    let body = boundary.map_or(body.clone(), |boundary| body.replace(&boundary, "@boundary@"));
    json!({ "line": text(&seen.line), "headers": headers, "body": body })
}

/// A header line, its name in lower case.
fn header(line: &[u8], boundary: Option<&str>) -> Value {
    let line = text(line);
    let Some((name, value)) = line.split_once(':') else { return line.into() };
    let name = name.to_ascii_lowercase();
    let value = match (name.as_str(), value.trim_start_matches(' '), boundary) {
        ("user-agent", value, _) if value.starts_with("PostmanRuntime/") => "@runner@".to_owned(),
        ("user-agent", value, _) if value.starts_with("postbud/") => "@runner@".to_owned(),
        ("postman-token", value, _) if is_uuid(value) => "@uuid@".to_owned(),
        // The server read as many bytes as it says.
        ("content-length", _, Some(_)) => "@length@".to_owned(),
        ("content-type", value, Some(boundary)) => value.replace(boundary, "@boundary@"),
        (_, value, _) => value.to_owned(),
    };
    format!("{name}: {value}").into()
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// UTF-8 as it is, anything else as escaped bytes.
fn text(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes)
        .map_or_else(|_| format!("bytes: {}", bytes.escape_ascii()), str::to_owned)
}
