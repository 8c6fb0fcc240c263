//! The type names that assertions compare, those of type-detect 4.0.8.

use boa_engine::builtins::object::OrdinaryObject;
use boa_engine::{Context, JsObject, JsResult, JsSymbol, JsValue};

use crate::script::worker::inspect::object_tag;

/// Returns the type of a value: `typeof` for primitives and functions, otherwise `null`, `Array`,
/// `Date`, a `Symbol.toStringTag`, … or `Object`.
///
/// # Errors
/// Whatever a getter for `Symbol.toStringTag` throws.
pub(super) fn type_of(value: &JsValue, context: &mut Context) -> JsResult<String> {
    let Some(object) = value.as_object() else {
        return Ok(if value.is_null() { "null" } else { value.type_of() }.to_owned());
    };
    if object.is_callable() {
        return Ok("function".to_owned());
    }
    type_of_object(&object, context)
}

/// Returns the lower-case type of a value, the form in which users name types.
///
/// # Errors
/// As [`type_of`].
pub(super) fn lower_type_of(value: &JsValue, context: &mut Context) -> JsResult<String> {
    Ok(type_of(value, context)?.to_lowercase())
}

/// Returns the type of an object that is not callable, as [`type_of`].
///
/// # Errors
/// As [`type_of`].
pub(super) fn type_of_object(object: &JsObject, context: &mut Context) -> JsResult<String> {
    if *object == context.global_object() {
        return Ok("global".to_owned());
    }
    if object.is_array() && !object.has_property(JsSymbol::to_string_tag(), context)? {
        return Ok("Array".to_owned());
    }
    if object.is::<OrdinaryObject>() || object.prototype().is_none() {
        let tag = object.get(JsSymbol::to_string_tag(), context)?;
        let tag = tag.as_string().map(|tag| tag.to_std_string_lossy());
        return Ok(tag.unwrap_or_else(|| "Object".to_owned()));
    }
    object_tag(object, context)
}
