//! `atob` and `btoa` (HTML standard §8.3).

use base64::Engine;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use boa_engine::string::JsStrVariant;
use boa_engine::{Context, JsArgs, JsError, JsNativeError, JsResult, JsString, JsValue, js_string};

use super::define;

const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

pub(super) fn register(context: &mut Context) {
    let global = context.global_object();
    define::method(&global, "atob", 1, atob, context);
    define::method(&global, "btoa", 1, btoa, context);
}

/// Text in which every unit is a byte, as bytes.
fn bytes(text: &JsString) -> Option<Vec<u8>> {
    match text.as_str().variant() {
        JsStrVariant::Latin1(units) => Some(units.to_vec()),
        JsStrVariant::Utf16(units) => units.iter().map(|unit| u8::try_from(*unit).ok()).collect(),
    }
}

fn invalid_character(message: &str, context: &mut Context) -> JsError {
    let error = JsNativeError::error().with_message(message.to_owned()).into_opaque(context);
    define::hidden(&error, "name", js_string!("InvalidCharacterError"));
    JsError::from_opaque(error.into())
}

/// Makes text in which every unit is a byte.
pub(in crate::script::worker) fn binary_text(bytes: &[u8]) -> JsString {
    let units: Vec<u16> = bytes.iter().map(|byte| u16::from(*byte)).collect();
    if bytes.is_ascii() {
        return JsString::from(String::from_utf8_lossy(bytes).as_ref());
    }
    JsString::from(&units[..])
}

fn atob(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?;
    let mut encoded = bytes(&text).unwrap_or_else(|| vec![b'!']);
    encoded.retain(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 12));
    match FORGIVING.decode(&encoded) {
        Ok(decoded) => Ok(binary_text(&decoded).into()),
        Err(_) => {
            let message = "The string to be decoded is not correctly encoded.";
            Err(invalid_character(message, context))
        }
    }
}

fn btoa(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?;
    match bytes(&text) {
        Some(bytes) => Ok(JsString::from(STANDARD.encode(bytes)).into()),
        None => Err(invalid_character("Invalid character", context)),
    }
}
