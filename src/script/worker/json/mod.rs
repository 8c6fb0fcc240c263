//! `JSON` of our own. The engine's parser compiles the text as a program, which is slow and keeps
//! every string for ever; Postman's sandbox replaces `JSON` as well, by `liquid-json`, whose error
//! texts people read in their reports.

mod circle;
mod parse;
mod revive;
mod stringify;
mod syntax_error;
mod value;
mod wtf8;

use boa_engine::object::JsObject;
use boa_engine::{Context, JsArgs, JsError, JsNativeError, JsResult, JsString, JsValue, js_string};

use super::builtins::define;
use super::session::Session;

pub use value::{from_js, to_js};

/// Deepest nesting of arrays and objects that is read or written.
pub const MAX_DEPTH: usize = 10_000;

/// Replaces `JSON.parse` and `JSON.stringify`.
pub fn register(context: &mut Context) {
    let json = context.intrinsics().objects().json();
    install(&json, context);
}

/// Makes the module `json`: an object with nothing but `parse` and `stringify`.
#[must_use]
pub fn module(context: &mut Context) -> JsObject {
    let module = JsObject::with_object_proto(context.intrinsics());
    install(&module, context);
    module
}

fn install(object: &JsObject, context: &mut Context) {
    let parse = define::function("parse", 3, parse_method, context);
    define::property(object, "parse", parse);
    let stringify = define::function("stringify", 3, stringify_method, context);
    define::property(object, "stringify", stringify);
}

/// Reads JSON straight from bytes; a byte order mark is skipped, invalid UTF-8 is replaced.
///
/// # Errors
///
/// Throws a `SyntaxError` named `JSONError` with liquid-json's text, and a `RangeError` for nesting
/// deeper than [`MAX_DEPTH`].
pub fn parse_bytes(bytes: &[u8], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if std::str::from_utf8(bytes).is_ok() {
        return parse_wtf8(bytes, context);
    }
    parse_wtf8(String::from_utf8_lossy(bytes).as_bytes(), context)
}

/// Reads JSON from a string value, as `JSON.parse(text, reviver, strict)` does.
///
/// # Errors
///
/// See [`parse_bytes`]; whatever the reviver throws, too. In `strict` mode a byte order mark is an
/// error.
pub fn parse_text(
    text: &JsString,
    reviver: &JsValue,
    strict: bool,
    context: &mut Context,
) -> JsResult<JsValue> {
    let mut bytes = wtf8::encode(text);
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        if strict {
            let message = "Unexpected byte order mark found in first 1 character(s)";
            return Err(named(JsNativeError::syntax().with_message(message).into(), context));
        }
        bytes = rest.to_vec().into();
    }
    let value = parse_wtf8(&bytes, context)?;
    match reviver.as_callable() {
        Some(reviver) => revive::revive(value, &reviver, context),
        None => Ok(value),
    }
}

fn parse_wtf8(bytes: &[u8], context: &mut Context) -> JsResult<JsValue> {
    let session = Session::of(context).ok();
    let deepest = session.as_ref().map_or(MAX_DEPTH, |session| session.deepest());
    parse::parse(bytes, deepest, context).map_err(|error| match error {
        parse::ParseError::Syntax => syntax_error::explain(bytes, context),
        parse::ParseError::TooDeep => {
            session.iter().for_each(|session| session.give_up());
            let message = format!("JSON is nested deeper than {MAX_DEPTH} levels");
            named(JsNativeError::range().with_message(message).into(), context)
        }
    })
}

/// Writes a value as `JSON.stringify(value)` does; `None` for what JSON has no word for.
///
/// # Errors
///
/// Throws for cycles, `BigInt`s and whatever `toJSON` throws.
pub fn stringify(value: &JsValue, context: &mut Context) -> JsResult<Option<String>> {
    stringify::stringify(value, &stringify::Layout::default(), context)
}

/// What is thrown where there is no text to parse.
pub fn no_text(context: &mut Context) -> JsError {
    let message = "\"undefined\" is not valid JSON";
    named(JsNativeError::syntax().with_message(message).into(), context)
}

fn parse_method(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0);
    if text.is_undefined() {
        return Err(no_text(context));
    }
    let text = text.to_string(context)?;
    let reviver = args.get_or_undefined(1);
    let strict = args.get_or_undefined(2).to_boolean() || reviver.as_boolean() == Some(true);
    parse_text(&text, reviver, strict, context)
}

fn stringify_method(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = args.get_or_undefined(0);
    let text =
        stringify::Layout::from_js(args.get_or_undefined(1), args.get_or_undefined(2), context)
            .and_then(|layout| stringify::stringify(value, &layout, context))
            .map_err(|error| named(error, context))?;
    Ok(text.map_or_else(JsValue::undefined, |text| JsString::from(text.as_str()).into()))
}

/// Gives an error liquid-json's name, `JSONError`, whatever its class.
fn named(error: JsError, context: &mut Context) -> JsError {
    match error.into_opaque(context) {
        Ok(value) => {
            if let Some(object) = value.as_object() {
                define::property(&object, "name", js_string!("JSONError"));
            }
            JsError::from_opaque(value)
        }
        Err(engine) => engine,
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
