//! ES modules: the engine links them, and asks [`Loader`] for each that is imported.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use boa_engine::builtins::promise::PromiseState;
use boa_engine::module::{ModuleLoader, ModuleRequest, Referrer, SyntheticModuleInitializer};
use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue, Module, Script,
    Source, js_string,
};

use super::super::session::Session;
use super::super::{inspect, native};
use super::{common, core, json, libs, load, loaded_of, read, refused, resolve};
use crate::script::protocol::PackageFormat;

/// Finds the modules that modules import. Scripts import nothing, as in Postman.
#[derive(Debug)]
pub(in super::super) struct Loader;

impl ModuleLoader for Loader {
    async fn load_imported_module(
        self: Rc<Self>,
        referrer: Referrer,
        request: ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        let context = &mut context.borrow_mut();
        let from = match &referrer {
            Referrer::Module(module) => {
                module.path().map(|path| path.to_string_lossy().into_owned())
            }
            Referrer::Script(_) | Referrer::Realm(_) => None,
        };
        let Some(from) = from else {
            let message = "A dynamic import callback was not specified.";
            return Err(JsNativeError::typ().with_message(message).into());
        };
        imported(&request.specifier().to_std_string_lossy(), &from, context)
    }

    fn init_import_meta(self: Rc<Self>, meta: &JsObject, module: &Module, context: &mut Context) {
        let path = module.path().map(|path| path.to_string_lossy().into_owned());
        let url = JsString::from(format!("file:///{}", path.unwrap_or_default()));
        // A fresh object takes any property.
        let _ = meta.create_data_property(js_string!("url"), url, context);
    }
}

/// The function around the evaluation of a module. The engine leaves values of a module's frame on its
/// stack, where they would take the place of what a caller has put there: `f(require('module'))`. They
/// go when this function returns.
const FRAME: &str = "(function (evaluate, id, text) { return evaluate(id, text); })";

/// Runs a module to its end and returns its namespace, as Node's `require` of a module does.
pub(super) fn run(id: &str, text: &str, context: &mut Context) -> JsResult<JsValue> {
    let frame = Script::parse(Source::from_bytes(FRAME), None, context)?.evaluate(context)?;
    let frame = frame.as_function().ok_or_else(|| refused("the engine makes no functions"))?;
    let evaluate = native::function("evaluate", 2, evaluate, context);
    let texts = [id, text].map(|text| JsValue::from(JsString::from(text)));
    let [id, text] = texts;
    frame.call(&JsValue::undefined(), &[evaluate.into(), id, text], context)
}

fn evaluate(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = |at| args.get_or_undefined(at).as_string().unwrap_or_default();
    let (id, text) = (&text(0).to_std_string_lossy(), &text(1).to_std_string_lossy());
    let module = parsed(id, text, context)?;
    let session = Session::of(context)?;
    let rejections = session.rejections.borrow().len();
    let promise = session.jobs.apart(context, |context| module.load_link_evaluate(context))?;
    // What a module throws is thrown here, and by nobody else.
    session.rejections.borrow_mut().truncate(rejections);
    match promise.state() {
        PromiseState::Fulfilled(_) => Ok(module.namespace(context).into()),
        PromiseState::Rejected(reason) => Err(JsError::from_opaque(reason)),
        PromiseState::Pending => {
            Err(refused(&format!("{id} waits at its top level, which require cannot do")))
        }
    }
}

/// Tells whether a file has lines that begin like those of an ES module.
pub(super) fn is_module(text: &str) -> bool {
    let begins = |line: &str| line.starts_with("export") || line.starts_with("import");
    text.lines().any(|line| begins(line.trim_start()))
}

fn parsed(id: &str, text: &str, context: &mut Context) -> JsResult<Module> {
    if let Some(module) = loaded_of(context, |loaded| loaded.modules.borrow().get(id).cloned())? {
        return Ok(module);
    }
    let source = Source::from_bytes(text).with_path(Path::new(id));
    let module = Module::parse(source, None, context).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.lines().next().unwrap_or_default();
        JsNativeError::syntax().with_message(format!("Error in package '{id}': {reason}"))
    })?;
    loaded_of(context, |loaded| {
        loaded.modules.borrow_mut().insert(id.to_owned(), module.clone());
    })?;
    Ok(module)
}

fn imported(specifier: &str, from: &str, context: &mut Context) -> JsResult<Module> {
    let (plain, from_node) = core(specifier);
    if from_node {
        let exports = libs::require(context, plain)?;
        return wrapped(exports, context);
    }
    let id = resolve(specifier, Some(from), true, context)?.map_err(|reason| refused(&reason))?;
    if let Some(module) = loaded_of(context, |loaded| loaded.modules.borrow().get(&id).cloned())? {
        return Ok(module);
    }
    if common::loaded(&id, context)?.is_some() {
        let exports = load(&id, context)?;
        return wrapped(exports, context);
    }
    let (format, text) = read(&id, context)?;
    match format {
        PackageFormat::Module => parsed(&id, &text, context),
        PackageFormat::CommonJs => {
            let exports = common::run(&id, &text, context)?;
            wrapped(exports, context)
        }
        PackageFormat::Json => {
            let data = json::parse_bytes(text.as_bytes(), context)?;
            Ok(Module::from_value_as_default(data, context))
        }
    }
}

/// Makes a module of what a CommonJS file exported: the whole as `default`, and its members.
fn wrapped(exports: JsValue, context: &mut Context) -> JsResult<Module> {
    let mut names = vec![js_string!("default")];
    if let Some(object) = exports.as_object() {
        let keys = inspect::enumerable_keys(&object, context)?;
        names.extend(keys.iter().filter_map(|key| match key {
            boa_engine::property::PropertyKey::String(name) if *name != js_string!("default") => {
                Some(name.clone())
            }
            _ => None,
        }));
    }
    let steps = SyntheticModuleInitializer::from_copy_closure_with_captures(
        |module, (names, exports): &(Vec<JsString>, JsValue), context| {
            for name in names {
                let value = match exports.as_object() {
                    Some(object) if *name != js_string!("default") => {
                        object.get(name.clone(), context)?
                    }
                    _ => exports.clone(),
                };
                module.set_export(name, value)?;
            }
            Ok(())
        },
        (names.clone(), exports),
    );
    Ok(Module::synthetic(&names, steps, None, None, context))
}
