//! Bodies of format v1: `dataMode` with `data`, `rawModeData` or `graphqlModeData`.

use serde_json::{Map, Value};

use super::super::super::model::{Body, FormParam, FormSource, Param};
use super::super::body::{form_param_with, form_source, graphql, param};
use super::super::common::list;
use super::super::cursor::{Cursor, Members, Parsed};

/// v1's names of the modes, and v2's.
const MODES: [(&str, &str); 5] = [
    ("binary", "file"),
    ("graphql", "graphql"),
    ("params", "formdata"),
    ("raw", "raw"),
    ("urlencoded", "urlencoded"),
];

pub(super) fn body(members: &mut Members<'_>) -> Parsed<Option<Body>> {
    let is_null = members.is_null("dataMode");
    let named = members.text("dataMode")?;
    let data = members.take("data").filter(|data| !is_empty(data.value));
    let raw = members.take("rawModeData").filter(|raw| !is_empty(raw.value));
    let graph = members.take("graphqlModeData").filter(|graph| !is_empty(graph.value));
    let disabled = members.flag("dataDisabled")?.unwrap_or_default();
    let options = options(members)?;
    let mode = MODES.into_iter().find(|(old, _)| named.as_deref() == Some(old));
    let raw_text = raw.and_then(|raw| one_text(raw.value));
    let form = data.or(raw);
    let mode = match mode {
        _ if is_null => return Ok(None),
        Some((_, mode)) => mode,
        None if form.or(graph).is_none() => return Ok(None),
        None if raw_text.is_none() && form.is_some_and(|form| form.value.is_array()) => "formdata",
        None if raw_text.is_none() && graph.is_some() => "graphql",
        None => "raw",
    };
    let mut body = Body { mode: Some(mode.to_owned()), disabled, options, ..Body::default() };
    match mode {
        "raw" => {
            let text = raw_text.or_else(|| data.and_then(|data| data.value.as_str()));
            body.raw = Some(Value::from(text.unwrap_or_default()));
        }
        "graphql" => body.graphql = graph.or(data).map(|graph| graphql(graph)).transpose()?,
        "file" => {
            let src = raw_text.map(|path| ("src".to_owned(), Value::from(path)));
            body.file = Some(Value::Object(src.into_iter().collect()));
        }
        "urlencoded" => body.urlencoded = Some(fields(form, urlencoded_field)?),
        _ => body.formdata = Some(fields(form, form_field)?),
    }
    Ok(Some(body))
}

/// Reads a text, or a list that holds a text alone.
fn one_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(elements) if elements.len() == 1 => elements[0].as_str(),
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// `dataOptions`, its modes under their new names.
fn options(members: &mut Members<'_>) -> Parsed<Option<Value>> {
    let old = members.map("dataOptions")?;
    let renamed: Map<String, Value> = MODES
        .into_iter()
        .filter_map(|(old_name, name)| {
            let value = old.get(old_name).filter(|value| !value.is_null() && !is_empty(value))?;
            Some((name.to_owned(), value.clone()))
        })
        .collect();
    Ok((!renamed.is_empty()).then_some(Value::Object(renamed)))
}

/// Reads form fields; anything but a list has none, and a field without a key is none.
fn fields<T>(form: Option<Cursor<'_>>, read: impl Fn(Cursor<'_>) -> Parsed<T>) -> Parsed<Vec<T>> {
    let Some(form) = form.filter(|form| form.value.is_array()) else { return Ok(Vec::new()) };
    let keyed = form.elements().filter(|field| !field.value["key"].is_null());
    keyed.map(read).collect()
}

fn urlencoded_field(cursor: Cursor<'_>) -> Parsed<Param> {
    let mut field = param(cursor)?;
    field.disabled |= field.extra.shift_remove("enabled") == Some(Value::Bool(false));
    Ok(field)
}

/// v1 writes the path of a file as its `value`.
fn form_field(cursor: Cursor<'_>) -> Parsed<FormParam> {
    let paths = cursor.member("value").filter(|value| {
        cursor.value["type"] == "file" && cursor.value["src"].is_null() && value.value.is_array()
    });
    let mut field = match paths {
        Some(paths) => {
            let src = list(paths, "a list of paths", |path| path.text())?;
            form_param_with(cursor, |_| Ok(FormSource::File { src, many: true, value: None }))?
        }
        None => form_param_with(cursor, form_source)?,
    };
    if let FormSource::File { src, value, .. } = &mut field.source
        && src.is_empty()
    {
        src.extend(value.take());
    }
    field.disabled |= field.extra.shift_remove("enabled") == Some(Value::Bool(false));
    if matches!(field.source, FormSource::File { .. }) {
        field.extra.retain(|name, _| name != "type" && name != "value");
    }
    Ok(field)
}
