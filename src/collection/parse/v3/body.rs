//! Bodies: `{type, content}`.

use serde_json::{Value, json};

use super::super::super::model::{Body, FormParam, Param};
use super::super::body::{form_param, param};
use super::super::common::list;
use super::super::cursor::{Cursor, Parsed};

/// Reads a body; `none` is no body.
pub(super) fn body(cursor: Cursor<'_>) -> Parsed<Option<Body>> {
    let mut members = cursor.object("a body: {type, content}")?;
    let kind = members.take("type").ok_or_else(|| {
        cursor
            .misfit("a body needs its `type`: json, text, urlencoded, formdata, file, …".to_owned())
    })?;
    let mut body = Body::default();
    match kind.text()?.as_str() {
        "none" => return Ok(None),
        language @ ("json" | "xml" | "html" | "javascript" | "text") => {
            body.mode = Some("raw".to_owned());
            body.raw = Some(members.text("content")?.unwrap_or_default().into());
            if language != "text" {
                body.options = Some(json!({"raw": {"language": language}}));
            }
        }
        "urlencoded" => {
            body.mode = Some("urlencoded".to_owned());
            body.urlencoded = Some(members.read("content", urlencoded)?.unwrap_or_default());
        }
        "formdata" => {
            body.mode = Some("formdata".to_owned());
            body.formdata = Some(members.read("content", formdata)?.unwrap_or_default());
        }
        "file" => {
            body.mode = Some("file".to_owned());
            body.file = members.read("content", file)?;
        }
        _ => {
            return Err(kind.expected(
                "json, text, xml, html, javascript, urlencoded, formdata, file or none",
            ));
        }
    }
    body.extra = members.rest();
    Ok(Some(body))
}

fn urlencoded(cursor: Cursor<'_>) -> Parsed<Vec<Param>> {
    if cursor.value.is_array() {
        return list(cursor, "a list of form fields", param);
    }
    let fields = cursor.entries().map(|(key, value)| {
        let value = if value.value.is_null() { None } else { Some(value.text()?) };
        Ok(Param { key: key.to_owned(), value, ..Param::default() })
    });
    if cursor.value.is_object() { fields.collect() } else { Err(cursor.expected("form fields")) }
}

fn formdata(cursor: Cursor<'_>) -> Parsed<Vec<FormParam>> {
    list(cursor, "a list of form fields: {key, type, value or src}", form_param)
}

/// A path, or `{src: path}`.
fn file(cursor: Cursor<'_>) -> Parsed<Value> {
    match cursor.value {
        Value::Object(_) => Ok(cursor.value.clone()),
        Value::String(path) => Ok(json!({"src": path})),
        _ => Err(cursor.expected("a file: {src: path}")),
    }
}
