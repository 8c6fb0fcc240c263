//! The legacy global `postman`.

use boa_engine::{Context, JsArgs, JsObject, JsResult, JsString, JsValue, js_string};

use super::super::native::{self, Method};
use super::super::pm::{self, variables};
use super::super::session::Session;
use super::key_of;
use crate::script::protocol::Target;
use crate::vars::{Scope, ScopeName};

const POSTMAN: [Method; 11] = [
    ("setEnvironmentVariable", 2, |_, args, context| set(ScopeName::Environment, args, context)),
    ("getEnvironmentVariable", 1, |_, args, context| get(ScopeName::Environment, args, context)),
    ("clearEnvironmentVariable", 1, |_, args, context| {
        unset(ScopeName::Environment, args, context)
    }),
    ("clearEnvironmentVariables", 0, |_, _, context| clear(ScopeName::Environment, context)),
    ("setGlobalVariable", 2, |_, args, context| set(ScopeName::Globals, args, context)),
    ("getGlobalVariable", 1, |_, args, context| get(ScopeName::Globals, args, context)),
    ("clearGlobalVariable", 1, |_, args, context| unset(ScopeName::Globals, args, context)),
    ("clearGlobalVariables", 0, |_, _, context| clear(ScopeName::Globals, context)),
    ("setNextRequest", 1, |this, args, context| pm::set_next_request(this, args, context)),
    ("getResponseHeader", 1, response_header),
    ("getResponseCookie", 1, response_cookie),
];

/// Makes `postman`; the two response methods exist with a response only.
pub(super) fn postman(context: &mut Context) -> JsResult<JsValue> {
    let postman = native::object(context);
    let run = Session::of(context)?.script.borrow().run.clone();
    let in_test = run.is_some_and(|run| run.target == Target::Test);
    let count = if in_test { POSTMAN.len() } else { POSTMAN.len() - 2 };
    for (name, length, code) in &POSTMAN[..count] {
        let method = native::function(name, *length, *code, context);
        postman.set(js_string!(*name), method, false, context)?;
    }
    Ok(postman.into())
}

/// Truthy values and `false` are stored as text, the others as they are.
fn set(scope: ScopeName, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = native::text(args.get_or_undefined(0), context)?;
    let value = args.get_or_undefined(1);
    let as_text = value.to_boolean() || value.is_boolean();
    let value =
        if as_text { JsString::from(native::text(value, context)?).into() } else { value.clone() };
    variables::store(scope, &key, &value, context)?;
    follow(scope, &key, context)?;
    if let Some(snapshot) = snapshot(scope, context)? {
        snapshot.set(js_string!(key.as_str()), value, false, context)?;
    }
    Ok(JsValue::undefined())
}

/// Lets the legacy global that is not made yet hear of a change.
fn follow(scope: ScopeName, key: &str, context: &Context) -> JsResult<()> {
    let session = Session::of(context)?;
    let scopes = session.scopes.borrow();
    if let Some(before) = session.script.borrow_mut().before.get_mut(&scope) {
        match scopes.scope(scope).get(key) {
            Some(variable) => before.set(key, variable.value.clone()),
            None => before.unset(key),
        }
    }
    Ok(())
}

/// Finds the legacy global with a scope's variables: it hears of changes made through `postman`.
fn snapshot(scope: ScopeName, context: &Context) -> JsResult<Option<JsObject>> {
    let name = if scope == ScopeName::Globals { "globals" } else { "environment" };
    let session = Session::of(context)?;
    let script = session.script.borrow();
    Ok(script.members.get(key_of(name)).and_then(JsValue::as_object))
}

fn get(scope: ScopeName, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = native::text(args.get_or_undefined(0), context)?;
    variables::look_up(scope, &key, context)
}

fn unset(scope: ScopeName, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = native::text(args.get_or_undefined(0), context)?;
    variables::remove(scope, &key, context)?;
    follow(scope, &key, context)?;
    if let Some(snapshot) = snapshot(scope, context)? {
        snapshot.delete_property_or_throw(js_string!(key.as_str()), context)?;
    }
    Ok(JsValue::undefined())
}

fn clear(scope: ScopeName, context: &mut Context) -> JsResult<JsValue> {
    variables::remove_all(scope, context)?;
    Session::of(context)?.script.borrow_mut().before.insert(scope, Scope::default());
    if let Some(snapshot) = snapshot(scope, context)? {
        for key in snapshot.own_property_keys(context)? {
            snapshot.delete_property_or_throw(key, context)?;
        }
    }
    Ok(JsValue::undefined())
}

fn response_header(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    let response = Session::of(context)?.script.borrow().response.clone();
    let value = response.as_ref().and_then(|response| response.headers.get(&name));
    Ok(value.map_or_else(JsValue::undefined, native::string))
}

fn response_cookie(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let cookies = pm::member("cookies", pm::cookies, context)?;
    let one = cookies.to_object(context)?.get(js_string!("one"), context)?;
    match one.as_function() {
        Some(one) => one.call(&cookies, args, context),
        None => Ok(JsValue::undefined()),
    }
}
