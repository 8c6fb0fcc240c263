//! Lets arrays be cut short: `list.length = 0` becomes `list["length"] = 0`.
//!
//! The engine remembers where an object of a shape keeps a property that is set by name, and the next
//! time writes there at once. For the length of an array that leaves the elements where they were:
//! from its second run on, such a line changed a number and nothing else. A computed name is not
//! remembered.

use super::edits::Edit;
use super::pieces::Pieces;

/// What stands for `.length` where it is assigned to; no one writes it so.
pub(super) const LENGTH: &str = r#"["\u006cength"]"#;

/// Lists the changes, in order.
pub(super) fn edits(pieces: &Pieces<'_>) -> Vec<Edit> {
    if !pieces.mentions(".length") {
        return Vec::new();
    }
    let names = (2..pieces.tokens().len()).filter(|at| pieces.at(*at) == "length");
    let assigned = names.filter(|at| {
        let dot = at - 1;
        pieces.at(dot) == "."
            && pieces.touch(dot)
            && pieces.before(dot) != "."
            && is_assigned(pieces, at + 1)
    });
    let change = |at: usize| {
        let (from, to) = (pieces.tokens()[at - 1].start, pieces.tokens()[at].end);
        Edit { at: from, removed: to - from, inserted: LENGTH.to_owned() }
    };
    assigned.map(change).collect()
}

/// Whether `=`, `+=` or another assignment stands at an index, or `++` or `--`.
fn is_assigned(pieces: &Pieces<'_>, sign: usize) -> bool {
    let next = Some(pieces.at(sign + 1)).filter(|_| pieces.touch(sign));
    match pieces.at(sign) {
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
            assert_eq!(apply(source, edits(&Pieces::new(source))).0, wanted.replace('@', LENGTH));
        }
    }
}
