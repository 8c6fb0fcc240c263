//! chai-postman 2.0.1: `pm.response.to.have.status(200)` and its relatives.

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, js_string};

use super::assertion::Assertion;
use super::equality::loose_deep_equal;
use super::failure::Claim;
use super::path::lodash_get;
use super::property::require_property;
use super::response::{Json, Postman, invoke, json_of};
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
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                format!("expecting a postman {word} object but got #{{this}}"),
                format!("not expecting a postman {word} object"),
            ))
        },
        context,
    )
}

/// Makes a fresh assertion on the same value, for the checks that come before the real one.
fn fresh(assertion: &Assertion) -> Assertion {
    Assertion::new(assertion.object.clone(), None)
}

fn require_response(assertion: &Assertion, context: &mut Context) -> JsResult<()> {
    postman_response(&mut fresh(assertion), context)
}

fn require_method(assertion: &Assertion, name: &str, context: &mut Context) -> JsResult<()> {
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

/// `header(name, value?)`.
pub(super) fn header(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    postman_either(&mut fresh(assertion), context)?;
    require_property(&fresh(assertion), "headers", context)?;
    let word = Postman::of(&assertion.object, context)?.map_or("undefined", Postman::word);
    let key = args.get_or_undefined(0);
    let name = key.to_string(context)?.to_std_string_lossy();
    let headers = get_of(&assertion.object, js_string!("headers"), context)?;
    let found = invoke(&headers, "has", std::slice::from_ref(key), context)?;
    assertion.assert(
        found.to_boolean(),
        |_| {
            Ok(Claim::new(
                format!("expected {word} to have header with key '{name}'"),
                format!("expected {word} to not have header with key '{name}'"),
            )
            .expected(true)
            .actual(found.clone()))
        },
        context,
    )?;
    if args.len() < 2 {
        return Ok(());
    }
    let wanted = args.get_or_undefined(1);
    let entry = invoke(&headers, "one", std::slice::from_ref(key), context)?;
    let actual = get_of(&entry, js_string!("value"), context)?;
    assertion.assert(
        actual.strict_equals(wanted),
        |_| {
            Ok(Claim::new(
                format!("expected '{name}' {word} header to be #{{exp}} but got #{{act}}"),
                format!("expected '{name}' {word} header to not be #{{act}}"),
            )
            .expected(wanted.clone())
            .actual(actual.clone()))
        },
        context,
    )
}

/// Returns the text of a response.
fn text_of(assertion: &Assertion, context: &mut Context) -> JsResult<JsValue> {
    require_method(assertion, "text", context)?;
    invoke(&assertion.object, "text", &[], context)
}

/// `withBody`.
pub(super) fn with_body(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    require_response(assertion, context)?;
    let text = text_of(assertion, context)?;
    has_content(assertion, &text, context)
}

fn has_content(assertion: &Assertion, text: &JsValue, context: &mut Context) -> JsResult<()> {
    assertion.assert(
        text.as_string().is_some_and(|text| !text.is_empty()),
        |_| {
            Ok(Claim::new(
                "expected response to have content in body",
                "expected response to not have content in body",
            ))
        },
        context,
    )
}

/// `json`.
pub(super) fn json(assertion: &mut Assertion, context: &mut Context) -> JsResult<()> {
    require_response(assertion, context)?;
    require_method(assertion, "json", context)?;
    let json = json_of(&assertion.object, context)?;
    is_valid(assertion, &json, context)
}

fn is_valid(assertion: &Assertion, json: &Json, context: &mut Context) -> JsResult<()> {
    let reason = match json {
        Json::Value(_) => "undefined",
        Json::Invalid(reason) => reason,
    };
    assertion.assert(
        matches!(json, Json::Value(_)),
        |_| {
            Ok(Claim::new(
                format!("expected response body to be a valid json but got error {reason}"),
                "expected response body not to be a valid json",
            ))
        },
        context,
    )
}

/// `body(text, pattern or object)`.
pub(super) fn body(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    require_response(assertion, context)?;
    let wanted = args.get_or_undefined(0);
    if is_plain_object(wanted, context) {
        return json_equals(assertion, wanted, context);
    }
    let text = text_of(assertion, context)?;
    if args.is_empty() {
        return has_content(assertion, &text, context);
    }
    let (holds, positive, negative) = if wanted.is_regexp() {
        (
            !invoke(wanted, "exec", std::slice::from_ref(&text), context)?.is_null(),
            "expected response body text to match #{exp} but got #{act}",
            "expected response body text #{act} to not match #{exp}",
        )
    } else {
        (
            loose_deep_equal(&text, wanted, context)?,
            "expected response body to equal #{exp} but got #{act}",
            "expected response body to not equal #{exp}",
        )
    };
    assertion.assert(
        holds,
        |_| Ok(Claim::new(positive, negative).expected(wanted.clone()).actual(text.clone())),
        context,
    )
}

fn is_plain_object(value: &JsValue, context: &mut Context) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let base = context.intrinsics().constructors().object().prototype();
    !object.is_callable() && object.prototype().is_none_or(|prototype| prototype == base)
}

fn json_equals(assertion: &Assertion, wanted: &JsValue, context: &mut Context) -> JsResult<()> {
    require_method(assertion, "json", context)?;
    let actual = match json_of(&assertion.object, context)? {
        Json::Value(value) => value,
        Json::Invalid(_) => JsValue::undefined(),
    };
    let holds = loose_deep_equal(&actual, wanted, context)?;
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                "expected response body json to equal #{exp} but got #{act}",
                "expected response body json to not equal #{exp} but got #{act}",
            )
            .expected(wanted.clone())
            .actual(actual.clone()))
        },
        context,
    )
}

/// `jsonBody(path?, value?)`.
pub(super) fn json_body(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    require_response(assertion, context)?;
    require_method(assertion, "json", context)?;
    let json = json_of(&assertion.object, context)?;
    if args.is_empty() {
        return is_valid(assertion, &json, context);
    }
    let Some(path) = args.get_or_undefined(0).as_string() else {
        return Ok(());
    };
    let json = match json {
        Json::Value(value) => value,
        Json::Invalid(_) => JsValue::undefined(),
    };
    let found = lodash_get(&json, &path, context)?;
    assertion.assert(
        found.is_some(),
        |_| {
            Ok(Claim::new(
                "expected #{act} in response to contain property #{exp}",
                "expected #{act} in response to not contain property #{exp}",
            )
            .expected(path.clone())
            .actual(json.clone()))
        },
        context,
    )?;
    if args.len() < 2 {
        return Ok(());
    }
    let wanted = args.get_or_undefined(1);
    let actual = found.unwrap_or_default();
    let holds = loose_deep_equal(&actual, wanted, context)?;
    assertion.assert(
        holds,
        |_| {
            let start =
                format!("expected response body json at \"{}\"", path.to_std_string_lossy());
            Ok(Claim::new(
                format!("{start} to contain #{{exp}} but got #{{act}}"),
                format!("{start} to not contain #{{exp}} but got #{{act}}"),
            )
            .expected(wanted.clone())
            .actual(actual.clone()))
        },
        context,
    )
}

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

/// `jsonSchema(schema)`.
///
/// # Errors
/// Always: validation is not there yet, and says so.
pub(super) fn json_schema(
    _: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    is_a(&Assertion::new(args.get_or_undefined(0).clone(), None), "object", context)?;
    Err(JsNativeError::error().with_message("jsonSchema is not implemented").into())
}
