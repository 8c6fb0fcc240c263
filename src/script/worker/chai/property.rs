//! `property` and its relatives.

use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};

use super::assertion::{Assertion, Flag};
use super::equality::deep_equal;
use super::failure::{Claim, inspect};
use super::path::path_info;
use crate::script::worker::inspect::get_of;

/// `property(name, value?)`; the value found becomes the value under test.
pub(super) fn property(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(2), context)?;
    let name = args.get_or_undefined(0);
    check_arguments(assertion, name, context)?;
    let (value, exists) = look_up(assertion, name, context)?;
    let mut words = String::new();
    for (flag, word) in [(Flag::Deep, "deep "), (Flag::Own, "own "), (Flag::Nested, "nested ")] {
        if assertion.has(flag) {
            words.push_str(word);
        }
    }
    words.push_str("property ");
    if !assertion.has(Flag::Negate) || args.len() == 1 {
        assertion.assert(
            exists,
            |context| {
                let name = inspect(name, context)?;
                Ok(Claim::new(
                    format!("expected #{{this}} to have {words}{name}"),
                    format!("expected #{{this}} to not have {words}{name}"),
                ))
            },
            context,
        )?;
    }
    if args.len() > 1 {
        let wanted = args.get_or_undefined(1);
        let holds = exists
            && if assertion.has(Flag::Deep) {
                deep_equal(wanted, &value, context)?
            } else {
                wanted.strict_equals(&value)
            };
        assertion.assert(
            holds,
            |context| {
                let name = inspect(name, context)?;
                Ok(Claim::new(
                    format!(
                        "expected #{{this}} to have {words}{name} of #{{exp}}, but got #{{act}}"
                    ),
                    format!("expected #{{this}} to not have {words}{name} of #{{act}}"),
                )
                .expected(wanted.clone())
                .actual(value.clone()))
            },
            context,
        )?;
    }
    assertion.object = value;
    Ok(())
}

fn check_arguments(assertion: &Assertion, name: &JsValue, context: &mut Context) -> JsResult<()> {
    let text = if assertion.has(Flag::Nested) {
        if !name.is_string() {
            Some("the argument to property must be a string when using nested syntax")
        } else if assertion.has(Flag::Own) {
            Some("The \"nested\" and \"own\" flags cannot be combined.")
        } else {
            None
        }
    } else if !(name.is_string() || name.is_number() || name.is_symbol()) {
        Some("the argument to property must be a string, number, or symbol")
    } else {
        None
    };
    let text = text.or_else(|| {
        let missing = assertion.object.is_null_or_undefined();
        missing.then_some("Target cannot be null or undefined.")
    });
    match text {
        Some(text) => Err(assertion.refusal(text, context)),
        None => Ok(()),
    }
}

fn look_up(
    assertion: &Assertion,
    name: &JsValue,
    context: &mut Context,
) -> JsResult<(JsValue, bool)> {
    if let Some(path) = name.as_string().filter(|_| assertion.has(Flag::Nested)) {
        let info = path_info(&assertion.object, &path, context)?;
        return Ok((info.value, info.exists));
    }
    let key = name.to_property_key(context)?;
    let value = get_of(&assertion.object, key.clone(), context)?;
    let object = assertion.object.to_object(context)?;
    let exists = if assertion.has(Flag::Own) {
        object.has_own_property(key, context)?
    } else {
        object.has_property(key, context)?
    };
    Ok((value, exists))
}

/// `ownProperty`, `haveOwnProperty`.
pub(super) fn own_property(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.set(Flag::Own, true);
    property(assertion, args, context)
}

/// Asserts that the value has a property called `name`, with the assertion's message and no flags.
///
/// # Errors
/// The `AssertionError`.
pub(super) fn require_property(
    assertion: &Assertion,
    name: &str,
    context: &mut Context,
) -> JsResult<()> {
    let mut about = assertion.about(assertion.object.clone());
    property(&mut about, &[JsString::from(name).into()], context)
}

/// Returns the size of the value under test and the word for it: `size` for maps and sets,
/// otherwise `length`.
///
/// # Errors
/// The `AssertionError` for a value without a length.
pub(super) fn size_of(
    assertion: &Assertion,
    kind: &str,
    context: &mut Context,
) -> JsResult<(&'static str, JsValue)> {
    if kind == "map" || kind == "set" {
        return Ok(("size", get_of(&assertion.object, js_string!("size"), context)?));
    }
    require_property(assertion, "length", context)?;
    Ok(("length", get_of(&assertion.object, js_string!("length"), context)?))
}

/// `ownPropertyDescriptor`, `haveOwnPropertyDescriptor`; the descriptor becomes the value under
/// test.
pub(super) fn own_property_descriptor(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let name = args.get_or_undefined(0);
    let wanted = args.get_or_undefined(1);
    let message = if wanted.is_string() { args.get(1) } else { args.get(2) };
    assertion.take_message(message, context)?;
    let key = name.to_property_key(context)?;
    let actual = descriptor_of(&assertion.object, &key, name, context)?;
    if actual.to_boolean() && wanted.to_boolean() && !wanted.is_string() {
        let holds = deep_equal(wanted, &actual, context)?;
        assertion.assert(
            holds,
            |context| {
                let name = inspect(name, context)?;
                let shown = inspect(wanted, context)?;
                let got = inspect(&actual, context)?;
                let start = format!("expected the own property descriptor for {name} on #{{this}}");
                Ok(Claim::new(
                    format!("{start} to match {shown}, got {got}"),
                    format!("{start} to not match {shown}"),
                )
                .expected(wanted.clone())
                .actual(actual.clone()))
            },
            context,
        )?;
    } else {
        assertion.assert(
            actual.to_boolean(),
            |context| {
                let name = inspect(name, context)?;
                Ok(Claim::new(
                    format!("expected #{{this}} to have an own property descriptor for {name}"),
                    format!("expected #{{this}} to not have an own property descriptor for {name}"),
                ))
            },
            context,
        )?;
    }
    assertion.object = actual;
    Ok(())
}

fn descriptor_of(
    value: &JsValue,
    key: &PropertyKey,
    name: &JsValue,
    context: &mut Context,
) -> JsResult<JsValue> {
    if value.is_null_or_undefined() {
        return Ok(JsValue::undefined());
    }
    let object = value.to_object(context)?;
    if !object.has_own_property(key.clone(), context)? {
        return Ok(JsValue::undefined());
    }
    let constructor = context.intrinsics().constructors().object().constructor();
    let method = constructor.get(js_string!("getOwnPropertyDescriptor"), context)?;
    match method.as_callable() {
        Some(method) => method.call(&constructor.into(), &[object.into(), name.clone()], context),
        None => Ok(JsValue::undefined()),
    }
}
