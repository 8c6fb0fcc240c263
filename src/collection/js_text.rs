//! How JavaScript turns a JSON value into text.

use serde_json::{Number, Value};

/// Converts a value to text as JavaScript's `String(value)` does: `null`, `1` for 1.0, `1e+21`,
/// `a,b` for an array (nested ones flattened, null elements empty), `[object Object]`.
///
/// One difference: integers keep all their digits, where JavaScript rounds beyond 2^53.
#[must_use]
pub fn js_text(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number_text(number),
        Value::String(text) => text.clone(),
        Value::Array(elements) => {
            let texts: Vec<String> = elements
                .iter()
                .map(|element| if element.is_null() { String::new() } else { js_text(element) })
                .collect();
            texts.join(",")
        }
        Value::Object(_) => "[object Object]".to_owned(),
    }
}

fn number_text(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => float_text(float),
        _ => number.to_string(),
    }
}

/// ECMAScript's `Number::toString` (§6.1.6.1.20), radix 10.
fn float_text(float: f64) -> String {
    if float == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{:e}", float.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if float < 0.0 { "-" } else { "" };
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    let point = exponent + 1;
    let text = match point {
        22.. | ..=-6 => {
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            format!("{first}{dot}{rest}e{exponent:+}")
        }
        _ if point >= count => format!("{digits}{}", zeros(point - count)),
        1.. => {
            let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
            format!("{whole}.{fraction}")
        }
        _ => format!("0.{}{digits}", zeros(-point)),
    };
    format!("{sign}{text}")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn prints_values_as_javascript_does() {
        let cases = [
            ("null", "null"),
            ("true", "true"),
            ("\"a\"", "a"),
            ("0", "0"),
            ("-0.0", "0"),
            ("1.0", "1"),
            ("1.50", "1.5"),
            ("-12.25", "-12.25"),
            ("100", "100"),
            ("1e2", "100"),
            ("1e20", "100000000000000000000"),
            ("1e21", "1e+21"),
            ("1.25e21", "1.25e+21"),
            ("0.000001", "0.000001"),
            ("1.5e-7", "1.5e-7"),
            ("0.1", "0.1"),
            ("12345678901234567", "12345678901234567"),
            ("[0,1]", "0,1"),
            ("[\"a\",[null,[2,{}]],null]", "a,,2,[object Object],"),
            ("[]", ""),
            ("{\"a\":1}", "[object Object]"),
        ];
        for (json, expected) in cases {
            assert_eq!(js_text(&serde_json::from_str(json).unwrap()), expected, "{json}");
        }
    }
}
