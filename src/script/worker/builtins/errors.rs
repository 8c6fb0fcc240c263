//! `Error.prototype.stack` with V8's first line, `Error.captureStackTrace`, and the
//! `Error.prototype.toJSON` of Postman's sandbox.

use boa_engine::object::builtins::JsFunction;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue,
    NativeFunction, Trace, js_string,
};

use super::super::error;
use super::define;

#[derive(Clone, Trace, Finalize, JsData)]
struct Frames(JsFunction);

/// Replaces the getter and adds the function.
pub(super) fn register(context: &mut Context) {
    let error = context.intrinsics().constructors().error();
    let (constructor, prototype) = (error.constructor(), error.prototype());
    define::method(&constructor, "captureStackTrace", 2, capture, context);
    define::property(&constructor, "stackTraceLimit", 10);
    define::method(&prototype, "toJSON", 0, to_json, context);
    let key = PropertyKey::from(js_string!("stack"));
    let known = prototype.borrow().properties().get(&key);
    let get = known.as_ref().and_then(|property| property.get()?.as_function());
    let (Some(known), Some(get)) = (known, get) else { return };
    let code = NativeFunction::from_copy_closure_with_captures(stack, Frames(get));
    let property = PropertyDescriptor::builder()
        .get(code.to_js_function(context.realm()))
        .maybe_set(known.set().cloned())
        .enumerable(false)
        .configurable(true);
    prototype.insert_property(key, property);
}

fn stack(
    this: &JsValue,
    _: &[JsValue],
    Frames(frames): &Frames,
    context: &mut Context,
) -> JsResult<JsValue> {
    let text = frames.call(this, &[], context)?;
    let (Some(object), Some(text)) = (this.as_object(), text.as_string()) else { return Ok(text) };
    let mut stack = header(&object, context)?;
    for line in error::stack_lines(&text.to_std_string_lossy(), context) {
        stack.push_str("\n    at ");
        stack.push_str(&line);
    }
    Ok(JsString::from(stack).into())
}

/// `Name: message`, as `Error.prototype.toString` says it.
fn header(error: &JsObject, context: &mut Context) -> JsResult<String> {
    let text = |name: &str, otherwise: &str, context: &mut Context| -> JsResult<String> {
        let value = error.get(JsString::from(name), context)?;
        if value.is_undefined() {
            return Ok(otherwise.to_owned());
        }
        Ok(value.to_string(context)?.to_std_string_lossy())
    };
    let (name, message) = (text("name", "Error", context)?, text("message", "", context)?);
    Ok(match (name.as_str(), message.as_str()) {
        (name, "") => name.to_owned(),
        ("", message) => message.to_owned(),
        (name, message) => format!("{name}: {message}"),
    })
}

/// `error.toJSON()`: what there is to say of an error where JSON has no words for it.
fn to_json(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let error = this.to_object(context)?;
    let json = JsObject::with_object_proto(context.intrinsics());
    json.create_data_property_or_throw(js_string!("type"), js_string!("Error"), context)?;
    for name in [js_string!("name"), js_string!("message")] {
        let value = error.get(name.clone(), context)?;
        json.create_data_property_or_throw(name, value, context)?;
    }
    Ok(json.into())
}

/// `Error.captureStackTrace(object)`: gives the object a `stack` that names it; without frames.
fn capture(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let object = args.get_or_undefined(0).as_object().ok_or_else(|| {
        JsNativeError::typ().with_message("Invalid argument: captureStackTrace needs an object")
    })?;
    let text = header(&object, context)?;
    define::hidden(&object, "stack", JsString::from(text));
    Ok(JsValue::undefined())
}
