//! `change`, `increase`, `decrease` and `by`.

use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue};

use super::assertion::{Assertion, Delta};
use super::failure::Claim;
use super::functions::callable;
use super::order::concat;
use super::property::property;
use super::values::is_a;
use crate::script::worker::inspect::get_of;

/// `change`, `changes`.
pub(super) fn change(a: &mut Assertion, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    run("change", a, args, context)
}

/// `increase`, `increases`.
pub(super) fn increase(a: &mut Assertion, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    run("increase", a, args, context)
}

/// `decrease`, `decreases`.
pub(super) fn decrease(a: &mut Assertion, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    run("decrease", a, args, context)
}

fn run(
    behavior: &'static str,
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(2), context)?;
    let (subject, name) = (args.get_or_undefined(0), args.get_or_undefined(1));
    is_a(&assertion.about(assertion.object.clone()), "function", context)?;
    if name.to_boolean() {
        let mut about = assertion.about(subject.clone());
        property(&mut about, std::slice::from_ref(name), context)?;
    } else {
        is_a(&assertion.about(subject.clone()), "function", context)?;
    }
    let before = measure(subject, name, context)?;
    if behavior != "change" {
        is_a(&assertion.about(before.clone()), "number", context)?;
    }
    callable(&assertion.object, "fn")?.call(&JsValue::undefined(), &[], context)?;
    let after = measure(subject, name, context)?;
    let label = if name.is_null_or_undefined() {
        concat("", &before, context)?
    } else {
        concat(".", name, context)?
    };
    let (amount, holds) = match behavior {
        "increase" => {
            let amount = after.to_number(context)? - before.to_number(context)?;
            (amount, amount > 0.0)
        }
        "decrease" => {
            let amount = before.to_number(context)? - after.to_number(context)?;
            (amount, amount > 0.0)
        }
        _ => (f64::NAN, !before.strict_equals(&after)),
    };
    assertion.delta = Some(Box::new(Delta {
        subject: JsString::from(label.as_str()),
        before,
        after,
        behavior,
        amount,
    }));
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                format!("expected {label} to {behavior}"),
                format!("expected {label} to not {behavior}"),
            ))
        },
        context,
    )
}

fn measure(subject: &JsValue, name: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    if name.is_null_or_undefined() {
        return callable(subject, "subject")?.call(&JsValue::undefined(), &[], context);
    }
    let key = name.to_property_key(context)?;
    get_of(subject, key, context)
}

/// `by(delta)`.
pub(super) fn by(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let wanted = args.get_or_undefined(0);
    let size = wanted.to_number(context)?.abs();
    let (label, behavior, holds) = match assertion.delta.as_deref() {
        Some(delta) if delta.behavior == "change" => {
            let distance = delta.after.to_number(context)? - delta.before.to_number(context)?;
            (delta.subject.to_std_string_lossy(), delta.behavior, distance.abs() == size)
        }
        Some(delta) => (delta.subject.to_std_string_lossy(), delta.behavior, delta.amount == size),
        None => ("undefined".to_owned(), "undefined", false),
    };
    assertion.assert(
        holds,
        |context| {
            let wanted = concat("", wanted, context)?;
            Ok(Claim::new(
                format!("expected {label} to {behavior} by {wanted}"),
                format!("expected {label} to not {behavior} by {wanted}"),
            ))
        },
        context,
    )
}
