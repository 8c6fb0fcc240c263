//! The objects of Postman's SDK (`postman-collection` 5.3) as scripts see them.
//!
//! Most scripts look at the response's status, text and headers, and at nothing else: these are
//! native. The rest (lists, URLs, bodies, authorization, cookies) is JavaScript of ours in
//! `model/`, compiled when something first asks for it.

mod constructed;
mod content_info;
mod headers;
mod model;
mod reason;
mod received;
mod response;

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsObject, JsResult, JsValue, js_string};
use serde_json::Value;

use super::json;
use crate::script::protocol::CookieData;

pub use model::{exports, module};
pub use received::Received;
pub use response::response;

/// Makes a `PostmanRequest` of its definition (JSON text in SDK form).
///
/// # Errors
///
/// Throws a `JSONError` when the text is not JSON.
pub fn request(context: &mut Context, json_text: &str) -> JsResult<JsObject> {
    let definition = json::parse_bytes(json_text.as_bytes(), context)?;
    model::construct("Request", &[definition], context)
}

/// Gives a request back as JSON in SDK form, with whatever scripts made of it: a `url` may be plain
/// text by then, a `body` a plain object.
///
/// # Errors
///
/// Throws what `toJSON` throws, and for cycles.
pub fn to_definition(context: &mut Context, request: &JsObject) -> JsResult<Value> {
    let value = JsValue::from(request.clone());
    Ok(json::from_js(&value, context)?.unwrap_or(Value::Null))
}

/// Makes a `CookieList`.
///
/// # Errors
///
/// Throws when the model cannot be built, which a script can cause by breaking the built-ins.
pub fn cookies(context: &mut Context, cookies: &[CookieData]) -> JsResult<JsObject> {
    let members: Vec<_> = cookies
        .iter()
        .map(|cookie| {
            let mut definition = serde_json::json!({
                "name": cookie.name,
                "value": cookie.value,
                "domain": cookie.domain,
                "path": cookie.path,
                "secure": cookie.secure,
                "httpOnly": cookie.http_only,
                "hostOnly": cookie.host_only,
                "session": cookie.expires.is_none(),
            });
            if let Some(expires) = &cookie.expires {
                definition["expires"] = Value::from(expires.as_str());
            }
            json::to_js(&definition, context)
        })
        .collect();
    let members = JsArray::from_iter(members, context);
    model::construct("CookieList", &[JsValue::null(), members.into()], context)
}

/// Makes a `VariableList` of entries in Postman's export form.
///
/// # Errors
///
/// Throws when the model cannot be built, which a script can cause by breaking the built-ins.
pub fn variables(context: &mut Context, entries: JsValue) -> JsResult<JsObject> {
    model::construct("VariableList", &[JsValue::null(), entries], context)
}

/// Calls a method of an object.
fn call(
    object: &JsObject,
    method: boa_engine::JsString,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let name = method.to_std_string_lossy();
    let function = object.get(method, context)?.as_callable().ok_or_else(|| {
        boa_engine::JsNativeError::typ().with_message(format!("{name} is not a function"))
    })?;
    function.call(&object.clone().into(), args, context)
}

/// Makes the two-element array `[key, value]`.
fn pair(key: &str, value: &str, context: &mut Context) -> JsValue {
    let items = [js_string!(key).into(), js_string!(value).into()];
    JsArray::from_iter(items, context).into()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
