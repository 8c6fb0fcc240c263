//! The parts that other modules supply: assertions, inspection, the SDK's objects, JSON, libraries.
//! What is not connected yet does the plainest thing that is right, or says so by name.

use boa_engine::object::JsObject;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsResult, JsValue, js_string};
use serde_json::Value;

use crate::script::protocol::{CookieData, ResponseData};
use crate::vars::{Dynamic, Resolver, ScopeName, Scopes};

use super::{builtins, chai, inspect, json, libs, native, sdk};

/// Replaces and adds built-ins of the engine.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    json::register(context);
    builtins::register(context);
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
    let request = sdk::request(context, json)?;
    assertable(request, context)
}

/// Reads a request that a script may have changed back as JSON in Postman's SDK form.
pub(super) fn definition(request: &JsObject, context: &mut Context) -> JsResult<Value> {
    sdk::to_definition(context, request)
}

/// Makes `pm.response`.
pub(super) fn response(data: &ResponseData, context: &mut Context) -> JsResult<JsObject> {
    let response = sdk::response(context, data)?;
    assertable(response, context)
}

/// Gives an object the getter `to`: `pm.response.to.have.status(200)`.
fn assertable(object: JsObject, context: &mut Context) -> JsResult<JsObject> {
    let to = native::function(
        "get to",
        0,
        |this, _, context| chai::assertion(this.clone(), context),
        context,
    );
    let accessor = PropertyDescriptor::builder().get(to).enumerable(false).configurable(true);
    object.define_property_or_throw(js_string!("to"), accessor, context)?;
    Ok(object)
}

/// Makes a `CookieList`.
pub(super) fn cookies(cookies: &[CookieData], context: &mut Context) -> JsResult<JsObject> {
    sdk::cookies(context, cookies)
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
pub(super) fn require(name: &str, context: &mut Context) -> JsResult<JsValue> {
    libs::require(context, name)
}

/// Makes a JavaScript value of JSON.
pub(super) fn to_js(value: &Value, context: &mut Context) -> JsResult<JsValue> {
    Ok(json::to_js(value, context))
}

/// Makes JSON of a JavaScript value as `JSON.stringify` does; `None` for what it leaves out.
pub(super) fn from_js(value: &JsValue, context: &mut Context) -> JsResult<Option<Value>> {
    json::from_js(value, context)
}
