//! Builds the request that is sent: method, URL, headers and body in newman's order.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::behavior::Behavior;
use super::body::{self, Content, ContentType};
use super::notice::Notice;
use super::source::Sources;
use crate::collection::{self, Url, UrlParts};
use crate::http::url::{parse, to_wire};
use crate::http::{Body, Failure, FailureKind, Headers, Phase, Request};

/// Everything that decides about a request beside the request itself.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `protocolProfileBehavior` and the run's options.
    pub behavior: Behavior,
    /// Where files named in bodies are looked for; empty means the current directory.
    pub working_dir: PathBuf,
    /// Refuse files outside of the working directory (`--no-insecure-file-read`).
    pub files_inside_only: bool,
}

/// A request ready to be signed and sent, and what to tell the user about it.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The request.
    pub request: Request,
    /// What the user should know.
    pub notices: Vec<Notice>,
}

/// Methods that Postman sends no body with.
const WITHOUT_BODY: [&str; 5] = ["GET", "COPY", "HEAD", "PURGE", "UNLOCK"];

/// Methods that do not announce an empty body with `Content-Length: 0` (Node's rule).
const SILENT_WITHOUT_BODY: [&str; 6] = ["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

/// Builds the request from a resolved one: its variables are filled in, its URL is text or what
/// [`parse`] made of it.
///
/// # Errors
/// Fails when the URL cannot be sent, or the method or a header holds characters that HTTP forbids.
pub fn prepare(request: &collection::Request, settings: &Settings) -> Result<Prepared, Failure> {
    let behavior = &settings.behavior;
    let mut notices = behavior.notices.clone();
    let method = method(&request.method)?;
    let target = target(&request.url, !behavior.disable_url_encoding)?;
    let mut headers = user_headers(&request.headers)?;
    let sources =
        Sources { working_dir: &settings.working_dir, inside_only: settings.files_inside_only };
    let wanted = behavior.disable_body_pruning || !WITHOUT_BODY.contains(&method.as_str());
    let content = request.body.as_ref().filter(|_| wanted);
    let content = content.and_then(|body| body::build(body, &headers, &sources, &mut notices));

    if let Some(ContentType::Early(value)) = content_type(content.as_ref()) {
        add(&mut headers, behavior, "Content-Type", || (*value).to_owned());
    }
    add_system_headers(&mut headers, behavior, &target.host);
    if let Some(ContentType::Insist(value)) = content_type(content.as_ref()) {
        insist_on_type(&mut headers, behavior, value);
    }
    if let Some(value) = target.authorization.filter(|_| !headers.contains("Authorization")) {
        headers.push("Authorization", value);
    }
    let (body, content_type) =
        content.map(|content| (content.body, content.content_type)).unwrap_or_default();
    if let Some(length) = body_length(&body).or_else(|| zero_length(&method)) {
        add(&mut headers, behavior, "Content-Length", || length.to_string());
    }
    if let Some(ContentType::Last(value)) = content_type {
        add(&mut headers, behavior, "Content-Type", || value);
    }
    let options = behavior.options.clone();
    let request = Request { method, url: target.url, headers, body, options };
    Ok(Prepared { request, notices })
}

fn content_type(content: Option<&Content>) -> Option<&ContentType> {
    content.and_then(|content| content.content_type.as_ref())
}

fn method(text: &str) -> Result<String, Failure> {
    let method = text.trim().to_uppercase();
    if method.is_empty() {
        return Ok("GET".to_owned());
    }
    match http::Method::from_bytes(method.as_bytes()) {
        Ok(_) => Ok(method),
        Err(_) => Err(invalid(format!("Method must be a valid HTTP token [\"{method}\"]"))),
    }
}

/// The URL without userinfo, and what follows from it.
struct Target {
    url: String,
    host: String,
    authorization: Option<String>,
}

/// Userinfo is never sent in the URL; it becomes Basic authorization (RFC 3986 §3.2.1).
fn target(url: &Url, encode: bool) -> Result<Target, Failure> {
    let parsed;
    let parts: &UrlParts = match url {
        Url::Raw(text) => {
            parsed = parse(text);
            &parsed
        }
        Url::Parts(parts) => parts,
    };
    let full = to_wire(parts, encode)?;
    let (scheme, rest) = full.split_once("://").unwrap_or(("http", &full));
    let end = rest.find('/').unwrap_or(rest.len());
    let (userinfo, host) = match rest[..end].rsplit_once('@') {
        Some((userinfo, host)) => (Some(userinfo), host),
        None => (None, &rest[..end]),
    };
    Ok(Target {
        url: format!("{scheme}://{host}{}", &rest[end..]),
        host: host.to_owned(),
        authorization: userinfo.map(basic),
    })
}

fn basic(userinfo: &str) -> String {
    let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
    let mut plain = percent_decode_str(user).collect::<Vec<u8>>();
    plain.push(b':');
    plain.extend(percent_decode_str(password));
    format!("Basic {}", STANDARD.encode(plain))
}

/// Keeps enabled headers with a name. Of names that differ in case only the last spelling counts,
/// with all its lines, at the place of the first.
fn user_headers(lines: &[collection::Header]) -> Result<Headers, Failure> {
    let enabled = || lines.iter().filter(|line| !line.disabled && !line.key.trim().is_empty());
    let mut headers = Headers::new();
    for line in enabled() {
        let same = |other: &&collection::Header| other.key.eq_ignore_ascii_case(&line.key);
        if headers.contains(line.key.trim()) {
            continue;
        }
        let spelling = enabled().rfind(same).map(|last| &last.key);
        for line in enabled().filter(|line| Some(&line.key) == spelling) {
            check_header(line)?;
            headers.push(line.key.trim(), line.value.trim_matches([' ', '\t']));
        }
    }
    Ok(one_cookie_line(headers))
}

/// Joins several `Cookie` lines to the one that there may be (RFC 6265 §5.4), as Node does.
fn one_cookie_line(mut headers: Headers) -> Headers {
    let values: Vec<&str> = headers.get_all("Cookie").collect();
    if values.len() > 1 {
        let joined = values.join("; ");
        let name = headers.spelling("Cookie").unwrap_or("Cookie").to_owned();
        headers.set(&name, joined);
    }
    headers
}

/// Refuses what Node refuses, in its words.
fn check_header(line: &collection::Header) -> Result<(), Failure> {
    let key = line.key.trim();
    if http::HeaderName::from_bytes(key.as_bytes()).is_err() {
        let failure = invalid(format!("Header name must be a valid HTTP token [\"{key}\"]"));
        return Err(Failure { code: Some("ERR_INVALID_HTTP_TOKEN".to_owned()), ..failure });
    }
    let bad = line.value.chars().find(|c| (c.is_control() && *c != '\t') || *c == '\u{7f}');
    match bad {
        Some(c) => {
            let failure = invalid(format!(
                "Invalid character in header content [\"{key}\"]: {} cannot be sent; \
                 does a variable's value end in a line break?",
                c.escape_unicode()
            ));
            Err(Failure { code: Some("ERR_INVALID_CHAR".to_owned()), ..failure })
        }
        None => Ok(()),
    }
}

fn add_system_headers(headers: &mut Headers, behavior: &Behavior, host: &str) {
    add(headers, behavior, "User-Agent", || {
        concat!("postbud/", env!("CARGO_PKG_VERSION")).to_owned()
    });
    add(headers, behavior, "Accept", || "*/*".to_owned());
    add(headers, behavior, "Cache-Control", || "no-cache".to_owned());
    add(headers, behavior, "Postman-Token", || uuid::Uuid::new_v4().to_string());
    add(headers, behavior, "Host", || host.to_owned());
    add(headers, behavior, "Accept-Encoding", || "gzip, deflate, br".to_owned());
    add(headers, behavior, "Connection", || "keep-alive".to_owned());
}

/// Adds a header unless the user set it or disabled it as a system header.
fn add(headers: &mut Headers, behavior: &Behavior, name: &str, value: impl FnOnce() -> String) {
    if behavior.allows(&name.to_ascii_lowercase()) && !headers.contains(name) {
        headers.push(name, value());
    }
}

/// Sets a content type that the body cannot do without, over the user's own if that one says
/// something else. With `content-type` among the disabled system headers the user's stays.
fn insist_on_type(headers: &mut Headers, behavior: &Behavior, value: &str) {
    let essence = value.split(';').next().unwrap_or(value);
    let fits = |set: &str| essence != "multipart/form-data" && set.starts_with(essence);
    match headers.get("Content-Type") {
        Some(set) if fits(set) || !behavior.allows("content-type") => {}
        Some(_) => headers.set("Content-Type", value),
        None => add(headers, behavior, "Content-Type", || value.to_owned()),
    }
}

fn zero_length(method: &str) -> Option<u64> {
    (!SILENT_WITHOUT_BODY.contains(&method)).then_some(0)
}

/// Counts the bytes of a body; `None` for none, and for files whose size is unknown.
fn body_length(body: &Body) -> Option<u64> {
    match body {
        Body::Empty => None,
        Body::Bytes(bytes) => Some(bytes.len() as u64),
        Body::File(path) => std::fs::metadata(path).ok().map(|meta| meta.len()),
        Body::Multipart { boundary, parts } => crate::http::multipart::length(boundary, parts),
    }
}

fn invalid(message: String) -> Failure {
    Failure { kind: FailureKind::InvalidRequest, phase: Phase::Prepare, code: None, message }
}
