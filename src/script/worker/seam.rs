//! The parts that other modules supply: assertions, inspection, the SDK's objects, JSON, libraries.
//! What is not connected yet does the plainest thing that is right, or says so by name.

use boa_engine::object::JsObject;
use boa_engine::{Context, JsNativeError, JsResult, JsValue, js_string};
use serde_json::Value;

use crate::collection::Variable;
use crate::script::protocol::{CookieData, ResponseData};
use crate::vars::{ScopeName, Scopes};

use super::{chai, json, native};

/// Replaces and adds built-ins of the engine.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    json::register(context);
    Ok(())
}

/// Makes `chai.expect`.
pub(super) fn expect(context: &mut Context) -> JsResult<JsObject> {
    chai::expect(context)
}

/// Shows a console argument as people read it.
pub(super) fn inspect(value: &JsValue, _: &mut Context) -> JsResult<String> {
    Ok(match value.as_string() {
        Some(text) => text.to_std_string_lossy(),
        None => value.display().to_string(),
    })
}

/// Makes `pm.request` from JSON in Postman's SDK form.
pub(super) fn request(json: &str, context: &mut Context) -> JsResult<JsObject> {
    let json = serde_json::from_str(json).unwrap_or(Value::Object(serde_json::Map::new()));
    to_js(&json, context)?.to_object(context)
}

/// Reads a request that a script may have changed back as JSON in Postman's SDK form.
pub(super) fn definition(request: &JsObject, context: &mut Context) -> JsResult<Value> {
    Ok(from_js(&request.clone().into(), context)?.unwrap_or_default())
}

/// Makes `pm.response`.
pub(super) fn response(data: &ResponseData, context: &mut Context) -> JsResult<JsObject> {
    let response = native::object(context);
    let body = data.body.as_ref().map(|body| body.as_slice()).unwrap_or_default();
    let text = String::from_utf8_lossy(body).into_owned();
    for (key, value) in [
        ("code", JsValue::from(data.code)),
        ("status", native::string(&data.status)),
        ("responseTime", JsValue::from(data.response_time)),
        ("body", native::string(&text)),
    ] {
        response.set(js_string!(key), value, false, context)?;
    }
    Ok(response)
}

/// Makes a `CookieList`.
pub(super) fn cookies(cookies: &[CookieData], context: &mut Context) -> JsResult<JsObject> {
    let json = serde_json::to_value(cookies).unwrap_or_default();
    to_js(&json, context)?.to_object(context)
}

/// Resolves `{{name}}` with the variables of a scope, up to Postman's 20 passes; what no variable
/// names stays. The local scope means all of them.
pub(super) fn replace(scopes: &Scopes, scope: ScopeName, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..20 {
        let next = replace_once(&text, |name| match scope {
            ScopeName::Local => scopes.get(name),
            other => scopes.scope(other).get(name),
        });
        if next == text {
            break;
        }
        text = next;
    }
    text
}

fn replace_once<'a>(text: &str, find: impl Fn(&str) -> Option<&'a Variable>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find("}}") {
        let open = rest[..end].rfind("{{");
        let name = open.map(|open| &rest[open + 2..end]).filter(|name| !name.contains(['{', '}']));
        match (open, name.and_then(&find)) {
            (Some(open), Some(variable)) => {
                out.push_str(&rest[..open]);
                match &variable.value {
                    Value::String(text) => out.push_str(text),
                    other => out.push_str(&other.to_string()),
                }
            }
            _ => out.push_str(&rest[..end + 2]),
        }
        rest = &rest[end + 2..];
    }
    out.push_str(rest);
    out
}

/// Loads a library.
pub(super) fn require(name: &str, _: &mut Context) -> JsResult<JsValue> {
    Err(JsNativeError::error().with_message(format!("Cannot find module '{name}'")).into())
}

/// Makes a JavaScript value of JSON.
pub(super) fn to_js(value: &Value, context: &mut Context) -> JsResult<JsValue> {
    Ok(json::to_js(value, context))
}

/// Makes JSON of a JavaScript value as `JSON.stringify` does; `None` for what it leaves out.
pub(super) fn from_js(value: &JsValue, context: &mut Context) -> JsResult<Option<Value>> {
    json::from_js(value, context)
}
