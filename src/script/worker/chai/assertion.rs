//! The state of an assertion: the value under test and the flags the chain has set.

use boa_engine::{
    Context, Finalize, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue, Trace,
};

/// What a word of the chain may switch on. The discriminant is a bit of [`Assertion::flags`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flag {
    Negate = 1,
    Deep = 2,
    Nested = 4,
    Own = 8,
    Ordered = 16,
    Any = 32,
    All = 64,
    Contains = 128,
    DoLength = 256,
    Itself = 512,
}

impl Flag {
    /// Every flag with the name chai gives it, for plugins that read flags by name.
    pub(super) const NAMED: [(&'static str, Self); 10] = [
        ("negate", Self::Negate),
        ("deep", Self::Deep),
        ("nested", Self::Nested),
        ("own", Self::Own),
        ("ordered", Self::Ordered),
        ("any", Self::Any),
        ("all", Self::All),
        ("contains", Self::Contains),
        ("doLength", Self::DoLength),
        ("itself", Self::Itself),
    ];
}

/// What `change`, `increase` and `decrease` leave behind for `by`.
#[derive(Clone, Trace, Finalize)]
pub(super) struct Delta {
    /// The subject as messages name it: the first value, or `.property`.
    pub(super) subject: JsString,
    /// The value before the call.
    pub(super) before: JsValue,
    /// The value after it.
    pub(super) after: JsValue,
    /// `change`, `increase` or `decrease`.
    #[unsafe_ignore_trace]
    pub(super) behavior: &'static str,
    /// The signed difference in the direction of `behavior`; NaN where there is none.
    #[unsafe_ignore_trace]
    pub(super) amount: f64,
}

/// One assertion: a value under test and flags.
#[derive(Clone, Trace, Finalize, JsData)]
pub(super) struct Assertion {
    /// The value under test.
    pub(super) object: JsValue,
    /// The user's own message, put before the failure text.
    pub(super) message: Option<JsString>,
    #[unsafe_ignore_trace]
    flags: u16,
    /// Set by `change` and its relatives.
    pub(super) delta: Option<Box<Delta>>,
    /// Flags that plugins have made up.
    pub(super) extra: Vec<(JsString, JsValue)>,
}

impl Assertion {
    /// Starts an assertion on a value.
    pub(super) fn new(object: JsValue, message: Option<JsString>) -> Self {
        Self { object, message, flags: 0, delta: None, extra: Vec::new() }
    }

    /// Starts an assertion on another value, with this one's message and no flags.
    pub(super) fn about(&self, object: JsValue) -> Self {
        Self::new(object, self.message.clone())
    }

    /// Tells whether a flag is set.
    pub(super) fn has(&self, flag: Flag) -> bool {
        self.flags & flag as u16 != 0
    }

    /// Sets or clears a flag.
    pub(super) fn set(&mut self, flag: Flag, on: bool) {
        if on {
            self.flags |= flag as u16;
        } else {
            self.flags &= !(flag as u16);
        }
    }

    /// Takes the message that most methods accept as their last argument; falsy ones are ignored.
    ///
    /// # Errors
    /// When the message cannot become a string.
    pub(super) fn take_message(
        &mut self,
        message: Option<&JsValue>,
        context: &mut Context,
    ) -> JsResult<()> {
        if let Some(message) = message.filter(|message| message.to_boolean()) {
            self.message = Some(message.to_string(context)?);
        }
        Ok(())
    }

    /// Returns the message as a prefix: empty, or ending in `: `.
    pub(super) fn prefix(&self) -> String {
        self.message
            .as_ref()
            .filter(|message| !message.is_empty())
            .map(|message| format!("{}: ", message.to_std_string_lossy()))
            .unwrap_or_default()
    }
}

/// Finds the object that carries the assertion behind `this`: the object itself or, for the
/// function that a chainable method gives out, its prototype.
///
/// # Errors
/// A `TypeError` when `this` is no assertion.
pub(super) fn holder(this: &JsValue) -> JsResult<JsObject> {
    let mut object = this.as_object();
    for _ in 0..3 {
        let Some(candidate) = object else { break };
        if candidate.is::<Assertion>() {
            return Ok(candidate);
        }
        object = candidate.prototype();
    }
    Err(JsNativeError::typ()
        .with_message("chai: this method was called on something that is not an assertion")
        .into())
}

/// Returns a copy of the assertion in an object found by [`holder`].
pub(super) fn read(holder: &JsObject) -> Assertion {
    holder
        .downcast_ref::<Assertion>()
        .map(|assertion| assertion.clone())
        .unwrap_or_else(|| Assertion::new(JsValue::undefined(), None))
}

/// Writes an assertion back into the object it came from.
pub(super) fn write(holder: &JsObject, assertion: Assertion) {
    if let Some(mut place) = holder.downcast_mut::<Assertion>() {
        *place = assertion;
    }
}
