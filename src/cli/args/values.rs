//! How values of options are read.

/// The largest integer that newman takes: JavaScript's `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// Reads `KEY=VALUE`; the value may hold equal signs.
pub(in crate::cli) fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err(format!("write it as KEY=VALUE, not `{text}`")),
    }
}

/// Reads a name of a list, which may have blanks behind its commas.
#[expect(clippy::unnecessary_wraps, reason = "the form that clap asks for")]
pub(super) fn trimmed(text: &str) -> Result<String, String> {
    Ok(text.trim().to_owned())
}

/// Reads a number as newman does, JavaScript's way: `5`, `5.0`, `5e3`, `0x10`.
pub(super) fn positive(text: &str) -> Result<u64, String> {
    let trimmed = text.trim();
    let hexadecimal = trimmed.strip_prefix("0x").or_else(|| trimmed.strip_prefix("0X"));
    let number = match hexadecimal {
        Some(digits) => u64::from_str_radix(digits, 16).ok().map(|number| number as f64),
        None => trimmed.parse::<f64>().ok(),
    };
    let sound = |number: &f64| number.fract() == 0.0 && (1.0..=MAX_SAFE_INTEGER).contains(number);
    match number.filter(sound) {
        Some(number) => Ok(number as u64),
        None => Err("the value must be a positive integer".to_owned()),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn values_may_hold_equal_signs() {
        assert_eq!(key_value("a=b=c").unwrap(), ("a".into(), "b=c".into()));
        assert!(key_value("=b").is_err());
        assert!(key_value("ab").is_err());
    }

    #[test]
    fn numbers_are_read_as_newman_reads_them() {
        for (text, expected) in [
            ("5", 5),
            (" 5 ", 5),
            ("5.0", 5),
            ("1e3", 1000),
            ("0x10", 16),
            ("9007199254740991", 9_007_199_254_740_991),
        ] {
            assert_eq!(positive(text), Ok(expected), "{text}");
        }
        for text in
            ["", "0", "-1", "1.5", "abc", "5ms", "NaN", "Infinity", "1e300", "9007199254740993"]
        {
            assert!(positive(text).is_err(), "{text}");
        }
    }
}
