//! JavaScript strings as bytes: UTF-8 in which a lone surrogate is written like any other code
//! point (WTF-8), so that nothing is lost.

use std::borrow::Cow;

use boa_engine::JsString;
use boa_engine::string::JsStrVariant;

/// Encodes a string; ASCII text is copied as it is.
pub(super) fn encode(text: &JsString) -> Cow<'static, [u8]> {
    let mut bytes = Vec::with_capacity(text.len());
    match text.as_str().variant() {
        JsStrVariant::Latin1(units) if units.is_ascii() => bytes.extend_from_slice(units),
        JsStrVariant::Latin1(units) => {
            units.iter().for_each(|unit| push(u32::from(*unit), &mut bytes))
        }
        JsStrVariant::Utf16(units) => {
            for decoded in char::decode_utf16(units.iter().copied()) {
                match decoded {
                    Ok(char) => push(u32::from(char), &mut bytes),
                    Err(lone) => push(u32::from(lone.unpaired_surrogate()), &mut bytes),
                }
            }
        }
    }
    Cow::Owned(bytes)
}

fn push(code: u32, bytes: &mut Vec<u8>) {
    #[expect(clippy::cast_possible_truncation, reason = "each part is masked to its bits")]
    let mut byte = |lead: u32, bits: u32| bytes.push((lead | bits) as u8);
    match code {
        0..0x80 => byte(0, code),
        0x80..0x800 => {
            byte(0xC0, code >> 6);
            byte(0x80, code & 0x3F);
        }
        0x800..0x1_0000 => {
            byte(0xE0, code >> 12);
            byte(0x80, code >> 6 & 0x3F);
            byte(0x80, code & 0x3F);
        }
        _ => {
            byte(0xF0, code >> 18);
            byte(0x80, code >> 12 & 0x3F);
            byte(0x80, code >> 6 & 0x3F);
            byte(0x80, code & 0x3F);
        }
    }
}

/// Decodes to UTF-16 units. The bytes must come from [`encode`] or be UTF-8.
pub(super) fn decode_into(mut bytes: &[u8], units: &mut Vec<u16>) {
    while let Some((&lead, rest)) = bytes.split_first() {
        let (length, code) = match lead {
            0..0x80 => (0, u32::from(lead)),
            0x80..0xE0 => (1, u32::from(lead & 0x1F)),
            0xE0..0xF0 => (2, u32::from(lead & 0x0F)),
            _ => (3, u32::from(lead & 0x07)),
        };
        let tail = &rest[..length.min(rest.len())];
        let code = tail.iter().fold(code, |code, byte| code << 6 | u32::from(byte & 0x3F));
        bytes = &rest[tail.len()..];
        match u16::try_from(code) {
            Ok(unit) => units.push(unit),
            Err(_) => {
                let mut pair = [0; 2];
                let char = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                units.extend_from_slice(char.encode_utf16(&mut pair));
            }
        }
    }
}

/// Decodes to a string.
pub(super) fn decode(bytes: &[u8]) -> JsString {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return JsString::from(text);
    }
    let mut units = Vec::with_capacity(bytes.len());
    decode_into(bytes, &mut units);
    JsString::from(&units[..])
}
