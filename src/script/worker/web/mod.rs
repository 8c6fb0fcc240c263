//! The web's globals that Postman's sandbox has: `URL`, `TextEncoder`, `crypto`, `structuredClone`,
//! `Blob`, `AbortController`, a small `Intl`, and Node's `Buffer`. Each group is JavaScript of ours
//! that is compiled when a script first looks at one of its names.

mod clock;
mod compress;
mod curves;
mod native;
mod rsa;
mod seal;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use boa_engine::object::builtins::JsPromise;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, NativeFunction, Source, js_string,
};

use super::builtins::define;
use super::libs;

/// Names that one script defines.
struct Group {
    names: &'static [&'static str],
    source: &'static str,
}

const GROUPS: [Group; 7] = [
    Group { names: &["TextEncoder", "TextDecoder"], source: include_str!("scripts/encoding.js") },
    Group { names: &["URL", "URLSearchParams"], source: include_str!("scripts/url.js") },
    Group {
        names: &["DOMException", "Event", "EventTarget", "AbortController", "AbortSignal"],
        source: include_str!("scripts/events.js"),
    },
    Group {
        names: &["crypto", "Crypto", "CryptoKey", "SubtleCrypto"],
        source: concat!(
            include_str!("scripts/crypto/keys.js"),
            include_str!("scripts/crypto/ciphers.js"),
            include_str!("scripts/crypto/symmetric.js"),
            include_str!("scripts/crypto/asymmetric.js"),
            include_str!("scripts/crypto/subtle.js"),
        ),
    },
    Group {
        names: &["Blob", "File", "structuredClone"],
        source: include_str!("scripts/objects.js"),
    },
    Group {
        names: &[
            "ReadableStream",
            "ReadableStreamDefaultReader",
            "ReadableStreamDefaultController",
            "ReadableStreamBYOBReader",
            "ReadableStreamBYOBRequest",
            "ReadableByteStreamController",
            "WritableStream",
            "WritableStreamDefaultWriter",
            "WritableStreamDefaultController",
            "TransformStream",
            "TransformStreamDefaultController",
            "CountQueuingStrategy",
            "ByteLengthQueuingStrategy",
            "TextDecoderStream",
            "TextEncoderStream",
            "CompressionStream",
            "DecompressionStream",
        ],
        source: include_str!("scripts/streams.js"),
    },
    Group { names: &["Intl"], source: include_str!("scripts/intl.js") },
];

/// Defines the globals and the `toLocaleString` family.
///
/// # Errors
/// The engine could not define them; its own fault.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    context.insert_data(Made::default());
    for (group, Group { names, .. }) in GROUPS.iter().enumerate() {
        names.iter().for_each(|name| lazy(name, Some(group), context));
    }
    lazy("Buffer", None, context);
    let global = context.global_object();
    define::method(&global, "queueMicrotask", 1, queue_microtask, context);
    clock::register(context)
}

/// The values of lazy globals: those that were made, and those that scripts assigned.
///
/// The properties stay accessors: the engine remembers at every place that reads a global what
/// kind of property it found there, and would go on calling a getter that made itself a value.
#[derive(Default)]
struct Made(RefCell<HashMap<String, JsValue>>);

impl Made {
    fn get(name: &str, context: &Context) -> Option<JsValue> {
        let Self(values) = context.get_data()?;
        values.borrow().get(name).cloned()
    }

    fn set(name: &str, value: JsValue, context: &Context) {
        if let Some(Self(values)) = context.get_data() {
            values.borrow_mut().insert(name.to_owned(), value);
        }
    }
}

/// Defines a global that is made when it is read first. Assigning replaces it.
fn lazy(name: &'static str, group: Option<usize>, context: &mut Context) {
    let get = NativeFunction::from_copy_closure(move |_, _, context| {
        if let Some(value) = Made::get(name, context) {
            return Ok(value);
        }
        match group.and_then(|group| GROUPS.get(group)) {
            Some(group) => load(group, context)?,
            None => {
                let module = libs::require(context, "buffer")?.to_object(context)?;
                let buffer = module.get(js_string!("Buffer"), context)?;
                Made::set("Buffer", buffer, context);
            }
        }
        Ok(Made::get(name, context).unwrap_or_default())
    });
    let set = NativeFunction::from_copy_closure(move |_, args, context| {
        Made::set(name, args.get_or_undefined(0).clone(), context);
        Ok(JsValue::undefined())
    });
    let property = PropertyDescriptor::builder()
        .get(get.to_js_function(context.realm()))
        .set(set.to_js_function(context.realm()))
        .enumerable(false)
        .configurable(true);
    context.global_object().insert_property(js_string!(name), property);
}

/// Loads the group that a name belongs to.
fn load_named(name: &str, context: &mut Context) -> JsResult<()> {
    let group = GROUPS.iter().find(|group| group.names.contains(&name));
    group.map_or_else(|| Err(broken().into()), |group| load(group, context))
}

fn load(group: &Group, context: &mut Context) -> JsResult<()> {
    let text = format!("(function (native) {{ 'use strict';\n{}\n}})", group.source);
    let path = Path::new(group.names[0]);
    let body = context.eval(Source::from_bytes(&text).with_path(path))?;
    let body = body.as_callable().ok_or_else(broken)?;
    let native = native::object(context)?;
    let made = body.call(&JsValue::undefined(), &[native.into()], context)?;
    let made: JsObject = made.as_object().ok_or_else(broken)?;
    for name in group.names {
        let value = made.get(js_string!(*name), context)?;
        // A name that a script has assigned in the meantime is the script's.
        if Made::get(name, context).is_none() {
            Made::set(name, value, context);
        }
    }
    Ok(())
}

fn broken() -> JsNativeError {
    JsNativeError::error().with_message("a web global cannot be made: built-ins were changed")
}

fn queue_microtask(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let callback = args.get_or_undefined(0).as_function().ok_or_else(|| {
        JsNativeError::typ().with_message(
            "The \"callback\" argument must be of type function. Received something else",
        )
    })?;
    let promise = JsPromise::resolve(JsValue::undefined(), context)?;
    promise.then(Some(callback), None, context)?;
    Ok(JsValue::undefined())
}
