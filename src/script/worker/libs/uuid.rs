//! The module `uuid`: a function that makes a random UUID, and the same function as `v4`.

use boa_engine::{Context, JsResult, JsString, JsValue};

use super::super::builtins::define;

pub(super) fn module(context: &mut Context) -> JsValue {
    let module = define::function("uuid", 0, v4, context);
    let method = define::function("v4", 0, v4, context);
    if let Some(object) = module.as_object() {
        define::property(&object, "v4", method);
    }
    module
}

fn v4(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(JsString::from(::uuid::Uuid::new_v4().to_string()).into())
}
