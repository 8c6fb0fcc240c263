//! A variable's declared type, which changes what its value is.

use serde_json::Value;

use crate::collection::{Variable, js_text};

/// Casts a value to a variable's declared type as postman-collection's `Variable` does: `number`,
/// `boolean`, `string`, `array` and `object` change it, every other type (`any`, `default`,
/// `secret`, …) leaves it. A text that is no number becomes JSON's null where JavaScript has NaN.
#[must_use]
pub fn cast(value: &Value, kind: Option<&str>) -> Value {
    match (kind, value) {
        (Some("string"), Value::String(_)) => value.clone(),
        (Some("string"), _) => Value::String(js_text(value)),
        (Some("number"), Value::String(text)) => number(text),
        (Some("number"), Value::Bool(yes)) => Value::from(u8::from(*yes)),
        (Some("number"), Value::Null) => Value::from(0),
        (Some("number"), Value::Array(_) | Value::Object(_)) => number(&js_text(value)),
        // `Boolean("false")` is true.
        (Some("boolean"), Value::String(text)) => Value::Bool(!text.is_empty()),
        (Some("boolean"), Value::Number(number)) => Value::Bool(number.as_f64() != Some(0.0)),
        (Some("boolean"), Value::Null) => Value::Bool(false),
        (Some("array" | "object"), Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        _ => value.clone(),
    }
}

/// Tells whether a value, cast to a type, is what JSON has in the place of NaN: null itself is cast
/// to 0.
#[must_use]
pub fn is_nan(cast: &Value, kind: Option<&str>) -> bool {
    kind == Some("number") && cast.is_null()
}

/// Renders a variable as templates do: its value, cast, through JavaScript's `String`.
pub(super) fn text(variable: &Variable) -> String {
    match (&variable.value, variable.kind.as_deref()) {
        (Value::String(text), None | Some("string" | "any" | "default" | "secret")) => text.clone(),
        (value, None) => js_text(value),
        (value, kind) => match cast(value, kind) {
            cast if is_nan(&cast, kind) => "NaN".to_owned(),
            cast => js_text(&cast),
        },
    }
}

/// Reads a number as `Number(text)` does; what is none becomes NaN there and null in JSON.
fn number(text: &str) -> Value {
    let text = text.trim();
    if text.is_empty() {
        return Value::from(0);
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Value::from(whole);
    }
    let letters = |c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E');
    let parsed = text.parse::<f64>().ok().filter(|_| !text.contains(letters));
    parsed.filter(|number| number.is_finite()).map_or(Value::Null, Value::from)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Each line was observed with postman-collection 4.4.0.
    #[test]
    fn renders_typed_values_as_postman_does() {
        for (kind, value, expected) in [
            ("number", json!("007"), "7"),
            ("number", json!("x"), "NaN"),
            ("number", json!("1e3"), "1000"),
            ("number", json!(""), "0"),
            ("number", json!(true), "1"),
            ("number", json!(null), "0"),
            ("number", json!({"a": 1}), "NaN"),
            ("number", json!([5]), "5"),
            ("number", json!([]), "0"),
            ("boolean", json!("false"), "true"),
            ("boolean", json!(""), "false"),
            ("boolean", json!(0), "false"),
            ("boolean", json!(null), "false"),
            ("string", json!(5), "5"),
            ("string", json!(null), "null"),
            ("any", json!({"a": 1}), "[object Object]"),
            ("any", json!([1, [2, null]]), "1,2,"),
            ("any", json!(null), "null"),
            ("any", json!(1e21), "1e+21"),
            ("array", json!("[1,2]"), "1,2"),
            ("array", json!([1, 2]), "1,2"),
            ("object", json!("{\"a\":1}"), "[object Object]"),
            ("json", json!("{\"a\":1}"), "{\"a\":1}"),
            ("default", json!("5"), "5"),
            ("secret", json!("x"), "x"),
        ] {
            let kind = Some(kind.to_owned());
            let variable = Variable { kind, ..Variable::new("k", value.clone()) };
            assert_eq!(text(&variable), expected, "{:?} {value}", variable.kind);
        }
    }
}
