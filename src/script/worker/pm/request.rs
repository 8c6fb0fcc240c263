//! `pm.request` and `pm.response`.

use std::rc::Rc;

use boa_engine::native_function::NativeFunctionPointer;
use boa_engine::object::JsObject;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsNativeError, JsResult, JsValue, js_string};
use uuid::Uuid;

use crate::http::Headers;
use crate::script::protocol::{Call, Reply, ResponseBody, ResponseData, Target};

use super::super::session::Session;
use super::super::{calls, chai, native, sdk};
use super::shared;

/// Makes `pm.request`.
pub(super) fn request(context: &mut Context) -> JsResult<JsValue> {
    let json = definition(context)?;
    asserting(sdk::request(context, &json)?, context).map(JsValue::from)
}

/// The request as JSON text, asked for when the host did not send it along.
///
/// # Errors
/// The host is gone.
pub(in super::super) fn definition(context: &Context) -> JsResult<String> {
    let run = Session::of(context)?.script.borrow().run.clone();
    match run.map(|run| run.request.clone()) {
        None => Ok("{}".to_owned()),
        Some(Some(text)) => Ok(text),
        Some(None) => match calls::ask_now(Call::Request, context)? {
            Reply::Request(text) => Ok(text),
            _ => {
                let message = "the runner did not give the request";
                Err(JsNativeError::error().with_message(message).into())
            }
        },
    }
}

/// Makes `pm.response`; undefined before the request, empty when no response came.
pub(in super::super) fn response(context: &mut Context) -> JsResult<JsValue> {
    let session = Session::of(context)?;
    let (response, target) = {
        let script = session.script.borrow();
        (script.response.clone(), script.run.as_ref().map(|run| run.target))
    };
    match response {
        Some(response) => asserting(sdk::response(context, response)?, context).map(JsValue::from),
        None if target == Some(Target::PreRequest) => Ok(JsValue::undefined()),
        None => {
            asserting(sdk::response(context, Rc::new(empty().into()))?, context).map(JsValue::from)
        }
    }
}

/// Notes the request as a script leaves it, when the script has looked at it: whoever has the object may
/// have changed it, and the scripts after it see that.
pub(super) fn settle(session: &Session, context: &mut Context) -> JsResult<()> {
    let request = {
        let script = session.script.borrow();
        let request = script.members.get("request").and_then(JsValue::as_object);
        request.filter(|_| !script.outcome.skip_request)
    };
    if let Some(request) = request {
        let definition = sdk::to_definition(context, &request)?;
        session.script.borrow_mut().outcome.request = Some(definition);
    }
    Ok(())
}

/// Gives an object the getter `to`: `pm.response.to.have.status(200)`.
pub(super) fn asserting(object: JsObject, context: &mut Context) -> JsResult<JsObject> {
    let make = |context: &mut Context| {
        let get: NativeFunctionPointer = |this, _, context| chai::assertion(this.clone(), context);
        Ok(native::function("get to", 0, get, context))
    };
    let to = shared("get to", make, context)?;
    let accessor = PropertyDescriptor::builder().get(to).enumerable(false).configurable(true);
    object.define_property_or_throw(js_string!("to"), accessor, context)?;
    Ok(object)
}

fn empty() -> ResponseData {
    ResponseData {
        id: Uuid::new_v4().to_string(),
        code: 0,
        status: String::new(),
        headers: Headers::new(),
        body: ResponseBody::Absent,
        response_time: 0.0,
        downloaded_bytes: 0,
    }
}
