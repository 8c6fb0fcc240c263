//! `InternalizeJSONProperty` (ECMA-262 §25.5.1.1): walks a parsed value for the reviver.

use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsNativeError, JsObject, JsResult, JsValue, js_string};

/// Deepest value a reviver is walked through; each level calls back into JavaScript.
const MAX_DEPTH: usize = 1_000;

/// Calls the reviver for every member, innermost first, and returns what it makes of the whole.
pub(super) fn revive(
    value: JsValue,
    reviver: &JsObject,
    context: &mut Context,
) -> JsResult<JsValue> {
    let root = JsObject::with_object_proto(context.intrinsics());
    root.create_data_property_or_throw(js_string!(""), value, context)?;
    internalize(&root, js_string!("").into(), reviver, MAX_DEPTH, context)
}

fn internalize(
    holder: &JsObject,
    name: PropertyKey,
    reviver: &JsObject,
    depth_left: usize,
    context: &mut Context,
) -> JsResult<JsValue> {
    let value = holder.get(name.clone(), context)?;
    if let Some(object) = value.as_object() {
        let depth_left = depth_left.checked_sub(1).ok_or_else(|| {
            JsNativeError::range().with_message("JSON is nested too deeply for a reviver")
        })?;
        for key in member_keys(&object, context)? {
            let new = internalize(&object, key.clone(), reviver, depth_left, context)?;
            if new.is_undefined() {
                object.delete_property_or_throw(key, context)?;
            } else {
                object.create_data_property(key, new, context)?;
            }
        }
    }
    let name = JsValue::from(&name).to_string(context)?.into();
    reviver.call(&holder.clone().into(), &[name, value], context)
}

fn member_keys(object: &JsObject, context: &mut Context) -> JsResult<Vec<PropertyKey>> {
    if object.is_array() {
        let length = object.get(js_string!("length"), context)?.to_length(context)?;
        return Ok((0..length).map(PropertyKey::from).collect());
    }
    let keys = object.own_property_keys(context)?;
    Ok(keys.into_iter().filter(|key| !matches!(key, PropertyKey::Symbol(_))).collect())
}
