//! What a CSV cell stands for: text or a number.

use serde_json::Value;

use crate::collection::js_text;

/// How CSV cells become values. Quoted cells are text either way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CsvCast {
    /// A cell is a number when the number prints as the cell is written: `42`, `-1.5`. Everything
    /// else stays text: `007123`, `+4712345678`, `1.50`, `1e5`, `12345678901234567890`.
    #[default]
    Canonical,
    /// newman's casts: `007123` becomes 7123, `1.50` 1.5, `0x10` 0.
    Newman,
}

impl CsvCast {
    /// Makes the value of an unquoted cell.
    pub(super) fn value(self, cell: String) -> Value {
        match self {
            Self::Canonical => canonical(&cell),
            Self::Newman => newman(&cell),
        }
        .unwrap_or(Value::String(cell))
    }
}

fn canonical(cell: &str) -> Option<Value> {
    if !cell.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        return None;
    }
    number(cell.parse().ok()?).filter(|number| js_text(number) == cell)
}

/// newman 6 (`lib/run/options`): whole numbers by `parseInt`; otherwise, what `Number` and
/// `parseFloat` both take for a number is what `parseFloat` says. They differ for `0x10` and its
/// like, of which `parseFloat` reads the zero.
fn newman(cell: &str) -> Option<Value> {
    let prefixed = cell.strip_prefix('0').and_then(|rest| {
        let radix = match rest.chars().next()? {
            'x' | 'X' => 16,
            'o' | 'O' => 8,
            'b' | 'B' => 2,
            _ => return None,
        };
        let digits = &rest[1..];
        (!digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix)))
            .then(|| Value::from(0))
    });
    if prefixed.is_some() {
        return prefixed;
    }
    // Rust reads `inf` and `nan` as numbers, JavaScript does not.
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    if !cell.chars().all(numeric) {
        return None;
    }
    number(cell.parse().ok()?)
}

/// A JSON number; whole where it can be, as JavaScript prints it.
fn number(float: f64) -> Option<Value> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if !float.is_finite() {
        return None;
    }
    if float.fract() == 0.0 && float.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        return Some(Value::from(float as i64));
    }
    Some(Value::from(float))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_canonical_numbers_are_numbers() {
        for (cell, value) in [
            ("0", json!(0)),
            ("42", json!(42)),
            ("-7", json!(-7)),
            ("1.5", json!(1.5)),
            ("-0.25", json!(-0.25)),
            ("9007199254740991", json!(9_007_199_254_740_991_i64)),
        ] {
            assert_eq!(CsvCast::Canonical.value(cell.to_owned()), value, "{cell}");
        }
        for cell in [
            "",
            "007123",
            "+4712345678",
            "1.50",
            "1e5",
            "1.",
            ".5",
            "-0",
            "-",
            "0x10",
            "1_000",
            "12345678901234567890",
            "9007199254740993",
            "Infinity",
            "inf",
            "nan",
            "NaN",
            "true",
            "null",
            "1 2",
            "１",
        ] {
            assert_eq!(CsvCast::Canonical.value(cell.to_owned()), json!(cell), "{cell}");
        }
    }

    #[test]
    fn newmans_casts_are_newmans() {
        for (cell, value) in [
            ("007123", json!(7123)),
            ("+4712345678", json!(4_712_345_678_i64)),
            ("1.50", json!(1.5)),
            ("1e5", json!(100_000)),
            (".5", json!(0.5)),
            ("5.", json!(5)),
            ("0x10", json!(0)),
            ("0b2", json!("0b2")),
            ("12345678901234567890", json!(12_345_678_901_234_567_000_u64 as f64)),
            ("Infinity", json!("Infinity")),
            ("inf", json!("inf")),
            ("1e400", json!("1e400")),
            ("12abc", json!("12abc")),
            ("true", json!("true")),
            ("", json!("")),
        ] {
            assert_eq!(CsvCast::Newman.value(cell.to_owned()), value, "{cell}");
        }
    }
}
