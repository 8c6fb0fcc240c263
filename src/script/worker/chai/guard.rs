//! The errors for words that chai does not know.
//!
//! A proxy stands at the end of the prototype chain of assertions and of methods: what is known is
//! found before it, so only misses pay for it.

use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsArray, JsProxyBuilder};
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, js_string};

use super::module::Chai;
use crate::script::worker::inspect::{key_value, own_names};

/// Names that engines and libraries probe for; they read as undefined: `config.proxyExcludedKeys` at
/// the start.
pub(super) const EXCLUDED: [&str; 4] = ["then", "catch", "inspect", "toJSON"];

/// Names of the prototype that are no words.
const BUILTINS: [&str; 4] = ["__flags", "__methods", "_obj", "assert"];

/// Words at this distance or farther are not suggested.
const MAX_DISTANCE: usize = 4;

/// Makes the object that assertions inherit from in the end.
///
/// # Errors
/// When the engine refuses the proxy.
pub(super) fn assertion_guard(context: &mut Context) -> JsResult<JsObject> {
    let target = context.intrinsics().constructors().object().prototype();
    Ok(JsProxyBuilder::new(target).get(get_word).build(context)?.into())
}

/// Makes the object that the functions of methods inherit from.
///
/// # Errors
/// When the engine refuses the proxy.
pub(super) fn method_guard(context: &mut Context) -> JsResult<JsObject> {
    let target = context.intrinsics().constructors().function().prototype();
    Ok(JsProxyBuilder::new(target).get(get_of_method).build(context)?.into())
}

/// Returns the property of the target, or the name that is not known there.
enum Lookup {
    Found(JsValue),
    Unknown(String),
}

fn look_up(args: &[JsValue], context: &mut Context) -> JsResult<Lookup> {
    let Some(target) = args.get_or_undefined(0).as_object() else {
        return Ok(Lookup::Found(JsValue::undefined()));
    };
    let key = args.get_or_undefined(1).to_property_key(context)?;
    let PropertyKey::Symbol(_) = key else {
        let name = key_value(&key).to_string(context)?.to_std_string_lossy();
        if !target.has_property(key.clone(), context)? && is_watched(&name, context)? {
            return Ok(Lookup::Unknown(name));
        }
        return Ok(Lookup::Found(target.get(key, context)?));
    };
    Ok(Lookup::Found(target.get(key, context)?))
}

/// Whether reading an unknown name is an error, as `chai.config` has it.
fn is_watched(name: &str, context: &mut Context) -> JsResult<bool> {
    let config = Chai::of(context)?.config.clone();
    if !config.get(js_string!("useProxy"), context)?.to_boolean() {
        return Ok(false);
    }
    let excluded = config.get(js_string!("proxyExcludedKeys"), context)?;
    let Some(excluded) = excluded.as_object() else { return Ok(true) };
    let excluded = JsArray::from_object(excluded)?;
    let name = JsString::from(name);
    Ok(excluded.index_of(name, None, context)?.is_none())
}

fn get_word(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = match look_up(args, context)? {
        Lookup::Found(value) => return Ok(value),
        Lookup::Unknown(name) => name,
    };
    if args.get_or_undefined(2).is_callable() {
        let functions = context.intrinsics().constructors().function().prototype();
        let value = functions.get(JsString::from(name.as_str()), context)?;
        if !value.is_undefined() {
            return Ok(value);
        }
    }
    // Plugins look on the prototype whether a word is there.
    let prototype = Chai::of(context)?.prototype.clone();
    if args.get_or_undefined(2).as_object().is_some_and(|receiver| receiver == prototype) {
        return Ok(JsValue::undefined());
    }
    let hint = match suggestion(&name, context)? {
        Some(word) => format!(". Did you mean \"{word}\"?"),
        None => String::new(),
    };
    Err(invalid(format!("{name}{hint}")))
}

fn get_of_method(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = match look_up(args, context)? {
        Lookup::Found(value) => return Ok(value),
        Lookup::Unknown(name) => name,
    };
    let method = name_of(args.get_or_undefined(2), context)?;
    Err(invalid(format!("{method}.{name}. See docs for proper usage of \"{method}\".")))
}

/// The getter of `length` on methods: a method has none to read.
pub(super) fn method_length(
    this: &JsValue,
    _: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let method = name_of(this, context)?;
    Err(invalid(format!("{method}.length. See docs for proper usage of \"{method}\".")))
}

/// The getter of `length` on chainable methods.
pub(super) fn chainable_length(
    this: &JsValue,
    _: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let method = name_of(this, context)?;
    Err(invalid(format!(
        "{method}.length. Due to a compatibility issue, \"length\" cannot directly follow \
         \"{method}\". Use \"{method}.lengthOf\" instead."
    )))
}

fn name_of(function: &JsValue, context: &mut Context) -> JsResult<String> {
    let Some(function) = function.as_object() else {
        return Ok(String::new());
    };
    let name = function.get(js_string!("name"), context)?;
    Ok(name.to_string(context)?.to_std_string_lossy())
}

fn invalid(rest: String) -> boa_engine::JsError {
    JsNativeError::error().with_message(format!("Invalid Chai property: {rest}")).into()
}

/// Finds the word of the language that is most like a name.
fn suggestion(name: &str, context: &mut Context) -> JsResult<Option<String>> {
    let prototype = Chai::of(context)?.prototype.clone();
    let objects = context.intrinsics().constructors().object().prototype();
    let mut words = Vec::new();
    for key in own_names(&prototype, context)? {
        if objects.has_own_property(key.clone(), context)? {
            continue;
        }
        words.push(key_value(&key).to_string(context)?.to_std_string_lossy());
    }
    words.retain(|word| !BUILTINS.contains(&word.as_str()));
    Ok(closest(name, words))
}

/// Returns the word most like a name, the first of several; nothing when none is like it.
pub(super) fn closest(name: &str, words: Vec<String>) -> Option<String> {
    let mut best = None;
    let mut best_distance = MAX_DISTANCE;
    for word in words {
        let distance = distance(name, &word);
        if distance < best_distance {
            best_distance = distance;
            best = Some(word);
        }
    }
    best
}

/// Returns the edit distance of two words, at most [`MAX_DISTANCE`].
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<u16> = left.encode_utf16().collect();
    let right: Vec<u16> = right.encode_utf16().collect();
    if left.len().abs_diff(right.len()) >= MAX_DISTANCE {
        return MAX_DISTANCE;
    }
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, unit) in left.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let cost = if row.abs_diff(column) >= MAX_DISTANCE {
                MAX_DISTANCE
            } else {
                let replaced = above[column] + usize::from(unit != other);
                replaced.min(above[column + 1] + 1).min(line[column] + 1)
            };
            line.push(cost);
        }
        above = line;
    }
    above.last().copied().unwrap_or(MAX_DISTANCE)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn measures_words() {
        for (left, right, expected) in
            [("foo", "to", 2), ("array", "any", 3), ("x", "lessThan", 4), ("equal", "equal", 0)]
        {
            assert_eq!(distance(left, right), expected, "{left} {right}");
        }
    }
}
