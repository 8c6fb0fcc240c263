//! `pm.sendRequest`.

use std::rc::Rc;

use boa_engine::object::JsObject;
use boa_engine::object::builtins::JsFunction;
use boa_engine::{Context, JsArgs, JsError, JsResult, JsValue, js_string};
use serde_json::{Map, Value, json};

use crate::http::Failure;
use crate::script::protocol::{Call, Reply};

use super::super::calls::{self, Completion};
use super::super::session::Session;
use super::super::{json as js, native, sdk};
use super::request::asserting;

/// Makes `pm.sendRequest`.
pub(super) fn make(context: &mut Context) -> JsResult<JsValue> {
    Ok(native::function("sendRequest", 2, send, context).into())
}

/// Sends a request: a URL, a definition or an SDK request. With a callback it returns `pm`,
/// otherwise a promise.
fn send(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let callback = args.get_or_undefined(1).as_function();
    let asked = args.get_or_undefined(0);
    let request = if asked.to_boolean() { definition(asked, context)? } else { None };
    let (completion, promise) = Completion::new(callback.clone(), context);
    let pm = super::current(&*Session::of(context)?);
    match request {
        Some(request) => {
            let pm = pm.clone();
            let finish = Box::new(move |reply, context: &mut Context| match completion {
                Completion::Callback(callback) => answer(&callback, &pm, reply, context),
                promise @ Completion::Promise(_) => {
                    let result = match response(reply, context)? {
                        Ok((response, _)) => Ok(response.into()),
                        Err(error) => Err(error),
                    };
                    promise.finish(result, context)
                }
            });
            calls::ask(Call::SendRequest(request), finish, context)?;
        }
        None => {
            let error = calls::error("sendrequest: nothing to request", context);
            completion.finish(Err(error), context)?;
        }
    }
    Ok(if callback.is_some() { pm } else { promise })
}

/// Calls `callback(error, response, {cookies})`. When it throws, it is called again with what it
/// threw, as in Postman; what it throws then is the script's error.
fn answer(
    callback: &JsFunction,
    pm: &JsValue,
    reply: Reply,
    context: &mut Context,
) -> JsResult<()> {
    let arguments = match response(reply, context)? {
        Ok((response, cookies)) => {
            let history = native::object(context);
            history.set(js_string!("cookies"), cookies, false, context)?;
            vec![JsValue::null(), response.into(), history.into()]
        }
        Err(error) => vec![error],
    };
    let Err(thrown) = callback.call(pm, &arguments, context) else { return Ok(()) };
    if thrown.as_engine().is_some() || Session::of(context)?.script.borrow().ended {
        return Err(thrown);
    }
    let thrown: JsError = thrown;
    let value = thrown.into_opaque(context)?;
    callback.call(pm, &[value], context).map(drop)
}

/// Makes response and cookies, or the error, of a reply.
fn response(
    reply: Reply,
    context: &mut Context,
) -> JsResult<Result<(JsObject, JsObject), JsValue>> {
    Ok(match reply {
        Reply::Response(data, cookies) => Ok((
            asserting(sdk::response(context, Rc::new((*data).into()))?, context)?,
            sdk::cookies(context, &cookies)?,
        )),
        Reply::Failed(failure) => Err(error(&failure, context)?),
        _ => Err(calls::error("the runner gave no response", context)),
    })
}

/// Makes the error that scripts see: a plain object, no `Error`.
fn error(failure: &Failure, context: &mut Context) -> JsResult<JsValue> {
    let mut error = json!({ "name": "Error", "message": failure.message });
    if let Some(code) = &failure.code {
        error["code"] = json!(code);
    }
    Ok(js::to_js(&error, context))
}

/// Reads a request as JSON in Postman's SDK form. `headers` is ignored, as in Postman: the member
/// is called `header`.
fn definition(asked: &JsValue, context: &mut Context) -> JsResult<Option<Value>> {
    if let Some(url) = asked.as_string() {
        return Ok(Some(json!({ "url": url.to_std_string_lossy(), "method": "GET" })));
    }
    let Some(Value::Object(mut request)) = js::from_js(asked, context)? else { return Ok(None) };
    request.remove("headers");
    if let Some(body) = request.get_mut("body").filter(|body| body.is_string()) {
        *body = json!({ "mode": "raw", "raw": body.take() });
    }
    if let Some(header) = request.get_mut("header") {
        *header = header_list(header.take());
    }
    Ok(Some(Value::Object(request)))
}

/// Brings the header forms that scripts use into the SDK's: a list of `{key, value}`.
fn header_list(header: Value) -> Value {
    match header {
        Value::Object(map) => map.into_iter().map(|(key, value)| pair(key, value)).collect(),
        Value::String(text) => text.lines().filter_map(line).collect(),
        Value::Array(list) => list
            .into_iter()
            .filter_map(|entry| match entry {
                Value::String(text) => line(&text),
                other => Some(other),
            })
            .collect(),
        other => other,
    }
}

fn line(text: &str) -> Option<Value> {
    let (key, value) = text.split_once(':')?;
    Some(pair(key.trim().to_owned(), Value::from(value.trim())))
}

fn pair(key: String, value: Value) -> Value {
    let mut pair = Map::new();
    pair.insert("key".to_owned(), Value::String(key));
    pair.insert("value".to_owned(), value);
    Value::Object(pair)
}
