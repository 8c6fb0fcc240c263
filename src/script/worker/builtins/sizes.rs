//! Caps on what asks for more memory than there is: V8 throws where the engine would abort.

use boa_engine::object::builtins::JsFunction;
use boa_engine::{
    Context, Finalize, JsData, JsNativeError, JsObject, JsResult, JsValue, NativeFunction, Trace,
    js_string,
};

use super::define;

/// V8's longest string, in UTF-16 units.
const MAX_STRING: u64 = (1 << 29) - 24;
/// Most elements that one call may write.
const MAX_ELEMENTS: u64 = 1 << 27;

/// What a method does to a length that is too large.
#[derive(Clone, Trace, Finalize, JsData)]
struct Capped {
    original: JsFunction,
    #[unsafe_ignore_trace]
    limit: u64,
    #[unsafe_ignore_trace]
    message: &'static str,
}

/// Puts a cap on `Array.prototype.join`, `toString` and `fill`.
pub(super) fn register(context: &mut Context) {
    let prototype = context.intrinsics().constructors().array().prototype();
    cap(&prototype, "join", MAX_STRING, "Invalid string length", context);
    cap(&prototype, "fill", MAX_ELEMENTS, "Invalid array length", context);
}

fn cap(
    prototype: &JsObject,
    name: &'static str,
    limit: u64,
    message: &'static str,
    context: &mut Context,
) {
    let original = prototype.get(js_string!(name), context).ok();
    let Some(original) = original.and_then(|value| value.as_function()) else { return };
    let capped = Capped { original, limit, message };
    let code = NativeFunction::from_copy_closure_with_captures(call, capped);
    let function = boa_engine::object::FunctionObjectBuilder::new(context.realm(), code)
        .name(js_string!(name))
        .length(1)
        .build();
    define::hidden(prototype, name, function);
}

fn call(
    this: &JsValue,
    args: &[JsValue],
    capped: &Capped,
    context: &mut Context,
) -> JsResult<JsValue> {
    let object = this.to_object(context)?;
    let length = object.get(js_string!("length"), context)?.to_length(context)?;
    if length > capped.limit {
        return Err(JsNativeError::range().with_message(capped.message).into());
    }
    // The engine's own `join` finds no letters in a primitive string.
    capped.original.call(&object.into(), args, context)
}
