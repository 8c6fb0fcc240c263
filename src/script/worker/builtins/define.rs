//! Puts native functions on objects the way the language does: named, writable, not enumerable.

use boa_engine::builtins::object::OrdinaryObject;
use boa_engine::native_function::NativeFunctionPointer;
use boa_engine::object::{FunctionObjectBuilder, NativeObject};
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsObject, JsString, JsValue, NativeFunction};

/// Makes an empty plain object. Those that get the same members in the same order share the list of
/// their names, which is faster and smaller by far than one list each.
pub(in crate::script::worker) fn object(context: &Context) -> JsObject {
    shaped(context.intrinsics().constructors().object().prototype(), OrdinaryObject, context)
}

/// Makes an object of a kind, which shares the list of its members as [`object`] does.
pub(in crate::script::worker) fn shaped<T: NativeObject>(
    prototype: impl Into<Option<JsObject>>,
    data: T,
    context: &Context,
) -> JsObject {
    JsObject::new(context.root_shape(), prototype, data).upcast()
}

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
    keyed(object, JsString::from(name), value);
}

/// Defines an ordinary property whose name is a value already.
pub(in crate::script::worker) fn keyed(
    object: &JsObject,
    name: JsString,
    value: impl Into<JsValue>,
) {
    let property = PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(true)
        .configurable(true);
    object.insert_property(name, property);
}

/// Defines a getter that is a function already, and that `for…in` and `Object.keys` see.
pub(in crate::script::worker) fn accessor(object: &JsObject, name: &str, get: JsValue) {
    let property = PropertyDescriptor::builder().get(get).enumerable(true).configurable(true);
    object.insert_property(JsString::from(name), property);
}
