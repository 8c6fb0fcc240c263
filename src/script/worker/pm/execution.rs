//! `pm.execution`: `setNextRequest`, `skipRequest`, `location`; `runRequest` has a file of its own.

use boa_engine::error::RuntimeLimitError;
use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};

use crate::script::protocol::{NextRequest, Target};

use super::super::native;
use super::super::session::Session;
use super::run_request::run_request;

/// Makes `pm.execution`. `skipRequest` exists before the request only.
pub(super) fn make(context: &mut Context) -> JsResult<JsValue> {
    let execution = native::object(context);
    let run = Session::of(context)?.script.borrow().run.clone();
    native::methods(&execution, &[("setNextRequest", 1, set_next_request)], context)?;
    if Session::of(context)?.offers.run_request {
        native::methods(&execution, &[("runRequest", 2, run_request)], context)?;
    }
    if let Some(run) = run {
        let names: Vec<_> =
            run.location.iter().map(|name| JsString::from(name.as_str()).into()).collect();
        let location = JsArray::from_iter(names, context);
        location.set(js_string!("current"), native::string(&run.current), false, context)?;
        native::fixed(&execution, "location", location, context)?;
        if run.target == Target::PreRequest {
            native::methods(&execution, &[("skipRequest", 0, skip_request)], context)?;
        }
    }
    Ok(execution.into())
}

/// Sets what runs after this item: an id or a name, or `null` to end the iteration. The last call
/// counts; `undefined` takes back what was said before.
pub(in super::super) fn set_next_request(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let next = args.get_or_undefined(0);
    let next = if next.is_undefined() {
        None
    } else if next.is_null() {
        Some(NextRequest::Stop)
    } else {
        Some(NextRequest::To(native::text(next, context)?))
    };
    Session::of(context)?.script.borrow_mut().outcome.next_request = next;
    Ok(JsValue::undefined())
}

/// Ends the script at once, uncatchably: nothing after it has an effect.
fn skip_request(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let session = Session::of(context)?;
    let mut script = session.script.borrow_mut();
    script.outcome.skip_request = true;
    script.ended = true;
    Err(RuntimeLimitError::LoopIteration.into())
}
