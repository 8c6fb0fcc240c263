//! The legacy global `request`.

use boa_engine::{Context, JsResult, JsValue, js_string};
use serde_json::{Map, Value, json};

use super::super::json;
use super::super::pm::definition;
use super::super::session::Session;
use crate::collection::parse_request;
use crate::http::url::unparse;

/// `request`: `{id, name, description, headers, method, url, data}` in plain values.
pub(super) fn request(context: &mut Context) -> JsResult<JsValue> {
    let run = Session::of(context)?.script.borrow().run.clone();
    let Some(run) = run else { return Ok(JsValue::undefined()) };
    let source: Value = serde_json::from_str(&definition(context)?).unwrap_or_default();
    let url = parse_request(&source).map(|request| unparse(&request.url)).unwrap_or_default();
    let legacy = json!({
        "id": run.info.request_id,
        "name": run.info.request_name,
        "description": source["description"],
        "headers": legacy_headers(&source["header"]),
        "method": source["method"],
        "url": url,
        "data": legacy_data(&source["body"]),
    });
    let request = json::to_js(&legacy, context);
    if source["description"].is_null()
        && let Some(request) = request.as_object()
    {
        request.set(js_string!("description"), JsValue::undefined(), false, context)?;
    }
    Ok(request)
}

fn legacy_headers(header: &Value) -> Value {
    let mut headers = Map::new();
    let lines = header.as_array().into_iter().flatten();
    for line in lines.filter(|line| line["disabled"] != true) {
        let Some(key) = line["key"].as_str() else { continue };
        match headers.entry(key.to_lowercase()) {
            serde_json::map::Entry::Vacant(place) => {
                place.insert(line["value"].clone());
            }
            serde_json::map::Entry::Occupied(mut place) => match place.get_mut() {
                Value::Array(list) => list.push(line["value"].clone()),
                first => *first = json!([first.take(), line["value"]]),
            },
        }
    }
    Value::Object(headers)
}

fn legacy_data(body: &Value) -> Value {
    let Some(mode) = body["mode"].as_str() else { return json!({}) };
    match &body[mode] {
        Value::Array(params) => params
            .iter()
            .filter_map(|param| Some((param["key"].as_str()?.to_owned(), param["value"].clone())))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}
