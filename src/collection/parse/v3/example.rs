//! `*.example.yaml`: saved responses, in the form v2.1 keeps them.

use serde_json::{Map, Value, json};

use super::super::super::model::Request;
use super::super::super::write::request_to_json;
use super::super::cursor::{Cursor, Members, Parsed};
use super::super::request::headers;
use super::tree::Reader;
use super::{body, definition, url};

/// Reads an example: its place, and `{name, originalRequest, status, code, header, body, …}`.
pub(super) fn example(cursor: Cursor<'_>, _: &mut Reader<'_>) -> Parsed<(f64, Value)> {
    let mut members = cursor.object("an example: {$kind: http-example, request, response}")?;
    members.take("$kind");
    let order = definition::order(&mut members)?;
    let mut example = Map::new();
    if let Some(name) = members.text("name")? {
        example.insert("name".to_owned(), name.into());
    }
    if let Some(asked) = members.read("request", |asked| asked_in(asked))? {
        example.insert("originalRequest".to_owned(), asked);
    }
    members.read("response", |response| answer(response, &mut example))?;
    for (key, value) in members.rest() {
        example.entry(key).or_insert(value);
    }
    Ok((order, Value::Object(example)))
}

fn asked_in(cursor: Cursor<'_>) -> Parsed<Value> {
    let mut members = cursor.object("the example's request")?;
    let request = Request {
        method: members.text("method")?.unwrap_or_else(|| "GET".to_owned()),
        url: url::url(&mut members)?,
        headers: members.read("headers", headers)?.unwrap_or_default(),
        body: members.read("body", body::body)?.flatten(),
        extra: members.rest(),
        ..Request::default()
    };
    Ok(request_to_json(&request))
}

fn answer(cursor: Cursor<'_>, example: &mut Map<String, Value>) -> Parsed<()> {
    let mut members = cursor.object("the example's response")?;
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            example.insert(key.to_owned(), value);
        }
    };
    put("status", members.text("statusText")?.map(Value::from));
    put("code", code(&mut members)?);
    let (kind, content) = members.read("body", content)?.unwrap_or_default();
    put("_postman_previewlanguage", kind.map(Value::from));
    let lines = members.read("headers", headers)?.unwrap_or_default();
    let lines: Vec<Value> =
        lines.iter().map(|line| json!({"key": line.key, "value": line.value})).collect();
    put("header", Some(lines.into()));
    put("cookie", Some(json!([])));
    put("body", content.map(Value::from));
    for (key, value) in members.rest() {
        example.entry(key).or_insert(value);
    }
    Ok(())
}

fn code(members: &mut Members<'_>) -> Parsed<Option<Value>> {
    match members.take("statusCode") {
        None => Ok(None),
        Some(code) => match code.value {
            Value::Number(_) => Ok(Some(code.value.clone())),
            _ => code
                .text()?
                .parse::<u16>()
                .map(|code| Some(code.into()))
                .map_err(|_| code.expected("a status code")),
        },
    }
}

fn content(cursor: Cursor<'_>) -> Parsed<(Option<String>, Option<String>)> {
    if cursor.value.is_string() {
        return Ok((None, Some(cursor.text()?)));
    }
    let mut members = cursor.object("a body: {type, content}")?;
    Ok((members.text("type")?, members.text("content")?))
}
