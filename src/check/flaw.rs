//! What is wrong with a value before anything is sent: the slips of copying by hand.

use std::fmt;

use serde_json::Value;

use crate::collection::{is_placeholder, placeholder_hint};

/// A slip in a value that was filled in by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// Nobody has filled it in: it is empty, or a placeholder. Holds what the placeholder says.
    Unfilled(String),
    /// It begins or ends with something that cannot be seen.
    Edge {
        /// What it is: `a line break`, `a space`.
        what: &'static str,
        /// It stands at the end, not at the start.
        end: bool,
    },
    /// It is wrapped in quotes.
    Quoted(char),
    /// A character inside of it cannot be seen or cannot be sent.
    Hidden(char),
    /// It refers to a variable that nothing defines.
    Unresolved(String),
}

impl Flaw {
    /// Finds the first slip in a value, unresolved references last.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        let Value::String(text) = value else {
            return value.is_null().then(|| Self::Unfilled(String::new()));
        };
        let visible = text.trim_matches(is_blank);
        if visible.is_empty() {
            return Some(Self::Unfilled(String::new()));
        }
        let quote = quote(visible);
        // A quoted sentence waits to be replaced; a quoted word was copied with its quotes.
        if is_placeholder(value) && (quote.is_none() || visible.contains(' ')) {
            return Some(Self::Unfilled(placeholder_hint(value).to_owned()));
        }
        if let Some(last) = text.chars().next_back().filter(|last| is_blank(*last)) {
            return Some(Self::Edge { what: name(last), end: true });
        }
        if let Some(first) = text.chars().next().filter(|first| is_blank(*first)) {
            return Some(Self::Edge { what: name(first), end: false });
        }
        if let Some(quote) = quote {
            return Some(Self::Quoted(quote));
        }
        if let Some(hidden) = text.chars().find(|c| *c != ' ' && is_blank(*c)) {
            return Some(Self::Hidden(hidden));
        }
        let (_, rest) = text.split_once("{{")?;
        let (reference, _) = rest.split_once("}}")?;
        Some(Self::Unresolved(reference.to_owned()))
    }

    /// Tells whether there is no value at all.
    #[must_use]
    pub fn is_unfilled(&self) -> bool {
        matches!(self, Self::Unfilled(_) | Self::Unresolved(_))
    }
}

/// Takes everything off a value that [`Flaw`] complains about.
#[must_use]
pub fn cleaned(text: &str) -> String {
    let mut text = text.trim_matches(is_blank);
    while quote(text).is_some() {
        let mut letters = text.chars();
        letters.next();
        letters.next_back();
        text = letters.as_str().trim_matches(is_blank);
    }
    text.chars().filter(|c| *c == ' ' || !is_blank(*c)).collect()
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfilled(_) => f.write_str("is not filled in"),
            Self::Edge { what, end: true } => write!(f, "ends in {what}"),
            Self::Edge { what, end: false } => write!(f, "begins with {what}"),
            Self::Quoted(quote) => write!(f, "is wrapped in quotes ({quote})"),
            Self::Hidden(c) => write!(f, "holds {} inside", name(*c)),
            Self::Unresolved(name) => {
                write!(f, "refers to {{{{{name}}}}}, which nothing defines")
            }
        }
    }
}

/// The opening quote of a text that is wrapped in a pair of them.
fn quote(text: &str) -> Option<char> {
    let pairs = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('”', '”'), ('«', '»')];
    let mut letters = text.chars();
    let (first, last) = (letters.next()?, letters.next_back()?);
    pairs.contains(&(first, last)).then_some(first)
}

/// White space, control characters, and marks without width that come along from web pages.
fn is_blank(c: char) -> bool {
    let without_width = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    c.is_whitespace() || c.is_control() || without_width
}

fn name(c: char) -> &'static str {
    match c {
        '\n' | '\r' => "a line break",
        '\t' => "a tab",
        ' ' => "a space",
        c if c.is_whitespace() => "a space of another kind",
        c if c.is_control() => "a control character",
        _ => "an invisible character",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_slip_has_words_of_its_own() {
        for (value, expected, clean) in [
            (json!(""), "is not filled in", ""),
            (json!(" \n"), "is not filled in", ""),
            (json!(null), "is not filled in", ""),
            (json!("<Go to the portal"), "is not filled in", "<Go to the portal"),
            (json!("\"Add redirect uri\""), "is not filled in", "Add redirect uri"),
            (json!("abc "), "ends in a space", "abc"),
            (json!("abc\r\n"), "ends in a line break", "abc"),
            (json!("\tabc"), "begins with a tab", "abc"),
            (json!("abc\u{a0}"), "ends in a space of another kind", "abc"),
            (json!("\u{feff}abc"), "begins with an invisible character", "abc"),
            (json!("\"abc\""), "is wrapped in quotes (\")", "abc"),
            (json!("'abc'"), "is wrapped in quotes (')", "abc"),
            (json!("“abc”"), "is wrapped in quotes (“)", "abc"),
            (json!("\"abc\" \n"), "ends in a line break", "abc"),
            (json!("ab\nc"), "holds a line break inside", "abc"),
            (json!("a{{x}}"), "refers to {{x}}, which nothing defines", "a{{x}}"),
        ] {
            let flaw = Flaw::of(&value).map(|flaw| flaw.to_string());
            assert_eq!(flaw.as_deref(), Some(expected), "{value}");
            assert_eq!(cleaned(value.as_str().unwrap_or_default()), clean, "{value}");
        }
        for fine in [json!("abc"), json!("a b"), json!("a\"b\""), json!(12), json!(["0"])] {
            assert_eq!(Flaw::of(&fine), None, "{fine}");
        }
    }
}
