//! Bodies: one function a mode.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use indexmap::IndexMap;
use serde_json::Value;

use super::notice::{Notice, NoticeKind};
use super::source::Sources;
use super::{comments, form, media_type};
use crate::collection::{self, GraphQl, Param};
use crate::http::url::form_component;
use crate::http::{Body, Headers};

/// A body with the content type it asks for.
pub(super) struct Content {
    pub(super) body: Body,
    pub(super) content_type: Option<ContentType>,
}

/// How a mode sets `Content-Type`; the variants differ as Postman's do.
pub(super) enum ContentType {
    /// Added before the other system headers, unless the user set one.
    Early(&'static str),
    /// Added after all system headers, `Content-Length` included, unless the user set one.
    Last(String),
    /// Replaces the user's too, unless that one starts the same.
    Insist(String),
}

/// Builds the content of a body; `None` when there is nothing to send.
pub(super) fn build(
    body: &collection::Body,
    headers: &Headers,
    sources: &Sources,
    notices: &mut Vec<Notice>,
) -> Option<Content> {
    if body.disabled {
        return None;
    }
    match body.mode.as_deref()? {
        "raw" => raw(body, headers),
        "urlencoded" => urlencoded(body.urlencoded.as_deref()?),
        "formdata" => {
            let fields = body.formdata.as_deref()?;
            let parts = form::parts(fields, sources, notices);
            (!parts.is_empty()).then(|| multipart(parts, headers))
        }
        "file" => file(body.file.as_ref()?, sources, notices),
        "graphql" => graphql(body.graphql.as_ref()?),
        other => {
            let message = format!("body mode \"{other}\" is unknown: the request has no body");
            notices.push(Notice::new(NoticeKind::Unsupported, message));
            None
        }
    }
}

fn raw(body: &collection::Body, headers: &Headers) -> Option<Content> {
    let text = match body.raw.as_ref()? {
        Value::String(text) if text.is_empty() => return None,
        Value::String(text) => text.clone(),
        Value::Array(list) if !list.is_empty() => Value::from(list.clone()).to_string(),
        Value::Object(map) if !map.is_empty() => Value::from(map.clone()).to_string(),
        _ => return None,
    };
    let language = body.options.as_ref().and_then(|options| options.pointer("/raw/language"));
    let language = language.and_then(Value::as_str).filter(|language| !language.is_empty());
    let text = if is_json(language, headers) { comments::strip(&text) } else { text };
    let content_type = match language {
        Some("json") => "application/json",
        Some("xml") => "application/xml",
        Some("html") => "text/html",
        Some("javascript") => "application/javascript",
        _ => "text/plain",
    };
    let body = if text.is_empty() { Body::Empty } else { Body::Bytes(text.into()) };
    Some(Content { body, content_type: Some(ContentType::Early(content_type)) })
}

/// Comments are stripped from JSON: by language, or by content type where no language is set.
fn is_json(language: Option<&str>, headers: &Headers) -> bool {
    match language {
        Some(language) => language == "json",
        None => headers.get("Content-Type").is_some_and(|value| {
            let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            essence == "application/json" || essence.ends_with("+json")
        }),
    }
}

/// Fields of the same name move to the first of them, as in the object Postman builds.
fn urlencoded(fields: &[Param]) -> Option<Content> {
    let mut grouped: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for field in fields.iter().filter(|field| !field.disabled) {
        grouped.entry(&field.key).or_default().push(field.value.as_deref().unwrap_or_default());
    }
    if grouped.is_empty() {
        return None;
    }
    let pair =
        |key: &str, value: &str| format!("{}={}", form_component(key), form_component(value));
    let pairs: Vec<String> = grouped
        .iter()
        .flat_map(|(key, values)| values.iter().map(|value| pair(key, value)))
        .collect();
    Some(Content {
        body: Body::Bytes(pairs.join("&").into()),
        content_type: Some(ContentType::Insist("application/x-www-form-urlencoded".to_owned())),
    })
}

/// Uses the boundary of the user's own multipart header where there is one.
fn multipart(parts: Vec<crate::http::Part>, headers: &Headers) -> Content {
    let users = headers.get("Content-Type").filter(|value| value.starts_with("multipart/"));
    let boundary = users.and_then(|value| value.split_once("boundary="));
    let boundary = boundary.map(|(_, text)| text.split(';').next().unwrap_or(text));
    let boundary =
        boundary.map(|text| text.trim().trim_matches('"')).filter(|text| !text.is_empty());
    match boundary {
        Some(boundary) => Content {
            body: Body::Multipart { boundary: boundary.to_owned(), parts },
            content_type: None,
        },
        None => {
            let digits = uuid::Uuid::new_v4().simple().to_string();
            let boundary = format!("{}{}", "-".repeat(26), &digits[..24]);
            let content_type = format!("multipart/form-data; boundary={boundary}");
            Content {
                body: Body::Multipart { boundary, parts },
                content_type: Some(ContentType::Insist(content_type)),
            }
        }
    }
}

/// A missing file sends an empty body, as in newman, but says so.
fn file(file: &Value, sources: &Sources, notices: &mut Vec<Notice>) -> Option<Content> {
    let src = file.as_str().or_else(|| file.get("src").and_then(Value::as_str));
    let content = file.get("content").and_then(Value::as_str).filter(|text| !text.is_empty());
    let mut missing = |reason: &str| {
        let message = format!("Binary file load error: {reason}; the body is empty");
        notices.push(Notice::new(NoticeKind::MissingFile, message));
        None
    };
    match (src.filter(|src| !src.is_empty()), content) {
        (Some(src), _) => match sources.find(src) {
            Ok(found) => Some(file_content(found.path, &found.name)),
            Err(reason) => missing(&reason),
        },
        (None, Some(content)) => match STANDARD.decode(content.trim()) {
            Ok(bytes) => {
                Some(Content { body: Body::Bytes(Bytes::from(bytes)), content_type: None })
            }
            Err(error) => missing(&format!("the inline content is not base64: {error}")),
        },
        (None, None) => None,
    }
}

fn file_content(path: PathBuf, name: &str) -> Content {
    let media_type = media_type::of(name).unwrap_or("application/octet-stream");
    Content { body: Body::File(path), content_type: Some(ContentType::Last(media_type.to_owned())) }
}

/// Variables given as text are inserted as they are; empty text is left out.
fn graphql(graphql: &GraphQl) -> Option<Content> {
    let GraphQl { query, operation_name, variables, .. } = graphql;
    let string = |text: &String| Value::from(text.as_str()).to_string();
    let variables = match variables {
        Some(Value::String(text)) => (!text.is_empty()).then(|| text.clone()),
        Some(value) => Some(value.to_string()),
        None => None,
    };
    let members = [
        query.as_ref().map(|text| format!("\"query\":{}", string(text))),
        operation_name.as_ref().map(|text| format!("\"operationName\":{}", string(text))),
        variables.map(|text| format!("\"variables\":{text}")),
    ];
    let members: Vec<String> = members.into_iter().flatten().collect();
    Some(Content {
        body: Body::Bytes(format!("{{{}}}", members.join(",")).into()),
        content_type: Some(ContentType::Early("application/json")),
    })
}
