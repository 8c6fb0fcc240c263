//! Reading the items of arrays.

use boa_engine::object::IndexPropertyValues;
use boa_engine::{Context, JsResult, JsValue, js_string};

/// The items of an array, or of what has a `length`; nothing of what is no object.
///
/// # Errors
///
/// Throws what a getter throws.
pub(super) fn items(value: &JsValue, context: &mut Context) -> JsResult<Vec<JsValue>> {
    let Some(array) = value.as_object() else { return Ok(Vec::new()) };
    if let IndexPropertyValues::DenseElement(items) =
        array.borrow().properties().index_property_values()
    {
        return Ok(items.cloned().collect());
    }
    let length = array.get(js_string!("length"), context)?.to_length(context)?;
    (0..length).map(|at| array.get(at, context)).collect()
}
