//! Assertions that call or match: `instanceof`, `match`, `respondTo`, `satisfy`.

use boa_engine::object::JsObject;
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue, js_string};

use super::assertion::{Assertion, Flag};
use super::failure::{Claim, display, inspect};
use super::kind::type_of;
use super::order::concat;
use crate::script::worker::inspect::{function_name, get_of, regexp_parts};

/// Returns a value as a function.
///
/// # Errors
/// A `TypeError` that names what was called.
pub(super) fn callable(value: &JsValue, name: &str) -> JsResult<JsObject> {
    value.as_callable().ok_or_else(|| {
        JsNativeError::typ().with_message(format!("{name} is not a function")).into()
    })
}

/// `instanceof`, `instanceOf`.
pub(super) fn instance_of(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let constructor = args.get_or_undefined(0);
    let holds = match assertion.object.instance_of(constructor, context) {
        Ok(holds) => holds,
        Err(error) => {
            let is_type_error = error
                .try_native(context)
                .is_ok_and(|native| native.kind() == &boa_engine::JsNativeErrorKind::Type);
            if !is_type_error {
                return Err(error);
            }
            let kind = type_of(constructor, context)?;
            let text =
                format!("The instanceof assertion needs a constructor but {kind} was given.");
            return Err(assertion.refusal(&text, context));
        }
    };
    let name = function_name(constructor, context)?;
    assertion.assert(
        holds,
        |_| {
            let name =
                name.map_or("an unnamed constructor".to_owned(), |name| name.to_std_string_lossy());
            Ok(Claim::new(
                format!("expected #{{this}} to be an instance of {name}"),
                format!("expected #{{this}} to not be an instance of {name}"),
            ))
        },
        context,
    )
}

/// `match`, `matches`.
pub(super) fn matches(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let pattern = args.get_or_undefined(0);
    let exec = callable(&get_of(pattern, js_string!("exec"), context)?, "re.exec")?;
    let found = exec.call(pattern, std::slice::from_ref(&assertion.object), context)?;
    assertion.assert(
        found.to_boolean(),
        |context| {
            let pattern = match pattern.as_object().filter(|_| pattern.is_regexp()) {
                Some(regexp) => {
                    let (source, flags) = regexp_parts(&regexp, context)?;
                    format!("/{source}/{flags}")
                }
                None => concat("", pattern, context)?,
            };
            Ok(Claim::new(
                format!("expected #{{this}} to match {pattern}"),
                format!("expected #{{this}} not to match {pattern}"),
            ))
        },
        context,
    )
}

/// `itself`.
pub(super) fn itself(assertion: &mut Assertion, _: &mut Context) -> JsResult<()> {
    assertion.set(Flag::Itself, true);
    Ok(())
}

/// `respondTo`, `respondsTo`.
pub(super) fn respond_to(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let method = args.get_or_undefined(0);
    let key = method.to_property_key(context)?;
    let object = if assertion.object.is_callable() && !assertion.has(Flag::Itself) {
        get_of(&assertion.object, js_string!("prototype"), context)?
    } else {
        assertion.object.clone()
    };
    let holds = get_of(&object, key, context)?.is_callable();
    assertion.assert(
        holds,
        |context| {
            let method = inspect(method, context)?;
            Ok(Claim::new(
                format!("expected #{{this}} to respond to {method}"),
                format!("expected #{{this}} to not respond to {method}"),
            ))
        },
        context,
    )
}

/// `satisfy`, `satisfies`.
pub(super) fn satisfy(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(1), context)?;
    let matcher = args.get_or_undefined(0);
    let result = callable(matcher, "matcher")?.call(
        &JsValue::undefined(),
        std::slice::from_ref(&assertion.object),
        context,
    )?;
    let expected = !assertion.has(Flag::Negate);
    assertion.assert(
        result.to_boolean(),
        |context| {
            let matcher = display(matcher, context)?;
            // The second text lacks its space in the original too.
            Ok(Claim::new(
                format!("expected #{{this}} to satisfy {matcher}"),
                format!("expected #{{this}} to not satisfy{matcher}"),
            )
            .expected(expected)
            .actual(result.clone()))
        },
        context,
    )
}
