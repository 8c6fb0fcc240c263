//! What kind of thing a value is, the way `Object.prototype.toString` tells it.

use boa_engine::builtins::object::OrdinaryObject;
use boa_engine::{Context, JsObject, JsResult, JsString, JsSymbol, JsValue, js_string};

/// Returns the word that `Object.prototype.toString` puts after `[object `.
///
/// # Errors
/// Whatever a getter for `Symbol.toStringTag` throws.
pub(in crate::script::worker) fn object_tag(
    object: &JsObject,
    context: &mut Context,
) -> JsResult<String> {
    let tag = object.get(JsSymbol::to_string_tag(), context)?;
    if let Some(tag) = tag.as_string() {
        return Ok(tag.to_std_string_lossy());
    }
    if object.is::<OrdinaryObject>() {
        return Ok("Object".to_owned());
    }
    let prototype = context.intrinsics().constructors().object().prototype();
    let to_string = prototype.get(js_string!("toString"), context)?;
    let Some(to_string) = to_string.as_callable() else {
        return Ok("Object".to_owned());
    };
    let text = to_string
        .call(&object.clone().into(), &[], context)?
        .to_string(context)?
        .to_std_string_lossy();
    Ok(text
        .strip_prefix("[object ")
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or("Object")
        .to_owned())
}

/// Returns `value.name` of a function as text, empty when it has none; `None` for other values.
///
/// # Errors
/// Whatever a getter for `name` throws.
pub(in crate::script::worker) fn function_name(
    value: &JsValue,
    context: &mut Context,
) -> JsResult<Option<JsString>> {
    let Some(function) = value.as_callable() else {
        return Ok(None);
    };
    let name = function.get(js_string!("name"), context)?;
    Ok(Some(name.as_string().unwrap_or_default()))
}
