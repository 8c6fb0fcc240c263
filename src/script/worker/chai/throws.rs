//! `throw`.

use boa_engine::builtins::error::Error;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};

use super::assertion::{Assertion, Flag};
use super::failure::Claim;
use super::functions::callable;
use super::include::contains_text;
use super::values::is_a;
use crate::script::worker::inspect::{function_name, get_of};
use crate::script::worker::{error, recursion};

const BUT: &str = " but #{act} was thrown";

/// `throw(errorLike?, message?)`, `throws`, `Throw`; the error becomes the value under test.
pub(super) fn throws(
    assertion: &mut Assertion,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    assertion.take_message(args.get(2), context)?;
    is_a(&assertion.about(assertion.object.clone()), "function", context)?;
    let (mut error_like, mut matcher) =
        (args.get_or_undefined(0).clone(), args.get_or_undefined(1).clone());
    if error_like.is_regexp() || error_like.is_string() {
        matcher = std::mem::replace(&mut error_like, JsValue::null());
    }
    let function = callable(&assertion.object, "fn")?;
    let caught = match function.call(&JsValue::undefined(), &[], context) {
        Ok(_) => JsValue::undefined(),
        Err(error) => {
            let thrown = recursion::catchable(error).into_opaque(context)?;
            error::reword(&thrown, context);
            thrown
        }
    };
    let check = Check {
        negate: assertion.has(Flag::Negate),
        both: error_like.to_boolean() && matcher.to_boolean(),
        error_like,
        matcher,
        caught,
    };
    check.run(assertion, context)?;
    assertion.object = check.caught;
    Ok(())
}

struct Check {
    error_like: JsValue,
    matcher: JsValue,
    caught: JsValue,
    negate: bool,
    both: bool,
}

impl Check {
    fn run(&self, assertion: &Assertion, context: &mut Context) -> JsResult<()> {
        let nothing_asked = self.error_like.is_undefined() && self.matcher.is_undefined();
        if nothing_asked || !self.negate {
            self.check_thrown(assertion, context)?;
        }
        let wrong_error = self.check_error(assertion, context)?;
        let wrong_message = self.check_message(assertion, context)?;
        if wrong_error && wrong_message {
            self.fail(BUT, assertion, context)?;
        }
        Ok(())
    }

    fn check_thrown(&self, assertion: &Assertion, context: &mut Context) -> JsResult<()> {
        assertion.assert(
            self.caught.to_boolean(),
            |context| {
                let wanted = if is_error(&self.error_like, context)? {
                    "#{exp}".to_owned()
                } else if self.error_like.to_boolean() {
                    constructor_name(&self.error_like, context)?
                        .to_string(context)?
                        .to_std_string_lossy()
                } else {
                    "an error".to_owned()
                };
                let expected = if self.error_like.to_boolean() {
                    text_of(&self.error_like, context)?
                } else {
                    self.error_like.clone()
                };
                let actual = if self.caught.is_string() {
                    self.caught.clone()
                } else {
                    shown(&self.caught, context)?
                };
                Ok(Claim::new(
                    format!("expected #{{this}} to throw {wanted}"),
                    "expected #{this} to not throw an error but #{act} was thrown",
                )
                .expected(expected)
                .actual(actual))
            },
            context,
        )
    }

    /// Compares the error; true when it is the one that must not be thrown, to be weighed together
    /// with the message.
    fn check_error(&self, assertion: &Assertion, context: &mut Context) -> JsResult<bool> {
        if !self.error_like.to_boolean() || !self.caught.to_boolean() {
            return Ok(false);
        }
        let mut wrong = false;
        if is_error(&self.error_like, context)?
            && self.caught.strict_equals(&self.error_like) == self.negate
        {
            if self.both && self.negate {
                wrong = true;
            } else {
                self.fail("", assertion, context)?;
            }
        }
        if self.is_compatible(context)? == self.negate {
            if self.both && self.negate {
                wrong = true;
            } else {
                self.fail(BUT, assertion, context)?;
            }
        }
        Ok(wrong)
    }

    fn is_compatible(&self, context: &mut Context) -> JsResult<bool> {
        let constructor = if is_error(&self.error_like, context)? {
            get_of(&self.error_like, js_string!("constructor"), context)?
        } else {
            let base: JsValue = context.intrinsics().constructors().error().constructor().into();
            let prototype = get_of(&self.error_like, js_string!("prototype"), context)?;
            if !prototype.instance_of(&base, context)? && !self.error_like.strict_equals(&base) {
                return Ok(false);
            }
            self.error_like.clone()
        };
        let own = get_of(&self.caught, js_string!("constructor"), context)?;
        Ok(own.strict_equals(&constructor) || self.caught.instance_of(&constructor, context)?)
    }

    fn check_message(&self, assertion: &Assertion, context: &mut Context) -> JsResult<bool> {
        if !self.caught.to_boolean() || self.matcher.is_null_or_undefined() {
            return Ok(false);
        }
        let message = if self.caught.is_string() {
            self.caught.clone()
        } else {
            get_of(&self.caught, js_string!("message"), context)?
        };
        let holds = if self.matcher.is_regexp() {
            let test = callable(&get_of(&self.matcher, js_string!("test"), context)?, "test")?;
            test.call(&self.matcher, &[message], context)?.to_boolean()
        } else {
            self.matcher.is_string() && contains_text(&message, &self.matcher, context)?
        };
        if holds != self.negate {
            return Ok(false);
        }
        if self.both && self.negate {
            return Ok(true);
        }
        assertion.assert(
            self.negate,
            |context| {
                let verb = if self.matcher.is_regexp() { "matching" } else { "including" };
                Ok(Claim::new(
                    format!("expected #{{this}} to throw error {verb} #{{exp}} but got #{{act}}"),
                    format!("expected #{{this}} to throw error not {verb} #{{exp}}"),
                )
                .expected(self.matcher.clone())
                .actual(message_of(&self.caught, context)?))
            },
            context,
        )?;
        Ok(false)
    }

    /// Fails; `but` is what the text under `not` ends with.
    fn fail(
        &self,
        but: &'static str,
        assertion: &Assertion,
        context: &mut Context,
    ) -> JsResult<()> {
        assertion.assert(
            self.negate,
            |context| {
                let expected = if is_error(&self.error_like, context)? {
                    text_of(&self.error_like, context)?
                } else {
                    constructor_name(&self.error_like, context)?
                };
                Ok(Claim::new(
                    "expected #{this} to throw #{exp} but #{act} was thrown",
                    format!("expected #{{this}} to not throw #{{exp}}{but}"),
                )
                .expected(expected)
                .actual(shown(&self.caught, context)?))
            },
            context,
        )
    }
}

fn is_error(value: &JsValue, context: &mut Context) -> JsResult<bool> {
    if value.as_object().is_some_and(|object| object.is::<Error>()) {
        return Ok(true);
    }
    let base: JsValue = context.intrinsics().constructors().error().constructor().into();
    value.instance_of(&base, context)
}

/// Returns the text of an error, or the name of a thrown value's constructor.
fn shown(value: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    if is_error(value, context)? {
        text_of(value, context)
    } else {
        constructor_name(value, context)
    }
}

/// Calls `value.toString()`.
fn text_of(value: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    let method = callable(&get_of(value, js_string!("toString"), context)?, "toString")?;
    method.call(value, &[], context)
}

/// Names the class of an error or a constructor; other values stand for themselves.
fn constructor_name(value: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    let name = if is_error(value, context)? {
        let constructor = get_of(value, js_string!("constructor"), context)?;
        function_name(&constructor, context)?
    } else {
        function_name(value, context)?
    };
    Ok(name.map_or_else(|| value.clone(), JsValue::from))
}

fn message_of(error: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    if error.is_string() {
        return Ok(error.clone());
    }
    let message = get_of(error, js_string!("message"), context)?;
    Ok(if message.to_boolean() { message } else { JsString::default().into() })
}
