//! What scripts used before `pm`: `tests`, `postman`, `responseBody` and their like. They are
//! properties of the global object that are made when they are looked at; assigning to one lasts
//! until the script ends.

mod deprecation;
mod postman;
mod request;

use boa_engine::object::JsObject;
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsArgs, JsResult, JsValue, NativeFunction, js_string};

use super::pm::{self, variables};
use super::session::Session;
use super::{libs, native, packages};
use crate::script::protocol::{AssertionData, ScriptError, Target};
use crate::vars::ScopeName;
use deprecation::Deprecated;

/// Where the object `tests` is kept that the script was given.
const TESTS: &str = "legacy.tests";

type Make = fn(&mut Context) -> JsResult<JsValue>;

/// A legacy global.
struct Global {
    name: &'static str,
    make: Make,
    /// What to use instead; empty when there is nothing, `None` for those that never warn.
    instead: Option<&'static str>,
    /// Libraries stay the same for all scripts.
    library: bool,
}

const fn global(name: &'static str, make: Make, instead: Option<&'static str>) -> Global {
    Global { name, make, instead, library: false }
}

const fn library(name: &'static str, make: Make, instead: &'static str) -> Global {
    Global { name, make, instead: Some(instead), library: true }
}

const GLOBALS: [Global; 18] = [
    global("tests", tests, Some("pm.test()")),
    global("postman", postman::postman, None),
    global("responseBody", response_body, None),
    global("responseCode", response_code, Some("pm.response.code")),
    global("responseHeaders", response_headers, Some("pm.response.headers")),
    global("responseTime", response_time, None),
    global("responseCookies", response_cookies, Some("pm.cookies")),
    global("request", request::request, Some("pm.request")),
    global(
        "environment",
        |context| snapshot(ScopeName::Environment, context),
        Some("pm.environment"),
    ),
    global("globals", |context| snapshot(ScopeName::Globals, context), Some("pm.globals")),
    global("data", |context| snapshot(ScopeName::Data, context), Some("pm.iterationData")),
    global("iteration", iteration, None),
    library("_", |context| libs::part("lodash3", context), "require('lodash')"),
    library("CryptoJS", |context| libs::require(context, "crypto-js"), "global \"crypto\" object"),
    library("tv4", |context| libs::require(context, "tv4"), "require('ajv')"),
    library("cheerio", |context| libs::require(context, "cheerio"), "require('cheerio')"),
    library("xml2Json", |context| libs::part("xml2Json", context), "require('xml2js')"),
    library("Backbone", |context| libs::require(context, "backbone"), ""),
];

/// Defines the globals and `require`.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    let object = context.global_object();
    for (index, global) in GLOBALS.iter().enumerate() {
        let get =
            NativeFunction::from_copy_closure(move |_, _, context| read(&GLOBALS[index], context));
        let set = NativeFunction::from_copy_closure(move |_, args, context| {
            let value = args.get_or_undefined(0).clone();
            let session = Session::of(context)?;
            session.script.borrow_mut().members.insert(key_of(GLOBALS[index].name), value);
            Ok(JsValue::undefined())
        });
        native::getter(&object, global.name, get, Some(set), context)?;
    }
    native::methods(&object, &[("require", 1, require)], context)
}

fn require(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    packages::require(&name, context)
}

/// The name under which a script's value is kept; `pm.request` and `request` are two things.
fn key_of(name: &'static str) -> &'static str {
    match name {
        "request" => "legacy.request",
        "environment" => "legacy.environment",
        "globals" => "legacy.globals",
        other => other,
    }
}

fn read(global: &Global, context: &mut Context) -> JsResult<JsValue> {
    let session = Session::of(context)?;
    let (known, modern) = {
        let script = session.script.borrow();
        (script.members.get(key_of(global.name)).cloned(), script.modern)
    };
    if let Some(value) = known {
        return Ok(value);
    }
    if modern {
        return Ok(JsValue::undefined());
    }
    let known = session.shared.borrow().get(global.name).cloned();
    let value = match known {
        Some(object) => object.into(),
        None => make(global, context)?,
    };
    session.script.borrow_mut().members.insert(key_of(global.name), value.clone());
    Ok(value)
}

/// Makes a global's value; its use warns.
fn make(global: &Global, context: &mut Context) -> JsResult<JsValue> {
    let value = (global.make)(context)?;
    let value = match global.instead {
        Some(instead) => {
            deprecation::watch(&value, Deprecated { name: global.name, instead }, context)?
        }
        None if global.name == "postman" => deprecation::watch_members(&value, context)?,
        None => value,
    };
    if global.library
        && let Some(object) = value.as_object()
    {
        Session::of(context)?.shared.borrow_mut().insert(global.name, object);
    }
    Ok(value)
}

/// Reports what is in `tests`, after the synchronous part of the script.
pub(super) fn flush_tests(session: &Session, context: &mut Context) {
    let tests = session.script.borrow().members.get(TESTS).and_then(JsValue::as_object);
    let Some(tests) = tests else { return };
    if let Err(thrown) = flush(session, &tests, context) {
        session.report(&thrown, context);
    }
}

fn flush(session: &Session, tests: &JsObject, context: &mut Context) -> JsResult<()> {
    for key in tests.own_property_keys(context)? {
        if matches!(key, PropertyKey::Symbol(_)) {
            continue;
        }
        let value = tests.get(key.clone(), context)?;
        let error = if value.to_boolean() {
            None
        } else {
            let shown = native::text(&value, context)?;
            Some(ScriptError {
                name: "AssertionError".to_owned(),
                message: format!("expected {shown} to be truthy"),
                ..ScriptError::default()
            })
        };
        let name = native::text(&JsValue::from(&key), context)?;
        let index = session.next_test();
        session.assertion(AssertionData { name, index, skipped: false, error });
    }
    Ok(())
}

/// Makes `tests`. What is in this object is reported, whatever scripts assign to the name.
fn tests(context: &mut Context) -> JsResult<JsValue> {
    let tests = JsValue::from(native::object(context));
    Session::of(context)?.script.borrow_mut().members.insert(TESTS, tests.clone());
    Ok(tests)
}

/// The variables as they were when the script began, and as `postman` changed them since.
fn snapshot(scope: ScopeName, context: &mut Context) -> JsResult<JsValue> {
    let before = {
        let session = Session::of(context)?;
        let script = session.script.borrow();
        let before = script.before.get(&scope);
        before.or(script.data_before.as_ref().filter(|_| scope == ScopeName::Data)).cloned()
    };
    let object = match before {
        Some(before) => variables::object_from(&before, context),
        None => variables::object_of(scope, false, context),
    };
    object.map(JsValue::from)
}

fn iteration(context: &mut Context) -> JsResult<JsValue> {
    let run = Session::of(context)?.script.borrow().run.clone();
    Ok(run.map_or_else(JsValue::undefined, |run| JsValue::from(run.info.iteration)))
}

/// Tells whether there is a `pm.response`: after the request, also when no response came.
fn has_response(context: &Context) -> JsResult<bool> {
    let session = Session::of(context)?;
    let script = session.script.borrow();
    let in_test = script.run.as_ref().is_some_and(|run| run.target == Target::Test);
    Ok(in_test || script.response.is_some())
}

/// Reads a property of `pm.response`; undefined when there is no response.
fn of_response(name: &str, context: &mut Context) -> JsResult<JsValue> {
    if !has_response(context)? {
        return Ok(JsValue::undefined());
    }
    let response = pm::member("response", pm::response, context)?;
    response.to_object(context)?.get(js_string!(name), context)
}

/// Calls a method of `pm.response`.
fn ask_response(name: &str, context: &mut Context) -> JsResult<JsValue> {
    let method = of_response(name, context)?;
    let response = pm::member("response", pm::response, context)?;
    match method.as_function() {
        Some(method) => method.call(&response, &[], context),
        None => Ok(JsValue::undefined()),
    }
}

fn response_body(context: &mut Context) -> JsResult<JsValue> {
    ask_response("text", context)
}

fn response_time(context: &mut Context) -> JsResult<JsValue> {
    of_response("responseTime", context)
}

fn response_code(context: &mut Context) -> JsResult<JsValue> {
    ask_response("details", context)
}

fn response_cookies(context: &mut Context) -> JsResult<JsValue> {
    if !has_response(context)? {
        return Ok(JsValue::undefined());
    }
    pm::member("cookies", pm::cookies, context)
}

/// `responseHeaders`: names as sent; the last of doubled lines counts.
fn response_headers(context: &mut Context) -> JsResult<JsValue> {
    if !has_response(context)? {
        return Ok(JsValue::undefined());
    }
    let response = Session::of(context)?.script.borrow().response.clone();
    let headers = native::object(context);
    for (name, value) in response.iter().flat_map(|response| response.headers.iter()) {
        headers.create_data_property(js_string!(name), native::string(value), context)?;
    }
    Ok(headers.into())
}
