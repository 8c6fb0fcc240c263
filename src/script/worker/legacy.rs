//! What scripts used before `pm`: `tests`, `postman`, `responseBody` and their like. They are
//! properties of the global object that are made when they are looked at; assigning to one lasts
//! until the script ends.

use boa_engine::object::JsObject;
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, NativeFunction, js_string};
use serde_json::{Map, Value, json};

use crate::script::protocol::{AssertionData, ScriptError, Target};
use crate::vars::ScopeName;

use super::native::{self, Method};
use super::pm::{self, variables};
use super::session::Session;
use super::{console, seam};

type Make = fn(&mut Context) -> JsResult<JsValue>;

/// A legacy global.
struct Global {
    name: &'static str,
    make: Make,
    /// What to use instead; `None` for those whose use Postman never warns of.
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
    global("tests", |context| Ok(native::object(context).into()), Some("pm.test()")),
    global("postman", postman, None),
    global("responseBody", response_body, None),
    global("responseCode", response_code, Some("pm.response.code")),
    global("responseHeaders", response_headers, Some("pm.response.headers")),
    global("responseTime", response_time, None),
    global("responseCookies", response_cookies, Some("pm.cookies")),
    global("request", request, Some("pm.request")),
    global(
        "environment",
        |context| snapshot(ScopeName::Environment, context),
        Some("pm.environment"),
    ),
    global("globals", |context| snapshot(ScopeName::Globals, context), Some("pm.globals")),
    global("data", |context| snapshot(ScopeName::Data, context), Some("pm.iterationData")),
    global("iteration", iteration, None),
    library("_", |context| seam::require("lodash", context), "require('lodash')"),
    library("CryptoJS", |context| seam::require("crypto-js", context), "global \"crypto\" object"),
    library("tv4", |context| seam::require("tv4", context), "require('ajv')"),
    library("cheerio", |context| seam::require("cheerio", context), "require('cheerio')"),
    library("xml2Json", |context| seam::require("xml2Json", context), "require('xml2js')"),
    library("Backbone", |context| seam::require("backbone", context), ""),
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
            session.script.borrow_mut().members.insert(key(GLOBALS[index].name), value);
            Ok(JsValue::undefined())
        });
        native::getter(&object, global.name, get, Some(set), context)?;
    }
    native::methods(&object, &[("require", 1, require)], context)
}

fn require(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    seam::require(&name, context)
}

/// The name under which a script's value is kept; `pm.request` and `request` are two things.
fn key(name: &'static str) -> &'static str {
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
        (script.members.get(key(global.name)).cloned(), script.modern)
    };
    if let Some(value) = known {
        return Ok(value);
    }
    if modern {
        return Ok(JsValue::undefined());
    }
    let value = if global.library {
        if let Some(instead) = global.instead {
            warn(&session, global.name, instead);
        }
        let known = session.shared.borrow().get(global.name).cloned();
        match known {
            Some(object) => object.into(),
            None => {
                let value = (global.make)(context)?;
                if let Some(object) = value.as_object() {
                    session.shared.borrow_mut().insert(global.name, object);
                }
                value
            }
        }
    } else {
        (global.make)(context)?
    };
    if let Some(instead) = global.instead
        && !value.is_undefined()
    {
        warn(&session, global.name, instead);
    }
    session.script.borrow_mut().members.insert(key(global.name), value.clone());
    Ok(value)
}

/// Warns of a deprecated name, once a script.
fn warn(session: &Session, name: &'static str, instead: &str) {
    if !session.script.borrow_mut().warned.insert(name) {
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

/// Reports what is in `tests`, after the synchronous part of the script.
pub(super) fn flush_tests(session: &Session, context: &mut Context) {
    let tests = session.script.borrow().members.get("tests").and_then(JsValue::as_object);
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

fn snapshot(scope: ScopeName, context: &mut Context) -> JsResult<JsValue> {
    variables::object_of(scope, false, context).map(JsValue::from)
}

fn iteration(context: &mut Context) -> JsResult<JsValue> {
    let run = Session::of(context)?.script.borrow().run.clone();
    Ok(run.map_or_else(JsValue::undefined, |run| JsValue::from(run.info.iteration)))
}

fn has_response(context: &Context) -> JsResult<bool> {
    Ok(Session::of(context)?.script.borrow().response.is_some())
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
    let session = Session::of(context)?;
    let Some(response) = session.script.borrow().response.clone() else {
        return Ok(JsValue::undefined());
    };
    let headers = native::object(context);
    for (name, value) in response.headers.iter() {
        headers.create_data_property(js_string!(name), native::string(value), context)?;
    }
    Ok(headers.into())
}

/// `request`: `{id, name, description, headers, method, url, data}` in plain values.
fn request(context: &mut Context) -> JsResult<JsValue> {
    let run = Session::of(context)?.script.borrow().run.clone();
    let Some(run) = run else { return Ok(JsValue::undefined()) };
    let source: Value = serde_json::from_str(&run.request).unwrap_or_default();
    let url = match &source["url"] {
        Value::String(url) => url.clone(),
        other => other["raw"].as_str().unwrap_or_default().to_owned(),
    };
    let legacy = json!({
        "id": run.info.request_id,
        "name": run.info.request_name,
        "description": source["description"],
        "headers": legacy_headers(&source["header"]),
        "method": source["method"],
        "url": url,
        "data": legacy_data(&source["body"]),
    });
    seam::to_js(&legacy, context)
}

fn legacy_headers(header: &Value) -> Value {
    let mut headers = Map::new();
    for line in header.as_array().into_iter().flatten() {
        let Some(key) = line["key"].as_str() else { continue };
        match headers.entry(key.to_lowercase()) {
            serde_json::map::Entry::Vacant(place) => {
                place.insert(line["value"].clone());
            }
            serde_json::map::Entry::Occupied(mut place) => match place.get_mut() {
                Value::Array(list) => list.push(line["value"].clone()),
                first => *first = json!([first.take(), line["value"]]),
            },
        }
    }
    Value::Object(headers)
}

fn legacy_data(body: &Value) -> Value {
    let Some(mode) = body["mode"].as_str() else { return json!({}) };
    match &body[mode] {
        Value::Array(params) => params
            .iter()
            .filter_map(|param| Some((param["key"].as_str()?.to_owned(), param["value"].clone())))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

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

/// What to use instead of a method of `postman`.
const INSTEAD: [(&str, &str); 11] = [
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

/// Makes `postman`; the two response methods exist with a response only.
fn postman(context: &mut Context) -> JsResult<JsValue> {
    let postman = native::object(context);
    let run = Session::of(context)?.script.borrow().run.clone();
    let in_test = run.is_some_and(|run| run.target == Target::Test);
    let count = if in_test { POSTMAN.len() } else { POSTMAN.len() - 2 };
    for index in 0..count {
        let code = NativeFunction::from_copy_closure(move |this, args, context| {
            let (method, instead) = INSTEAD[index];
            let session = Session::of(context)?;
            warn_method(&session, method, instead);
            (POSTMAN[index].2)(this, args, context)
        });
        let method = code.to_js_function(context.realm());
        postman.set(js_string!(POSTMAN[index].0), method, false, context)?;
    }
    Ok(postman.into())
}

fn warn_method(session: &Session, method: &'static str, instead: &str) {
    if session.script.borrow_mut().warned.insert(method) {
        let text = format!("Using \"postman.{method}\" is deprecated. Use \"{instead}\" instead.");
        console::note(session, "warn", text);
    }
}

/// Truthy values and `false` are stored as text, the others as they are.
fn set(scope: ScopeName, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = native::text(args.get_or_undefined(0), context)?;
    let value = args.get_or_undefined(1);
    let as_text = value.to_boolean() || value.is_boolean();
    let value =
        if as_text { JsString::from(native::text(value, context)?).into() } else { value.clone() };
    variables::store(scope, &key, &value, context)?;
    // The snapshot objects are told, too.
    let name = if scope == ScopeName::Globals { "globals" } else { "environment" };
    let session = Session::of(context)?;
    let snapshot = session.script.borrow().members.get(self::key(name)).cloned();
    if let Some(snapshot) = snapshot.as_ref().and_then(JsValue::as_object) {
        snapshot.set(js_string!(key.as_str()), value, false, context)?;
    }
    Ok(JsValue::undefined())
}

fn get(scope: ScopeName, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = native::text(args.get_or_undefined(0), context)?;
    variables::look_up(scope, &key, context)
}

fn unset(scope: ScopeName, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = native::text(args.get_or_undefined(0), context)?;
    variables::remove(scope, &key, context)?;
    Ok(JsValue::undefined())
}

fn clear(scope: ScopeName, context: &mut Context) -> JsResult<JsValue> {
    variables::remove_all(scope, context)?;
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
