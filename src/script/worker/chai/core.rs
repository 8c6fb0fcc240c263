//! What the scripts of chai's plugin layer (`libs/scripts/chai`) get done in Rust.

use boa_engine::object::JsObject;
use boa_engine::object::builtins::JsArray;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, NativeFunction};

use super::assertion::{Assertion, Flag, holder, read, write};
use super::equality::deep_equal;
use super::failure::{display, inspect};
use super::guard::closest;
use super::kind::type_of;
use super::prototype::{define_value, function, spawn};

type Native = fn(&JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>;

/// Puts the functions on an object: `isAssertion(value)`, `flag(assertion, name, value?)`,
/// `flags(assertion)`, `link(assertion)`, `closest(word, words)`, `type`, `inspect`, `objDisplay` and
/// `eql`.
///
/// # Errors
/// When the engine refuses a property.
pub(super) fn add_functions(object: &JsObject, context: &mut Context) -> JsResult<()> {
    let members: [(&str, Native); 9] = [
        ("isAssertion", |_, args, _| Ok(holder(args.get_or_undefined(0)).is_ok().into())),
        ("flag", flag),
        ("flags", |_, args, context| {
            Ok(flags(&read(&holder(args.get_or_undefined(0))?), context)?.into())
        }),
        ("link", |_, args, context| {
            let holder = holder(args.get_or_undefined(0))?;
            Ok(spawn(&holder, read(&holder), context))
        }),
        ("closest", closest_word),
        ("type", |_, args, context| text(type_of(args.get_or_undefined(0), context)?)),
        ("inspect", |_, args, context| text(inspect(args.get_or_undefined(0), context)?)),
        ("objDisplay", |_, args, context| text(display(args.get_or_undefined(0), context)?)),
        ("eql", |_, args, context| {
            let equal = deep_equal(args.get_or_undefined(0), args.get_or_undefined(1), context)?;
            Ok(equal.into())
        }),
    ];
    for (name, native) in members {
        let value = function(context, name, NativeFunction::from_fn_ptr(native));
        define_value(object, name, value.into(), context)?;
    }
    Ok(())
}

fn text(text: String) -> JsResult<JsValue> {
    Ok(JsString::from(text.as_str()).into())
}

fn closest_word(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let word = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let mut words = Vec::new();
    if let Some(list) = args.get_or_undefined(1).as_object() {
        let list = JsArray::from_object(list)?;
        for at in 0..list.length(context)? {
            words.push(list.get(at, context)?.to_string(context)?.to_std_string_lossy());
        }
    }
    Ok(closest(&word, words).map_or_else(JsValue::undefined, |word| JsString::from(word).into()))
}

/// Lists all flags that are set: an object without a prototype.
pub(super) fn flags(assertion: &Assertion, context: &mut Context) -> JsResult<JsObject> {
    let object = JsObject::with_null_proto();
    let named = Flag::NAMED.iter().filter(|(_, flag)| assertion.has(*flag));
    let mut members: Vec<_> =
        named.map(|(name, _)| (JsString::from(*name), JsValue::from(true))).collect();
    members.extend(assertion.extra.iter().cloned());
    members.push((JsString::from("object"), assertion.object.clone()));
    if let Some(message) = &assertion.message {
        members.push((JsString::from("message"), message.clone().into()));
    }
    for (name, value) in members {
        let value = PropertyDescriptor::builder()
            .value(value)
            .writable(true)
            .enumerable(true)
            .configurable(true)
            .build();
        object.define_property_or_throw(name, value, context)?;
    }
    Ok(object)
}

/// `flag(assertion, name, value?)`: reads a flag, or sets it.
fn flag(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let holder = holder(args.get_or_undefined(0))?;
    let name = args.get_or_undefined(1).to_string(context)?.to_std_string_lossy();
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
