//! Listing the properties of objects.

use boa_engine::object::JsObject;
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsResult, JsString, JsValue, js_string};

/// Reads `value[key]` as JavaScript does, looking at the wrapper prototype of a primitive.
///
/// # Errors
/// A `TypeError` for null and undefined, or whatever a getter throws.
pub(in crate::script::worker) fn get_of(
    value: &JsValue,
    key: impl Into<PropertyKey>,
    context: &mut Context,
) -> JsResult<JsValue> {
    match value.as_object() {
        Some(object) => object.get(key, context),
        None => value.to_object(context)?.get(key, context),
    }
}

/// Returns a property key as the JavaScript value that names it (a string or a symbol).
pub(in crate::script::worker) fn key_value(key: &PropertyKey) -> JsValue {
    match key {
        PropertyKey::String(text) => text.clone().into(),
        PropertyKey::Symbol(symbol) => symbol.clone().into(),
        PropertyKey::Index(index) => JsString::from(index.get().to_string().as_str()).into(),
    }
}

/// Returns the own string keys, enumerable or not, in property order.
///
/// # Errors
/// Whatever a proxy trap throws.
pub(in crate::script::worker) fn own_names(
    object: &JsObject,
    context: &mut Context,
) -> JsResult<Vec<PropertyKey>> {
    let mut keys = object.own_property_keys(context)?;
    keys.retain(|key| !matches!(key, PropertyKey::Symbol(_)));
    Ok(keys)
}

/// Returns the own enumerable string keys in property order (`Object.keys`).
///
/// # Errors
/// Whatever a proxy trap throws.
pub(in crate::script::worker) fn enumerable_keys(
    object: &JsObject,
    context: &mut Context,
) -> JsResult<Vec<PropertyKey>> {
    let names = own_names(object, context)?;
    keep_enumerable(object, names, context)
}

/// Returns the own enumerable symbol keys in property order.
///
/// # Errors
/// Whatever a proxy trap throws.
pub(in crate::script::worker) fn symbol_keys(
    object: &JsObject,
    context: &mut Context,
) -> JsResult<Vec<PropertyKey>> {
    let mut keys = object.own_property_keys(context)?;
    keys.retain(|key| matches!(key, PropertyKey::Symbol(_)));
    keep_enumerable(object, keys, context)
}

/// Returns the own enumerable string keys that are not array indices below `length`.
///
/// # Errors
/// Whatever a proxy trap throws.
pub(super) fn non_index_keys(
    object: &JsObject,
    context: &mut Context,
) -> JsResult<Vec<PropertyKey>> {
    let mut names = own_names(object, context)?;
    names.retain(|key| !matches!(key, PropertyKey::Index(_)));
    keep_enumerable(object, names, context)
}

fn keep_enumerable(
    object: &JsObject,
    keys: Vec<PropertyKey>,
    context: &mut Context,
) -> JsResult<Vec<PropertyKey>> {
    let mut kept = Vec::with_capacity(keys.len());
    for key in keys {
        if is_enumerable(object, &key, context)? {
            kept.push(key);
        }
    }
    Ok(kept)
}

/// Tells whether an own property is enumerable. The property map answers for ordinary objects and
/// arrays; exotic objects (proxies, strings, typed arrays) are asked the long way.
fn is_enumerable(object: &JsObject, key: &PropertyKey, context: &mut Context) -> JsResult<bool> {
    let known = object.borrow().properties().get(key);
    if let Some(enumerable) = known.and_then(|descriptor| descriptor.enumerable()) {
        return Ok(enumerable);
    }
    let prototype = context.intrinsics().constructors().object().prototype();
    let test = prototype.get(js_string!("propertyIsEnumerable"), context)?;
    match test.as_callable() {
        Some(test) => {
            Ok(test.call(&object.clone().into(), &[key_value(key)], context)?.to_boolean())
        }
        None => Ok(true),
    }
}
