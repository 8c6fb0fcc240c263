//! The HTTP server around the examples.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use serde_json::json;
use tokio::net::TcpListener;

use super::example::Example;
use super::matching::{Asked, find};
use crate::http::Headers;
use crate::vars::{Dynamic, Resolver, Scopes};

/// The largest body of a request that is taken.
const BODY_LIMIT: usize = 16 << 20;

/// The longest delay, as on Postman's servers.
const LONGEST_DELAY: u64 = 180_000;

/// How examples are served.
pub struct MockOptions {
    /// Time before every answer whose request asks for none.
    pub delay: Duration,
    /// Let web pages of other origins read the answers.
    pub cors: bool,
    /// Makes dynamic variables the same in every run.
    pub seed: Option<u64>,
    /// Gets a line for every exchange.
    pub log: Option<fn(&str)>,
}

struct Mock {
    examples: Vec<Example>,
    scopes: Scopes,
    options: MockOptions,
    dynamic: Mutex<Dynamic>,
}

/// Serves examples on a listener for ever. Variables in them are resolved against
/// the scopes, dynamic ones anew for every answer.
///
/// # Errors
/// As the listener's.
pub async fn serve(
    listener: TcpListener,
    examples: Vec<Example>,
    scopes: Scopes,
    options: MockOptions,
) -> io::Result<()> {
    let dynamic = Mutex::new(Dynamic::new(options.seed));
    let mock = Arc::new(Mock { examples, scopes, options, dynamic });
    let app = Router::new().fallback(exchange).with_state(mock);
    axum::serve(listener, app).await
}

async fn exchange(State(mock): State<Arc<Mock>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let line = format!("{} {}", parts.method, parts.uri);
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Headers =
        parts.headers.iter().map(|(name, value)| (name.as_str(), text(value))).collect();
    let origin = headers.get("origin").map(str::to_owned);
    let body = match to_bytes(body, BODY_LIMIT).await {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => return mock.finish(&line, mock.problem(400, &error.to_string()), origin),
    };
    if mock.options.cors
        && parts.method == "OPTIONS"
        && headers.contains("access-control-request-method")
    {
        return mock.finish(&line, mock.preflight(&headers), origin);
    }
    match delay(&headers) {
        Ok(asked) => tokio::time::sleep(asked.unwrap_or(mock.options.delay)).await,
        Err(reason) => return mock.finish(&line, mock.problem(400, &reason), origin),
    }
    let path = parts.uri.path();
    let query = parts.uri.query().unwrap_or_default();
    let asked = Asked::new(parts.method.as_str(), path, query, headers, body);
    mock.finish(&line, mock.answer(&asked), origin)
}

/// Reads `x-mock-response-delay`, milliseconds.
fn delay(headers: &Headers) -> Result<Option<Duration>, String> {
    let Some(text) = headers.get("x-mock-response-delay") else { return Ok(None) };
    match text.trim().parse() {
        Ok(ms) if ms <= LONGEST_DELAY => Ok(Some(Duration::from_millis(ms))),
        _ => Err(format!(
            "x-mock-response-delay: write milliseconds up to {LONGEST_DELAY}, not `{text}`"
        )),
    }
}

/// An answer and what it is called in the log.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    label: String,
}

impl Mock {
    fn answer(&self, asked: &Asked) -> Answer {
        let example = match find(&self.examples, asked) {
            Ok(example) => example,
            Err(reason) => return self.problem(404, &reason),
        };
        let mut dynamic = self.dynamic.lock().unwrap_or_else(PoisonError::into_inner);
        let mut resolver = Resolver::new(&self.scopes, &mut dynamic);
        let headers = example.answer_headers.iter();
        Answer {
            status: example.status,
            headers: headers.map(|(key, value)| (key.clone(), resolver.text(value))).collect(),
            body: resolver.text(&example.answer),
            label: format!("\"{}\"", example.name),
        }
    }

    /// An error in the form of Postman's mock servers, with what there is.
    fn problem(&self, status: u16, reason: &str) -> Answer {
        let name = if status == 404 { "mockRequestNotFoundError" } else { "mockRequestError" };
        let list: Vec<String> = self
            .examples
            .iter()
            .map(|example| {
                format!(
                    "{} {} → {} \"{}\"",
                    example.method, example.path, example.status, example.name
                )
            })
            .collect();
        let body = json!({ "error": { "name": name, "message": reason }, "examples": list });
        let kind = ("Content-Type".to_owned(), "application/json; charset=utf-8".to_owned());
        let label = reason.to_owned();
        Answer { status, headers: vec![kind], body: format!("{body:#}"), label }
    }

    fn preflight(&self, headers: &Headers) -> Answer {
        let allowed = headers.get("access-control-request-headers").unwrap_or("*").to_owned();
        let headers = vec![
            (
                "Access-Control-Allow-Methods".to_owned(),
                "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS".to_owned(),
            ),
            ("Access-Control-Allow-Headers".to_owned(), allowed),
            ("Access-Control-Max-Age".to_owned(), "600".to_owned()),
        ];
        Answer { status: 204, headers, body: String::new(), label: "preflight".to_owned() }
    }

    fn finish(&self, line: &str, answer: Answer, origin: Option<String>) -> Response<Body> {
        if let Some(log) = self.options.log {
            log(&format!("{line} → {} {}", answer.status, answer.label));
        }
        let mut response = Response::new(Body::from(answer.body));
        *response.status_mut() =
            StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut headers = answer.headers;
        if let (true, Some(origin)) = (self.options.cors, origin) {
            headers.retain(|(name, _)| !name.eq_ignore_ascii_case("access-control-allow-origin"));
            headers.push(("Access-Control-Allow-Origin".to_owned(), origin));
            headers.push(("Access-Control-Expose-Headers".to_owned(), "*".to_owned()));
            headers.push(("Vary".to_owned(), "Origin".to_owned()));
        }
        for (name, value) in headers {
            // What no header can hold was never sent as one.
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}
