//! `pm.test`, `pm.test.skip`, `pm.test.index`.

use boa_engine::object::builtins::JsFunction;
use boa_engine::object::{FunctionObjectBuilder, JsObject};
use boa_engine::{Context, JsArgs, JsError, JsResult, JsValue, NativeFunction, js_string};

use crate::script::protocol::{AssertionData, ScriptError};

use super::super::error;
use super::super::native::{self, Method};
use super::super::session::Session;

/// Makes the function `pm.test` with its members.
pub(super) fn function(context: &mut Context) -> JsResult<JsObject> {
    const METHODS: [Method; 2] = [("skip", 1, skip), ("index", 0, index)];
    let function = native::function("test", 2, test, context);
    native::methods(&function, &METHODS, context)?;
    Ok(function)
}

/// A function without parameters runs at once, and what it throws fails the test; what it returns
/// is ignored, even a promise. A function with a parameter is given `done`.
fn test(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    let session = Session::of(context)?;
    session.collect_if_grown();
    let index = session.next_test();
    let Some(body) = args.get_or_undefined(1).as_function() else {
        decide(&session, name, index, None);
        return Ok(super::current(&session));
    };
    let undefined = JsValue::undefined();
    let is_async = body.get(js_string!("length"), context)?.to_number(context)? > 0.0;
    let arguments = if is_async { vec![done(&name, index, context).into()] } else { Vec::new() };
    match body.call(&undefined, &arguments, context) {
        // `skipRequest` ends the script from within a test.
        Err(thrown) if session.script.borrow().ended => return Err(thrown),
        Err(thrown) => {
            let error = failure(&thrown, context);
            decide(&session, name, index, Some(error));
        }
        Ok(_) if !is_async => decide(&session, name, index, None),
        Ok(_) => {}
    }
    Ok(super::current(&session))
}

fn skip(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = native::text(args.get_or_undefined(0), context)?;
    let session = Session::of(context)?;
    let index = session.next_test();
    session.assertion(AssertionData { name, index, skipped: true, error: None });
    Ok(super::current(&session))
}

fn index(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let tests = Session::of(context)?.script.borrow().tests;
    Ok(JsValue::from(tests))
}

/// Makes the `done` of an asynchronous test. Every call decides the test, also a second one.
fn done(name: &str, index: usize, context: &Context) -> JsFunction {
    let code = NativeFunction::from_copy_closure_with_captures(
        |_, args, (name, index): &(String, usize), context| {
            let thrown = args.get_or_undefined(0);
            let error = if thrown.to_boolean() {
                Some(failure(&JsError::from_opaque(thrown.clone()), context))
            } else {
                None
            };
            decide(&*Session::of(context)?, name.clone(), *index, error);
            Ok(JsValue::undefined())
        },
        (name.to_owned(), index),
    );
    FunctionObjectBuilder::new(context.realm(), code).name(js_string!("done")).length(1).build()
}

fn decide(session: &Session, name: String, index: usize, error: Option<ScriptError>) {
    session.assertion(AssertionData { name, index, skipped: false, error });
}

/// Describes why a test failed; `throw null` fails a test, too.
fn failure(thrown: &JsError, context: &mut Context) -> ScriptError {
    error::describe(thrown, context).unwrap_or_else(|| ScriptError {
        name: "Error".to_owned(),
        message: thrown.as_opaque().map(|value| value.display().to_string()).unwrap_or_default(),
        ..ScriptError::default()
    })
}
