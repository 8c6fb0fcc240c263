//! Assertions on the value itself: truth, type, emptiness, equality.

use boa_engine::object::IntegrityLevel;
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue, js_string};

use super::assertion::{Assertion, Flag};
use super::equality::deep_equal;
use super::failure::{Claim, inspect};
use super::kind::{lower_type_of, type_of};
use crate::script::worker::inspect::{enumerable_keys, function_name, get_of};

/// `a`, `an`.
pub(super) fn an(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let wanted = args.get_or_undefined(0);
    let Some(wanted) = wanted.as_string() else {
        let text = if wanted.is_null_or_undefined() {
            format!("Cannot read properties of {} (reading 'toLowerCase')", wanted.display())
        } else {
            "type.toLowerCase is not a function".to_owned()
        };
        return Err(JsNativeError::typ().with_message(text).into());
    };
    is_a(assertion, &wanted.to_std_string_lossy(), context)
}

/// Asserts the type of the value by name, in any case.
pub(super) fn is_a(assertion: &Assertion, wanted: &str, context: &mut Context) -> JsResult<()> {
    let wanted = wanted.to_lowercase();
    let found = lower_type_of(&assertion.object, context)?;
    let article = if wanted.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    assertion.assert(
        found == wanted,
        |_| {
            Ok(Claim::new(
                format!("expected #{{this}} to be {article} {wanted}"),
                format!("expected #{{this}} not to be {article} {wanted}"),
            ))
        },
        context,
    )
}

/// `ok` for values that are no responses.
pub(super) fn ok(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = assertion.object.to_boolean();
    assertion.assert(
        holds,
        |_| Ok(Claim::new("expected #{this} to be truthy", "expected #{this} to be falsy")),
        context,
    )
}

/// `true`.
pub(super) fn is_true(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    is_boolean(assertion, true, context)
}

/// `false`.
pub(super) fn is_false(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    is_boolean(assertion, false, context)
}

fn is_boolean(assertion: &Assertion, wanted: bool, context: &mut Context) -> JsResult<()> {
    let expected = wanted != assertion.has(Flag::Negate);
    assertion.assert(
        assertion.object.as_boolean() == Some(wanted),
        |_| {
            Ok(Claim::new(
                format!("expected #{{this}} to be {wanted}"),
                format!("expected #{{this}} to be {}", !wanted),
            )
            .expected(expected))
        },
        context,
    )
}

/// `null`.
pub(super) fn is_null(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = assertion.object.is_null();
    plain(assertion, holds, "null", context)
}

/// `undefined`.
pub(super) fn is_undefined(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = assertion.object.is_undefined();
    plain(assertion, holds, "undefined", context)
}

/// `NaN`.
pub(super) fn is_nan(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = assertion.object.as_number().is_some_and(f64::is_nan);
    plain(assertion, holds, "NaN", context)
}

fn plain(
    assertion: &Assertion,
    holds: bool,
    word: &'static str,
    context: &mut Context,
) -> JsResult<()> {
    let positive = format!("expected #{{this}} to be {word}");
    assertion.assert_plainly(
        holds,
        positive,
        format!("expected #{{this}} not to be {word}"),
        context,
    )
}

/// `exist`, `exists`.
pub(super) fn exist(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = !assertion.object.is_null_or_undefined();
    assertion.assert(
        holds,
        |_| Ok(Claim::new("expected #{this} to exist", "expected #{this} to not exist")),
        context,
    )
}

/// `empty`.
pub(super) fn empty(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let value = assertion.object.clone();
    let is_empty = match lower_type_of(&value, context)?.as_str() {
        "array" | "string" => is_zero(&get_of(&value, js_string!("length"), context)?),
        "map" | "set" => is_zero(&get_of(&value, js_string!("size"), context)?),
        "weakmap" | "weakset" => {
            return Err(assertion.refusal(".empty was passed a weak collection", context));
        }
        "function" => {
            let name = function_name(&value, context)?.unwrap_or_default();
            let text = format!(".empty was passed a function {}", name.to_std_string_lossy());
            return Err(assertion.refusal(text.trim(), context));
        }
        _ => match value.as_object() {
            Some(object) => enumerable_keys(&object, context)?.is_empty(),
            None => {
                let text = inspect(&value, context)?;
                let text = format!(".empty was passed non-string primitive {text}");
                return Err(assertion.refusal(&text, context));
            }
        },
    };
    plain(assertion, is_empty, "empty", context)
}

fn is_zero(value: &JsValue) -> bool {
    value.as_number() == Some(0.0)
}

/// `arguments`, `Arguments`.
pub(super) fn arguments(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let kind = type_of(&assertion.object, context)?;
    assertion.assert(
        kind == "Arguments",
        |_| {
            Ok(Claim::new(
                format!("expected #{{this}} to be arguments but got {kind}"),
                "expected #{this} to not be arguments",
            ))
        },
        context,
    )
}

/// `equal`, `equals`, `eq`; with `deep` the same as [`eql`].
pub(super) fn equal(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let value = args.get_or_undefined(0);
    if assertion.has(Flag::Deep) {
        return eql(assertion, std::slice::from_ref(value), context);
    }
    assertion.assert(
        value.strict_equals(&assertion.object),
        |_| {
            Ok(Claim::new(
                "expected #{this} to equal #{exp}",
                "expected #{this} to not equal #{exp}",
            )
            .expected(value.clone())
            .actual(assertion.object.clone()))
        },
        context,
    )
}

/// `eql`, `eqls`.
pub(super) fn eql(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let value = args.get_or_undefined(0);
    let holds = deep_equal(value, &assertion.object, context)?;
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                "expected #{this} to deeply equal #{exp}",
                "expected #{this} to not deeply equal #{exp}",
            )
            .expected(value.clone())
            .actual(assertion.object.clone()))
        },
        context,
    )
}

/// `finite`.
pub(super) fn finite(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = assertion.object.as_number().is_some_and(f64::is_finite);
    state(assertion, holds, "a finite number", context)
}

/// `extensible`.
pub(super) fn extensible(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = match assertion.object.as_object() {
        Some(object) => object.is_extensible(context)?,
        None => false,
    };
    state(assertion, holds, "extensible", context)
}

/// `sealed`.
pub(super) fn sealed(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = has_integrity(&assertion.object, IntegrityLevel::Sealed, context)?;
    state(assertion, holds, "sealed", context)
}

/// `frozen`.
pub(super) fn frozen(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = has_integrity(&assertion.object, IntegrityLevel::Frozen, context)?;
    state(assertion, holds, "frozen", context)
}

fn has_integrity(value: &JsValue, level: IntegrityLevel, context: &mut Context) -> JsResult<bool> {
    match value.as_object() {
        Some(object) => object.test_integrity_level(level, context),
        None => Ok(true),
    }
}

fn state(
    assertion: &Assertion,
    holds: bool,
    word: &'static str,
    context: &mut Context,
) -> JsResult<()> {
    let positive = format!("expected #{{this}} to be {word}");
    assertion.assert_plainly(
        holds,
        positive,
        format!("expected #{{this}} to not be {word}"),
        context,
    )
}
