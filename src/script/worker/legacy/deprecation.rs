//! Warnings of deprecated names, once a script, when a name is used: reading a variable that holds
//! one, or asking for its type, is no use; looking at a member, setting one and calling it are.

use boa_engine::object::JsObject;
use boa_engine::{Context, JsArgs, JsResult, JsValue, NativeFunction, js_string};

use super::super::session::Session;
use super::super::{console, native};

/// What to use instead of the members of `postman`; others do not warn.
const POSTMAN: [(&str, &str); 11] = [
    ("setEnvironmentVariable", "pm.environment.set()"),
    ("getEnvironmentVariable", "pm.environment.get()"),
    ("clearEnvironmentVariable", "pm.environment.unset()"),
    ("clearEnvironmentVariables", "pm.environment.clear()"),
    ("setGlobalVariable", "pm.globals.set()"),
    ("getGlobalVariable", "pm.globals.get()"),
    ("clearGlobalVariable", "pm.globals.unset()"),
    ("clearGlobalVariables", "pm.globals.clear()"),
    ("setNextRequest", "pm.execution.setNextRequest()"),
    ("getResponseHeader", "pm.response.headers.get()"),
    ("getResponseCookie", "pm.cookies.get()"),
];

/// A name that warns.
#[derive(Clone, Copy)]
pub(super) struct Deprecated {
    /// The global.
    pub(super) name: &'static str,
    /// What to use instead; empty when there is nothing.
    pub(super) instead: &'static str,
}

/// Wraps an object so that its use warns; values that are none cannot warn.
pub(super) fn watch(
    value: &JsValue,
    deprecated: Deprecated,
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some(target) = value.as_object() else { return Ok(value.clone()) };
    watched(target, context, move |_, context| warn(deprecated, context))
}

/// Wraps `postman`, whose members warn one by one.
pub(super) fn watch_members(postman: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    let Some(target) = postman.as_object() else { return Ok(postman.clone()) };
    watched(target, context, |member, context| {
        let Some(member) = member.as_string() else { return Ok(()) };
        let member = member.to_std_string_lossy();
        let known = POSTMAN.iter().find(|(name, _)| *name == member);
        known.map_or(Ok(()), |(name, instead)| {
            note(&*Session::of(context)?, name, &format!("postman.{name}"), instead);
            Ok(())
        })
    })
}

/// Makes the proxy; `used` hears of every use, and of the member that is looked at.
fn watched(
    target: JsObject,
    context: &mut Context,
    used: impl Fn(&JsValue, &Context) -> JsResult<()> + Copy + 'static,
) -> JsResult<JsValue> {
    let handler = native::object(context);
    let get = NativeFunction::from_copy_closure(move |_, args, context| {
        used(args.get_or_undefined(1), context)?;
        let key = args.get_or_undefined(1).to_property_key(context)?;
        args.get_or_undefined(0).to_object(context)?.get(key, context)
    });
    let set = NativeFunction::from_copy_closure(move |_, args, context| {
        used(args.get_or_undefined(1), context)?;
        let key = args.get_or_undefined(1).to_property_key(context)?;
        let value = args.get_or_undefined(2).clone();
        args.get_or_undefined(0).to_object(context)?.set(key, value, false, context)?;
        Ok(true.into())
    });
    let apply = NativeFunction::from_copy_closure(move |_, args, context| {
        used(&JsValue::undefined(), context)?;
        let arguments = args.get_or_undefined(2).to_object(context)?;
        let arguments = boa_engine::object::builtins::JsArray::from_object(arguments)?;
        let length = arguments.length(context)?;
        let mut list = Vec::new();
        for index in 0..length {
            list.push(arguments.get(index, context)?);
        }
        match args.get_or_undefined(0).as_function() {
            Some(function) => function.call(args.get_or_undefined(1), &list, context),
            None => Ok(JsValue::undefined()),
        }
    });
    for (name, trap) in [("get", get), ("set", set), ("apply", apply)] {
        let trap = trap.to_js_function(context.realm());
        handler.create_data_property_or_throw(js_string!(name), trap, context)?;
    }
    let proxy = context.intrinsics().constructors().proxy().constructor();
    proxy.construct(&[target.into(), handler.into()], None, context).map(JsValue::from)
}

fn warn(Deprecated { name, instead }: Deprecated, context: &Context) -> JsResult<()> {
    note(&*Session::of(context)?, name, name, instead);
    Ok(())
}

/// Warns unless the script was warned of this name before.
fn note(session: &Session, key: &'static str, name: &str, instead: &str) {
    if !session.script.borrow_mut().warned.insert(key) {
        return;
    }
    let quoted = if instead.contains('"') { instead.to_owned() } else { format!("\"{instead}\"") };
    let text = if instead.is_empty() {
        format!("Using \"{name}\" is deprecated.")
    } else {
        format!("Using \"{name}\" is deprecated. Use {quoted} instead.")
    };
    console::note(session, "warn", text);
}
