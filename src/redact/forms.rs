//! The forms a secret takes on its way: encoded, escaped.

use std::fmt::Write;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::SHORTEST;

/// What is encoded in a query that is otherwise left as it was typed (WHATWG URL, §1.3).
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>');

/// The same for `http` and `https`.
const QUERY_OF_HTTP: &AsciiSet = &QUERY.add(b'\'');

/// Lists the forms of a secret: itself, percent-encoded, base64, and escaped as in JSON, JavaScript,
/// HTML and XML. Forms too short to be masked are left out.
pub(super) fn forms(value: &str) -> Vec<String> {
    let encoded = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
    let component =
        encoded.replace("%2D", "-").replace("%2E", ".").replace("%5F", "_").replace("%7E", "~");
    let json = json(value);
    let candidates = [
        value.to_owned(),
        // `encodeURIComponent` leaves these as they are.
        [("%21", "!"), ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*")]
            .iter()
            .fold(component.clone(), |text, (code, letter)| text.replace(code, letter)),
        lower_hex(&component),
        component.replace("%20", "+"),
        component,
        encoded,
        STANDARD.encode(value),
        STANDARD_NO_PAD.encode(value),
        URL_SAFE_NO_PAD.encode(value),
        utf8_percent_encode(value, QUERY).to_string(),
        utf8_percent_encode(value, QUERY_OF_HTTP).to_string(),
        json.replace('/', "\\/"),
        // A server that echoes JSON or XML in JSON.
        self::json(&json),
        self::json(&markup(value)),
        ascii_json(&json),
        json,
        markup(value),
        quoted_markup(value, "&#39;"),
        quoted_markup(value, "&#x27;"),
        quoted_markup(value, "&apos;"),
        value.replace('\\', "\\\\").replace('\'', "\\'"),
    ];
    let mut forms: Vec<String> = Vec::new();
    for form in candidates {
        if form.len() >= SHORTEST && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

fn json(value: &str) -> String {
    let quoted = serde_json::to_string(value).unwrap_or_default();
    let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inside.unwrap_or(value).to_owned()
}

/// JSON as writers make it that keep to ASCII.
fn ascii_json(json: &str) -> String {
    let mut ascii = String::new();
    for letter in json.chars() {
        if letter.is_ascii() {
            ascii.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            let _ = write!(ascii, "\\u{unit:04x}");
        }
    }
    ascii
}

/// The escapes of texts in HTML and XML.
fn markup(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The same for attributes; writers differ over the apostrophe.
fn quoted_markup(value: &str, apostrophe: &str) -> String {
    markup(value).replace('"', "&quot;").replace('\'', apostrophe)
}

/// Percent-encoding with small letters, as some servers write it.
fn lower_hex(encoded: &str) -> String {
    let mut lower = String::with_capacity(encoded.len());
    let mut hex = 0;
    for letter in encoded.chars() {
        lower.push(if hex > 0 { letter.to_ascii_lowercase() } else { letter });
        hex = if letter == '%' { 2 } else { i32::max(hex - 1, 0) };
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_there() {
        let forms = forms("s3cr+t/\"å' &");
        for form in [
            "s3cr+t/\"å' &",
            "s3cr%2Bt%2F%22%C3%A5%27%20%26",
            "s3cr%2bt%2f%22%c3%a5%27%20%26",
            "s3cr%2Bt%2F%22%C3%A5%27+%26",
            "s3cr%2Bt%2F%22%C3%A5'%20%26",
            "czNjcit0LyLDpScgJg==",
            "czNjcit0LyLDpScgJg",
            r#"s3cr+t/\"å' &"#,
            r#"s3cr+t\/\"å' &"#,
            r#"s3cr+t/\"\u00e5' &"#,
            "s3cr+t/&quot;å&#39; &amp;",
            "s3cr+t/&quot;å&#x27; &amp;",
            "s3cr+t/\"å' &amp;",
            r#"s3cr+t/\"å' &amp;"#,
            r#"s3cr+t/"å\' &"#,
            "s3cr+t/%22%C3%A5'%20&",
            r#"s3cr+t/\\\"å' &"#,
        ] {
            assert!(forms.iter().any(|known| known == form), "{form} is not in {forms:#?}");
        }
    }
}
