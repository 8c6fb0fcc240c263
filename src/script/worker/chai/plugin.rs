//! `chai.use`: plugins that add or replace words.

use boa_engine::object::JsObject;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, NativeFunction};

use super::assertion::{Assertion, Flag, holder, read, write};
use super::equality::deep_equal;
use super::failure::{display, inspect};
use super::functions::callable;
use super::kind::type_of;
use super::module::{self, Chai};
use super::prototype::{
    Callee, chainable, define_getter, define_method, define_value, function, spawn,
};

type Native = fn(&JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>;

/// `chai.use(plugin)`: calls `plugin(chai, utils)` and returns chai.
///
/// # Errors
/// A `TypeError` for what is no function, or whatever the plugin throws.
pub(super) fn use_plugin(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let plugin = callable(args.get_or_undefined(0), "plugin")?;
    let chai = if this.is_object() { this.clone() } else { module::module(context)?.into() };
    let utilities = utilities(context)?;
    plugin.call(&JsValue::undefined(), &[chai.clone(), utilities.into()], context)?;
    Ok(chai)
}

/// Makes `chai.util`.
///
/// # Errors
/// When the engine refuses the object.
pub(super) fn utilities(context: &mut Context) -> JsResult<JsObject> {
    let object = JsObject::with_object_proto(context.intrinsics());
    let members: [(&str, Native); 11] = [
        ("flag", flag),
        ("type", |_, args, context| text(type_of(args.get_or_undefined(0), context)?)),
        ("inspect", |_, args, context| text(inspect(args.get_or_undefined(0), context)?)),
        ("objDisplay", |_, args, context| text(display(args.get_or_undefined(0), context)?)),
        ("eql", |_, args, context| {
            let equal = deep_equal(args.get_or_undefined(0), args.get_or_undefined(1), context)?;
            Ok(equal.into())
        }),
        // The first argument is the prototype; there is only one.
        ("addMethod", |_, args, context| add_method(rest(args), context)),
        ("addProperty", |_, args, context| add_property(rest(args), context)),
        ("addChainableMethod", |_, args, context| add_chainable(rest(args), context)),
        ("overwriteMethod", |_, args, context| overwrite_method(rest(args), context)),
        ("overwriteProperty", |_, args, context| overwrite_property(rest(args), context)),
        ("transferFlags", transfer_flags),
    ];
    add_functions(&object, &members, context)?;
    Ok(object)
}

/// Puts `addMethod` and its relatives on `chai.Assertion`.
///
/// # Errors
/// When the engine refuses a property.
pub(super) fn add_statics(class: &JsObject, context: &mut Context) -> JsResult<()> {
    let members: [(&str, Native); 5] = [
        ("addMethod", |_, args, context| add_method(args, context)),
        ("addProperty", |_, args, context| add_property(args, context)),
        ("addChainableMethod", |_, args, context| add_chainable(args, context)),
        ("overwriteMethod", |_, args, context| overwrite_method(args, context)),
        ("overwriteProperty", |_, args, context| overwrite_property(args, context)),
    ];
    add_functions(class, &members, context)
}

fn add_functions(
    object: &JsObject,
    members: &[(&str, Native)],
    context: &mut Context,
) -> JsResult<()> {
    for (name, native) in members {
        let value = function(context, name, NativeFunction::from_fn_ptr(*native));
        define_value(object, name, value.into(), context)?;
    }
    Ok(())
}

fn rest(args: &[JsValue]) -> &[JsValue] {
    args.get(1..).unwrap_or_default()
}

fn text(text: String) -> JsResult<JsValue> {
    Ok(JsString::from(text.as_str()).into())
}

fn name_of(args: &[JsValue], context: &mut Context) -> JsResult<String> {
    Ok(args.get_or_undefined(0).to_string(context)?.to_std_string_lossy())
}

/// Calls a plugin's function; when it returns nothing, the chain goes on.
fn run(
    rule: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let result = rule.call(this, args, context)?;
    if !result.is_undefined() {
        return Ok(result);
    }
    let holder = holder(this)?;
    Ok(spawn(&holder, read(&holder), context))
}

fn runner(rule: JsObject) -> NativeFunction {
    NativeFunction::from_copy_closure_with_captures(
        |this, args, rule, context| run(rule, this, args, context),
        rule,
    )
}

fn add_method(args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = name_of(args, context)?;
    let rule = callable(args.get_or_undefined(1), "method")?;
    let chai = Chai::of(context)?.clone();
    define_method(&chai.prototype, &name, runner(rule), &chai.shared, context)?;
    Ok(JsValue::undefined())
}

fn add_property(args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = name_of(args, context)?;
    let rule = callable(args.get_or_undefined(1), "getter")?;
    let prototype = Chai::of(context)?.prototype.clone();
    define_getter(&prototype, &name, runner(rule), context)?;
    Ok(JsValue::undefined())
}

fn add_chainable(args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = name_of(args, context)?;
    let call = runner(callable(args.get_or_undefined(1), "method")?);
    let chain = args.get_or_undefined(2).clone();
    let chai = Chai::of(context)?.clone();
    let captures = (call, chain, chai.shared.chainable_length(), JsString::from(name.as_str()));
    let getter = NativeFunction::from_copy_closure_with_captures(
        |this, _, (call, chain, length, name), context| {
            if let Some(chain) = chain.as_callable() {
                chain.call(this, &[], context)?;
            }
            let holder = holder(this)?;
            chainable(&holder, read(&holder), Callee { call, length, name }, context)
        },
        captures,
    );
    define_getter(&chai.prototype, &name, getter, context)?;
    Ok(JsValue::undefined())
}

/// Replaces a method by `factory(old)`.
fn overwrite_method(args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = name_of(args, context)?;
    let factory = callable(args.get_or_undefined(1), "method")?;
    let prototype = Chai::of(context)?.prototype.clone();
    let old = prototype.get(JsString::from(name.as_str()), context)?;
    let new = factory.call(&JsValue::undefined(), &[old], context)?;
    add_method(&[JsString::from(name.as_str()).into(), new], context)
}

/// Replaces a property by `factory(old getter)`.
fn overwrite_property(args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = name_of(args, context)?;
    let factory = callable(args.get_or_undefined(1), "getter")?;
    let prototype = Chai::of(context)?.prototype.clone();
    let key = JsString::from(name.as_str()).into();
    let old = prototype.borrow().properties().get(&key);
    let old = old.and_then(|descriptor| descriptor.get().cloned()).unwrap_or_default();
    let new = factory.call(&JsValue::undefined(), &[old], context)?;
    add_property(&[JsString::from(name.as_str()).into(), new], context)
}

/// `flag(assertion, name, value?)`: reads a flag, or sets it.
fn flag(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let holder = holder(args.get_or_undefined(0))?;
    let name = name_of(rest(args), context)?;
    let mut assertion = read(&holder);
    let Some(value) = args.get(2) else {
        return Ok(read_flag(&assertion, &name));
    };
    write_flag(&mut assertion, &name, value, context)?;
    write(&holder, assertion);
    Ok(JsValue::undefined())
}

fn read_flag(assertion: &Assertion, name: &str) -> JsValue {
    if let Some((_, flag)) = Flag::NAMED.iter().find(|(known, _)| *known == name) {
        return if assertion.has(*flag) { true.into() } else { JsValue::undefined() };
    }
    match name {
        "object" => assertion.object.clone(),
        "message" => assertion.message.clone().map(JsValue::from).unwrap_or_default(),
        _ => {
            let name = JsString::from(name);
            let found = assertion.extra.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        }
    }
}

fn write_flag(
    assertion: &mut Assertion,
    name: &str,
    value: &JsValue,
    context: &mut Context,
) -> JsResult<()> {
    if let Some((_, flag)) = Flag::NAMED.iter().find(|(known, _)| *known == name) {
        assertion.set(*flag, value.to_boolean());
        return Ok(());
    }
    match name {
        "object" => assertion.object = value.clone(),
        "message" if value.to_boolean() => assertion.message = Some(value.to_string(context)?),
        "message" => assertion.message = None,
        _ => {
            let name = JsString::from(name);
            assertion.extra.retain(|(key, _)| *key != name);
            assertion.extra.push((name, value.clone()));
        }
    }
    Ok(())
}

/// `transferFlags(from, to, includeAll?)`.
fn transfer_flags(_: &JsValue, args: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let mut from = read(&holder(args.get_or_undefined(0))?);
    let target = holder(args.get_or_undefined(1))?;
    if args.get(2).is_some_and(|all| !all.to_boolean()) {
        let to = read(&target);
        from.object = to.object.clone();
        from.message = to.message.clone();
    }
    write(&target, from);
    Ok(JsValue::undefined())
}
