//! CommonJS: a file is the body of a function that fills `module.exports`.

use std::path::Path;

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction, Script,
    Source, js_string,
};

use super::super::{compile, libs, native};
use super::{core, load_from, loaded_of, refused, resolve};

/// What the function of a file gets. The last ones are what packages look for in Node and browsers.
const PARAMETERS: &str = "exports,require,module,__filename,__dirname,process,global,globalThis";

/// Finds what a file has exported so far: packages may require each other in circles.
pub(super) fn loaded(id: &str, context: &mut Context) -> JsResult<Option<JsValue>> {
    let module = loaded_of(context, |loaded| loaded.common.borrow().get(id).cloned())?;
    module.as_ref().and_then(JsValue::as_object).map(|module| exports(&module, context)).transpose()
}

/// Tells whether a file can be read as CommonJS.
pub(super) fn is_script(text: &str, context: &mut Context) -> bool {
    Script::parse(Source::from_bytes(&wrapped(text)), None, context).is_ok()
}

/// Makes the function of a file.
fn wrapped(text: &str) -> String {
    let text = match text.strip_prefix("#!") {
        Some(rest) => &rest[rest.find('\n').unwrap_or(rest.len())..],
        None => text,
    };
    let (text, _) = compile::mend(text);
    format!("(function({PARAMETERS}){{{text}\n}})")
}

/// Runs a file; one that fails is run again when it is asked for again.
pub(super) fn run(id: &str, text: &str, context: &mut Context) -> JsResult<JsValue> {
    let source = wrapped(text);
    let source = Source::from_bytes(&source).with_path(Path::new(id));
    let function = Script::parse(source, None, context)
        .and_then(|script| script.evaluate(context))
        .map_err(|error| in_package(id, &error))?;
    let function = function.as_function().ok_or_else(|| refused(&format!("{id} is no module")))?;
    let module = module(id, context)?;
    loaded_of(context, |loaded| {
        loaded.common.borrow_mut().insert(id.to_owned(), module.clone().into());
    })?;
    let arguments = arguments(id, &module, context)?;
    let this = exports(&module, context)?;
    if let Err(error) = function.call(&this, &arguments, context) {
        loaded_of(context, |loaded| loaded.common.borrow_mut().remove(id))?;
        return Err(error);
    }
    module.set(js_string!("loaded"), true, false, context)?;
    exports(&module, context)
}

fn module(id: &str, context: &mut Context) -> JsResult<JsObject> {
    let module = native::object(context);
    native::shown(&module, "exports", native::object(context), context)?;
    native::shown(&module, "id", native::string(id), context)?;
    native::shown(&module, "filename", native::string(&format!("/{id}")), context)?;
    native::shown(&module, "loaded", false, context)?;
    Ok(module)
}

fn exports(module: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    module.get(js_string!("exports"), context)
}

fn arguments(id: &str, module: &JsObject, context: &mut Context) -> JsResult<[JsValue; 8]> {
    let folder = id.rsplit_once('/').map_or("", |(folder, _)| folder);
    let global: JsValue = context.global_object().into();
    Ok([
        exports(module, context)?,
        require_of(id, context)?.into(),
        module.clone().into(),
        native::string(&format!("/{id}")),
        native::string(&format!("/{folder}")),
        libs::require(context, "_process")?,
        global.clone(),
        global,
    ])
}

/// Makes the `require` of a file.
fn require_of(id: &str, context: &mut Context) -> JsResult<JsObject> {
    let code = NativeFunction::from_copy_closure_with_captures(
        |_, args, from: &JsString, context| {
            let name = native::text(args.get_or_undefined(0), context)?;
            load_from(&name, &from.to_std_string_lossy(), false, context)
        },
        JsString::from(id),
    );
    let require: JsObject = FunctionObjectBuilder::new(context.realm(), code)
        .name(js_string!("require"))
        .length(1)
        .build()
        .into();
    let code = NativeFunction::from_copy_closure_with_captures(
        |_, args, from: &JsString, context| {
            let name = native::text(args.get_or_undefined(0), context)?;
            if core(&name).1 {
                return Ok(native::string(&name));
            }
            let found = resolve(&name, Some(&from.to_std_string_lossy()), false, context)?;
            found.map(|id| native::string(&format!("/{id}"))).map_err(|reason| refused(&reason))
        },
        JsString::from(id),
    );
    let resolve = code.to_js_function(context.realm());
    native::shown(&require, "resolve", resolve, context)?;
    native::shown(&require, "cache", native::object(context), context)?;
    Ok(require)
}

/// Says in which package an error of syntax is.
fn in_package(id: &str, error: &boa_engine::JsError) -> boa_engine::JsError {
    let reason = error.to_string();
    let reason = reason.lines().next().unwrap_or_default();
    JsNativeError::syntax().with_message(format!("Error in package '{id}': {reason}")).into()
}
