//! `pm.vault`: there is none here, and every access says so, as in newman.

use boa_engine::object::builtins::JsPromise;
use boa_engine::{Context, JsNativeError, JsResult, JsValue};

use super::super::native::{self, Method};

/// Makes `pm.vault`.
pub(super) fn make(context: &mut Context) -> JsResult<JsValue> {
    const METHODS: [Method; 3] = [("get", 1, denied), ("set", 2, denied), ("unset", 1, denied)];
    let vault = native::object(context);
    native::methods(&vault, &METHODS, context)?;
    Ok(vault.into())
}

fn denied(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let error = JsNativeError::error().with_message("Vault access denied");
    Ok(JsPromise::reject(error, context)?.into())
}
