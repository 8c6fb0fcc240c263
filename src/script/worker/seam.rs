//! The parts that other modules supply: assertions, inspection, the SDK's objects, JSON, libraries.
//! What is not connected yet does the plainest thing that is right, or says so by name.

use boa_engine::object::JsObject;
use boa_engine::{Context, JsNativeError, JsResult, JsValue, js_string};
use serde_json::Value;

use crate::script::protocol::{CookieData, ResponseData};
use crate::vars::{Dynamic, Resolver, ScopeName, Scopes};

use super::session::Session;
use super::{chai, inspect, json, native};

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
pub(super) fn inspect(value: &JsValue, context: &mut Context) -> JsResult<String> {
    Ok(inspect::console(value, context))
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
    for (key, value) in [
        ("code", JsValue::from(data.code)),
        ("status", native::string(&data.status)),
        ("responseTime", JsValue::from(data.response_time)),
    ] {
        response.set(js_string!(key), value, false, context)?;
    }
    native::methods(&response, &[("text", 0, text), ("json", 0, parsed)], context)?;
    Ok(response)
}

/// The content of the script's response.
fn body(context: &Context) -> JsResult<Vec<u8>> {
    let response = Session::of(context)?.script.borrow().response.clone();
    let body = response.as_ref().and_then(|response| response.body.as_ref());
    Ok(body.map(|body| body.to_vec()).unwrap_or_default())
}

fn text(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(native::string(&String::from_utf8_lossy(&body(context)?)))
}

fn parsed(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    json::parse_bytes(&body(context)?, context)
}

/// Makes a `CookieList`.
pub(super) fn cookies(cookies: &[CookieData], context: &mut Context) -> JsResult<JsObject> {
    let json = serde_json::to_value(cookies).unwrap_or_default();
    to_js(&json, context)?.to_object(context)
}

/// Resolves `{{name}}` with the variables of a scope and the dynamic ones; what nothing defines
/// stays. The local scope means all scopes.
pub(super) fn replace(
    scopes: &Scopes,
    scope: ScopeName,
    dynamic: &mut Dynamic,
    text: &str,
) -> String {
    if scope == ScopeName::Local {
        return Resolver::new(scopes, dynamic).text(text);
    }
    let mut one = Scopes::default();
    one.scope_mut(scope).clone_from(scopes.scope(scope));
    Resolver::new(&one, dynamic).text(text)
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
