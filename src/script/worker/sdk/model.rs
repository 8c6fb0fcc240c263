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

/// Classes that only `require('postman-collection')` shows.
const COLLECTION: &str = concat!(
    "(function (sdk, Response) { 'use strict';\n",
    include_str!("collection/scope.js"),
    include_str!("collection/matching.js"),
    include_str!("collection/tree.js"),
    "})"
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

/// Returns all classes: the module `postman-collection`.
///
/// # Errors
///
/// Throws when the classes cannot be built, which a script can cause by breaking the built-ins.
pub fn module(context: &mut Context) -> JsResult<JsObject> {
    let classes = exports(context)?;
    let response = super::response::constructor(context)?;
    let source = Source::from_bytes(COLLECTION).with_path(Path::new("postman-collection"));
    let broken = || JsNativeError::error().with_message("the SDK model is not an object");
    let make = context.eval(source)?.as_callable().ok_or_else(broken)?;
    let module = make.call(&JsValue::undefined(), &[classes.into(), response], context)?;
    Ok(module.as_object().ok_or_else(broken)?)
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
