//! Requests and headers.

use serde_json::Value;

use super::super::model::{Header, Request, Url};
use super::common::description;
use super::cursor::{Cursor, Parsed};
use super::{auth, body, url};

/// Makes the request that a bare URL stands for.
pub(super) fn get(url: String) -> Request {
    Request { method: "GET".to_owned(), url: Url::Raw(url), ..Request::default() }
}

pub(super) fn request(cursor: Cursor<'_>) -> Parsed<Request> {
    if cursor.value.is_string() {
        return cursor.text().map(get);
    }
    let mut members = cursor.object("a request: an object, or a URL as text")?;
    let method = members.text("method")?.filter(|method| !method.is_empty());
    Ok(Request {
        method: method.unwrap_or_else(|| "GET".to_owned()),
        url: members.read("url", url::url)?.unwrap_or_default(),
        headers: members.read("header", headers)?.unwrap_or_default(),
        body: members.read("body", body::body)?,
        auth: members.read("auth", auth::auth)?,
        description: members.read("description", description)?,
        extra: members.rest(),
    })
}

/// Reads headers: an array, one text with a header a line, or an object of names and values.
pub(super) fn headers(cursor: Cursor<'_>) -> Parsed<Vec<Header>> {
    match cursor.value {
        Value::Array(_) => cursor.elements().map(header).collect(),
        Value::String(text) => {
            Ok(text.lines().filter(|line| !line.trim().is_empty()).map(header_line).collect())
        }
        Value::Object(_) => cursor
            .entries()
            .filter(|(_, value)| !value.value.is_null())
            .map(|(key, value)| {
                Ok(Header { key: key.to_owned(), value: value.text()?, ..Header::default() })
            })
            .collect(),
        _ => Err(cursor.expected("a list of headers, or text with a header a line")),
    }
}

pub(super) fn header(cursor: Cursor<'_>) -> Parsed<Header> {
    if let Value::String(line) = cursor.value {
        return Ok(header_line(line));
    }
    let mut members = cursor.object("a header: {key, value}")?;
    Ok(Header {
        key: members.text("key")?.unwrap_or_default(),
        value: members.text("value")?.unwrap_or_default(),
        disabled: members.disabled()?,
        description: members.read("description", description)?,
        extra: members.rest(),
    })
}

pub(super) fn header_line(line: &str) -> Header {
    let (key, value) = line.split_once(':').unwrap_or((line, ""));
    Header { key: key.trim().to_owned(), value: value.trim().to_owned(), ..Header::default() }
}
