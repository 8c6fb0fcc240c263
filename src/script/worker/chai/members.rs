//! `members` and `oneOf`.

use boa_engine::{Context, JsArgs, JsResult, JsValue, js_string};

use super::assertion::{Assertion, Flag};
use super::equality::deep_equal;
use super::failure::Claim;
use super::include::holds_part;
use super::values::is_a;

/// Returns the elements of an array-like object, holes as undefined; none for other values.
///
/// # Errors
/// Whatever a getter throws.
pub(super) fn array_values(value: &JsValue, context: &mut Context) -> JsResult<Vec<JsValue>> {
    let Some(object) = value.as_object() else {
        return Ok(Vec::new());
    };
    let length = object.get(js_string!("length"), context)?.to_length(context)?;
    let mut values = Vec::new();
    for index in 0..length {
        values.push(object.get(index, context)?);
    }
    Ok(values)
}

/// Returns where a value stands in a list, compared with `===`.
pub(super) fn index_of(list: &[JsValue], value: &JsValue) -> Option<usize> {
    list.iter().position(|item| item.strict_equals(value))
}

/// `members(list)`.
pub(super) fn members(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let wanted = args.get_or_undefined(0);
    is_a(&assertion.about(assertion.object.clone()), "array", context)?;
    is_a(&assertion.about(wanted.clone()), "array", context)?;
    let (contains, ordered) = (assertion.has(Flag::Contains), assertion.has(Flag::Ordered));
    let words = match (contains, ordered) {
        (true, true) => "be an ordered superset of",
        (true, false) => "be a superset of",
        (false, true) => "have the same ordered members as",
        (false, false) => "have the same members as",
    };
    let subset = array_values(wanted, context)?;
    let superset = array_values(&assertion.object, context)?;
    let holds = is_subset(assertion, &subset, superset, context)?;
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                format!("expected #{{this}} to {words} #{{exp}}"),
                format!("expected #{{this}} to not {words} #{{exp}}"),
            )
            .expected(wanted.clone())
            .actual(assertion.object.clone()))
        },
        context,
    )
}

fn is_subset(
    assertion: &Assertion,
    subset: &[JsValue],
    mut superset: Vec<JsValue>,
    context: &mut Context,
) -> JsResult<bool> {
    let contains = assertion.has(Flag::Contains);
    let deep = assertion.has(Flag::Deep);
    if !contains && subset.len() != superset.len() {
        return Ok(false);
    }
    for (index, item) in subset.iter().enumerate() {
        if assertion.has(Flag::Ordered) {
            let undefined = JsValue::undefined();
            let other = superset.get(index).unwrap_or(&undefined);
            let equal =
                if deep { deep_equal(item, other, context)? } else { item.strict_equals(other) };
            if !equal {
                return Ok(false);
            }
            continue;
        }
        let found =
            if deep { deep_index_of(&superset, item, context)? } else { index_of(&superset, item) };
        match found {
            None => return Ok(false),
            Some(index) if !contains => {
                superset.remove(index);
            }
            Some(_) => {}
        }
    }
    Ok(true)
}

fn deep_index_of(
    list: &[JsValue],
    value: &JsValue,
    context: &mut Context,
) -> JsResult<Option<usize>> {
    for (index, item) in list.iter().enumerate() {
        if deep_equal(value, item, context)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// `oneOf(list)`.
pub(super) fn one_of(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let list = args.get_or_undefined(0);
    is_a(&assertion.about(list.clone()), "array", context)?;
    let items = array_values(list, context)?;
    let value = assertion.object.clone();
    let (holds, positive, negative) = if assertion.has(Flag::Contains) {
        let mut any = false;
        for item in &items {
            any = any || holds_part(&value, item, context)?;
        }
        (any, "contain one of", "not contain one of")
    } else if assertion.has(Flag::Deep) {
        let found = deep_index_of(&items, &value, context)?.is_some();
        (found, "deeply equal one of", "deeply equal one of")
    } else {
        (index_of(&items, &value).is_some(), "be one of", "not be one of")
    };
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                format!("expected #{{this}} to {positive} #{{exp}}"),
                format!("expected #{{this}} to {negative} #{{exp}}"),
            )
            .expected(list.clone())
            .actual(value.clone()))
        },
        context,
    )
}
