//! Short ways to say what native functions say often.

use boa_engine::object::{FunctionObjectBuilder, JsObject};
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsResult, JsString, JsValue, NativeFunction, js_string};

/// A native function.
pub(super) type Native = fn(&JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>;

/// A method: name, number of parameters, code.
pub(super) type Method = (&'static str, usize, Native);

/// Makes a function object.
pub(super) fn function(name: &str, length: usize, native: Native, context: &Context) -> JsObject {
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(native))
        .name(js_string!(name))
        .length(length)
        .build()
        .into()
}

/// Gives an object methods that scripts can neither list nor, in effect, lose.
pub(super) fn methods(
    object: &JsObject,
    methods: &[Method],
    context: &mut Context,
) -> JsResult<()> {
    for (name, length, native) in methods {
        let method = function(name, *length, *native, context);
        hidden(object, name, method, context)?;
    }
    Ok(())
}

/// Sets a property that does not show up in loops and `Object.keys`.
pub(super) fn hidden(
    object: &JsObject,
    name: &str,
    value: impl Into<JsValue>,
    context: &mut Context,
) -> JsResult<()> {
    let property = PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(false)
        .configurable(true);
    object.define_property_or_throw(js_string!(name), property, context).map(drop)
}

/// Sets an ordinary property.
pub(super) fn shown(
    object: &JsObject,
    name: &str,
    value: impl Into<JsValue>,
    context: &mut Context,
) -> JsResult<()> {
    object.create_data_property_or_throw(js_string!(name), value, context).map(drop)
}

/// Sets a read-only property that does not show up in loops; assigning to it is ignored.
pub(super) fn fixed(
    object: &JsObject,
    name: &str,
    value: impl Into<JsValue>,
    context: &mut Context,
) -> JsResult<()> {
    let property = PropertyDescriptor::builder()
        .value(value)
        .writable(false)
        .enumerable(false)
        .configurable(false);
    object.define_property_or_throw(js_string!(name), property, context).map(drop)
}

/// Defines a property that is computed when it is read.
pub(super) fn getter(
    object: &JsObject,
    name: &str,
    get: NativeFunction,
    set: Option<NativeFunction>,
    context: &mut Context,
) -> JsResult<()> {
    let property = PropertyDescriptor::builder()
        .get(get.to_js_function(context.realm()))
        .maybe_set(set.map(|set| set.to_js_function(context.realm())))
        .enumerable(false)
        .configurable(true);
    object.define_property_or_throw(js_string!(name), property, context).map(drop)
}

/// Makes an empty plain object.
pub(super) fn object(context: &Context) -> JsObject {
    super::builtins::define::object(context)
}

/// Converts a value to text as `String(value)` does; symbols are an error there too.
pub(super) fn text(value: &JsValue, context: &mut Context) -> JsResult<String> {
    Ok(value.to_string(context)?.to_std_string_lossy())
}

/// Makes a string value.
pub(super) fn string(text: &str) -> JsValue {
    JsString::from(text).into()
}
