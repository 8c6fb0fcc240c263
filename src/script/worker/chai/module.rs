//! `require('chai')` and `expect`.

use boa_engine::object::builtins::JsArray;
use boa_engine::object::{FunctionObjectBuilder, JsObject};
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, NativeFunction, js_string,
};

use super::assertion::{Assertion, holder, read, write};
use super::failure::{Details, assertion_error};
use super::functions::callable;
use super::prototype::{self, Shared, define_value, function, link};
use super::{assert, core, guard};
use crate::script::worker::inspect::enumerable_keys;
use crate::script::worker::libs;

/// The version that chai 4.4.1 says it is.
const VERSION: &str = "4.3.8";

/// What chai keeps for one context.
#[derive(Clone)]
pub(super) struct Chai {
    /// The prototype of all assertions.
    pub(super) prototype: JsObject,
    /// `AssertionError.prototype`.
    pub(super) error_prototype: JsObject,
    /// `chai.config`.
    pub(super) config: JsObject,
    expect: JsObject,
    assertion_class: JsObject,
    error_class: JsObject,
}

impl Chai {
    /// Returns the chai of a context, setting it up the first time.
    ///
    /// # Errors
    /// When the engine refuses one of the objects.
    pub(super) fn of(context: &mut Context) -> JsResult<&Self> {
        if !context.has_data::<Self>() {
            let chai = Self::new(context)?;
            context.insert_data(chai);
        }
        context.get_data::<Self>().ok_or_else(|| {
            JsNativeError::error().with_message("chai is not set up in this context").into()
        })
    }

    fn new(context: &mut Context) -> JsResult<Self> {
        let shared = Shared::new(context)?;
        let prototype = prototype::build(&shared, context)?;
        let (error_class, error_prototype) = error_class(context)?;
        let assertion_class = class(context, "Assertion", construct_assertion);
        define_value(&assertion_class, "prototype", prototype.clone().into(), context)?;
        let constructor = assertion_class.clone().into();
        define_hidden(&prototype, "constructor", constructor, context)?;
        Ok(Self {
            prototype,
            error_prototype,
            config: config(context)?,
            expect: expect_function(context)?,
            assertion_class,
            error_class,
        })
    }
}

/// Returns the function `expect(value, message?)`; always the same one in a context.
///
/// # Errors
/// When the engine refuses one of chai's objects.
pub fn expect(context: &mut Context) -> JsResult<JsObject> {
    Ok(Chai::of(context)?.expect.clone())
}

/// Starts an assertion on a value, the same as `expect(value)`; what `pm.response.to` gives out.
///
/// # Errors
/// When the engine refuses one of chai's objects.
pub fn assertion(value: JsValue, context: &mut Context) -> JsResult<JsValue> {
    start(&[value], context)
}

/// Makes the object that `require('chai')` returns.
///
/// # Errors
/// When the engine refuses one of chai's objects.
pub fn module(context: &mut Context) -> JsResult<JsValue> {
    let chai = Chai::of(context)?.clone();
    let core = JsObject::with_object_proto(context.intrinsics());
    core::add_functions(&core, context)?;
    let members: [(&str, JsValue); 6] = [
        ("version", JsString::from(VERSION).into()),
        ("AssertionError", chai.error_class.into()),
        ("config", chai.config.into()),
        ("Assertion", chai.assertion_class.into()),
        ("expect", chai.expect.into()),
        ("assert", assert::build(context)?.into()),
    ];
    for (name, value) in members {
        define_value(&core, name, value, context)?;
    }
    let assemble = libs::part("chai/index", context)?;
    let assemble = callable(&assemble, "module")?;
    assemble.call(&JsValue::undefined(), &[core.into()], context)
}

fn config(context: &mut Context) -> JsResult<JsObject> {
    let config = JsObject::with_object_proto(context.intrinsics());
    let excluded = guard::EXCLUDED.map(|name| JsString::from(name).into());
    let members: [(&str, JsValue); 6] = [
        ("includeStack", false.into()),
        ("showDiff", true.into()),
        ("truncateThreshold", 40.into()),
        ("useProxy", true.into()),
        ("proxyExcludedKeys", JsArray::from_iter(excluded, context).into()),
        ("deepEqual", JsValue::null()),
    ];
    for (name, value) in members {
        define_value(&config, name, value, context)?;
    }
    Ok(config)
}

fn expect_function(context: &mut Context) -> JsResult<JsObject> {
    let expect = function(context, "expect", NativeFunction::from_fn_ptr(call_expect));
    let fail = function(context, "fail", NativeFunction::from_fn_ptr(call_fail));
    define_value(&expect, "fail", fail.into(), context)?;
    Ok(expect)
}

fn call_expect(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    start(args, context)
}

/// Starts an assertion from `(value, message?)`.
fn start(args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mut assertion = Assertion::new(args.get_or_undefined(0).clone(), None);
    assertion.take_message(args.get(1), context)?;
    let prototype = Chai::of(context)?.prototype.clone();
    Ok(link(Some(prototype), assertion, context).into())
}

/// `expect.fail(message?)` and `expect.fail(actual, expected, message?)`.
fn call_fail(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    fail_with("expect.fail()", args, context)
}

/// Fails with the user's message, or else with a text of our own.
///
/// # Errors
/// Always: the `AssertionError`.
pub(super) fn fail_with(
    otherwise: &str,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let (actual, message) = if args.len() < 2 {
        (JsValue::undefined(), args.get_or_undefined(0))
    } else {
        (args.get_or_undefined(0).clone(), args.get_or_undefined(2))
    };
    let text = if message.to_boolean() {
        message.to_string(context)?.to_std_string_lossy()
    } else {
        otherwise.to_owned()
    };
    let details = Details {
        actual,
        expected: args.get_or_undefined(1).clone(),
        show_diff: false,
        operator: None,
    };
    let error = assertion_error(&text, Some(&details), context)?;
    if let (Some(operator), Some(error)) =
        (args.get(3), error.as_opaque().and_then(JsValue::as_object))
    {
        define_value(&error, "operator", operator.clone(), context)?;
    }
    Err(error)
}

type Native = fn(&JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>;

fn class(context: &Context, name: &str, construct: Native) -> JsObject {
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(construct))
        .name(JsString::from(name))
        .constructor(true)
        .build()
        .into()
}

/// `new Assertion(value, message?, ssfi?, lockSsfi?)`.
fn construct_assertion(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let made = start(args, context)?;
    let holder = holder(&made)?;
    let mut assertion = read(&holder);
    for (name, value) in ["ssfi", "lockSsfi"].iter().zip(args.iter().skip(2)) {
        assertion.extra.push((JsString::from(*name), value.clone()));
    }
    write(&holder, assertion);
    Ok(made)
}

fn error_class(context: &mut Context) -> JsResult<(JsObject, JsObject)> {
    let base = context.intrinsics().constructors().error().prototype();
    let prototype = JsObject::with_null_proto();
    prototype.set_prototype(Some(base));
    let class = class(context, "AssertionError", construct_error);
    define_hidden(&prototype, "name", js_string!("AssertionError").into(), context)?;
    define_hidden(&prototype, "constructor", class.clone().into(), context)?;
    define_value(&class, "prototype", prototype.clone().into(), context)?;
    let to_json = function(context, "toJSON", NativeFunction::from_fn_ptr(error_to_json));
    define_hidden(&prototype, "toJSON", to_json.into(), context)?;
    Ok((class, prototype))
}

/// `assertionError.toJSON(stack?)`: the name, what the error holds, and the stack unless it is not
/// wanted.
fn error_to_json(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let error = this.to_object(context)?;
    let json = JsObject::with_object_proto(context.intrinsics());
    let name = error.get(js_string!("name"), context)?;
    json.create_data_property_or_throw(js_string!("name"), name, context)?;
    for key in enumerable_keys(&error, context)? {
        let name = key.to_string();
        if !["stack", "constructor", "toJSON"].contains(&name.as_str()) {
            let value = error.get(key.clone(), context)?;
            json.create_data_property_or_throw(key, value, context)?;
        }
    }
    let stack = error.get(js_string!("stack"), context)?;
    if args.get_or_undefined(0).as_boolean() != Some(false) && stack.to_boolean() {
        json.create_data_property_or_throw(js_string!("stack"), stack, context)?;
    }
    Ok(json.into())
}

/// `new AssertionError(message, properties?)`.
fn construct_error(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let message = args.get_or_undefined(0);
    let text = if message.to_boolean() {
        message.to_string(context)?.to_std_string_lossy()
    } else {
        String::new()
    };
    let error = assertion_error(&text, None, context)?.into_opaque(context)?;
    let (Some(object), Some(extra)) = (error.as_object(), args.get_or_undefined(1).as_object())
    else {
        return Ok(error);
    };
    for key in enumerable_keys(&extra, context)? {
        let name = key.to_string();
        if !["name", "message", "stack", "constructor", "toJSON"].contains(&name.as_str()) {
            let value = extra.get(key.clone(), context)?;
            object.set(key, value, false, context)?;
        }
    }
    Ok(error)
}

fn define_hidden(
    object: &JsObject,
    name: &str,
    value: JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let descriptor = PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(false)
        .configurable(true)
        .build();
    object.define_property_or_throw(JsString::from(name), descriptor, context)?;
    Ok(())
}
