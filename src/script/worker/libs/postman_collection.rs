//! The module `postman-collection`: the classes of the SDK.

use boa_engine::{Context, JsResult, JsValue};

use crate::script::worker::sdk;

pub(super) fn module(context: &mut Context) -> JsResult<JsValue> {
    sdk::module(context).map(JsValue::from)
}
