//! `include` and `contain`.

use boa_engine::object::builtins::{JsMap, JsSet};
use boa_engine::{Context, JsArgs, JsError, JsResult, JsString, JsValue, js_string};

use super::assertion::{Assertion, Flag};
use super::equality::deep_equal;
use super::failure::{Claim, inspect, is_assertion_error};
use super::kind::lower_type_of;
use super::members::{array_values, index_of};
use super::property::property;
use crate::script::worker::inspect::{enumerable_keys, get_of, key_value};

/// `include`, `includes`, `contain`, `contains` before another word.
pub(super) fn include_chain(assertion: &mut Assertion, _: &mut Context) -> JsResult<()> {
    assertion.set(Flag::Contains, true);
    Ok(())
}

/// `include(value)` and its aliases.
pub(super) fn include(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let value = args.get_or_undefined(0);
    let object = assertion.object.clone();
    let deep = assertion.has(Flag::Deep);
    let kind = lower_type_of(&object, context)?;
    let included = match kind.as_str() {
        "string" => contains_text(&object, value, context)?,
        "weakset" if deep => {
            let text = "unable to use .deep.include with WeakSet";
            return Err(assertion.refusal(text, context));
        }
        "weakset" => call(&object, "has", value, context)?.to_boolean(),
        "map" => any_equal(&map_values(&object)?, value, deep, context)?,
        "set" if deep => any_equal(&set_values(&object)?, value, true, context)?,
        "set" => call(&object, "has", value, context)?.to_boolean(),
        "array" if deep => any_equal(&array_values(&object, context)?, value, true, context)?,
        "array" => index_of(&array_values(&object, context)?, value).is_some(),
        _ => return include_properties(assertion, &kind, value, context),
    };
    assertion.assert(
        included,
        |context| {
            let deep = if deep { "deep " } else { "" };
            let value = inspect(value, context)?;
            Ok(Claim::new(
                format!("expected #{{this}} to {deep}include {value}"),
                format!("expected #{{this}} to not {deep}include {value}"),
            ))
        },
        context,
    )
}

/// Tells whether a string holds another value's text.
pub(super) fn contains_text(
    text: &JsValue,
    part: &JsValue,
    context: &mut Context,
) -> JsResult<bool> {
    let part = part.to_string(context)?;
    let text = text.to_string(context)?;
    Ok(text.index_of(part.as_str(), 0).is_some())
}

fn any_equal(
    items: &[JsValue],
    value: &JsValue,
    deep: bool,
    context: &mut Context,
) -> JsResult<bool> {
    for item in items {
        let equal = if deep {
            deep_equal(item, value, context)?
        } else {
            JsValue::same_value_zero(item, value)
        };
        if equal {
            return Ok(true);
        }
    }
    Ok(false)
}

fn map_values(object: &JsValue) -> JsResult<Vec<JsValue>> {
    let mut values = Vec::new();
    if let Some(Ok(map)) = object.as_object().map(JsMap::from_object) {
        map.for_each_native(|_, value| {
            values.push(value);
            Ok(())
        })?;
    }
    Ok(values)
}

fn set_values(object: &JsValue) -> JsResult<Vec<JsValue>> {
    let mut values = Vec::new();
    if let Some(Ok(set)) = object.as_object().map(JsSet::from_object) {
        set.for_each_native(|value| {
            values.push(value);
            Ok(())
        })?;
    }
    Ok(values)
}

fn call(
    object: &JsValue,
    method: &str,
    argument: &JsValue,
    context: &mut Context,
) -> JsResult<JsValue> {
    let function = get_of(object, JsString::from(method), context)?;
    match function.as_callable() {
        Some(function) => function.call(object, std::slice::from_ref(argument), context),
        None => Ok(JsValue::undefined()),
    }
}

/// Asserts that an object has all properties of another. Under `not`, it is enough that one of
/// several is missing.
fn include_properties(
    assertion: &Assertion,
    kind: &str,
    value: &JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let Some(wanted) = value.as_object() else {
        let value_kind = lower_type_of(value, context)?;
        let text = format!(
            "the given combination of arguments ({kind} and {value_kind}) is invalid for this \
             assertion. You can use an array, a map, an object, a set, a string, or a weakset \
             instead of a {value_kind}"
        );
        return Err(assertion.refusal(&text, context));
    };
    let keys = enumerable_keys(&wanted, context)?;
    let lenient = assertion.has(Flag::Negate) && keys.len() != 1;
    let mut first_failure: Option<JsError> = None;
    let mut failures = 0;
    for key in &keys {
        let part = wanted.get(key.clone(), context)?;
        let mut about = assertion.clone();
        let Err(error) = property(&mut about, &[key_value(key), part], context) else {
            continue;
        };
        if !lenient || !is_assertion_error(&error, context) {
            return Err(error);
        }
        failures += 1;
        first_failure.get_or_insert(error);
    }
    match first_failure {
        Some(error) if keys.len() > 1 && failures == keys.len() => Err(error),
        _ => Ok(()),
    }
}

/// `string(part)`.
pub(super) fn string(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    super::values::is_a(&assertion.about(assertion.object.clone()), "string", context)?;
    let part = args.get_or_undefined(0);
    let holds = contains_text(&assertion.object, part, context)?;
    assertion.assert(
        holds,
        |context| {
            let part = inspect(part, context)?;
            Ok(Claim::new(
                format!("expected #{{this}} to contain {part}"),
                format!("expected #{{this}} to not contain {part}"),
            ))
        },
        context,
    )
}

/// Tells whether `value.indexOf(part) > -1` for the strings and arrays of `contain.oneOf`.
pub(super) fn holds_part(value: &JsValue, part: &JsValue, context: &mut Context) -> JsResult<bool> {
    let method = get_of(value, js_string!("indexOf"), context)?;
    match method.as_callable() {
        Some(method) => {
            let index = method.call(value, std::slice::from_ref(part), context)?;
            Ok(index.to_number(context)? > -1.0)
        }
        None => Err(boa_engine::JsNativeError::typ()
            .with_message("expected.indexOf is not a function")
            .into()),
    }
}
