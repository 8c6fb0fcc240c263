//! Saved examples, made ready to be compared with requests.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::collection::{Collection, Header, Item, Request, parse_request, walk};
use crate::http::url::{parse, unparse};
use crate::vars::{Dynamic, Resolver, Scopes};

/// Headers that belong to the connection the example was saved from.
const OF_THE_CONNECTION: [&str; 8] = [
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "strict-transport-security",
    "transfer-encoding",
    "upgrade",
];

/// A saved example: a request and the answer to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its id, where the file has one.
    pub id: Option<String>,
    /// Its name; the request's where it has none.
    pub name: String,
    /// The method, upper case.
    pub method: String,
    /// The path it is for, as people read it.
    pub path: String,
    pub(super) segments: Vec<Segment>,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<String>,
    /// The status it answers with.
    pub status: u16,
    pub(super) answer_headers: Vec<(String, String)>,
    pub(super) answer: String,
}

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// This text, percent-decoded.
    Text(String),
    /// `:name` or `{{name}}`: anything.
    Any,
}

/// Collects a collection's saved examples in file order, and says what was left out. Variables in
/// their URLs are resolved; what nothing defines stands for anything.
#[must_use]
pub fn examples(collection: &Collection, scopes: &Scopes) -> (Vec<Example>, Vec<String>) {
    let mut found = Vec::new();
    let mut notes = Vec::new();
    for entry in walk(collection) {
        for response in &entry.item.responses {
            match example(entry.item, response, scopes) {
                Ok(example) => found.push(example),
                Err(reason) => {
                    let name = response["name"].as_str().unwrap_or("without a name");
                    notes.push(format!(
                        "{}: example \"{name}\" is left out: {reason}",
                        entry.item.name
                    ));
                }
            }
        }
    }
    (found, notes)
}

fn example(item: &Item, response: &Value, scopes: &Scopes) -> Result<Example, String> {
    let original = match response.get("originalRequest").filter(|request| !request.is_null()) {
        Some(request) => parse_request(request).map_err(|error| error.to_string())?,
        None => item.request.clone(),
    };
    let mut dynamic = Dynamic::new(None);
    let mut resolver = Resolver::new(scopes, &mut dynamic);
    let (segments, query) = target(&resolver.text(&unparse(&original.url)));
    let name = response["name"].as_str().filter(|name| !name.is_empty()).unwrap_or(&item.name);
    let id = ["id", "_postman_id", "uid"].iter().find_map(|key| response[*key].as_str());
    let answer = response["body"].as_str().unwrap_or_default().to_owned();
    Ok(Example {
        id: id.map(str::to_owned),
        name: name.to_owned(),
        method: match original.method.trim() {
            "" => "GET".to_owned(),
            method => method.to_uppercase(),
        },
        path: readable(&segments, &query),
        segments,
        query,
        headers: enabled(&original.headers, &mut resolver),
        body: raw_body(&original, &mut resolver),
        status: status(response)?,
        answer_headers: answer_headers(response, &answer),
        answer,
    })
}

fn status(response: &Value) -> Result<u16, String> {
    let code = match &response["code"] {
        Value::Null => return Ok(200),
        Value::String(text) => text.parse().ok(),
        other => other.as_u64(),
    };
    let code = code.and_then(|code| u16::try_from(code).ok());
    code.filter(|code| (100..1000).contains(code))
        .ok_or_else(|| format!("its code {} is no status", response["code"]))
}

/// Path and query of a URL. A variable in front that nothing defines is the server's address; what
/// stands right behind it belongs to the path.
fn target(url: &str) -> (Vec<Segment>, Vec<(String, String)>) {
    let rest = url.strip_prefix("{{").and_then(|rest| rest.split_once("}}")).map(|(_, rest)| rest);
    let text = rest.map_or_else(
        || url.to_owned(),
        |rest| format!("http://mock/{}", rest.trim_start_matches('/')),
    );
    let parts = parse(&text);
    let mut segments: Vec<Segment> = parts.path.iter().map(|part| segment(part.text())).collect();
    // A last slash is not told apart, as in the requests that are compared.
    if segments.last() == Some(&Segment::Text(String::new())) {
        segments.pop();
    }
    let query = parts.query.iter().filter(|param| !param.disabled).map(|param| {
        let decode = |text: &Option<String>| decoded(text.as_deref().unwrap_or_default());
        (decode(&param.key), decode(&param.value))
    });
    (segments, query.collect())
}

fn segment(text: &str) -> Segment {
    if text.contains("{{") || (text.len() > 1 && text.starts_with(':')) {
        return Segment::Any;
    }
    Segment::Text(decoded(text))
}

/// Undoes percent-encoding, for comparing.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn readable(segments: &[Segment], query: &[(String, String)]) -> String {
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        path.push_str(match segment {
            Segment::Text(text) => text,
            Segment::Any => "*",
        });
    }
    if path.is_empty() {
        path.push('/');
    }
    for (index, (key, value)) in query.iter().enumerate() {
        path.push(if index == 0 { '?' } else { '&' });
        path.push_str(&format!("{key}={value}"));
    }
    path
}

fn enabled(headers: &[Header], resolver: &mut Resolver<'_>) -> Vec<(String, String)> {
    let enabled = headers.iter().filter(|header| !header.disabled);
    enabled.map(|header| (header.key.clone(), resolver.text(&header.value))).collect()
}

fn raw_body(request: &Request, resolver: &mut Resolver<'_>) -> Option<String> {
    let raw = request.body.as_ref().filter(|body| !body.disabled)?.raw.as_ref()?;
    let text = raw.as_str().map_or_else(|| raw.to_string(), str::to_owned);
    Some(resolver.text(&text))
}

/// The headers of the saved answer, with a content type in any case.
fn answer_headers(response: &Value, body: &str) -> Vec<(String, String)> {
    let listed = response["header"].as_array().into_iter().flatten().filter_map(|header| {
        let enabled = header["disabled"].as_bool() != Some(true);
        let pair = (header["key"].as_str()?.to_owned(), header["value"].as_str()?.to_owned());
        enabled.then_some(pair)
    });
    let text = response["header"].as_str().unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    let lines = lines.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()));
    let mut headers: Vec<(String, String)> = listed.chain(lines).collect();
    headers.retain(|(key, _)| !OF_THE_CONNECTION.contains(&key.to_lowercase().as_str()));
    if !headers.iter().any(|(key, _)| key.eq_ignore_ascii_case("content-type")) && !body.is_empty()
    {
        headers.push(("Content-Type".to_owned(), media_type(response, body).to_owned()));
    }
    headers
}

fn media_type(response: &Value, body: &str) -> &'static str {
    match response["_postman_previewlanguage"].as_str() {
        Some("json") => "application/json; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        _ if serde_json::from_str::<Value>(body).is_ok() => "application/json; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}
