//! Reading Postman's request and response objects through ordinary property access.

use boa_engine::{Context, JsResult, JsString, JsValue, js_string};

use super::functions::callable;
use crate::script::worker::inspect::{function_name, get_of};

/// Which of Postman's objects a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Postman {
    /// `pm.request`.
    Request,
    /// `pm.response`.
    Response,
}

impl Postman {
    /// Recognises a request or response by the name of its constructor.
    ///
    /// # Errors
    /// Whatever a getter throws.
    pub(super) fn of(value: &JsValue, context: &mut Context) -> JsResult<Option<Self>> {
        if !value.is_object() {
            return Ok(None);
        }
        let constructor = get_of(value, js_string!("constructor"), context)?;
        let name = function_name(&constructor, context)?.unwrap_or_default();
        Ok(match name.to_std_string_lossy().as_str() {
            "PostmanRequest" => Some(Self::Request),
            "PostmanResponse" => Some(Self::Response),
            _ => None,
        })
    }

    /// Returns the word for it in messages.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// Calls `value[method](…args)`.
///
/// # Errors
/// A `TypeError` when there is no such method, or whatever it throws.
pub(super) fn invoke(
    value: &JsValue,
    method: &str,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let function = get_of(value, JsString::from(method), context)?;
    callable(&function, method)?.call(value, args, context)
}

/// The outcome of `response.json()`: the value, or the text of the error's first line.
pub(super) enum Json {
    /// The parsed body.
    Value(JsValue),
    /// Why it cannot be parsed.
    Invalid(String),
}

/// Parses the body of a response object.
///
/// # Errors
/// When the error's own getters throw.
pub(super) fn json_of(response: &JsValue, context: &mut Context) -> JsResult<Json> {
    let error = match invoke(response, "json", &[], context) {
        Ok(value) => return Ok(Json::Value(value)),
        Err(error) => error.into_opaque(context)?,
    };
    let name = text_property(&error, "name", context)?;
    let message = text_property(&error, "message", context)?;
    if name == "JSONError" && !message.is_empty() {
        let line = message.split('\n').next().unwrap_or_default();
        return Ok(Json::Invalid(line.to_owned()));
    }
    Ok(Json::Invalid(format!("{name}: {message}")))
}

fn text_property(value: &JsValue, name: &str, context: &mut Context) -> JsResult<String> {
    let value = get_of(value, JsString::from(name), context)?;
    Ok(value.to_string(context)?.to_std_string_lossy())
}
