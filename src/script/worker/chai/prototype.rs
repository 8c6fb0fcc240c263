//! The one prototype of all assertions.

use boa_engine::object::{FunctionObjectBuilder, JsObject};
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, NativeFunction, js_string};

use super::assertion::{Assertion, holder, read, write};
use super::core::flags;
use super::failure::Claim;
use super::guard;
use super::words::{MethodRule, PropertyRule, Rule, WORDS};

/// The objects that all methods share.
#[derive(Clone)]
pub(super) struct Shared {
    method_guard: JsObject,
    method_length: JsObject,
    chainable_length: JsObject,
}

impl Shared {
    /// Makes them.
    ///
    /// # Errors
    /// When the engine refuses an object.
    pub(super) fn new(context: &mut Context) -> JsResult<Self> {
        Ok(Self {
            method_guard: guard::method_guard(context)?,
            method_length: function(
                context,
                "length",
                NativeFunction::from_fn_ptr(guard::method_length),
            ),
            chainable_length: function(
                context,
                "length",
                NativeFunction::from_fn_ptr(guard::chainable_length),
            ),
        })
    }
}

/// Makes a function object.
pub(super) fn function(context: &Context, name: &str, native: NativeFunction) -> JsObject {
    FunctionObjectBuilder::new(context.realm(), native).name(JsString::from(name)).build().into()
}

/// Makes the prototype with every word on it.
///
/// # Errors
/// When the engine refuses a property.
pub(super) fn build(shared: &Shared, context: &mut Context) -> JsResult<JsObject> {
    let prototype = JsObject::with_null_proto();
    prototype.set_prototype(Some(guard::assertion_guard(context)?));
    let assert = function(context, "assert", NativeFunction::from_fn_ptr(assert_method));
    define_value(&prototype, "assert", assert.into(), context)?;
    let get = function(context, "get _obj", NativeFunction::from_fn_ptr(get_object));
    let set = function(context, "set _obj", NativeFunction::from_fn_ptr(set_object));
    let accessor = PropertyDescriptor::builder().get(get).set(set).configurable(true).build();
    prototype.define_property_or_throw(js_string!("_obj"), accessor, context)?;
    define_getter(&prototype, "__flags", NativeFunction::from_fn_ptr(get_flags), context)?;
    for (names, rule) in WORDS {
        for name in *names {
            define_word(&prototype, name, *rule, shared, context)?;
        }
    }
    Ok(prototype)
}

fn define_word(
    prototype: &JsObject,
    name: &'static str,
    rule: Rule,
    shared: &Shared,
    context: &mut Context,
) -> JsResult<()> {
    match rule {
        Rule::Chain => {
            let native = NativeFunction::from_copy_closure(|this, _, context| {
                let holder = holder(this)?;
                Ok(spawn(&holder, read(&holder), context))
            });
            define_getter(prototype, name, native, context)
        }
        Rule::Property(rule) => {
            let native = NativeFunction::from_copy_closure(move |this, _, context| {
                read_word(rule, this, context)
            });
            define_getter(prototype, name, native, context)
        }
        Rule::Method(rule) => {
            let native = NativeFunction::from_copy_closure(move |this, args, context| {
                call_word(rule, this, args, context)
            });
            define_method(prototype, name, native, shared, context)
        }
        Rule::Chainable(rule, chain) => {
            let call = NativeFunction::from_copy_closure(move |this, args, context| {
                call_word(rule, this, args, context)
            });
            let length = shared.chainable_length.clone();
            let native = NativeFunction::from_copy_closure_with_captures(
                move |this, _, (call, length, name), context| {
                    let holder = holder(this)?;
                    let mut assertion = read(&holder);
                    chain(&mut assertion, context)?;
                    write(&holder, assertion.clone());
                    chainable(&holder, assertion, Callee { call, length, name }, context)
                },
                (call, length, JsString::from(name)),
            );
            define_getter(prototype, name, native, context)
        }
    }
}

/// What the function of a chainable method is made of.
pub(super) struct Callee<'a> {
    /// Its code.
    pub(super) call: &'a NativeFunction,
    /// The getter of its `length`.
    pub(super) length: &'a JsObject,
    /// Its name.
    pub(super) name: &'a JsString,
}

/// Makes the function that a chainable method gives out: callable, and a link of the chain through
/// its prototype, which is an assertion.
pub(super) fn chainable(
    holder: &JsObject,
    assertion: Assertion,
    callee: Callee<'_>,
    context: &mut Context,
) -> JsResult<JsValue> {
    let function: JsObject = FunctionObjectBuilder::new(context.realm(), callee.call.clone())
        .name(callee.name.clone())
        .build()
        .into();
    let length =
        PropertyDescriptor::builder().get(callee.length.clone()).configurable(true).build();
    function.define_property_or_throw(js_string!("length"), length, context)?;
    let link = link(holder.prototype(), assertion, context);
    function.set_prototype(Some(link));
    Ok(function.into())
}

/// Makes the next link of the chain, of the same kind as `holder`.
pub(super) fn spawn(holder: &JsObject, assertion: Assertion, context: &Context) -> JsValue {
    link(holder.prototype(), assertion, context).into()
}

/// Makes an object that holds an assertion. All share one shape, which lets the engine remember
/// where it found a word.
pub(super) fn link(
    prototype: Option<JsObject>,
    assertion: Assertion,
    context: &Context,
) -> JsObject {
    JsObject::new(context.root_shape(), prototype, assertion).upcast()
}

fn read_word(rule: PropertyRule, this: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    let holder = holder(this)?;
    let mut assertion = read(&holder);
    rule(&mut assertion, context)?;
    write(&holder, assertion.clone());
    Ok(spawn(&holder, assertion, context))
}

fn call_word(
    rule: MethodRule,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let holder = holder(this)?;
    let mut assertion = read(&holder);
    rule(&mut assertion, args, context)?;
    write(&holder, assertion.clone());
    Ok(spawn(&holder, assertion, context))
}

/// Puts an accessor on the prototype.
///
/// # Errors
/// When the engine refuses the property.
pub(super) fn define_getter(
    prototype: &JsObject,
    name: &str,
    native: NativeFunction,
    context: &mut Context,
) -> JsResult<()> {
    let getter = function(context, name, native);
    let descriptor =
        PropertyDescriptor::builder().get(getter).enumerable(false).configurable(true).build();
    prototype.define_property_or_throw(JsString::from(name), descriptor, context)?;
    Ok(())
}

/// Puts a method on the prototype, with the guards against reading its properties.
///
/// # Errors
/// When the engine refuses the property.
pub(super) fn define_method(
    prototype: &JsObject,
    name: &str,
    native: NativeFunction,
    shared: &Shared,
    context: &mut Context,
) -> JsResult<()> {
    let method = function(context, name, native);
    let length =
        PropertyDescriptor::builder().get(shared.method_length.clone()).configurable(true).build();
    method.define_property_or_throw(js_string!("length"), length, context)?;
    method.set_prototype(Some(shared.method_guard.clone()));
    define_value(prototype, name, method.into(), context)
}

/// Puts a writable value on an object.
///
/// # Errors
/// When the engine refuses the property.
pub(super) fn define_value(
    object: &JsObject,
    name: &str,
    value: JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let descriptor = PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(true)
        .configurable(true)
        .build();
    object.define_property_or_throw(JsString::from(name), descriptor, context)?;
    Ok(())
}

fn get_object(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(read(&holder(this)?).object.clone())
}

fn get_flags(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(flags(&read(&holder(this)?), context)?.into())
}

fn set_object(this: &JsValue, args: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let holder = holder(this)?;
    let mut assertion = read(&holder);
    assertion.object = args.get_or_undefined(0).clone();
    write(&holder, assertion);
    Ok(JsValue::undefined())
}

/// `this.assert(ok, message, negatedMessage, expected, actual, showDiff)`, for plugins.
fn assert_method(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let assertion = read(&holder(this)?);
    let holds = args.get_or_undefined(0).to_boolean();
    assertion.assert(
        holds,
        |context| {
            let positive = message_text(args.get_or_undefined(1), context)?;
            let negative = message_text(args.get_or_undefined(2), context)?;
            let without_diff = args.get_or_undefined(5).as_boolean() == Some(false);
            let claim = Claim::new(positive, negative)
                .expected(args.get_or_undefined(3).clone())
                .without_diff(without_diff);
            Ok(match args.get(4) {
                Some(actual) => claim.actual(actual.clone()),
                None => claim,
            })
        },
        context,
    )?;
    Ok(JsValue::undefined())
}

/// Returns the text of a message that may be given as a function; nothing is an empty text.
///
/// # Errors
/// Whatever the function throws.
pub(super) fn message_text(message: &JsValue, context: &mut Context) -> JsResult<String> {
    let message = match message.as_callable() {
        Some(function) => function.call(&JsValue::undefined(), &[], context)?,
        None => message.clone(),
    };
    if !message.to_boolean() {
        return Ok(String::new());
    }
    Ok(message.to_string(context)?.to_std_string_lossy())
}
