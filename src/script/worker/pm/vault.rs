//! `pm.vault`: the secrets that the user lets scripts have; the host keeps them.

use boa_engine::{Context, JsArgs, JsResult, JsValue};

use super::super::calls::{self, Completion};
use super::super::native::{self, Method};
use crate::script::protocol::{Call, Reply};

/// Makes `pm.vault`.
pub(super) fn make(context: &mut Context) -> JsResult<JsValue> {
    const METHODS: [Method; 3] = [("get", 1, get), ("set", 2, set), ("unset", 1, unset)];
    let vault = native::object(context);
    native::methods(&vault, &METHODS, context)?;
    Ok(vault.into())
}

fn get(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    ask(Call::VaultGet(name), context)
}

fn set(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    let secret = Some(native::text(args.get_or_undefined(1), context)?.into());
    ask(Call::VaultSet { name, secret }, context)
}

fn unset(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    ask(Call::VaultSet { name, secret: None }, context)
}

/// Asks the host; returns a promise.
fn ask(call: Call, context: &mut Context) -> JsResult<JsValue> {
    let (completion, promise) = Completion::new(None, context);
    let finish = Box::new(move |reply, context: &mut Context| {
        let result = match reply {
            Reply::Secret(secret) => {
                Ok(secret.map_or_else(JsValue::null, |secret| native::string(secret.expose())))
            }
            Reply::Refused(reason) => Err(calls::error(&reason, context)),
            _ => Ok(JsValue::undefined()),
        };
        completion.finish(result, context)
    });
    calls::ask(call, finish, context)?;
    Ok(promise)
}
