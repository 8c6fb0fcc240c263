//! What the echo server answers: one function an endpoint of postman-echo.

use std::io::Write;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use serde_json::{Map, Value, json};

use super::echo::Reply;
use super::echo_digest;
use super::echo_request::Incoming;

/// Makes the answer to a request.
pub fn answer(request: &Incoming) -> Reply {
    let path = request.path();
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let number = parts.get(1).and_then(|text| text.parse::<u16>().ok()).unwrap_or(0);
    let response = match parts.as_slice() {
        ["status", _] => Response::json(number, &json!({ "status": number })),
        ["headers"] => Response::json(200, &json!({ "headers": headers(request) })),
        ["response-headers"] => response_headers(request),
        ["basic-auth"] => basic_auth(request),
        ["digest-auth"] => digest_auth(request),
        ["cookies"] => Response::json(200, &json!({ "cookies": cookies(request) })),
        ["cookies", "set"] => set_cookies(request, ""),
        ["cookies", "delete"] => set_cookies(request, "; Expires=Thu, 01 Jan 1970 00:00:00 GMT"),
        ["cookies", "raw"] => raw_cookie(request),
        ["stream", _] => stream(number),
        ["delay", _] => Response::json(200, &json!({ "delay": parts[1] })),
        ["encoding", "utf8"] => Response::text("text/html; charset=utf-8", "ünïcødé ☃ — “quotes”"),
        ["encoding", "latin1"] => Response::new(200)
            .header("Content-Type", "text/plain; charset=iso-8859-1")
            .body(b"caf\xe9"),
        ["gzip"] => compressed("gzip"),
        ["deflate"] => compressed("deflate"),
        ["type", kind] => typed(kind),
        ["redirect-to"] => redirect(request),
        ["redirect", _] => redirect_chain(number),
        ["raw"] => Response::text("text/plain", &raw(request)),
        ["hang-up"] => return Reply { bytes: Vec::new(), delay: Duration::ZERO, close: true },
        _ => Response::json(200, &echo(request)),
    };
    let seconds = if parts[0] == "delay" { parts[1].parse().unwrap_or(0.0) } else { 0.0 };
    let bytes = response.into_bytes(request.method() == "HEAD");
    Reply { bytes, delay: Duration::from_secs_f64(seconds), close: false }
}

/// A response under construction.
struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    chunks: Option<Vec<Vec<u8>>>,
}

impl Response {
    fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), chunks: None }
    }

    fn json(status: u16, body: &Value) -> Self {
        let text = body.to_string();
        Self::new(status)
            .header("Content-Type", "application/json; charset=utf-8")
            .body(text.as_bytes())
    }

    fn text(kind: &str, text: &str) -> Self {
        Self::new(200).header("Content-Type", kind).body(text.as_bytes())
    }

    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn body(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }

    fn into_bytes(self, head_only: bool) -> Vec<u8> {
        let reason = http::StatusCode::from_u16(self.status).ok();
        let reason = reason.and_then(|status| status.canonical_reason()).unwrap_or("Unknown");
        let mut bytes = format!("HTTP/1.1 {} {reason}\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend(format!("{name}: {value}\r\n").bytes());
        }
        let bodiless = matches!(self.status, 100..200 | 204 | 304);
        match self.chunks {
            Some(chunks) => {
                bytes.extend(b"Transfer-Encoding: chunked\r\n\r\n");
                for chunk in chunks {
                    bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
                    bytes.extend(chunk);
                    bytes.extend(b"\r\n");
                }
                bytes.extend(b"0\r\n\r\n");
            }
            None if bodiless => bytes.extend(b"\r\n"),
            None => {
                bytes.extend(format!("Content-Length: {}\r\n\r\n", self.body.len()).bytes());
                if !head_only {
                    bytes.extend(self.body);
                }
            }
        }
        bytes
    }
}

fn object(pairs: impl Iterator<Item = (String, String)>) -> Value {
    Value::Object(pairs.map(|(key, value)| (key, Value::String(value))).collect::<Map<_, _>>())
}

fn headers(request: &Incoming) -> Value {
    object(request.fields())
}

fn echo(request: &Incoming) -> Value {
    let text = String::from_utf8_lossy(&request.body);
    let kind = request.field("content-type").unwrap_or_default();
    let form = if kind.starts_with("application/x-www-form-urlencoded") {
        object(url::form_urlencoded::parse(&request.body).into_owned())
    } else {
        json!({})
    };
    json!({
        "args": object(request.query().into_iter()),
        "data": text,
        "form": form,
        "headers": headers(request),
        "json": serde_json::from_slice::<Value>(&request.body).unwrap_or(Value::Null),
        "method": request.method(),
        "url": request.target(),
    })
}

fn raw(request: &Incoming) -> String {
    let mut bytes = request.line.clone();
    for line in &request.headers {
        bytes.push(b'\n');
        bytes.extend(line);
    }
    bytes.extend(b"\n\n");
    bytes.extend(&request.body);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn response_headers(request: &Incoming) -> Response {
    let query = request.query();
    let body = object(query.iter().cloned());
    let mut response = Response::json(200, &body);
    for (name, value) in &query {
        response
            .headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name) || name != "Content-Type");
        response = response.header(name, value);
    }
    response
}

fn basic_auth(request: &Incoming) -> Response {
    let expected = format!("Basic {}", STANDARD.encode("postman:password"));
    if request.field("authorization").is_some_and(|given| given == expected) {
        return Response::json(200, &json!({ "authenticated": true }));
    }
    Response::text("text/plain", "Unauthorized")
        .status(401)
        .header("WWW-Authenticate", "Basic realm=\"Users\"")
}

fn digest_auth(request: &Incoming) -> Response {
    let given = request.field("authorization").unwrap_or_default();
    if echo_digest::is_right(&given, &request.method()) {
        return Response::json(200, &json!({ "authenticated": true }));
    }
    Response::text("text/plain", "Unauthorized")
        .status(401)
        .header("WWW-Authenticate", echo_digest::CHALLENGE)
}

impl Response {
    fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

fn cookies(request: &Incoming) -> Value {
    let lines = request.fields().filter(|(name, _)| name == "cookie").map(|(_, value)| value);
    let lines: Vec<String> = lines.collect();
    let pairs = lines.iter().flat_map(|line| line.split(';')).filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    });
    object(pairs)
}

fn set_cookies(request: &Incoming, attributes: &str) -> Response {
    let mut response = Response::text("text/plain", "Found. Redirecting to /cookies").status(302);
    for (name, value) in request.query() {
        response = response.header("Set-Cookie", &format!("{name}={value}; Path=/{attributes}"));
    }
    response.header("Location", "/cookies")
}

/// `?line=…` several times: `Set-Cookie` lines as given, without a redirect.
fn raw_cookie(request: &Incoming) -> Response {
    let lines = request.query().into_iter();
    lines.fold(Response::json(200, &json!({})), |response, (_, line)| {
        response.header("Set-Cookie", &line)
    })
}

fn stream(count: u16) -> Response {
    let chunk = |index| format!("{{\"chunk\":{index}}}\n").into_bytes();
    let mut response = Response::new(200).header("Content-Type", "application/json");
    response.chunks = Some((0..count).map(chunk).collect());
    response
}

fn compressed(coding: &str) -> Response {
    let text = json!({ "coding": coding, "text": "compressed ".repeat(20) }).to_string();
    let body = if coding == "gzip" {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    } else {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    Response::text("application/json; charset=utf-8", "")
        .header("Content-Encoding", coding)
        .body(&body)
}

fn typed(kind: &str) -> Response {
    match kind {
        "json" => Response::json(200, &json!({ "type": "json" })),
        "xml" => Response::text(
            "application/xml; charset=utf-8",
            "<?xml version=\"1.0\"?><a b=\"c\">d</a>",
        ),
        "html" => {
            Response::text("text/html; charset=utf-8", "<!doctype html><title>t</title><p>p</p>")
        }
        "bom" => Response::text("application/json", "\u{feff}{\"bom\":true}"),
        "broken" => Response::text("application/json", "{\"broken\":"),
        "jsonp" => Response::text("application/javascript", "callback({\"a\":1})"),
        "none" => Response::new(200).body(b"no type"),
        "empty" => Response::text("application/json", ""),
        _ => Response::text("text/plain; charset=utf-8", "plain"),
    }
}

/// `?url=…&status_code=…`.
fn redirect(request: &Incoming) -> Response {
    let query = request.query();
    let find =
        |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let status = find("status_code").and_then(|code| code.parse().ok()).unwrap_or(302);
    let response = Response::text("text/plain", "redirect").status(status);
    match find("url") {
        Some(url) => response.header("Location", url),
        None => response,
    }
}

fn redirect_chain(left: u16) -> Response {
    let next = if left > 1 { format!("/redirect/{}", left - 1) } else { "/get".to_owned() };
    Response::text("text/plain", "redirect").status(302).header("Location", &next)
}
