//! The part of the SDK that is JavaScript: compiled once per context, on first use.

use std::path::Path;

use boa_engine::{Context, JsNativeError, JsObject, JsResult, JsString, JsValue, Source};

const SOURCE: &str = concat!(
    "(function () { 'use strict';\n",
    include_str!("model/property.js"),
    include_str!("model/variable.js"),
    include_str!("model/url.js"),
    include_str!("model/request.js"),
    include_str!("model/cookie.js"),
    include_str!("model/exports.js"),
    "})()"
);

struct Model(JsObject);

/// Returns the classes by their SDK names (`Request`, `Url`, `HeaderList`, …).
///
/// # Errors
///
/// Throws when the classes cannot be built, which a script can cause by breaking the built-ins.
pub fn exports(context: &mut Context) -> JsResult<JsObject> {
    if let Some(Model(exports)) = context.get_data() {
        return Ok(exports.clone());
    }
    let source = Source::from_bytes(SOURCE).with_path(Path::new("postman-collection"));
    let value = context.eval(source)?;
    let exports = value
        .as_object()
        .ok_or_else(|| JsNativeError::error().with_message("the SDK model is not an object"))?;
    context.insert_data(Model(exports.clone()));
    Ok(exports)
}

/// Calls a class of the model with `new`.
pub(super) fn construct(
    class: &str,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsObject> {
    let class = exports(context)?.get(JsString::from(class), context)?;
    let class = class
        .as_constructor()
        .ok_or_else(|| JsNativeError::typ().with_message("the SDK class is not a constructor"))?;
    class.construct(args, None, context)
}
