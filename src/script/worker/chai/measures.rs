//! chai-postman 2.0.1, numbers of a response: `responseTime`, `responseSize`.

use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};

use super::assertion::Assertion;
use super::equality::loose_deep_equal;
use super::failure::Claim;
use super::postman::{fresh, require_method, require_response};
use super::property::require_property;
use super::response::invoke;
use crate::script::worker::inspect::get_of;

/// The flag under which `responseTime` and `responseSize` keep their number.
const NUMBER: &str = "number";

fn keep_number(assertion: &mut Assertion, number: JsValue) {
    let name = JsString::from(NUMBER);
    assertion.extra.retain(|(key, _)| *key != name);
    assertion.extra.push((name, number.clone()));
    assertion.object = number;
}

fn kept_number(assertion: &Assertion) -> JsValue {
    let name = JsString::from(NUMBER);
    let found = assertion.extra.iter().find(|(key, _)| *key == name);
    found.map(|(_, number)| number.clone()).unwrap_or_default()
}

/// `responseTime` before a comparison: the time becomes the value under test.
pub(super) fn response_time_chain(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    require_response(a, context)?;
    require_property(&fresh(a), "responseTime", context)?;
    let time = get_of(&a.object, js_string!("responseTime"), context)?;
    keep_number(a, time);
    Ok(())
}

/// `responseTime(n?)`.
pub(super) fn response_time(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let time = kept_number(assertion);
    let texts = || {
        Claim::new(
            "expected response to have a valid response time but got #{act}",
            "expected response to not have a valid response time but got #{act}",
        )
    };
    let claim = |_: &mut Context| Ok(texts().expected(JsValue::null()).actual(time.clone()));
    assertion.assert(time.is_number(), claim, context)?;
    if args.is_empty() {
        return Ok(());
    }
    let holds = loose_deep_equal(&time, args.get_or_undefined(0), context)?;
    assertion.assert(holds, claim, context)
}

/// `responseSize` before a comparison: headers and body together become the value under test.
pub(super) fn response_size_chain(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    require_response(a, context)?;
    require_method(a, "size", context)?;
    let size = invoke(&a.object, "size", &[], context)?;
    let mut total = 0.0;
    for part in ["header", "body"] {
        let part = get_of(&size, JsString::from(part), context)?;
        if part.to_boolean() {
            total += part.to_number(context)?;
        }
    }
    keep_number(a, total.into());
    Ok(())
}

/// `responseSize(n?)`.
pub(super) fn response_size(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let size = kept_number(assertion);
    assertion.assert(
        size.is_number(),
        |_| {
            Ok(Claim::new(
                "expected response to have a valid response size but got #{act}",
                "expected response to not have a valid response size but got #{act}",
            )
            .expected(JsValue::null())
            .actual(size.clone()))
        },
        context,
    )?;
    let Some(wanted) = args.first() else {
        return Ok(());
    };
    let holds = loose_deep_equal(&size, wanted, context)?;
    assertion.assert(
        holds,
        // Expected and actual are swapped in these texts; so they are in the original.
        |_| {
            Ok(Claim::new(
                "expected response size to equal #{act} but got #{exp}",
                "expected response size to not equal #{act} but got #{exp}",
            )
            .expected(wanted.clone())
            .actual(size.clone()))
        },
        context,
    )
}
