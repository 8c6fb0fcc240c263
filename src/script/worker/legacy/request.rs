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
    grouped(header, |key| key.to_lowercase())
}

/// The enabled members of a list by name; those of one name are a list.
fn grouped(members: &Value, name: impl Fn(&str) -> String) -> Value {
    let mut all = Map::new();
    let members = members.as_array().into_iter().flatten();
    for member in members.filter(|member| member["disabled"] != true) {
        let Some(key) = member["key"].as_str() else { continue };
        match all.entry(name(key)) {
            serde_json::map::Entry::Vacant(place) => {
                place.insert(member["value"].clone());
            }
            serde_json::map::Entry::Occupied(mut place) => match place.get_mut() {
                Value::Array(list) => list.push(member["value"].clone()),
                first => *first = json!([first.take(), member["value"]]),
            },
        }
    }
    Value::Object(all)
}

fn legacy_data(body: &Value) -> Value {
    let Some(mode) = body["mode"].as_str() else { return json!({}) };
    match &body[mode] {
        params @ Value::Array(_) => grouped(params, str::to_owned),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_one_name_are_a_list_and_those_switched_off_are_absent() {
        let body = json!({"mode": "urlencoded", "urlencoded": [
            {"key": "a", "value": "1"}, {"key": "b", "value": "x", "disabled": true},
            {"key": "a", "value": "2"}, {"key": "A", "value": ""},
        ]});
        assert_eq!(legacy_data(&body), json!({"a": ["1", "2"], "A": ""}));
        assert_eq!(legacy_data(&json!({"mode": "raw", "raw": "{}"})), json!("{}"));
        let headers = json!([{"key": "X-A", "value": "1"}, {"key": "x-a", "value": "2"}]);
        assert_eq!(legacy_headers(&headers), json!({"x-a": ["1", "2"]}));
    }
}
