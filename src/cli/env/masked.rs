//! How values are shown: secrets by their length alone.

use serde_json::Value;

use crate::check::Flaw;
use crate::collection::Variable;
use crate::redact::{MASK, is_secret_name};

/// Tells whether a variable's value must not be shown: typed or named as a secret.
pub(super) fn is_secret(variable: &Variable) -> bool {
    variable.is_secret() || is_secret_name(&variable.key)
}

/// A value for people: on one line, secrets masked, slips of copying named.
pub(super) fn shown(variable: &Variable, show_secrets: bool) -> String {
    let text = plain(&variable.value);
    let flaw = Flaw::of(&variable.value);
    if let Some(Flaw::Unfilled(hint)) = &flaw {
        return if hint.is_empty() {
            "(empty)".to_owned()
        } else {
            format!("(to be filled in) <{hint}>")
        };
    }
    let value = if is_secret(variable) && !show_secrets {
        format!("{MASK} ({} characters)", text.chars().count())
    } else {
        text.escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'")
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
