//! The modules that scripts can `require`: one row a module in the table, loaded on first use.
//!
//! A script module is a function body that gets `native` (see `native.rs`) and `require`, and
//! returns its exports.

mod cheerio;
mod cipher;
mod items;
mod keystream;
mod members;
pub(super) mod native;
mod order;
mod postman_collection;
mod schema;
mod uuid;
mod words;
mod xml;

use std::cell::RefCell;
use std::collections::HashMap;

use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue, Source, js_string,
};

use super::builtins::define;
use super::{chai, json};

/// How a module comes to be.
enum Loader {
    /// JavaScript of ours.
    Script(&'static str),
    /// Rust.
    Native(fn(&mut Context) -> JsResult<JsValue>),
}

const MODULES: &[(&str, Loader)] = &[
    ("ajv", Loader::Script(include_str!("scripts/ajv/index.js"))),
    ("assert", Loader::Script(include_str!("scripts/assert/index.js"))),
    ("atob", Loader::Native(|context| global("atob", context))),
    ("backbone", Loader::Script(include_str!("scripts/backbone/index.js"))),
    ("btoa", Loader::Native(|context| global("btoa", context))),
    ("buffer", Loader::Script(include_str!("scripts/buffer.js"))),
    ("chai", Loader::Native(chai::module)),
    ("cheerio", Loader::Script(include_str!("scripts/cheerio/index.js"))),
    ("crypto-js", Loader::Script(include_str!("scripts/crypto-js/index.js"))),
    ("csv-parse/lib/sync", Loader::Script(include_str!("scripts/csv-parse.js"))),
    ("events", Loader::Script(include_str!("scripts/events.js"))),
    ("json", Loader::Native(|context| Ok(json::module(context).into()))),
    ("lodash", Loader::Script(include_str!("scripts/lodash/index.js"))),
    ("moment", Loader::Script(include_str!("scripts/moment/index.js"))),
    ("_process", Loader::Script(include_str!("scripts/process.js"))),
    ("os", Loader::Script(include_str!("scripts/os.js"))),
    ("fs", Loader::Native(|context| Ok(JsObject::with_object_proto(context.intrinsics()).into()))),
    ("path", Loader::Script(include_str!("scripts/path.js"))),
    ("postman-collection", Loader::Native(postman_collection::module)),
    ("punycode", Loader::Script(include_str!("scripts/punycode.js"))),
    ("querystring", Loader::Script(include_str!("scripts/querystring.js"))),
    ("stream", Loader::Script(include_str!("scripts/stream.js"))),
    ("string_decoder", Loader::Script(include_str!("scripts/string_decoder.js"))),
    ("timers", Loader::Script(include_str!("scripts/timers.js"))),
    ("tv4", Loader::Script(include_str!("scripts/tv4/index.js"))),
    ("url", Loader::Script(include_str!("scripts/url/index.js"))),
    ("util", Loader::Script(include_str!("scripts/util.js"))),
    ("uuid", Loader::Native(|context| Ok(uuid::module(context)))),
    ("xml2js", Loader::Script(include_str!("scripts/xml2js/index.js"))),
];

/// Parts of script modules, and what the legacy globals are made of: scripts cannot ask for these.
const PARTS: &[(&str, &str)] = &[
    ("ajv/applied", include_str!("scripts/ajv/applied.js")),
    ("ajv/compile", include_str!("scripts/ajv/compile.js")),
    ("ajv/data", include_str!("scripts/ajv/data.js")),
    ("ajv/formats", include_str!("scripts/ajv/formats.js")),
    ("ajv/keywords", include_str!("scripts/ajv/keywords.js")),
    ("ajv/resolve", include_str!("scripts/ajv/resolve.js")),
    ("ajv/rules", include_str!("scripts/ajv/rules.js")),
    ("ajv/text", include_str!("scripts/ajv/text.js")),
    ("assert/compare", include_str!("scripts/assert/compare.js")),
    ("assert/error", include_str!("scripts/assert/error.js")),
    ("chai/index", include_str!("scripts/chai/index.js")),
    ("chai/assert", include_str!("scripts/chai/assert.js")),
    ("chai/should", include_str!("scripts/chai/should.js")),
    ("chai/utilities", include_str!("scripts/chai/utilities.js")),
    ("backbone/collection", include_str!("scripts/backbone/collection.js")),
    ("backbone/common", include_str!("scripts/backbone/common.js")),
    ("backbone/events", include_str!("scripts/backbone/events.js")),
    ("backbone/model", include_str!("scripts/backbone/model.js")),
    ("backbone/router", include_str!("scripts/backbone/router.js")),
    ("cheerio/attributes", include_str!("scripts/cheerio/attributes.js")),
    ("cheerio/manipulation", include_str!("scripts/cheerio/manipulation.js")),
    ("cheerio/node", include_str!("scripts/cheerio/node.js")),
    ("cheerio/select", include_str!("scripts/cheerio/select.js")),
    ("cheerio/text", include_str!("scripts/cheerio/text.js")),
    ("cheerio/traversing", include_str!("scripts/cheerio/traversing.js")),
    ("crypto-js/ciphers", include_str!("scripts/crypto-js/ciphers.js")),
    ("crypto-js/keys", include_str!("scripts/crypto-js/keys.js")),
    ("crypto-js/paddings", include_str!("scripts/crypto-js/paddings.js")),
    ("lodash/array", include_str!("scripts/lodash/array.js")),
    ("lodash/cache", include_str!("scripts/lodash/cache.js")),
    ("lodash/clone", include_str!("scripts/lodash/clone.js")),
    ("lodash/collection", include_str!("scripts/lodash/collection.js")),
    ("lodash/core", include_str!("scripts/lodash/core.js")),
    ("lodash/equal", include_str!("scripts/lodash/equal.js")),
    ("lodash/function", include_str!("scripts/lodash/function.js")),
    ("lodash/fuse", include_str!("scripts/lodash/fuse.js")),
    ("lodash/lang", include_str!("scripts/lodash/lang.js")),
    ("lodash/object", include_str!("scripts/lodash/object.js")),
    ("lodash/string", include_str!("scripts/lodash/string.js")),
    ("lodash/wrap", include_str!("scripts/lodash/wrap.js")),
    ("lodash3", include_str!("scripts/lodash/v3.js")),
    ("moment/deprecate", include_str!("scripts/moment/deprecate.js")),
    ("moment/duration", include_str!("scripts/moment/duration.js")),
    ("moment/fields", include_str!("scripts/moment/fields.js")),
    ("moment/format", include_str!("scripts/moment/format.js")),
    ("moment/locale", include_str!("scripts/moment/locale.js")),
    ("moment/names", include_str!("scripts/moment/names.js")),
    ("moment/parse", include_str!("scripts/moment/parse.js")),
    ("moment/read", include_str!("scripts/moment/read.js")),
    ("moment/span", include_str!("scripts/moment/span.js")),
    ("members", include_str!("scripts/members.js")),
    ("moment/zone", include_str!("scripts/moment/zone.js")),
    ("tv4/errors", include_str!("scripts/tv4/errors.js")),
    ("tv4/uri", include_str!("scripts/tv4/uri.js")),
    ("tv4/validate", include_str!("scripts/tv4/validate.js")),
    ("url/resolve", include_str!("scripts/url/resolve.js")),
    ("xml2Json", include_str!("scripts/xml2Json.js")),
    ("xml2js/read", include_str!("scripts/xml2js/read.js")),
];

#[derive(Default)]
struct Loaded(RefCell<HashMap<String, JsValue>>);

/// Loads a module, or returns it when it is loaded already.
///
/// # Errors
///
/// Throws `Cannot find module 'x'` for a name that Postman does not know either.
pub fn require(context: &mut Context, name: &str) -> JsResult<JsValue> {
    if let Some(module) = loaded(name, context).filter(|_| is_public(name)) {
        return Ok(module);
    }
    let Some((_, loader)) = MODULES.iter().find(|(known, _)| *known == name) else {
        let message = format!("Cannot find module '{name}'");
        return Err(JsNativeError::error().with_message(message).into());
    };
    let module = match loader {
        Loader::Script(source) => run(name, source, context)?,
        Loader::Native(load) => load(context)?,
    };
    members::arrange(name, &module, context)?;
    provide(context, name, module.clone());
    Ok(module)
}

/// Lists the modules that scripts can require.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|(name, _)| *name)
}

/// Puts a module there, so that `require` finds it.
pub fn provide(context: &mut Context, name: &str, module: JsValue) {
    if !context.has_data::<Loaded>() {
        context.insert_data(Loaded::default());
    }
    if let Some(Loaded(modules)) = context.get_data() {
        modules.borrow_mut().insert(name.to_owned(), module);
    }
}

/// Whether scripts may ask for it by this name.
fn is_public(name: &str) -> bool {
    PARTS.iter().all(|(part, _)| *part != name)
}

fn loaded(name: &str, context: &Context) -> Option<JsValue> {
    let Loaded(modules) = context.get_data()?;
    modules.borrow().get(name).cloned()
}

/// The function `require` for scripts.
///
/// # Errors
///
/// See [`require`].
pub fn require_function(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    require(context, &name)
}

/// What script modules get as `require`: the modules and their parts.
fn require_inside(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    part(&name, context)
}

/// Loads what scripts cannot ask for.
///
/// # Errors
///
/// See [`require`].
pub(super) fn part(name: &str, context: &mut Context) -> JsResult<JsValue> {
    let Some((name, source)) = PARTS.iter().find(|(part, _)| *part == name) else {
        return require(context, name);
    };
    if let Some(part) = loaded(name, context) {
        return Ok(part);
    }
    let exports = run(name, source, context)?;
    provide(context, name, exports.clone());
    Ok(exports)
}

fn run(name: &str, source: &str, context: &mut Context) -> JsResult<JsValue> {
    let source = format!("(function (native, require) {{ 'use strict';\n{source}\n}})");
    let path = std::path::PathBuf::from(name);
    let body = context.eval(Source::from_bytes(&source).with_path(&path))?;
    let body = body.as_callable().ok_or_else(|| {
        JsNativeError::error().with_message(format!("module '{name}' is not a function"))
    })?;
    let native = native::object(context);
    let require = define::function("require", 1, require_inside, context);
    body.call(&JsValue::undefined(), &[native.into(), require], context)
}

fn global(name: &str, context: &mut Context) -> JsResult<JsValue> {
    context.global_object().get(JsString::from(name), context)
}

/// Checks data against a JSON Schema as chai-postman does; returns ajv's texts for what is wrong.
///
/// # Errors
///
/// Throws what ajv throws for a schema that is none.
pub fn schema_errors(
    schema: &JsValue,
    data: &JsValue,
    options: &JsValue,
    context: &mut Context,
) -> JsResult<Option<String>> {
    let check = part("ajv/text", context)?;
    let check = check.as_callable().ok_or_else(|| {
        JsNativeError::error().with_message("module 'ajv/text' is not a function")
    })?;
    let args = [schema.clone(), data.clone(), options.clone()];
    let text = check.call(&JsValue::undefined(), &args, context)?;
    Ok(text.as_string().map(|text| text.to_std_string_lossy()))
}

/// Tells whether an object is a node of cheerio's: its fields are accessors, though in the eyes of
/// scripts it is a plain object.
pub(super) fn is_node(object: &JsObject) -> bool {
    cheerio::is_node(object)
}

/// Makes a `Buffer` of a `Uint8Array`.
///
/// # Errors
///
/// Throws when the module `buffer` cannot be loaded.
pub fn as_buffer(array: JsValue, context: &mut Context) -> JsResult<JsValue> {
    let module = require(context, "buffer")?.to_object(context)?;
    let class = module.get(js_string!("Buffer"), context)?.to_object(context)?;
    let prototype = class.get(js_string!("prototype"), context)?;
    if let (Some(array), prototype) = (array.as_object(), prototype.as_object()) {
        array.set_prototype(prototype);
    }
    Ok(array)
}

#[cfg(test)]
#[path = "recorded.rs"]
mod recorded;
#[cfg(test)]
#[path = "tests.rs"]
mod tests;
