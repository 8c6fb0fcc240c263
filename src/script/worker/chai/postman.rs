//! chai-postman 2.0.1, the status line: `pm.response.to.have.status(200)` and its relatives.

use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};

use super::assertion::Assertion;
use super::failure::Claim;
use super::property::require_property;
use super::response::{Postman, invoke};
use super::values::{self, is_a};
use crate::script::worker::inspect::get_of;

/// `postmanRequest`.
pub(super) fn postman_request(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = Postman::of(&a.object, context)? == Some(Postman::Request);
    is_postman(a, holds, "request", context)
}

/// `postmanResponse`.
pub(super) fn postman_response(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = Postman::of(&a.object, context)? == Some(Postman::Response);
    is_postman(a, holds, "response", context)
}

/// `postmanRequestOrResponse`.
pub(super) fn postman_either(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let holds = Postman::of(&a.object, context)?.is_some();
    is_postman(a, holds, "request or response", context)
}

fn is_postman(
    assertion: &Assertion,
    holds: bool,
    word: &'static str,
    context: &mut Context,
) -> JsResult<()> {
    let positive = format!("expecting a postman {word} object but got #{{this}}");
    assertion.assert_plainly(
        holds,
        positive,
        format!("not expecting a postman {word} object"),
        context,
    )
}

/// Makes a fresh assertion on the same value, for the checks that come before the real one.
pub(super) fn fresh(assertion: &Assertion) -> Assertion {
    Assertion::new(assertion.object.clone(), None)
}

/// Asserts that the value is a response.
pub(super) fn require_response(assertion: &Assertion, context: &mut Context) -> JsResult<()> {
    postman_response(&mut fresh(assertion), context)
}

/// Asserts that the value has a method.
pub(super) fn require_method(
    assertion: &Assertion,
    name: &str,
    context: &mut Context,
) -> JsResult<()> {
    require_property(&fresh(assertion), name, context)?;
    let method = get_of(&assertion.object, JsString::from(name), context)?;
    is_a(&Assertion::new(method, None), "function", context)
}

/// Returns the status code of a response.
fn code_of(assertion: &Assertion, context: &mut Context) -> JsResult<f64> {
    require_response(assertion, context)?;
    require_property(&fresh(assertion), "code", context)?;
    let code = get_of(&assertion.object, js_string!("code"), context)?;
    is_a(&Assertion::new(code.clone(), None), "number", context)?;
    code.to_number(context)
}

/// `statusCodeClass(n)`.
pub(super) fn status_code_class(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let wanted = args.get_or_undefined(0).clone();
    in_class(assertion, wanted, context)
}

fn in_class(assertion: &Assertion, wanted: JsValue, context: &mut Context) -> JsResult<()> {
    let code = code_of(assertion, context)?;
    assertion.assert(
        wanted.as_number() == Some((code / 100.0).floor()),
        |_| {
            Ok(Claim::new(
                "expected response code to be #{exp}XX but found #{act}",
                "expected response code to not be #{exp}XX",
            )
            .expected(wanted.clone())
            .actual(code))
        },
        context,
    )
}

/// `info`.
pub(super) fn info(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    in_class(a, 1.into(), context)
}

/// `success`.
pub(super) fn success(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    in_class(a, 2.into(), context)
}

/// `redirection`.
pub(super) fn redirection(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    in_class(a, 3.into(), context)
}

/// `clientError`.
pub(super) fn client_error(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    in_class(a, 4.into(), context)
}

/// `serverError`.
pub(super) fn server_error(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    in_class(a, 5.into(), context)
}

/// `error`.
pub(super) fn error(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    let code = code_of(assertion, context)?;
    let class = (code / 100.0).floor();
    assertion.assert(
        class == 4.0 || class == 5.0,
        |_| {
            Ok(Claim::new(
                "expected response code to be 4XX or 5XX but found #{act}",
                "expected response code to not be 4XX or 5XX",
            )
            .expected(JsValue::null())
            .actual(code))
        },
        context,
    )
}

fn has_code(
    assertion: &Assertion,
    actual: f64,
    wanted: f64,
    context: &mut Context,
) -> JsResult<()> {
    assertion.assert(
        actual == wanted,
        |_| {
            Ok(Claim::new(
                "expected response to have status code #{exp} but got #{act}",
                "expected response to not have status code #{act}",
            )
            .expected(wanted)
            .actual(actual))
        },
        context,
    )
}

fn has_reason(
    assertion: &Assertion,
    actual: &JsValue,
    wanted: &JsValue,
    context: &mut Context,
) -> JsResult<()> {
    assertion.assert(
        actual.strict_equals(wanted),
        |_| {
            Ok(Claim::new(
                "expected response to have status reason #{exp} but got #{act}",
                "expected response to not have status reason #{act}",
            )
            .expected(wanted.clone())
            .actual(actual.clone()))
        },
        context,
    )
}

/// `statusCode(n)`.
pub(super) fn status_code(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let code = code_of(assertion, context)?;
    let wanted = args.get_or_undefined(0).to_number(context)?;
    has_code(assertion, code, wanted, context)
}

/// `statusReason(text)`.
pub(super) fn status_reason(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    require_response(assertion, context)?;
    require_method(assertion, "reason", context)?;
    let wanted = args.get_or_undefined(0).to_string(context)?.into();
    let actual = invoke(&assertion.object, "reason", &[], context)?;
    has_reason(assertion, &actual, &wanted, context)
}

/// `status(code or reason)`.
pub(super) fn status(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let wanted = args.get_or_undefined(0);
    if let Some(wanted) = wanted.as_number() {
        let code = code_of(assertion, context)?;
        return has_code(assertion, code, wanted, context);
    }
    require_response(assertion, context)?;
    require_method(assertion, "reason", context)?;
    let actual = invoke(&assertion.object, "reason", &[], context)?;
    has_reason(assertion, &actual, wanted, context)
}

/// Asserts both the reason phrase and the code of a response.
fn named_status(
    assertion: &Assertion,
    code: f64,
    reason: &str,
    context: &mut Context,
) -> JsResult<()> {
    require_response(assertion, context)?;
    require_method(assertion, "reason", context)?;
    require_method(assertion, "details", context)?;
    let actual = invoke(&assertion.object, "reason", &[], context)?;
    let actual = actual.to_string(context)?.to_std_string_lossy().to_uppercase();
    let details = invoke(&assertion.object, "details", &[], context)?;
    let actual_code = get_of(&details, js_string!("code"), context)?.to_number(context)?;
    let (actual, wanted) = (JsString::from(actual.as_str()), JsString::from(reason));
    has_reason(assertion, &actual.into(), &wanted.into(), context)?;
    has_code(assertion, actual_code, code, context)
}

/// `ok`: status 200 for a response, truthy for anything else.
pub(super) fn ok(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    match Postman::of(&assertion.object, context)? {
        Some(Postman::Response) => named_status(assertion, 200.0, "OK", context),
        _ => values::ok(assertion, context),
    }
}

/// `accepted`.
pub(super) fn accepted(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 202.0, "ACCEPTED", context)
}

/// `withoutContent`.
pub(super) fn without_content(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 204.0, "NO CONTENT", context)
}

/// `badRequest`.
pub(super) fn bad_request(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 400.0, "BAD REQUEST", context)
}

/// `unauthorised`: wants that spelling of the reason, as the original does.
pub(super) fn unauthorised(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 401.0, "UNAUTHORISED", context)
}

/// `unauthorized`.
pub(super) fn unauthorized(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 401.0, "UNAUTHORIZED", context)
}

/// `forbidden`.
pub(super) fn forbidden(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 403.0, "FORBIDDEN", context)
}

/// `notFound`.
pub(super) fn not_found(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 404.0, "NOT FOUND", context)
}

/// `notAcceptable`: wants the reason "Acceptable", as the original does.
pub(super) fn not_acceptable(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 406.0, "ACCEPTABLE", context)
}

/// `rateLimited`.
pub(super) fn rate_limited(a: &mut Assertion, context: &mut Context) -> JsResult<()> {
    named_status(a, 429.0, "TOO MANY REQUESTS", context)
}
