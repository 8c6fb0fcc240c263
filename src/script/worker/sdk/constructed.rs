//! `new Response({code, header, body, stream, …})`: responses that scripts make themselves.

use std::rc::Rc;

use boa_engine::{Context, JsArgs, JsObject, JsResult, JsString, JsValue, js_string};
use serde_json::Value;

use super::super::builtins::define;
use super::super::{json, libs};
use super::received::Received;
use super::{reason, response};
use crate::http::Headers;
use crate::script::protocol::{ResponseBody, ResponseData};

/// Makes a `PostmanResponse` of its definition; a `stream` (bytes) wins over a `body` (text).
///
/// # Errors
///
/// Throws what the definition's getters throw.
pub(super) fn construct(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(options) = args.get_or_undefined(0).as_object() else {
        return response(context, data(&Value::Null, None)).map(JsValue::from);
    };
    let bytes = stream(&options, context)?;
    let mut plain = serde_json::Map::new();
    for name in ["id", "code", "status", "header", "headers", "body", "responseTime"] {
        let value = options.get(JsString::from(name), context)?;
        if let Some(value) = json::from_js(&value, context)? {
            plain.insert(name.to_owned(), value);
        }
    }
    let sent = bytes.is_some();
    let made = response(context, data(&Value::Object(plain), bytes))?;
    if !sent {
        // Nothing was received: there is the text that the script gave, and no size.
        made.set(js_string!("responseSize"), JsValue::undefined(), true, context)?;
        let body = options.get(js_string!("body"), context)?;
        if body.is_string() {
            define::property(&made, "body", body);
        }
    }
    Ok(made.into())
}

/// Reads the bytes of a typed array, an `ArrayBuffer`, or a `Buffer` in its JSON form.
fn stream(options: &JsObject, context: &mut Context) -> JsResult<Option<Vec<u8>>> {
    let stream = options.get(js_string!("stream"), context)?;
    let Some(object) = stream.as_object() else { return Ok(None) };
    let data = object.get(js_string!("data"), context)?;
    let source = if data.is_object() { data } else { stream };
    let array = context.global_object().get(js_string!("Uint8Array"), context)?;
    let Some(array) = array.as_constructor() else { return Ok(None) };
    let bytes = array.construct(&[source], None, context)?;
    libs::native::bytes_of(&bytes.into(), context).map(Some)
}

fn data(definition: &Value, stream: Option<Vec<u8>>) -> Rc<Received> {
    let code = definition["code"].as_u64().and_then(|code| u16::try_from(code).ok()).unwrap_or(0);
    let status = match definition["status"].as_str() {
        Some(status) => status.to_owned(),
        None => reason::lookup(code).map(|(name, _)| name).unwrap_or_default(),
    };
    let text = || definition["body"].as_str().map(|body| body.as_bytes().to_vec());
    let body = match stream.or_else(text) {
        Some(content) => ResponseBody::Whole(content.into()),
        None => ResponseBody::Absent,
    };
    let lines = [&definition["header"], &definition["headers"]];
    let time = definition["responseTime"].as_f64().unwrap_or(0.0);
    let data = ResponseData {
        id: definition["id"]
            .as_str()
            .map_or_else(|| uuid::Uuid::new_v4().to_string(), str::to_owned),
        code,
        status,
        headers: lines.into_iter().flat_map(headers).collect::<Headers>(),
        downloaded_bytes: body.size(),
        body,
        response_time: time,
    };
    Rc::new(data.into())
}

/// Reads the header forms of the SDK: a list of pairs, an object, text.
fn headers(definition: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match definition {
        Value::Array(list) => list
            .iter()
            .filter_map(|line| Some((line["key"].as_str()?.to_owned(), text(&line["value"]))))
            .collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), text(value))).collect(),
        Value::String(lines) => lines
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}
