//! `keys`.

use boa_engine::object::builtins::{JsArray, JsMap, JsSet};
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};

use super::assertion::{Assertion, Flag};
use super::equality::deep_equal;
use super::failure::{Claim, inspect};
use super::kind::type_of;
use super::members::array_values;
use crate::script::worker::inspect::{enumerable_keys, key_value, symbol_keys};

const MIXED: &str = "when testing keys against an object or an array you must give a single \
                     Array|Object|String argument or multiple String arguments";

/// `keys(…)`, `key(…)`.
pub(super) fn keys(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let kind = type_of(&assertion.object, context)?;
    let is_collection = kind == "Map" || kind == "Set";
    let (actual, wanted) = if is_collection {
        (collection_keys(&assertion.object)?, listed(args, context)?)
    } else {
        let actual = object_keys(&assertion.object, context)?;
        (actual, wanted_names(assertion, args, context)?)
    };
    if wanted.is_empty() {
        return Err(assertion.refusal("keys required", context));
    }
    let any = assertion.has(Flag::Any);
    let contains = assertion.has(Flag::Contains);
    let deep = assertion.has(Flag::Deep);
    let found = count_found(&wanted, &actual, deep, context)?;
    let holds = if any {
        found > 0
    } else {
        found == wanted.len() && (contains || wanted.len() == actual.len())
    };
    assertion.assert(
        holds,
        |context| {
            let deeply = if deep && is_collection { "deeply " } else { "" };
            let verb = if contains { "contain" } else { "have" };
            let list = enumeration(&wanted, if any { "or" } else { "and" }, context)?;
            Ok(Claim::new(
                format!("expected #{{this}} to {deeply}{verb} {list}"),
                format!("expected #{{this}} to not {deeply}{verb} {list}"),
            )
            .expected(sorted(&wanted, context)?)
            .actual(sorted(&actual, context)?))
        },
        context,
    )
}

/// Returns the keys given: one array, or all arguments.
fn listed(args: &[JsValue], context: &mut Context) -> JsResult<Vec<JsValue>> {
    let first = args.get_or_undefined(0);
    if type_of(first, context)? == "Array" {
        array_values(first, context)
    } else {
        Ok(args.to_vec())
    }
}

fn wanted_names(
    assertion: &Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<Vec<JsValue>> {
    let first = args.get_or_undefined(0);
    let kind = type_of(first, context)?;
    if (kind == "Array" || kind == "Object") && args.len() > 1 {
        return Err(assertion.refusal(MIXED, context));
    }
    let names = match first.as_object().filter(|_| kind == "Object") {
        Some(object) => enumerable_keys(&object, context)?.iter().map(key_value).collect(),
        None => listed(args, context)?,
    };
    let mut texts = Vec::with_capacity(names.len());
    for name in names {
        texts.push(if name.is_symbol() { name } else { name.to_string(context)?.into() });
    }
    Ok(texts)
}

fn object_keys(value: &JsValue, context: &mut Context) -> JsResult<Vec<JsValue>> {
    if value.is_null_or_undefined() {
        return Err(JsNativeError::typ()
            .with_message("Cannot convert undefined or null to object")
            .into());
    }
    let object = value.to_object(context)?;
    let mut keys = enumerable_keys(&object, context)?;
    keys.extend(symbol_keys(&object, context)?);
    Ok(keys.iter().map(key_value).collect())
}

fn collection_keys(value: &JsValue) -> JsResult<Vec<JsValue>> {
    let mut keys = Vec::new();
    let Some(object) = value.as_object() else {
        return Ok(keys);
    };
    if let Ok(map) = JsMap::from_object(object.clone()) {
        map.for_each_native(|key, _| {
            keys.push(key);
            Ok(())
        })?;
    } else if let Ok(set) = JsSet::from_object(object) {
        set.for_each_native(|key| {
            keys.push(key);
            Ok(())
        })?;
    }
    Ok(keys)
}

fn count_found(
    wanted: &[JsValue],
    actual: &[JsValue],
    deep: bool,
    context: &mut Context,
) -> JsResult<usize> {
    let mut count = 0;
    for key in wanted {
        for other in actual {
            let equal =
                if deep { deep_equal(key, other, context)? } else { key.strict_equals(other) };
            if equal {
                count += 1;
                break;
            }
        }
    }
    Ok(count)
}

fn enumeration(keys: &[JsValue], word: &str, context: &mut Context) -> JsResult<String> {
    let mut texts = Vec::with_capacity(keys.len());
    for key in keys {
        texts.push(inspect(key, context)?);
    }
    let last = texts.pop().unwrap_or_default();
    Ok(if texts.is_empty() {
        format!("key {last}")
    } else {
        format!("keys {}, {word} {last}", texts.join(", "))
    })
}

fn sorted(keys: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mut keyed = Vec::with_capacity(keys.len());
    for key in keys {
        keyed.push((inspect(key, context)?, key.clone()));
    }
    keyed.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(JsArray::from_iter(keyed.into_iter().map(|(_, key)| key), context).into())
}
