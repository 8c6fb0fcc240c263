//! Lets arrays be cut short: `list.length = 0` becomes `list["length"] = 0`.
//!
//! The engine remembers where an object of a shape keeps a property that is set by name, and the next
//! time writes there at once. For the length of an array that leaves the elements where they were:
//! from its second run on, such a line changed a number and nothing else. A computed name is not
//! remembered.

use super::edits::Edit;
use super::tokens::{Token, Tokens};

/// What stands for `.length` where it is assigned to; no one writes it so.
pub(super) const LENGTH: &str = r#"["\u006cength"]"#;

/// Lists the changes, in order.
pub(super) fn edits(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if memchr::memmem::find(source.as_bytes(), b".length").is_none() {
        return edits;
    }
    let mut tokens = Tokens::new(source);
    let mut last = [Token::default(); 2];
    while let Some(token) = tokens.next() {
        let [before, dot] = last;
        last = [dot, token];
        let is_member = token.text(source) == "length"
            && dot.text(source) == "."
            && dot.end == token.start
            && before.text(source) != ".";
        if is_member && is_assigned(&tokens) {
            let removed = token.end - dot.start;
            edits.push(Edit { at: dot.start, removed, inserted: LENGTH.to_owned() });
        }
    }
    edits
}

/// Whether `=`, `+=` or another assignment follows, or `++` or `--`.
fn is_assigned(tokens: &Tokens<'_>) -> bool {
    let mut ahead = tokens.clone();
    let source = tokens.source;
    let Some(sign) = ahead.next() else { return false };
    let next = ahead.next().filter(|next| next.start == sign.end);
    let next = next.map(|next| next.text(source));
    match sign.text(source) {
        "=" => next != Some("="),
        sign @ ("+" | "-") => next == Some("=") || next == Some(sign),
        "*" | "%" | "&" | "|" | "^" => next == Some("="),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::apply;
    use super::*;

    #[test]
    fn lengths_are_set_by_a_computed_name() {
        for (source, wanted) in [
            ("a.length = 0", "a@ = 0"),
            ("a.b.length=1;", "a.b@=1;"),
            ("f().length -= 2", "f()@ -= 2"),
            ("a.length++; a.length--", "a@++; a@--"),
            ("a\n  .length = 0", "a\n  @ = 0"),
            ("a.length == 0 || a.length === 1", "a.length == 0 || a.length === 1"),
            ("x = a.length + b - a.length", "x = a.length + b - a.length"),
            ("'a.length = 0' // a.length = 0", "'a.length = 0' // a.length = 0"),
            ("a.lengths = 0; length = 1", "a.lengths = 0; length = 1"),
        ] {
            assert_eq!(apply(source, edits(source)).0, wanted.replace('@', LENGTH));
        }
    }
}
