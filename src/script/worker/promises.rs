//! `Promise.prototype.then` that puts the engine's errors into V8's words before scripts see them,
//! as catch clauses do; see `catches`.

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::JsFunction;
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsResult, JsValue, NativeFunction, Trace, js_string,
};

use super::{error, native};

/// The engine's own `then`.
#[derive(Clone, Trace, Finalize, JsData)]
struct Then(JsFunction);

/// A script's handler of rejections.
#[derive(Clone, Trace, Finalize, JsData)]
struct Handler(JsFunction);

/// Replaces the method. `await` does not pass through it, and needs not: what it throws ends in a
/// catch clause.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().promise().prototype();
    let Some(known) = prototype.get(js_string!("then"), context)?.as_function() else {
        return Ok(());
    };
    let code = NativeFunction::from_copy_closure_with_captures(then, Then(known));
    let function = FunctionObjectBuilder::new(context.realm(), code)
        .name(js_string!("then"))
        .length(2)
        .build();
    native::hidden(&prototype, "then", function, context)
}

fn then(
    this: &JsValue,
    args: &[JsValue],
    Then(known): &Then,
    context: &mut Context,
) -> JsResult<JsValue> {
    let handler = args.get_or_undefined(1);
    let Some(function) = handler.as_function() else { return known.call(this, args, context) };
    let code = NativeFunction::from_copy_closure_with_captures(
        |this, args, Handler(function), context| {
            error::reword(args.get_or_undefined(0), context);
            function.call(this, args, context)
        },
        Handler(function),
    );
    let handler = code.to_js_function(context.realm());
    known.call(this, &[args.get_or_undefined(0).clone(), handler.into()], context)
}
