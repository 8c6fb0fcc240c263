//! `localeCompare` in dictionary order: the engine compares code units.

use std::cmp::Ordering;

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};
use icu_normalizer::DecomposingNormalizerBorrowed;

use super::define;

/// Replaces `String.prototype.localeCompare`.
pub(super) fn register(context: &mut Context) {
    let prototype = context.intrinsics().constructors().string().prototype();
    define::method(&prototype, "localeCompare", 1, locale_compare, context);
}

fn locale_compare(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    if this.is_null_or_undefined() {
        let message = "String.prototype.localeCompare called on null or undefined";
        return Err(JsNativeError::typ().with_message(message).into());
    }
    let one = this.to_string(context)?.to_std_string_lossy();
    let other = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let options = args.get_or_undefined(2).as_object();
    let option = |name: &str, context: &mut Context| match &options {
        Some(options) => options.get(boa_engine::JsString::from(name), context),
        None => Ok(JsValue::undefined()),
    };
    let numeric = option("numeric", context)?.to_boolean();
    let sensitivity = option("sensitivity", context)?;
    let sensitivity = sensitivity.as_string().map(|text| text.to_std_string_lossy());
    let order = compare(&one, &other, numeric);
    let order = match sensitivity.as_deref() {
        Some("base") => order.letters,
        Some("accent") => order.letters.then(order.accents),
        Some("case") => order.letters.then(order.case),
        _ => order.total(),
    };
    Ok(JsValue::from(match order {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }))
}

/// How two texts compare, the weightiest first.
struct Order {
    letters: Ordering,
    accents: Ordering,
    /// Lower case comes first.
    case: Ordering,
}

impl Order {
    fn total(&self) -> Ordering {
        self.letters.then(self.accents).then(self.case)
    }
}

fn compare(one: &str, other: &str, numeric: bool) -> Order {
    if one.is_ascii() && other.is_ascii() {
        return Order {
            letters: keys(one, numeric).cmp(keys(other, numeric)),
            accents: Ordering::Equal,
            case: case(one).cmp(case(other)),
        };
    }
    let nfd = DecomposingNormalizerBorrowed::new_nfd();
    let (one, other) = (nfd.normalize(one), nfd.normalize(other));
    let bare = |text: &str| text.chars().filter(|char| !is_accent(*char)).collect::<String>();
    let accents = |text: &str| text.chars().filter(|char| is_accent(*char)).collect::<String>();
    Order {
        letters: keys(&bare(&one), numeric).cmp(keys(&bare(&other), numeric)),
        accents: accents(&one).cmp(&accents(&other)),
        case: case(&one).cmp(case(&other)),
    }
}

fn case(text: &str) -> impl Iterator<Item = bool> + '_ {
    text.chars().map(char::is_uppercase)
}

/// Tells whether a character is a mark on the letter before it.
fn is_accent(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// Punctuation as dictionaries order it (Unicode's default collation).
const PUNCTUATION: &str = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

/// What a character is sorted by: spaces, punctuation, digits, letters.
fn keys(text: &str, numeric: bool) -> impl Iterator<Item = (u8, u128)> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if numeric && first.is_ascii_digit() {
            let end = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
            let value = rest[..end].parse().unwrap_or(u128::MAX);
            rest = &rest[end..];
            return Some((2, value));
        }
        rest = &rest[first.len_utf8()..];
        let class = match first {
            char if char.is_whitespace() => 0,
            char if char.is_ascii_digit() => 2,
            char if char.is_alphanumeric() => 3,
            _ => 1,
        };
        if let Some(place) = PUNCTUATION.find(first) {
            return Some((1, place as u128));
        }
        let lower = first.to_lowercase().next().unwrap_or(first);
        Some((class, u128::from(u32::from(lower))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_ordered_as_in_a_dictionary() {
        for (one, other, numeric, expected) in [
            ("a", "b", false, Ordering::Less),
            ("a", "B", false, Ordering::Less),
            ("B", "a", false, Ordering::Greater),
            ("a", "A", false, Ordering::Less),
            ("_a", "1", false, Ordering::Less),
            ("_a", "-a", false, Ordering::Less),
            ("a$", "a#", false, Ordering::Greater),
            ("a1", "a b", false, Ordering::Greater),
            ("a10", "a9", false, Ordering::Less),
            ("a10", "a9", true, Ordering::Greater),
            ("same", "same", false, Ordering::Equal),
            ("ä", "z", false, Ordering::Less),
            ("é", "e", false, Ordering::Greater),
            ("éa", "eb", false, Ordering::Less),
        ] {
            assert_eq!(compare(one, other, numeric).total(), expected, "{one} {other}");
        }
    }
}
