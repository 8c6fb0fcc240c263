//! `chai.assert`: the same rules as functions.

use boa_engine::object::JsObject;
use boa_engine::object::builtins::JsProxyBuilder;
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, NativeFunction};

use super::assertion::{Assertion, Flag};
use super::failure::Claim;
use super::module::fail_with;
use super::prototype::{define_value, function, message_text};
use super::words::MethodRule;
use super::{functions, include, keys, members, order, property, throws, values};
use crate::script::worker::inspect::key_value;
use Flag::{All, Any, Contains, Deep, DoLength, Negate, Nested, Ordered, Own};

/// One function: `assert.name(value, …arguments, message?)`.
struct Entry {
    names: &'static [&'static str],
    flags: &'static [Flag],
    rule: MethodRule,
    /// How many arguments stand between the value and the message.
    arguments: usize,
}

const fn entry(
    names: &'static [&'static str],
    flags: &'static [Flag],
    rule: MethodRule,
    arguments: usize,
) -> Entry {
    Entry { names, flags, rule, arguments }
}

const ENTRIES: &[Entry] = &[
    entry(&["isOk", "ok"], &[], |a, _, c| values::ok(a, c), 0),
    entry(&["isNotOk", "notOk"], &[Negate], |a, _, c| values::ok(a, c), 0),
    entry(&["equal"], &[], loosely_equal, 1),
    entry(&["notEqual"], &[Negate], loosely_equal, 1),
    entry(&["strictEqual"], &[], values::equal, 1),
    entry(&["notStrictEqual"], &[Negate], values::equal, 1),
    entry(&["deepEqual", "deepStrictEqual"], &[], values::eql, 1),
    entry(&["notDeepEqual"], &[Negate], values::eql, 1),
    entry(&["isAbove"], &[], order::above, 1),
    entry(&["isAtLeast"], &[], order::least, 1),
    entry(&["isBelow"], &[], order::below, 1),
    entry(&["isAtMost"], &[], order::most, 1),
    entry(&["isTrue"], &[], |a, _, c| values::is_true(a, c), 0),
    entry(&["isNotTrue"], &[Negate], |a, _, c| values::equal(a, &[true.into()], c), 0),
    entry(&["isFalse"], &[], |a, _, c| values::is_false(a, c), 0),
    entry(&["isNotFalse"], &[Negate], |a, _, c| values::equal(a, &[false.into()], c), 0),
    entry(&["isNull"], &[], |a, _, c| values::equal(a, &[JsValue::null()], c), 0),
    entry(&["isNotNull"], &[Negate], |a, _, c| values::equal(a, &[JsValue::null()], c), 0),
    entry(&["isNaN"], &[], |a, _, c| values::is_nan(a, c), 0),
    entry(&["isNotNaN"], &[Negate], |a, _, c| values::is_nan(a, c), 0),
    entry(&["exists"], &[], |a, _, c| values::exist(a, c), 0),
    entry(&["notExists"], &[Negate], |a, _, c| values::exist(a, c), 0),
    entry(&["isUndefined"], &[], |a, _, c| values::equal(a, &[JsValue::undefined()], c), 0),
    entry(&["isDefined"], &[Negate], |a, _, c| values::equal(a, &[JsValue::undefined()], c), 0),
    entry(&["isFunction"], &[], |a, _, c| values::is_a(a, "function", c), 0),
    entry(&["isNotFunction"], &[Negate], |a, _, c| values::is_a(a, "function", c), 0),
    entry(&["isObject"], &[], |a, _, c| values::is_a(a, "object", c), 0),
    entry(&["isNotObject"], &[Negate], |a, _, c| values::is_a(a, "object", c), 0),
    entry(&["isArray"], &[], |a, _, c| values::is_a(a, "array", c), 0),
    entry(&["isNotArray"], &[Negate], |a, _, c| values::is_a(a, "array", c), 0),
    entry(&["isString"], &[], |a, _, c| values::is_a(a, "string", c), 0),
    entry(&["isNotString"], &[Negate], |a, _, c| values::is_a(a, "string", c), 0),
    entry(&["isNumber"], &[], |a, _, c| values::is_a(a, "number", c), 0),
    entry(&["isNotNumber"], &[Negate], |a, _, c| values::is_a(a, "number", c), 0),
    entry(&["isBoolean"], &[], |a, _, c| values::is_a(a, "boolean", c), 0),
    entry(&["isNotBoolean"], &[Negate], |a, _, c| values::is_a(a, "boolean", c), 0),
    entry(&["isFinite"], &[], |a, _, c| values::finite(a, c), 0),
    entry(&["typeOf"], &[], values::an, 1),
    entry(&["notTypeOf"], &[Negate], values::an, 1),
    entry(&["instanceOf"], &[], functions::instance_of, 1),
    entry(&["notInstanceOf"], &[Negate], functions::instance_of, 1),
    entry(&["include"], &[], include::include, 1),
    entry(&["notInclude"], &[Negate], include::include, 1),
    entry(&["deepInclude"], &[Deep], include::include, 1),
    entry(&["notDeepInclude"], &[Deep, Negate], include::include, 1),
    entry(&["nestedInclude"], &[Nested], include::include, 1),
    entry(&["notNestedInclude"], &[Nested, Negate], include::include, 1),
    entry(&["deepNestedInclude"], &[Deep, Nested], include::include, 1),
    entry(&["notDeepNestedInclude"], &[Deep, Nested, Negate], include::include, 1),
    entry(&["ownInclude"], &[Own], include::include, 1),
    entry(&["notOwnInclude"], &[Own, Negate], include::include, 1),
    entry(&["deepOwnInclude"], &[Deep, Own], include::include, 1),
    entry(&["notDeepOwnInclude"], &[Deep, Own, Negate], include::include, 1),
    entry(&["match"], &[], functions::matches, 1),
    entry(&["notMatch"], &[Negate], functions::matches, 1),
    entry(&["property"], &[], property::property, 1),
    entry(&["notProperty"], &[Negate], property::property, 1),
    entry(&["propertyVal"], &[], property::property, 2),
    entry(&["notPropertyVal"], &[Negate], property::property, 2),
    entry(&["deepPropertyVal"], &[Deep], property::property, 2),
    entry(&["notDeepPropertyVal"], &[Deep, Negate], property::property, 2),
    entry(&["ownProperty"], &[Own], property::property, 1),
    entry(&["notOwnProperty"], &[Own, Negate], property::property, 1),
    entry(&["ownPropertyVal"], &[Own], property::property, 2),
    entry(&["notOwnPropertyVal"], &[Own, Negate], property::property, 2),
    entry(&["deepOwnPropertyVal"], &[Deep, Own], property::property, 2),
    entry(&["notDeepOwnPropertyVal"], &[Deep, Own, Negate], property::property, 2),
    entry(&["nestedProperty"], &[Nested], property::property, 1),
    entry(&["notNestedProperty"], &[Nested, Negate], property::property, 1),
    entry(&["nestedPropertyVal"], &[Nested], property::property, 2),
    entry(&["notNestedPropertyVal"], &[Nested, Negate], property::property, 2),
    entry(&["deepNestedPropertyVal"], &[Deep, Nested], property::property, 2),
    entry(&["notDeepNestedPropertyVal"], &[Deep, Nested, Negate], property::property, 2),
    entry(&["lengthOf"], &[DoLength], order::length, 1),
    entry(&["hasAnyKeys"], &[Any], keys::keys, 1),
    entry(&["hasAllKeys"], &[All], keys::keys, 1),
    entry(&["containsAllKeys"], &[Contains, All], keys::keys, 1),
    entry(&["doesNotHaveAnyKeys"], &[Any, Negate], keys::keys, 1),
    entry(&["doesNotHaveAllKeys"], &[All, Negate], keys::keys, 1),
    entry(&["hasAnyDeepKeys"], &[Any, Deep], keys::keys, 1),
    entry(&["hasAllDeepKeys"], &[All, Deep], keys::keys, 1),
    entry(&["containsAllDeepKeys"], &[Contains, All, Deep], keys::keys, 1),
    entry(&["doesNotHaveAnyDeepKeys"], &[Any, Deep, Negate], keys::keys, 1),
    entry(&["doesNotHaveAllDeepKeys"], &[All, Deep, Negate], keys::keys, 1),
    entry(&["doesNotThrow"], &[Negate], throws::throws, 2),
    entry(&["closeTo", "approximately"], &[], order::close_to, 2),
    entry(&["sameMembers"], &[], members::members, 1),
    entry(&["notSameMembers"], &[Negate], members::members, 1),
    entry(&["sameDeepMembers"], &[Deep], members::members, 1),
    entry(&["notSameDeepMembers"], &[Deep, Negate], members::members, 1),
    entry(&["sameOrderedMembers"], &[Ordered], members::members, 1),
    entry(&["sameDeepOrderedMembers"], &[Deep, Ordered], members::members, 1),
    entry(&["includeMembers"], &[Contains], members::members, 1),
    entry(&["notIncludeMembers"], &[Contains, Negate], members::members, 1),
    entry(&["includeDeepMembers"], &[Contains, Deep], members::members, 1),
    entry(&["notIncludeDeepMembers"], &[Contains, Deep, Negate], members::members, 1),
    entry(&["notSameOrderedMembers"], &[Ordered, Negate], members::members, 1),
    entry(&["notSameDeepOrderedMembers"], &[Deep, Ordered, Negate], members::members, 1),
    entry(&["includeOrderedMembers"], &[Contains, Ordered], members::members, 1),
    entry(&["notIncludeOrderedMembers"], &[Contains, Ordered, Negate], members::members, 1),
    entry(&["includeDeepOrderedMembers"], &[Contains, Deep, Ordered], members::members, 1),
    entry(
        &["notIncludeDeepOrderedMembers"],
        &[Contains, Deep, Ordered, Negate],
        members::members,
        1,
    ),
    entry(&["oneOf"], &[], members::one_of, 1),
    entry(&["isEmpty", "empty"], &[], |a, _, c| values::empty(a, c), 0),
    entry(&["isNotEmpty", "notEmpty"], &[Negate], |a, _, c| values::empty(a, c), 0),
    entry(&["isExtensible", "extensible"], &[], |a, _, c| values::extensible(a, c), 0),
    entry(&["isNotExtensible", "notExtensible"], &[Negate], |a, _, c| values::extensible(a, c), 0),
    entry(&["isSealed", "sealed"], &[], |a, _, c| values::sealed(a, c), 0),
    entry(&["isNotSealed", "notSealed"], &[Negate], |a, _, c| values::sealed(a, c), 0),
    entry(&["isFrozen", "frozen"], &[], |a, _, c| values::frozen(a, c), 0),
    entry(&["isNotFrozen", "notFrozen"], &[Negate], |a, _, c| values::frozen(a, c), 0),
];

/// Makes `assert(condition, message?)` with its functions. A function of chai's that is missing
/// here throws an error that names it.
///
/// # Errors
/// When the engine refuses a property.
pub(super) fn build(context: &mut Context) -> JsResult<JsObject> {
    let assert = function(context, "assert", NativeFunction::from_fn_ptr(assert_condition));
    let fail = function(context, "fail", NativeFunction::from_fn_ptr(fail));
    define_value(&assert, "fail", fail.into(), context)?;
    for entry in ENTRIES {
        for name in entry.names {
            let native = NativeFunction::from_copy_closure(move |_, args, context| {
                run(entry, args, context)
            });
            let value = function(context, name, native);
            define_value(&assert, name, value.into(), context)?;
        }
    }
    let base = context.intrinsics().constructors().function().prototype();
    let guard = JsProxyBuilder::new(base).get(missing).build(context)?;
    assert.set_prototype(Some(guard.into()));
    Ok(assert)
}

fn run(entry: &Entry, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mut assertion = Assertion::new(args.get_or_undefined(0).clone(), None);
    assertion.take_message(args.get(entry.arguments + 1), context)?;
    for flag in entry.flags {
        assertion.set(*flag, true);
    }
    let end = args.len().min(entry.arguments + 1);
    (entry.rule)(&mut assertion, args.get(1..end).unwrap_or_default(), context)?;
    Ok(JsValue::undefined())
}

fn loosely_equal(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let wanted = args.get_or_undefined(0);
    let holds = wanted.equals(&assertion.object, context)?;
    assertion.assert(
        holds,
        |_| {
            Ok(Claim::new(
                "expected #{this} to equal #{exp}",
                "expected #{this} to not equal #{exp}",
            )
            .expected(wanted.clone())
            .actual(assertion.object.clone()))
        },
        context,
    )
}

/// `assert(condition, message?)`, where the message is a text, maybe with placeholders, or a function.
fn assert_condition(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let assertion = Assertion::new(JsValue::null(), None);
    let holds = args.get_or_undefined(0).to_boolean();
    let claim = |context: &mut Context| {
        let message = message_text(args.get_or_undefined(1), context)?;
        Ok(Claim::new(message, "[ negation message unavailable ]"))
    };
    assertion.assert(holds, claim, context)?;
    Ok(JsValue::undefined())
}

fn fail(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    fail_with("assert.fail()", args, context)
}

fn missing(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(target) = args.get_or_undefined(0).as_object() else {
        return Ok(JsValue::undefined());
    };
    let key = args.get_or_undefined(1).to_property_key(context)?;
    let is_symbol = matches!(key, PropertyKey::Symbol(_));
    if is_symbol || target.has_property(key.clone(), context)? {
        return target.get(key, context);
    }
    let name: JsString = key_value(&key).to_string(context)?;
    Err(JsNativeError::error()
        .with_message(format!("chai assert.{} is not implemented", name.to_std_string_lossy()))
        .into())
}
