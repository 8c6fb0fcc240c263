//! CryptoJS's `WordArray`s, bytes in words of 32 bits, and its hash functions over them.

use boa_engine::builtins::object::OrdinaryObject;
use boa_engine::object::builtins::JsArray;
use boa_engine::object::{FunctionObjectBuilder, IndexPropertyValues};
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue,
    NativeFunction, Trace, js_string,
};

use super::super::builtins::define;
use super::native::{self, hash, mac};

/// The prototype of `WordArray`s.
#[derive(Clone, Trace, Finalize, JsData)]
struct Prototype(JsObject);

/// Adds `wordsOf(bytes, prototype)`, `bytesOf(words)`, `shown(encoder)` that words show themselves with, and the makers of functions
/// `hasher(name, prototype)` and `authenticator(name, prototype)`.
pub(super) fn natives(object: &JsObject, context: &mut Context) {
    define::method(object, "wordsOf", 2, words_of, context);
    define::method(object, "bytesOf", 1, bytes_of, context);
    define::method(object, "shown", 1, shown, context);
    define::method(object, "hasher", 2, hasher, context);
    define::method(object, "authenticator", 2, authenticator, context);
}

fn words_of(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = native::bytes_of(args.get_or_undefined(0), context)?;
    to_words(&bytes, &prototype(args)?, context)
}

fn bytes_of(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes(args.get_or_undefined(0), context)?;
    native::to_js(bytes, context)
}

/// `WordArray.toString(encoder?)`: in hexadecimal digits, unless there is an encoder.
fn shown(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let encoder = args.get_or_undefined(0);
    if encoder.to_boolean() {
        let encoder = encoder.to_object(context)?;
        let stringify = encoder.get(js_string!("stringify"), context)?;
        let stringify = stringify.as_function().ok_or_else(|| {
            JsNativeError::typ().with_message("encoder.stringify is not a function")
        })?;
        return stringify.call(&encoder.into(), std::slice::from_ref(this), context);
    }
    let bytes = bytes(this, context)?;
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let text: String = digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect();
    Ok(JsString::from(text).into())
}

/// A function of a message.
fn hasher(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let hash = hash(&native::name_of(args.get_or_undefined(0), context)?)?;
    let code = NativeFunction::from_copy_closure_with_captures(
        move |_, args, prototype: &Prototype, context| {
            let message = data(args.get_or_undefined(0), context)?;
            to_words(&hash(&message), prototype, context)
        },
        prototype(args)?,
    );
    Ok(FunctionObjectBuilder::new(context.realm(), code).length(1).build().into())
}

/// A function of a message and a key.
fn authenticator(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mac = mac(&native::name_of(args.get_or_undefined(0), context)?)?;
    let code = NativeFunction::from_copy_closure_with_captures(
        move |_, args, prototype: &Prototype, context| {
            let message = data(args.get_or_undefined(0), context)?;
            let key = args.get_or_undefined(1);
            if key.is_null_or_undefined() {
                let message =
                    format!("Cannot read properties of {} (reading 'sigBytes')", key.display());
                return Err(JsNativeError::typ().with_message(message).into());
            }
            let key = data(key, context)?;
            to_words(&mac(&key, &message), prototype, context)
        },
        prototype(args)?,
    );
    Ok(FunctionObjectBuilder::new(context.realm(), code).length(2).build().into())
}

fn prototype(args: &[JsValue]) -> JsResult<Prototype> {
    args.get_or_undefined(1)
        .as_object()
        .map(Prototype)
        .ok_or_else(|| JsNativeError::typ().with_message("there is no prototype").into())
}

/// The bytes of a message or key: text in UTF-8, a `WordArray`, or nothing.
fn data(value: &JsValue, context: &mut Context) -> JsResult<Vec<u8>> {
    if let Some(text) = value.as_string() {
        return Ok(text.to_std_string_lossy().into_bytes());
    }
    if value.to_boolean() { bytes(value, context) } else { Ok(Vec::new()) }
}

/// The bytes of a `WordArray`.
fn bytes(value: &JsValue, context: &mut Context) -> JsResult<Vec<u8>> {
    let object = value.to_object(context)?;
    let count = object.get(js_string!("sigBytes"), context)?.to_i32(context)?;
    let count = usize::try_from(count).unwrap_or(0);
    let words = object.get(js_string!("words"), context)?.to_object(context)?;
    let mut bytes = Vec::with_capacity(count);
    if !plain(&words, count, &mut bytes) {
        bytes.clear();
        for at in 0..count.div_ceil(4) {
            bytes.extend(words.get(at, context)?.to_i32(context)?.to_be_bytes());
        }
    }
    bytes.truncate(count);
    bytes.resize(count, 0);
    Ok(bytes)
}

/// Reads the words of an array that holds nothing but whole numbers, without asking for each.
fn plain(words: &JsObject, count: usize, bytes: &mut Vec<u8>) -> bool {
    let words = words.borrow();
    let IndexPropertyValues::DenseI32(values) = words.properties().index_property_values() else {
        return false;
    };
    bytes.extend(values.take(count.div_ceil(4)).flat_map(|word| word.to_be_bytes()));
    true
}

fn to_words(bytes: &[u8], prototype: &Prototype, context: &mut Context) -> JsResult<JsValue> {
    let word = |chunk: &[u8]| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        JsValue::from(i32::from_be_bytes(word))
    };
    let words = JsArray::from_iter(bytes.chunks(4).map(word), context);
    let object = define::shaped(prototype.0.clone(), OrdinaryObject, context);
    define::property(&object, "words", words);
    define::property(&object, "sigBytes", bytes.len());
    Ok(object.into())
}
