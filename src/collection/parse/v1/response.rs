//! Saved examples of format v1, in v2's form.

use serde_json::{Map, Value};

use super::super::super::model::Request;
use super::super::super::write::request_to_json;
use super::super::common::list;
use super::super::cursor::{Cursor, Members, Parsed};
use super::ids;
use super::request::request;

/// Reads the examples in the order of `responses_order`, or else in file order.
pub(super) fn responses(members: &mut Members<'_>, owner: &Request) -> Parsed<Vec<Value>> {
    let order = ids(members.take("responses_order"))?;
    let Some(found) = members.take("responses") else { return Ok(Vec::new()) };
    let mut converted = list(found, "a list of saved responses", |example| {
        let id = example.value["id"].as_str().map(str::to_owned);
        response(example, owner).map(|response| (id, response))
    })?;
    if !order.is_empty() {
        let place = |id: &Option<String>| order.iter().position(|known| id.as_ref() == Some(known));
        converted.retain(|(id, _)| place(id).is_some());
        converted.sort_by_key(|(id, _)| place(id));
    }
    Ok(converted.into_iter().map(|(_, response)| response).collect())
}

fn response(cursor: Cursor<'_>, owner: &Request) -> Parsed<Value> {
    let mut old = cursor.object("a saved response")?;
    let name = old.text("name")?.unwrap_or_else(|| "response".to_owned());
    let mut new = Map::new();
    new.insert("name".to_owned(), Value::from(name));
    if let Some(original) = original(&mut old, owner)? {
        new.insert("originalRequest".to_owned(), request_to_json(&original));
    }
    let code = old.value("responseCode").unwrap_or_default();
    let members = [
        ("id", old.value("id")),
        ("status", code.get("name").cloned()),
        ("code", code.get("code").and_then(number)),
        ("_postman_previewlanguage", old.value("language")),
        ("_postman_previewtype", old.value("previewType")),
        ("header", old.value("headers")),
        ("cookie", old.value("cookies")),
        ("responseTime", old.value("time")),
        ("body", old.value("text")),
    ];
    let present = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    new.extend(present);
    Ok(Value::Object(new))
}

fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => text.trim().parse::<u16>().ok().map(Value::from),
        _ => None,
    }
}

/// The request an example answers: inside the example as an object or JSON text, or the owner's
/// where the example names it by its id.
fn original(old: &mut Members<'_>, owner: &Request) -> Parsed<Option<Request>> {
    let Some(found) = old.take_first(["requestObject", "request"]) else { return Ok(None) };
    let Value::String(text) = found.value else { return request(found).map(Some) };
    match serde_json::from_str::<Value>(text) {
        Ok(parsed) if parsed.is_object() => Ok(request(Cursor::root(&parsed)).ok()),
        _ => Ok(Some(owner.clone())),
    }
}
