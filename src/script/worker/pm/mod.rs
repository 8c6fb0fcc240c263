//! `pm`: one file per area. A member is made when a script looks at it first.

mod cookies;
mod execution;
mod info;
mod request;
mod run_request;
mod send_request;
mod test;
pub(super) mod variables;
mod vault;
mod visualizer;

use boa_engine::object::JsObject;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsNativeError, JsResult, JsValue, NativeFunction, js_string};

use super::builtins::define;
use super::session::Session;
use super::{chai, native, packages};

pub(super) use cookies::make as cookies;
pub(super) use execution::set_next_request;
pub(super) use request::{definition, response};

/// Makes a member's value for the running script.
type Make = fn(&mut Context) -> JsResult<JsValue>;

const MEMBERS: [(&str, Make); 15] = [
    ("collectionVariables", variables::collection_variables),
    ("cookies", cookies::make),
    ("environment", variables::environment),
    ("execution", execution::make),
    ("expect", expect),
    ("globals", variables::globals),
    ("info", info::make),
    ("iterationData", variables::iteration_data),
    ("request", request::request),
    ("require", require),
    ("response", response),
    ("sendRequest", send_request::make),
    ("variables", variables::variables),
    ("vault", vault::make),
    ("visualizer", visualizer::make),
];

/// Makes what the `pm` objects of all scripts share.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    let prototype = native::object(context);
    for (index, (name, _)) in MEMBERS.iter().enumerate() {
        let get = NativeFunction::from_copy_closure(move |_, _, context| {
            let (name, make) = MEMBERS[index];
            member(name, make, context)
        });
        native::getter(&prototype, name, get, None, context)?;
    }
    let constructor = native::function(
        "Postman",
        0,
        |_, _, _| Err(JsNativeError::typ().with_message("Illegal constructor").into()),
        context,
    );
    native::hidden(&prototype, "constructor", constructor, context)?;
    let test = test::function(context)?;
    let session = Session::of(context)?;
    session.shared.borrow_mut().insert("pm.test", test);
    let _ = session.pm_prototype.set(prototype);
    Ok(())
}

/// Makes the `pm` of a script. Its one own property is `test`, as in Postman.
pub(super) fn object(context: &mut Context) -> JsResult<JsObject> {
    let session = Session::of(context)?;
    let pm = define::shaped(session.pm_prototype.get().cloned(), (), context);
    let test = session.shared.borrow().get("pm.test").cloned();
    let property = PropertyDescriptor::builder()
        .value(test.map_or_else(JsValue::undefined, JsValue::from))
        .writable(true)
        .enumerable(true)
        .configurable(true);
    pm.define_property_or_throw(js_string!("test"), property, context)?;
    session.script.borrow_mut().pm = Some(pm.clone());
    Ok(pm)
}

/// Notes what became of objects that the script was given or stored, and may have changed since.
pub(super) fn settle(session: &Session, context: &mut Context) {
    let settled = request::settle(session, context);
    if let Err(thrown) = settled.and_then(|()| variables::settle(session, context)) {
        session.report(&thrown, context);
        // Nothing of such a script is handed on, as in Postman.
        session.script.borrow_mut().outcome.mutations.clear();
    }
}

/// Finds a member the running script has looked at before, or makes it.
pub(super) fn member(name: &'static str, make: Make, context: &mut Context) -> JsResult<JsValue> {
    let session = Session::of(context)?;
    let known = session.script.borrow().members.get(name).cloned();
    if let Some(value) = known {
        return Ok(value);
    }
    let value = make(context)?;
    session.script.borrow_mut().members.insert(name, value.clone());
    Ok(value)
}

/// The running script's `pm`: what functions return so that calls can be chained.
fn current(session: &Session) -> JsValue {
    session.script.borrow().pm.clone().map_or_else(JsValue::undefined, JsValue::from)
}

/// `pm.require`: not there unless the host offers it, as in newman.
fn require(context: &mut Context) -> JsResult<JsValue> {
    if !Session::of(context)?.offers.packages {
        return Ok(JsValue::undefined());
    }
    Ok(native::function("require", 1, packages::pm_require, context).into())
}

/// `pm.expect`: one function for all scripts.
fn expect(context: &mut Context) -> JsResult<JsValue> {
    shared("pm.expect", chai::expect, context).map(JsValue::from)
}

/// Finds an object that all scripts of the worker share, or makes it.
fn shared(
    name: &'static str,
    make: fn(&mut Context) -> JsResult<JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let session = Session::of(context)?;
    let known = session.shared.borrow().get(name).cloned();
    if let Some(object) = known {
        return Ok(object);
    }
    let object = make(context)?;
    session.shared.borrow_mut().insert(name, object.clone());
    Ok(object)
}
