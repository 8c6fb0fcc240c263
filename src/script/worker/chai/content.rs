//! chai-postman 2.0.1, headers and body: `header`, `body`, `jsonBody`, `jsonSchema`.

use boa_engine::{Context, JsArgs, JsResult, JsValue, js_string};

use super::assertion::Assertion;
use super::equality::loose_deep_equal;
use super::failure::Claim;
use super::path::lodash_get;
use super::postman::{fresh, postman_either, require_method, require_response};
use super::property::require_property;
use super::response::{Json, Postman, invoke, json_of};
use super::values::is_a;
use crate::script::worker::inspect::get_of;
use crate::script::worker::libs::schema_errors;

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

/// `jsonSchema(schema, options?)`: a response's JSON, or the value itself, against a JSON Schema.
///
/// # Errors
/// The assertion's failure; what ajv says of a schema that is none.
pub(super) fn json_schema(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let schema = args.get_or_undefined(0);
    is_a(&Assertion::new(schema.clone(), None), "object", context)?;
    let data = match Postman::of(&assertion.object, context)? {
        Some(_) => match json_of(&assertion.object, context)? {
            Json::Value(value) => value,
            Json::Invalid(_) => JsValue::undefined(),
        },
        None => assertion.object.clone(),
    };
    let wrong = schema_errors(schema, &data, args.get_or_undefined(1), context)?;
    assertion.assert(
        wrong.is_none(),
        |_| {
            let found = wrong.as_deref().unwrap_or_default();
            let start = "expected data to satisfy schema but found following errors: ";
            Ok(Claim::new(format!("{start}\n{found}"), "expected data to not satisfy schema"))
        },
        context,
    )
}
