//! Between JavaScript values and [`serde_json::Value`].

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsNativeError, JsResult, JsString, JsValue};
use serde::Deserialize;
use serde_json::Value;

use super::super::builtins::define;

/// Makes a JavaScript value of JSON.
#[must_use]
pub fn to_js(value: &Value, context: &mut Context) -> JsValue {
    match value {
        Value::Null => JsValue::null(),
        Value::Bool(flag) => JsValue::new(*flag),
        Value::Number(number) => number_to_js(number),
        Value::String(text) => JsString::from(text.as_str()).into(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| to_js(item, context)).collect();
            JsArray::from_iter(items, context).into()
        }
        Value::Object(members) => {
            let object = define::object(context);
            for (key, member) in members {
                let member = to_js(member, context);
                define::property(&object, key, member);
            }
            object.into()
        }
    }
}

fn number_to_js(number: &serde_json::Number) -> JsValue {
    match number.as_i64().map(i32::try_from) {
        Some(Ok(small)) => JsValue::new(small),
        _ => JsValue::new(number.as_f64().unwrap_or(f64::NAN)),
    }
}

/// Makes JSON of a JavaScript value, as `JSON.stringify` sees it; `None` for functions, symbols and
/// `undefined`. A lone surrogate becomes U+FFFD.
///
/// # Errors
///
/// Throws a `TypeError` for cycles and `BigInt`s, a `RangeError` for values nested too deeply, and
/// whatever `toJSON` throws.
pub fn from_js(value: &JsValue, context: &mut Context) -> JsResult<Option<Value>> {
    if let Some(text) = value.as_string() {
        return Ok(Some(Value::String(text.to_std_string_lossy())));
    }
    let Some(text) = super::stringify(value, context)? else { return Ok(None) };
    let parsed =
        serde_json::from_str(&text).or_else(|_| read_deep(&replace_lone_surrogates(&text)));
    let value = parsed.map_err(|error| JsNativeError::range().with_message(error.to_string()))?;
    Ok(Some(value))
}

/// The deepest value that is read with native recursion.
const MAX_DEPTH: usize = 1_000;

fn read_deep(text: &str) -> Result<Value, serde_json::Error> {
    use serde::de::Error;
    let mut reader = serde_json::Deserializer::from_str(text);
    if depth(text) > MAX_DEPTH {
        return Err(serde_json::Error::custom(format_args!(
            "the value is nested deeper than {MAX_DEPTH} levels"
        )));
    }
    reader.disable_recursion_limit();
    Value::deserialize(&mut reader)
}

/// The deepest nesting of brackets outside of strings.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// `stringify` escapes nothing else with `\ud…`.
fn replace_lone_surrogates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        if rest[at..].starts_with("\\ud") {
            out.push(char::REPLACEMENT_CHARACTER);
            rest = &rest[at + 6..];
        } else {
            out.push_str(&rest[at..at + 2]);
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out
}
