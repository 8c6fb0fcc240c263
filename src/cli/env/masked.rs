//! How values are shown: secrets by their length alone.

use serde_json::Value;

use crate::check::Flaw;
use crate::collection::Variable;
use crate::redact::{MASK, is_secret_name};
use crate::report::visible;

/// Tells whether a variable's value must not be shown: typed or named as a secret.
pub(super) fn is_secret(variable: &Variable) -> bool {
    variable.is_secret() || is_secret_name(&variable.key)
}

/// A value for people: on one line, secrets masked, slips of copying named.
pub(super) fn shown(variable: &Variable, show_secrets: bool) -> String {
    let text = plain(&variable.value);
    let flaw = Flaw::of(&variable.value);
    if let Some(Flaw::Unfilled(hint)) = &flaw {
        return match hint.as_str() {
            "" => "(empty)".to_owned(),
            hint => format!("(to be filled in) <{}>", visible(hint)),
        };
    }
    let value = match is_secret(variable) && !show_secrets {
        true => format!("{MASK} ({} characters)", text.chars().count()),
        false => visible(&text),
    };
    match flaw {
        Some(flaw) => format!("{value}  ← {flaw}"),
        None => value,
    }
}

/// A value's text: strings as they are, anything else as JSON.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
