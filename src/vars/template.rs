//! The template language: `{{name}}`, nested and repeated, and `<<name>>`.
//!
//! Postman's rule is the expression `{{([^{}]*?)}}`, case-sensitive and without trimming, applied
//! again while anything was replaced, at most 19 times.

use std::borrow::Cow;

/// Passes over a text; a circular reference ends here.
const MAX_PASSES: usize = 19;

/// Bytes a text may grow by; references that multiply end here.
const MAX_GROWTH: usize = 64 << 20;

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `{{name}}`
    Braces,
    /// `<<name>>`
    Angles,
}

/// What came of a text.
#[derive(Debug, PartialEq)]
pub(super) struct Resolved<'t> {
    /// The text with every known token replaced.
    pub(super) text: Cow<'t, str>,
    /// Replacing ended before everything known was replaced: references are circular.
    pub(super) unfinished: bool,
}

/// Replaces tokens by what `find` knows of them; a token it does not know stays as it is.
///
/// A text without a token is returned as it came, without copying.
pub(super) fn resolve<'t>(
    text: &'t str,
    mut find: impl FnMut(Form, &str) -> Option<String>,
) -> Resolved<'t> {
    let mut current = Cow::Borrowed(text);
    if !text.contains("{{") && !text.contains("<<") {
        return Resolved { text: current, unfinished: false };
    }
    let limit = text.len() + MAX_GROWTH;
    for _ in 0..MAX_PASSES {
        match pass(&current, limit, &mut find) {
            Pass::Nothing => return Resolved { text: current, unfinished: false },
            Pass::Replaced(next) => current = Cow::Owned(next),
            Pass::TooLarge => return Resolved { text: current, unfinished: true },
        }
    }
    let unfinished = tokens(&current).any(|token| find(token.form, token.name).is_some());
    Resolved { text: current, unfinished }
}

enum Pass {
    Nothing,
    Replaced(String),
    TooLarge,
}

/// Replaces every innermost token once; what came in is looked at in the next pass.
fn pass(text: &str, limit: usize, find: &mut impl FnMut(Form, &str) -> Option<String>) -> Pass {
    let mut output = String::new();
    let mut copied = 0;
    let mut replaced = false;
    for token in tokens(text) {
        let Some(value) = find(token.form, token.name) else { continue };
        replaced = true;
        output.push_str(&text[copied..token.start]);
        output.push_str(&value);
        copied = token.end;
        if output.len() > limit {
            return Pass::TooLarge;
        }
    }
    if !replaced {
        return Pass::Nothing;
    }
    output.push_str(&text[copied..]);
    Pass::Replaced(output)
}

/// A token in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) form: Form,
    pub(super) name: &'t str,
    start: usize,
    end: usize,
}

/// Finds the innermost tokens from left to right.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = &text[at..];
            let start = at + memchr::memchr2(b'{', b'<', rest.as_bytes())?;
            if let Some(token) = braces(text, start).or_else(|| angles(text, start)) {
                at = token.end;
                return Some(token);
            }
            at = start + 1;
        }
        None
    })
}

/// `{{([^{}]*?)}}` at `start`.
fn braces(text: &str, start: usize) -> Option<Token<'_>> {
    let inner = text[start..].strip_prefix("{{")?;
    let length = memchr::memchr2(b'{', b'}', inner.as_bytes())?;
    inner[length..].starts_with("}}").then(|| token(text, Form::Braces, start, length))
}

/// `<<([^<>\s]+)>>` at `start`. No white space: `a << b; c >> d` is somebody's program.
fn angles(text: &str, start: usize) -> Option<Token<'_>> {
    let inner = text[start..].strip_prefix("<<")?;
    let length = inner.find(|c: char| matches!(c, '<' | '>') || c.is_whitespace())?;
    (length > 0 && inner[length..].starts_with(">>"))
        .then(|| token(text, Form::Angles, start, length))
}

fn token(text: &str, form: Form, start: usize, length: usize) -> Token<'_> {
    Token { form, name: &text[start + 2..start + 2 + length], start, end: start + length + 4 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn find(form: Form, name: &str) -> Option<String> {
        let value = match name {
            "a" => "1",
            "" => "empty",
            "host.b" => "nested",
            "k" => "b",
            "to_a" => "{{a}}",
            "self" => "{{self}}",
            "ping" => "{{pong}}",
            "pong" => "{{ping}}",
            "grow" => "{{grow}}{{grow}}{{grow}}{{grow}}{{grow}}{{grow}}{{grow}}",
            "dollar" => "$1 $& \\",
            "$guid" if form == Form::Braces => "g",
            _ => return None,
        };
        Some(value.to_owned())
    }

    #[test]
    fn replaces_tokens_by_postmans_rule() {
        let cases = [
            ("", ""),
            ("plain", "plain"),
            ("{{a}}/{{a}}", "1/1"),
            ("{{A}} {{ a }} {{b}}", "{{A}} {{ a }} {{b}}"),
            ("{{host.{{k}}}}", "nested"),
            ("{{{a}}}", "{1}"),
            ("{{to_a}}", "1"),
            ("{{}}", "empty"),
            ("{{a}", "{{a}"),
            ("{{a}}}", "1}"),
            ("{{dollar}}", "$1 $& \\"),
            ("<<a>> <<b>> << a >> 1<<2", "1 <<b>> << a >> 1<<2"),
            ("<<$guid>> {{$guid}}", "<<$guid>> g"),
            ("æ{{a}}ø<<a>>å", "æ1ø1å"),
        ];
        for (text, expected) in cases {
            let resolved = resolve(text, find);
            assert_eq!((resolved.text.as_ref(), resolved.unfinished), (expected, false), "{text}");
        }
    }

    #[test]
    fn text_without_tokens_is_borrowed() {
        assert!(matches!(resolve("{a} <b>", find).text, Cow::Borrowed(_)));
        assert!(matches!(resolve("{{unknown}}", find).text, Cow::Borrowed(_)));
    }

    #[test]
    fn circular_references_end() {
        for text in ["{{self}}", "x{{ping}}"] {
            assert!(resolve(text, find).unfinished, "{text}");
        }
        let grown = resolve("{{grow}}", find);
        assert!(grown.unfinished);
        assert!(grown.text.len() <= MAX_GROWTH * 2);
    }

    proptest! {
        #[test]
        fn never_panics_and_is_idempotent(text in "[{}<>ab$ æ]{0,40}") {
            let once = resolve(&text, find).text.into_owned();
            let twice = resolve(&once, find).text.into_owned();
            prop_assert_eq!(twice, once);
        }
    }
}
