//! Request bodies.

use serde_json::Value;

use super::super::model::{Body, FormParam, FormSource, GraphQl, Param};
use super::common::{description, list};
use super::cursor::{Cursor, Members, Parsed};
use super::url;

pub(super) fn body(cursor: Cursor<'_>) -> Parsed<Body> {
    if let Value::String(_) = cursor.value {
        let raw = Some(cursor.value.clone());
        return Ok(Body { mode: Some("raw".to_owned()), raw, ..Body::default() });
    }
    let mut members = cursor.object("a body: {mode, …}")?;
    Ok(Body {
        mode: members.text("mode")?,
        raw: members.value("raw"),
        urlencoded: members.read("urlencoded", urlencoded)?,
        formdata: members.read("formdata", formdata)?,
        file: members.value("file"),
        graphql: members.read("graphql", graphql)?,
        options: members.value("options"),
        disabled: members.disabled()?,
        extra: members.rest(),
    })
}

/// Reads form fields: an array, `a=b&c=d`, or an object of names and values.
fn urlencoded(cursor: Cursor<'_>) -> Parsed<Vec<Param>> {
    if cursor.value.is_array() {
        return list(cursor, "a list of form fields", param);
    }
    let params = url::query(cursor)?.into_iter().map(|param| Param {
        key: param.key.unwrap_or_default(),
        value: param.value,
        ..Param::default()
    });
    Ok(params.collect())
}

pub(super) fn param(cursor: Cursor<'_>) -> Parsed<Param> {
    let mut members = cursor.object("a form field: {key, value}")?;
    Ok(Param {
        key: members.text("key")?.unwrap_or_default(),
        value: members.text("value")?,
        disabled: members.disabled()?,
        description: members.read("description", description)?,
        extra: members.rest(),
    })
}

/// Reads multipart fields: an array, or an object of names and values.
fn formdata(cursor: Cursor<'_>) -> Parsed<Vec<FormParam>> {
    match cursor.value {
        Value::Object(members) => Ok(members
            .iter()
            .map(|(key, value)| FormParam {
                key: key.clone(),
                source: FormSource::Text(value.clone()),
                content_type: None,
                file_name: None,
                disabled: false,
                description: None,
                extra: serde_json::Map::new(),
            })
            .collect()),
        _ => list(cursor, "a list of form fields", form_param),
    }
}

pub(super) fn form_param(cursor: Cursor<'_>) -> Parsed<FormParam> {
    form_param_with(cursor, form_source)
}

/// Reads a multipart field whose content `source` reads.
pub(super) fn form_param_with(
    cursor: Cursor<'_>,
    source: impl FnOnce(&mut Members<'_>) -> Parsed<FormSource>,
) -> Parsed<FormParam> {
    let mut members = cursor.object("a form field: {key, value, type}")?;
    Ok(FormParam {
        key: members.text("key")?.unwrap_or_default(),
        source: source(&mut members)?,
        content_type: members.text("contentType")?,
        file_name: members.text("fileName")?,
        disabled: members.disabled()?,
        description: members.read("description", description)?,
        extra: members.rest(),
    })
}

/// `type: file` makes a file; any other type is text, and kept in `extra` unless it says so.
pub(super) fn form_source(members: &mut Members<'_>) -> Parsed<FormSource> {
    let kind = members.get("type").cloned().unwrap_or_else(|| "text".into());
    let is_file = kind == "file";
    if is_file || kind == "text" {
        members.take("type");
    }
    if !is_file {
        return Ok(FormSource::Text(members.value("value").unwrap_or_default()));
    }
    let src = members.take("src");
    Ok(FormSource::File {
        many: src.is_some_and(|src| src.value.is_array()),
        src: match src {
            None => Vec::new(),
            Some(src) if src.value.is_array() => list(src, "a list of paths", |path| path.text())?,
            Some(src) => vec![src.text()?],
        },
        value: members.text("value")?,
    })
}

pub(super) fn graphql(cursor: Cursor<'_>) -> Parsed<GraphQl> {
    if cursor.value.is_string() {
        return Ok(GraphQl { query: Some(cursor.text()?), ..GraphQl::default() });
    }
    let mut members = cursor.object("a GraphQL body: {query, variables}")?;
    Ok(GraphQl {
        query: members.text("query")?,
        operation_name: members.text("operationName")?,
        variables: members.value("variables"),
        extra: members.rest(),
    })
}
