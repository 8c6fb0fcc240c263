//! Assertions on numbers, dates and lengths: `above`, `within`, `lengthOf`, `closeTo`.

use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};

use super::assertion::{Assertion, Flag};
use super::failure::Claim;
use super::kind::lower_type_of;
use super::property::size_of;
use super::values::is_a;

/// One of the four comparisons, with the words of its messages.
struct Comparison {
    name: &'static str,
    words: &'static str,
    opposite: &'static str,
    length_opposite: &'static str,
    length_opposite_negated: bool,
    test: fn(&JsValue, &JsValue, &mut Context) -> JsResult<bool>,
}

const ABOVE: Comparison = Comparison {
    name: "above",
    words: "above",
    opposite: "at most",
    length_opposite: "above",
    length_opposite_negated: true,
    test: JsValue::gt,
};
const LEAST: Comparison = Comparison {
    name: "least",
    words: "at least",
    opposite: "below",
    length_opposite: "below",
    length_opposite_negated: false,
    test: JsValue::ge,
};
const BELOW: Comparison = Comparison {
    name: "below",
    words: "below",
    opposite: "at least",
    length_opposite: "below",
    length_opposite_negated: true,
    test: JsValue::lt,
};
const MOST: Comparison = Comparison {
    name: "most",
    words: "at most",
    opposite: "above",
    length_opposite: "above",
    length_opposite_negated: false,
    test: JsValue::le,
};

/// `above`, `gt`, `greaterThan`.
pub(super) fn above(a: &mut Assertion, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    compare(&ABOVE, a, args, context)
}

/// `least`, `gte`, `greaterThanOrEqual`.
pub(super) fn least(a: &mut Assertion, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    compare(&LEAST, a, args, context)
}

/// `below`, `lt`, `lessThan`.
pub(super) fn below(a: &mut Assertion, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    compare(&BELOW, a, args, context)
}

/// `most`, `lte`, `lessThanOrEqual`.
pub(super) fn most(a: &mut Assertion, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    compare(&MOST, a, args, context)
}

fn compare(
    comparison: &Comparison,
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let bound = args.get_or_undefined(0);
    let kind = lower_type_of(&assertion.object, context)?;
    let bound_kind = lower_type_of(bound, context)?;
    let measured = Measured::of(assertion, &kind, context)?;
    let do_length = assertion.has(Flag::DoLength);
    if !do_length && kind == "date" && bound_kind != "date" {
        let text = format!("the argument to {} must be a date", comparison.name);
        return Err(assertion.refusal(&text, context));
    }
    if bound_kind != "number" && (do_length || kind == "number") {
        let text = format!("the argument to {} must be a number", comparison.name);
        return Err(assertion.refusal(&text, context));
    }
    let Some(measured) = measured else {
        require_order(assertion, &kind, context)?;
        let holds = (comparison.test)(&assertion.object, bound, context)?;
        return assertion.assert(
            holds,
            |_| {
                Ok(Claim::new(
                    format!("expected #{{this}} to be {} #{{exp}}", comparison.words),
                    format!("expected #{{this}} to be {} #{{exp}}", comparison.opposite),
                )
                .expected(bound.clone()))
            },
            context,
        );
    };
    let holds = (comparison.test)(&measured.size, bound, context)?;
    let Measured { word, size } = measured;
    assertion.assert(
        holds,
        |_| {
            let not = if comparison.length_opposite_negated { "not " } else { "" };
            let opposite = comparison.length_opposite;
            Ok(Claim::new(
                format!(
                    "expected #{{this}} to have a {word} {} #{{exp}} but got #{{act}}",
                    comparison.words
                ),
                format!("expected #{{this}} to {not}have a {word} {opposite} #{{exp}}"),
            )
            .expected(bound.clone())
            .actual(size.clone()))
        },
        context,
    )
}

/// The length or size that `length.above(…)` and the like look at.
struct Measured {
    word: &'static str,
    size: JsValue,
}

impl Measured {
    fn of(assertion: &Assertion, kind: &str, context: &mut Context) -> JsResult<Option<Self>> {
        if !assertion.has(Flag::DoLength) {
            return Ok(None);
        }
        let (word, size) = size_of(assertion, kind, context)?;
        Ok(Some(Self { word, size }))
    }
}

fn require_order(assertion: &Assertion, kind: &str, context: &mut Context) -> JsResult<()> {
    if kind == "date" || kind == "number" {
        return Ok(());
    }
    let shown = concat("", &assertion.object, context)?;
    let shown = if kind == "string" { format!("'{shown}'") } else { shown };
    let text = format!("expected {shown} to be a number or a date");
    Err(assertion.refusal(&text, context))
}

/// Appends a value to a text with JavaScript's `+`.
///
/// # Errors
/// A `TypeError` for symbols, or whatever the value's conversion throws.
pub(super) fn concat(text: &str, value: &JsValue, context: &mut Context) -> JsResult<String> {
    let text = JsValue::from(JsString::from(text)).add(value, context)?;
    Ok(text.to_string(context)?.to_std_string_lossy())
}

/// `within`.
pub(super) fn within(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(2), context)?;
    let (start, finish) = (args.get_or_undefined(0), args.get_or_undefined(1));
    let kind = lower_type_of(&assertion.object, context)?;
    let start_kind = lower_type_of(start, context)?;
    let finish_kind = lower_type_of(finish, context)?;
    let range = if start_kind == "date" && finish_kind == "date" {
        format!("{}..{}", iso_text(start, context)?, iso_text(finish, context)?)
    } else {
        let start = concat("", start, context)?;
        concat(&format!("{start}.."), finish, context)?
    };
    let measured = Measured::of(assertion, &kind, context)?;
    let do_length = assertion.has(Flag::DoLength);
    if !do_length && kind == "date" && (start_kind != "date" || finish_kind != "date") {
        return Err(assertion.refusal("the arguments to within must be dates", context));
    }
    if (start_kind != "number" || finish_kind != "number") && (do_length || kind == "number") {
        return Err(assertion.refusal("the arguments to within must be numbers", context));
    }
    let (words, value) = match measured {
        Some(Measured { word, size }) => (format!("have a {word} within"), size),
        None => {
            require_order(assertion, &kind, context)?;
            ("be within".to_owned(), assertion.object.clone())
        }
    };
    let holds = value.ge(start, context)? && value.le(finish, context)?;
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                format!("expected #{{this}} to {words} {range}"),
                format!("expected #{{this}} to not {words} {range}"),
            ))
        },
        context,
    )
}

fn iso_text(date: &JsValue, context: &mut Context) -> JsResult<String> {
    let date = date.to_object(context)?;
    let method = date.get(js_string!("toISOString"), context)?;
    match method.as_callable() {
        Some(method) => {
            let text = method.call(&date.into(), &[], context)?;
            Ok(text.to_string(context)?.to_std_string_lossy())
        }
        None => Ok(JsValue::from(date).to_string(context)?.to_std_string_lossy()),
    }
}

/// `length(n)`, `lengthOf(n)`.
pub(super) fn length(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let wanted = args.get_or_undefined(0);
    let kind = lower_type_of(&assertion.object, context)?;
    let (word, size) = size_of(assertion, &kind, context)?;
    let holds = size.equals(wanted, context)?;
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                format!("expected #{{this}} to have a {word} of #{{exp}} but got #{{act}}"),
                format!("expected #{{this}} to not have a {word} of #{{act}}"),
            )
            .expected(wanted.clone())
            .actual(size.clone()))
        },
        context,
    )
}

/// `length`, `lengthOf` before a comparison.
pub(super) fn length_chain(assertion: &mut Assertion, _: &mut Context) -> JsResult<()> {
    assertion.set(Flag::DoLength, true);
    Ok(())
}

/// `closeTo`, `approximately`.
pub(super) fn close_to(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(2), context)?;
    is_a(&assertion.about(assertion.object.clone()), "number", context)?;
    let (expected, delta) = (args.get_or_undefined(0), args.get_or_undefined(1));
    let (Some(value), Some(wanted), Some(room)) =
        (assertion.object.as_number(), expected.as_number(), delta.as_number())
    else {
        let hint = if delta.is_undefined() { ", and a delta is required" } else { "" };
        let text = format!("the arguments to closeTo or approximately must be numbers{hint}");
        return Err(assertion.refusal(&text, context));
    };
    assertion.assert(
        (value - wanted).abs() <= room,
        |context| {
            let range =
                concat(&format!("{} +/- ", concat("", expected, context)?), delta, context)?;
            Ok(Claim::new(
                format!("expected #{{this}} to be close to {range}"),
                format!("expected #{{this}} not to be close to {range}"),
            ))
        },
        context,
    )
}
