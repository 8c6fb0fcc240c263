//! Quoting and escaping of strings and property names.

use std::fmt::Write;

/// Tells whether a property name is printed without quotes.
pub(super) fn is_plain_key(key: &str) -> bool {
    let mut bytes = key.bytes();
    bytes.next().is_some_and(|first| first == b'_' || first.is_ascii_alphabetic())
        && bytes.all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

/// Quotes a property name the way loupe does: JSON, with single quotes.
pub(super) fn quote_key(key: &str) -> String {
    let json = serde_json::Value::from(key).to_string();
    let inner = &json[1..json.len() - 1];
    format!("'{}'", inner.replace('\'', "\\'").replace("\\\"", "\""))
}

/// Escapes quotes, control characters and invisible characters the way loupe does. A backslash
/// stays as it is.
pub(super) fn loupe_escape(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\'' => output.push_str("\\'"),
            '\u{8}' => output.push_str("\\b"),
            '\t' => output.push_str("\\t"),
            '\n' => output.push_str("\\n"),
            '\u{c}' => output.push_str("\\f"),
            '\r' => output.push_str("\\r"),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{600}'..='\u{604}'
            | '\u{70f}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{200c}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffc}'
            | '\u{fffe}'
            | '\u{ffff}' => write_escape(&mut output, character),
            other => output.push(other),
        }
    }
    output
}

fn write_escape(output: &mut String, character: char) {
    // Writing to a string cannot fail.
    let _ = write!(output, "\\u{:04x}", u32::from(character));
}

/// Quotes a string the way Node does: single quotes, unless another kind needs no escapes.
pub(super) fn node_quote(text: &str) -> String {
    let quote = if !text.contains('\'') {
        '\''
    } else if !text.contains('"') {
        '"'
    } else if !text.contains('`') && !text.contains("${") {
        '`'
    } else {
        '\''
    };
    let mut output = String::with_capacity(text.len() + 2);
    output.push(quote);
    for character in text.chars() {
        match character {
            '\\' => output.push_str("\\\\"),
            '\'' if quote == '\'' => output.push_str("\\'"),
            '\u{8}' => output.push_str("\\b"),
            '\t' => output.push_str("\\t"),
            '\n' => output.push_str("\\n"),
            '\u{b}' => output.push_str("\\v"),
            '\u{c}' => output.push_str("\\f"),
            '\r' => output.push_str("\\r"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {
                // Writing to a string cannot fail.
                let _ = write!(output, "\\x{:02X}", u32::from(character));
            }
            other => output.push(other),
        }
    }
    output.push(quote);
    output
}
