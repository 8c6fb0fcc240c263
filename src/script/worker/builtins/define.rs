//! Puts native functions on objects the way the language does: named, writable, not enumerable.

use boa_engine::native_function::NativeFunctionPointer;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsObject, JsString, JsValue, NativeFunction};

/// Makes a native function object.
pub(in crate::script::worker) fn function(
    name: &str,
    length: usize,
    body: NativeFunctionPointer,
    context: &mut Context,
) -> JsValue {
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(body))
        .name(JsString::from(name))
        .length(length)
        .constructor(false)
        .build()
        .into()
}

/// Defines a method.
pub(in crate::script::worker) fn method(
    object: &JsObject,
    name: &str,
    length: usize,
    body: NativeFunctionPointer,
    context: &mut Context,
) {
    let function = function(name, length, body, context);
    hidden(object, name, function);
}

/// Defines a writable property that `for…in` and `Object.keys` pass over.
pub(in crate::script::worker) fn hidden(object: &JsObject, name: &str, value: impl Into<JsValue>) {
    let property = PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(false)
        .configurable(true);
    object.insert_property(JsString::from(name), property);
}

/// Defines an ordinary property.
pub(in crate::script::worker) fn property(
    object: &JsObject,
    name: &str,
    value: impl Into<JsValue>,
) {
    let property = PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(true)
        .configurable(true);
    object.insert_property(JsString::from(name), property);
}

/// Defines a getter.
pub(in crate::script::worker) fn getter(
    object: &JsObject,
    name: &str,
    enumerable: bool,
    body: NativeFunctionPointer,
    context: &mut Context,
) {
    let get = function(name, 0, body, context);
    let property = PropertyDescriptor::builder().get(get).enumerable(enumerable).configurable(true);
    object.insert_property(JsString::from(name), property);
}
