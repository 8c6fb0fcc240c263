//! Values that wait for somebody to fill them in.

use serde_json::Value;

/// Tells whether a value still waits for somebody to fill it in: it is absent or empty, starts
/// with `<`, or is wrapped in literal quotes. Vipps' environments use all three.
#[must_use]
pub fn is_placeholder(value: &Value) -> bool {
    let text = match value {
        Value::Null => return true,
        Value::String(text) => text.trim(),
        _ => return false,
    };
    let quoted = text.len() > 1 && text.starts_with('"') && text.ends_with('"');
    text.is_empty() || text.starts_with('<') || text.starts_with("\"<") || quoted
}

/// What a placeholder says about where its value comes from; empty when it says nothing.
#[must_use]
pub fn placeholder_hint(value: &Value) -> &str {
    let text = value.as_str().unwrap_or_default().trim().trim_matches('"');
    text.strip_prefix('<').map_or(text, |inner| inner.strip_suffix('>').unwrap_or(inner)).trim()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn knows_a_placeholder_and_what_it_says() {
        for (value, expected, hint) in [
            (json!(""), true, ""),
            (json!(null), true, ""),
            (json!("<Go to the portal>"), true, "Go to the portal"),
            (json!("<no closing bracket"), true, "no closing bracket"),
            (json!("\"Add redirect uri\""), true, "Add redirect uri"),
            (json!("\"<both>\""), true, "both"),
            (json!("100"), false, "100"),
            (json!("{{other}}"), false, "{{other}}"),
            (json!("\""), false, ""),
            (json!("a < b"), false, "a < b"),
            (json!(0), false, ""),
            (json!(["0"]), false, ""),
        ] {
            assert_eq!(is_placeholder(&value), expected, "{value}");
            assert_eq!(placeholder_hint(&value), hint, "{value}");
        }
    }
}
