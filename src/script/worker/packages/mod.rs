//! Packages that the user installed. The host finds and reads the files; here they are run:
//! CommonJS modules as functions, ES modules by the engine, each once a worker.

mod common;
mod modules;

use std::cell::RefCell;
use std::collections::HashMap;

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};

use super::session::Session;
use super::{calls, json, libs, native, nesting};
use crate::script::protocol::{Call, PackageFormat, Reply};

pub(super) use modules::Loader;

/// What Node has built in: in packages these names never mean files. Not all are here.
const NODE: [&str; 28] = [
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "constants",
    "crypto",
    "dns",
    "events",
    "fs",
    "http",
    "https",
    "module",
    "net",
    "os",
    "path",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "stream",
    "string_decoder",
    "timers",
    "tls",
    "tty",
    "url",
    "util",
    "vm",
    "zlib",
];

/// Modules that were loaded, by file.
#[derive(Default)]
pub(super) struct Loaded {
    /// CommonJS module objects: their `exports` may still be growing.
    common: RefCell<HashMap<String, JsValue>>,
    /// ES modules.
    modules: RefCell<HashMap<String, boa_engine::Module>>,
}

/// `require` of scripts: a package of the user's folder wins over the module built in here.
pub(super) fn require(name: &str, context: &mut Context) -> JsResult<JsValue> {
    let folder = Session::of(context)?.offers.package_folder;
    let (plain, from_node) = core(name);
    if !folder || from_node {
        return libs::require(context, plain);
    }
    match resolve(name, None, false, context)? {
        Ok(id) => load(&id, context),
        // What is not installed may be built in; if it is not, it is missing there, too.
        Err(missing) => libs::require(context, name)
            .map_err(|error| if is_built_in(name) { error } else { refused(&missing) }),
    }
}

/// `pm.require`: `npm:name@version`, or a name.
pub(super) fn pm_require(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    match resolve(&name, None, false, context)? {
        Ok(id) => load(&id, context),
        Err(reason) => Err(refused(&reason)),
    }
}

/// Takes `node:` off a name, and tells whether it is a module of Node's.
fn core(name: &str) -> (&str, bool) {
    let plain = name.strip_prefix("node:").unwrap_or(name);
    (plain, plain.len() != name.len() || NODE.contains(&plain))
}

fn is_built_in(name: &str) -> bool {
    libs::names().any(|known| known == name)
}

/// Asks the host which file a name means; the inner error is for people.
fn resolve(
    specifier: &str,
    from: Option<&str>,
    import: bool,
    context: &mut Context,
) -> JsResult<Result<String, String>> {
    let call = Call::ResolvePackage {
        specifier: specifier.to_owned(),
        from: from.map(str::to_owned),
        import,
    };
    Ok(match calls::ask_now(call, context)? {
        Reply::Resolved(id) => Ok(id),
        Reply::Refused(reason) => Err(reason),
        _ => Err(format!("Cannot find package '{specifier}'")),
    })
}

/// Loads a file, or finds what it exported.
fn load(id: &str, context: &mut Context) -> JsResult<JsValue> {
    if let Some(exports) = common::loaded(id, context)? {
        return Ok(exports);
    }
    let (format, text) = read(id, context)?;
    match format {
        PackageFormat::CommonJs => common::run(id, &text, context),
        PackageFormat::Module => modules::run(id, &text, context),
        PackageFormat::Json => json::parse_bytes(text.as_bytes(), context),
    }
}

fn read(id: &str, context: &mut Context) -> JsResult<(PackageFormat, String)> {
    match calls::ask_now(Call::ReadPackage(id.to_owned()), context)? {
        Reply::PackageFile { format, text } => {
            nesting::check(&text)?;
            // As in Node, a plain `.js` that can only be an ES module is one.
            let plain = matches!(format, PackageFormat::CommonJs);
            if plain && modules::is_module(&text) && !common::is_script(&text, context) {
                return Ok((PackageFormat::Module, text));
            }
            Ok((format, text))
        }
        Reply::Refused(reason) => Err(refused(&reason)),
        _ => Err(refused(&format!("{id} cannot be read"))),
    }
}

/// Loads what a package file asks for.
fn load_from(
    specifier: &str,
    from: &str,
    import: bool,
    context: &mut Context,
) -> JsResult<JsValue> {
    let (plain, from_node) = core(specifier);
    if from_node {
        return libs::require(context, plain);
    }
    match resolve(specifier, Some(from), import, context)? {
        Ok(id) => load(&id, context),
        Err(_) if is_built_in(specifier) => libs::require(context, specifier),
        Err(reason) => Err(refused(&reason)),
    }
}

fn refused(reason: &str) -> boa_engine::JsError {
    JsNativeError::error().with_message(reason.to_owned()).into()
}

fn loaded_of<T>(context: &Context, visit: impl FnOnce(&Loaded) -> T) -> JsResult<T> {
    Ok(visit(&Session::of(context)?.packages))
}
