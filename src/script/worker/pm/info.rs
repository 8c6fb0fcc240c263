//! `pm.info`.

use boa_engine::{Context, JsResult, JsValue};

use super::super::native;
use super::super::session::Session;

/// Makes `pm.info`: read-only, and nothing shows up in loops.
pub(super) fn make(context: &mut Context) -> JsResult<JsValue> {
    let info = native::object(context);
    let Some(run) = Session::of(context)?.script.borrow().run.clone() else {
        return Ok(info.into());
    };
    for (name, value) in [
        ("eventName", native::string(run.target.event_name())),
        ("iteration", JsValue::from(run.info.iteration)),
        ("iterationCount", JsValue::from(run.info.iteration_count)),
        ("requestName", native::string(&run.info.request_name)),
        ("requestId", native::string(&run.info.request_id)),
    ] {
        native::fixed(&info, name, value, context)?;
    }
    Ok(info.into())
}
