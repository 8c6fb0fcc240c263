//! Failing: the message templates, their placeholders and the `AssertionError`.

use std::borrow::Cow;

use boa_engine::object::JsObject;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsError, JsNativeError, JsResult, JsString, JsValue, js_string};

use super::assertion::{Assertion, Flag};
use super::kind::type_of;
use super::module::Chai;
use crate::script::worker::inspect::{NO_LIMIT, enumerable_keys, key_value, loupe, object_tag};

/// What an assertion says when it does not hold. The texts may hold `#{this}`, `#{exp}` and
/// `#{act}`.
pub(super) struct Claim {
    positive: Cow<'static, str>,
    negative: Cow<'static, str>,
    expected: JsValue,
    actual: Option<JsValue>,
    without_diff: bool,
}

impl Claim {
    /// Makes a claim from the text for a failure and the text for a failure under `not`.
    pub(super) fn new(
        positive: impl Into<Cow<'static, str>>,
        negative: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            positive: positive.into(),
            negative: negative.into(),
            expected: JsValue::undefined(),
            actual: None,
            without_diff: false,
        }
    }

    /// Names the expected value, shown for `#{exp}`.
    pub(super) fn expected(mut self, value: impl Into<JsValue>) -> Self {
        self.expected = value.into();
        self
    }

    /// Names the actual value, shown for `#{act}`; without it that is the value under test.
    pub(super) fn actual(mut self, value: impl Into<JsValue>) -> Self {
        self.actual = Some(value.into());
        self
    }

    /// Says that a diff of the two values tells nothing.
    pub(super) fn without_diff(mut self, without: bool) -> Self {
        self.without_diff = without;
        self
    }
}

impl Assertion {
    /// Fails with a claim when `holds` (or, under `not`, its opposite) is false. The claim is made
    /// only then.
    ///
    /// # Errors
    /// The `AssertionError`, or whatever inspecting the values throws.
    pub(super) fn assert(
        &self,
        holds: bool,
        claim: impl FnOnce(&mut Context) -> JsResult<Claim>,
        context: &mut Context,
    ) -> JsResult<()> {
        if holds != self.has(Flag::Negate) {
            return Ok(());
        }
        let claim = claim(context)?;
        Err(self.failure(&claim, context)?)
    }

    /// As [`assert`](Self::assert), for a claim that is told in two texts alone.
    pub(super) fn assert_plainly(
        &self,
        holds: bool,
        positive: String,
        negative: String,
        context: &mut Context,
    ) -> JsResult<()> {
        self.assert(holds, |_| Ok(Claim::new(positive, negative)), context)
    }

    fn failure(&self, claim: &Claim, context: &mut Context) -> JsResult<JsError> {
        let template = if self.has(Flag::Negate) { &claim.negative } else { &claim.positive };
        let actual = claim.actual.as_ref().unwrap_or(&self.object);
        let text = self.fill(template, &claim.expected, actual, context)?;
        let nothing = claim.expected.is_undefined()
            && claim.actual.as_ref().is_none_or(JsValue::is_undefined);
        let config = Chai::of(context)?.config.clone();
        let wanted = config.get(js_string!("showDiff"), context)?;
        let show_diff = !claim.without_diff && !nothing && wanted.as_boolean() == Some(true);
        let details = Details {
            actual: actual.clone(),
            expected: claim.expected.clone(),
            show_diff,
            operator: operator(template, &claim.expected, context)?,
        };
        let message = format!("{}{text}", self.prefix());
        assertion_error(&message, Some(&details), context)
    }

    fn fill(
        &self,
        template: &str,
        expected: &JsValue,
        actual: &JsValue,
        context: &mut Context,
    ) -> JsResult<String> {
        let mut text = template.to_owned();
        for (mark, value) in [("#{this}", &self.object), ("#{act}", actual), ("#{exp}", expected)] {
            if text.contains(mark) {
                text = filled(&text, mark, &display(value, context)?);
            }
        }
        Ok(text)
    }

    /// Makes the error for a wrong use of an assertion: the user's message and a fixed text.
    pub(super) fn refusal(&self, text: &str, context: &mut Context) -> JsError {
        let message = format!("{}{text}", self.prefix());
        assertion_error(message.trim(), None, context).unwrap_or_else(|error| error)
    }
}

/// Most bytes of a message while it is filled in; it is cut to less when it is told.
const MOST_FILLED: usize = 1 << 20;

/// Puts a value in the place of a mark. As in chai, values may hold marks themselves, which are filled
/// in their turn: only as long as that does not go on and on.
fn filled(text: &str, mark: &str, value: &str) -> String {
    let room = MOST_FILLED.saturating_sub(text.len());
    text.replacen(mark, value, 1 + room / value.len().max(1))
}

/// Returns the text that messages show for a value, at most about 40 characters long.
///
/// # Errors
/// Whatever the value's getters throw.
pub(super) fn display(value: &JsValue, context: &mut Context) -> JsResult<String> {
    let threshold = truncate_threshold(context)?;
    let text = inspect(value, context)?;
    if i64::try_from(text.encode_utf16().count()).unwrap_or(NO_LIMIT) < threshold {
        return Ok(text);
    }
    let Some(object) = value.as_object() else {
        return Ok(text);
    };
    match object_tag(&object, context)?.as_str() {
        "Function" => {
            let name = object.get(js_string!("name"), context)?.to_string(context)?;
            Ok(if name.is_empty() {
                "[Function]".to_owned()
            } else {
                format!("[Function: {}]", name.to_std_string_lossy())
            })
        }
        "Array" => {
            let length = object.get(js_string!("length"), context)?.to_string(context)?;
            Ok(format!("[ Array({}) ]", length.to_std_string_lossy()))
        }
        "Object" => {
            let keys = enumerable_keys(&object, context)?;
            let mut shown = Vec::new();
            for key in keys.iter().take(2) {
                shown.push(key_value(key).to_string(context)?.to_std_string_lossy());
            }
            if keys.len() > 2 {
                shown.push("...".to_owned());
            }
            Ok(format!("{{ Object ({}) }}", shown.join(", ")))
        }
        _ => Ok(text),
    }
}

/// Returns loupe's text for a value under `chai.config.truncateThreshold`.
///
/// # Errors
/// Whatever the value's getters throw.
pub(super) fn inspect(value: &JsValue, context: &mut Context) -> JsResult<String> {
    let threshold = truncate_threshold(context)?;
    loupe(value, threshold, context)
}

fn truncate_threshold(context: &mut Context) -> JsResult<i64> {
    let config = Chai::of(context)?.config.clone();
    let threshold = config.get(js_string!("truncateThreshold"), context)?.to_number(context)?;
    Ok(if (1.0..1e15).contains(&threshold) { threshold as i64 } else { NO_LIMIT })
}

/// The fields of an `AssertionError` beside its message.
pub(super) struct Details {
    /// The value found.
    pub(super) actual: JsValue,
    /// The value wanted.
    pub(super) expected: JsValue,
    /// Whether a diff of the two says something.
    pub(super) show_diff: bool,
    /// The name that `assert` of Node has for the comparison.
    pub(super) operator: Option<&'static str>,
}

/// Makes an `AssertionError`.
///
/// # Errors
/// When chai has not been set up in this context.
pub(super) fn assertion_error(
    message: &str,
    details: Option<&Details>,
    context: &mut Context,
) -> JsResult<JsError> {
    let prototype = Chai::of(context)?.error_prototype.clone();
    let message = if message.is_empty() { "Unspecified AssertionError" } else { message };
    let error = JsNativeError::error().with_message(message.to_owned()).into_opaque(context);
    error.set_prototype(Some(prototype));
    put(&error, "message", JsString::from(message), context)?;
    put(&error, "showDiff", details.is_some_and(|details| details.show_diff), context)?;
    if let Some(details) = details {
        put(&error, "actual", details.actual.clone(), context)?;
        put(&error, "expected", details.expected.clone(), context)?;
        if let Some(operator) = details.operator {
            put(&error, "operator", JsString::from(operator), context)?;
        }
    }
    Ok(JsError::from_opaque(error.into()))
}

fn put(
    object: &JsObject,
    name: &'static str,
    value: impl Into<JsValue>,
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

/// Names the comparison after the wording of the message, as chai does.
fn operator(
    template: &str,
    expected: &JsValue,
    context: &mut Context,
) -> JsResult<Option<&'static str>> {
    if template.is_empty() || template.contains(" have ") {
        return Ok(None);
    }
    let is_object = matches!(type_of(expected, context)?.as_str(), "Array" | "Object" | "function");
    Ok(Some(match (template.contains(" not "), is_object) {
        (true, true) => "notDeepStrictEqual",
        (true, false) => "notStrictEqual",
        (false, true) => "deepStrictEqual",
        (false, false) => "strictEqual",
    }))
}

/// Tells whether an error is one of ours.
pub(super) fn is_assertion_error(error: &JsError, context: &mut Context) -> bool {
    let Ok(chai) = Chai::of(context) else {
        return false;
    };
    let prototype = chai.error_prototype.clone();
    error
        .as_opaque()
        .and_then(JsValue::as_object)
        .and_then(|object| object.prototype())
        .is_some_and(|own| own == prototype)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_values_are_filled_only_so_often() {
        assert_eq!(filled("a #{act} #{act}", "#{act}", "b"), "a b b");
        assert_eq!(filled("#{act}", "#{act}", ""), "");
        let text = filled(&"#{act}".repeat(5_000), "#{act}", &"#{exp}".repeat(5_000));
        assert!(text.len() <= 2 * MOST_FILLED);
    }
}
