//! `pm.execution.runRequest(id, {variables})`: another request of the collection, with its scripts.

use std::rc::Rc;

use boa_engine::{Context, JsArgs, JsResult, JsValue, js_string};
use serde_json::{Map, Value};

use super::super::calls::{self, Completion};
use super::super::session::Session;
use super::super::{json, sdk};
use super::request::asserting;
use crate::script::protocol::{Call, RanRequest, Reply};

/// Asks the host to run the request. Its promise is resolved with the response, or with null when
/// a script of the request skipped it; variables that its scripts changed are changed here as well.
pub(super) fn run_request(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let (completion, promise) = Completion::new(None, context);
    let request = args.get_or_undefined(0);
    if !request.to_boolean() {
        let error = calls::error("runRequest: collection request id not provided", context);
        completion.finish(Err(error), context)?;
        return Ok(promise);
    }
    let call = Call::RunRequest {
        request: request.to_string(context)?.to_std_string_lossy(),
        variables: variables(args.get_or_undefined(1), context)?,
        changed: Session::of(context)?.script.borrow().outcome.mutations.clone(),
    };
    let finish = Box::new(move |reply, context: &mut Context| {
        let result = match reply {
            Reply::Ran(ran) => Ok(finished(*ran, context)?),
            Reply::Refused(reason) => Err(calls::error(&reason, context)),
            _ => Err(calls::error("the runner did not run the request", context)),
        };
        completion.finish(result, context)
    });
    calls::ask(call, finish, context)?;
    Ok(promise)
}

fn variables(options: &JsValue, context: &mut Context) -> JsResult<Map<String, Value>> {
    let Some(options) = options.as_object() else { return Ok(Map::new()) };
    let variables = options.get(js_string!("variables"), context)?;
    Ok(match json::from_js(&variables, context)? {
        Some(Value::Object(variables)) => variables,
        _ => Map::new(),
    })
}

fn finished(ran: RanRequest, context: &mut Context) -> JsResult<JsValue> {
    let session = Session::of(context)?;
    for mutation in ran.mutations {
        session.mutate(mutation);
    }
    match ran.response {
        Some(response) => {
            let response = sdk::response(context, Rc::new(response.into()))?;
            asserting(response, context).map(JsValue::from)
        }
        None => Ok(JsValue::null()),
    }
}
