//! URLs in parts, and query strings.

use serde_json::Value;

use super::super::model::{PathSegment, QueryParam, Url, UrlParts};
use super::common::{description, variables};
use super::cursor::{Cursor, Parsed};

pub(super) fn url(cursor: Cursor<'_>) -> Parsed<Url> {
    if cursor.value.is_string() {
        return cursor.text().map(Url::Raw);
    }
    let mut members = cursor.object("a URL: text, or an object of its parts")?;
    Ok(Url::Parts(Box::new(UrlParts {
        raw: members.text("raw")?,
        protocol: members.text("protocol")?,
        host: members.read("host", host)?.unwrap_or_default(),
        port: members.text("port")?,
        path: members.read("path", path)?.unwrap_or_default(),
        query: members.read("query", query)?.unwrap_or_default(),
        hash: members.text("hash")?,
        variables: members.read("variable", variables)?.unwrap_or_default(),
        extra: members.rest(),
    })))
}

/// Reads a host: labels, or one text that is cut at dots outside `{{…}}`.
fn host(cursor: Cursor<'_>) -> Parsed<Vec<String>> {
    match cursor.value {
        Value::Array(_) => cursor.elements().map(|label| label.text()).collect(),
        Value::String(text) => Ok(split_host(text)),
        _ => Err(cursor.expected("a host name, or a list of its labels")),
    }
}

/// Postman's rule: a dot inside a variable is one that meets `}}` before the next `{`.
fn split_host(host: &str) -> Vec<String> {
    let mut labels = Vec::new();
    let mut start = 0;
    for (dot, _) in host.match_indices('.') {
        let after = &host[dot + 1..];
        let until_brace = after.find('{').map_or(after, |brace| &after[..brace]);
        if !until_brace.contains("}}") {
            labels.push(host[start..dot].to_owned());
            start = dot + 1;
        }
    }
    labels.push(host[start..].to_owned());
    labels
}

/// Reads a path: segments, or one text.
fn path(cursor: Cursor<'_>) -> Parsed<Vec<PathSegment>> {
    match cursor.value {
        Value::Array(_) => cursor.elements().map(segment).collect(),
        Value::String(text) => Ok(split_path(text)),
        _ => Err(cursor.expected("a path, or a list of its segments")),
    }
}

fn split_path(path: &str) -> Vec<PathSegment> {
    let segments = |path: &str| path.split('/').map(|s| PathSegment::Text(s.to_owned())).collect();
    match path.strip_prefix('/').unwrap_or(path) {
        "" if path.is_empty() => Vec::new(),
        path => segments(path),
    }
}

fn segment(cursor: Cursor<'_>) -> Parsed<PathSegment> {
    if !cursor.value.is_object() {
        return cursor.text().map(PathSegment::Text);
    }
    let mut members = cursor.object("a path segment")?;
    let value = members.text("value")?.unwrap_or_default();
    Ok(PathSegment::Object { value, extra: members.rest() })
}

/// Reads query parameters: an array, a query string, or an object of names and values.
pub(super) fn query(cursor: Cursor<'_>) -> Parsed<Vec<QueryParam>> {
    match cursor.value {
        Value::Array(_) => {
            let mut params = Vec::new();
            for element in cursor.elements() {
                match element.value {
                    Value::String(text) => params.extend(split_query(text)),
                    _ => params.push(query_param(element)?),
                }
            }
            Ok(params)
        }
        Value::String(text) => Ok(split_query(text)),
        Value::Object(_) => cursor
            .entries()
            .map(|(key, value)| {
                let value = if value.value.is_null() { None } else { Some(value.text()?) };
                Ok(QueryParam { key: Some(key.to_owned()), value, ..QueryParam::default() })
            })
            .collect(),
        _ => Err(cursor.expected("a list of query parameters, or a query string")),
    }
}

fn query_param(cursor: Cursor<'_>) -> Parsed<QueryParam> {
    let mut members = cursor.object("a query parameter: {key, value}")?;
    Ok(QueryParam {
        key: members.text("key")?,
        value: members.text("value")?,
        disabled: members.disabled()?,
        description: members.read("description", description)?,
        extra: members.rest(),
    })
}

/// Cuts a query string at `&` and each piece at its first `=`, decoding nothing.
fn split_query(query: &str) -> Vec<QueryParam> {
    if query.is_empty() {
        return Vec::new();
    }
    let pieces = query.split('&').map(|piece| match piece.split_once('=') {
        Some((key, value)) => (Some(key), Some(value)),
        None if piece.is_empty() => (None, None),
        None => (Some(piece), None),
    });
    pieces
        .map(|(key, value)| QueryParam {
            key: key.map(str::to_owned),
            value: value.map(str::to_owned),
            ..QueryParam::default()
        })
        .collect()
}

/// Takes a URL text apart. Joining the parts gives the same text; nothing is decoded.
pub(in crate::collection) fn split_url(raw: &str) -> UrlParts {
    let (rest, hash) = split_off(raw, "#");
    let (rest, query) = split_off(rest, "?");
    let (protocol, rest) = match rest.split_once("://") {
        Some((protocol, rest)) => (Some(protocol), rest),
        None => (None, rest),
    };
    let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if is_port(port) => (host, Some(port)),
        _ => (authority, None),
    };
    UrlParts {
        raw: Some(raw.to_owned()),
        protocol: protocol.map(str::to_owned),
        host: if host.is_empty() { Vec::new() } else { split_host(host) },
        port: port.map(str::to_owned),
        path: split_path(path),
        query: query.map(split_query).unwrap_or_default(),
        hash: hash.map(str::to_owned),
        ..UrlParts::default()
    }
}

fn split_off<'t>(text: &'t str, mark: &str) -> (&'t str, Option<&'t str>) {
    text.split_once(mark).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn is_port(text: &str) -> bool {
    let is_variable = text.starts_with("{{") && text.ends_with("}}");
    is_variable || (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}
