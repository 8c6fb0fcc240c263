//! `pm.visualizer`.

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};
use serde_json::json;

use super::super::json as js;
use super::super::native::{self, Method};
use super::super::session::Session;

/// Makes `pm.visualizer`.
pub(super) fn make(context: &mut Context) -> JsResult<JsValue> {
    const METHODS: [Method; 2] = [("set", 3, set), ("clear", 0, clear)];
    let visualizer = native::object(context);
    native::methods(&visualizer, &METHODS, context)?;
    Ok(visualizer.into())
}

fn set(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let template = args.get_or_undefined(0);
    let Some(template) = template.as_string() else {
        let found = template.type_of();
        let message = format!("Invalid template. Template must be of type string, found {found}");
        return Err(JsNativeError::error().with_message(message).into());
    };
    let data = object(args.get_or_undefined(1), "data", "Data", context)?;
    let options = object(args.get_or_undefined(2), "options", "Options", context)?;
    let template = template.to_std_string_lossy();
    Session::of(context)?.script.borrow_mut().outcome.visualizer =
        Some(json!({ "template": template, "data": data, "options": options }));
    Ok(JsValue::undefined())
}

fn object(
    value: &JsValue,
    name: &str,
    title: &str,
    context: &mut Context,
) -> JsResult<serde_json::Value> {
    if value.is_undefined() {
        return Ok(json!({}));
    }
    if !value.is_object() {
        let found = value.type_of();
        let message = format!("Invalid {name}. {title} must be an object, found {found}");
        return Err(JsNativeError::error().with_message(message).into());
    }
    Ok(js::from_js(value, context)?.unwrap_or_else(|| json!({})))
}

fn clear(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Session::of(context)?.script.borrow_mut().outcome.visualizer = None;
    Ok(JsValue::undefined())
}
