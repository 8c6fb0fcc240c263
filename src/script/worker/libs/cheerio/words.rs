//! Words in attributes.

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue};

/// `words(text)`: what stands between white space.
pub(super) fn words(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?.to_vec();
    let words = text.split(|unit| is_space(*unit)).filter(|word| !word.is_empty());
    let made = |word: &[u16]| match String::from_utf16(word) {
        Ok(word) => JsString::from(word.as_str()),
        Err(_) => JsString::from(word),
    };
    Ok(JsArray::from_iter(words.map(|word| made(word).into()), context).into())
}

/// Tells whether a word is among those of a text.
pub(super) fn has_word(text: &JsString, word: &JsString) -> bool {
    if text == word {
        return !word.is_empty() && !word.iter().any(is_space);
    }
    if text.len() <= word.len() {
        return false;
    }
    match (text.as_str().as_latin1(), word.as_str().as_latin1()) {
        (Some(text), Some(word)) => {
            !word.is_empty() && text.split(|unit| is_space(u16::from(*unit))).any(|one| one == word)
        }
        _ => {
            let (text, word) = (text.to_vec(), word.to_vec());
            !word.is_empty() && text.split(|unit| is_space(*unit)).any(|one| one == word)
        }
    }
}

pub(super) fn lower(text: &JsString) -> JsString {
    JsString::from(text.to_std_string_lossy().to_lowercase().as_str())
}

/// What `\s` stands for in regular expressions.
fn is_space(unit: u16) -> bool {
    match char::from_u32(u32::from(unit)) {
        Some('\u{feff}') => true,
        Some('\u{85}') | None => false,
        Some(char) => char.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let has = |text: &str, word: &str| has_word(&JsString::from(text), &JsString::from(word));
        assert!(has("a", "a") && has(" a\tb ", "b") && has("x\u{a0}é", "é") && has("ж a", "ж"));
        assert!(!has("ab", "a") && !has("a b", "a b") && !has("", "") && !has("a ", ""));
    }
}
