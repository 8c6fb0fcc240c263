//! `pm.request` and `pm.response`.

use std::rc::Rc;

use boa_engine::object::JsObject;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsResult, JsValue, js_string};
use uuid::Uuid;

use crate::http::Headers;
use crate::script::protocol::{ResponseBody, ResponseData, Target};

use super::super::session::Session;
use super::super::{chai, native, sdk};

/// Makes `pm.request`.
pub(super) fn request(context: &mut Context) -> JsResult<JsValue> {
    let run = Session::of(context)?.script.borrow().run.clone();
    let json = run.as_ref().map_or("{}", |run| run.request.as_str());
    asserting(sdk::request(context, json)?, context).map(JsValue::from)
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

/// Notes the request as a pre-request script leaves it, when the script has looked at it: whoever
/// has the object may have changed it.
pub(super) fn settle(session: &Session, context: &mut Context) -> JsResult<()> {
    let request = {
        let script = session.script.borrow();
        let before = script.run.as_ref().is_some_and(|run| run.target == Target::PreRequest);
        let request = script.members.get("request").and_then(JsValue::as_object);
        request.filter(|_| before && !script.outcome.skip_request)
    };
    if let Some(request) = request {
        let definition = sdk::to_definition(context, &request)?;
        session.script.borrow_mut().outcome.request = Some(definition);
    }
    Ok(())
}

/// Gives an object the getter `to`: `pm.response.to.have.status(200)`.
pub(super) fn asserting(object: JsObject, context: &mut Context) -> JsResult<JsObject> {
    let to = native::function(
        "get to",
        0,
        |this, _, context| chai::assertion(this.clone(), context),
        context,
    );
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
