//! Identifiers, plain numbers and single words.

use rand::RngExt;

use super::{Dynamic, Generator, commerce, hacker};

pub(super) const GENERATORS: &[Generator] = &[
    ("guid", guid),
    ("randomUUID", guid),
    ("randomInt", |dynamic| dynamic.between(0, 1000).to_string()),
    ("randomBoolean", |dynamic| dynamic.rng.random::<bool>().to_string()),
    ("randomAlphaNumeric", |dynamic| dynamic.letters("0123456789abcdefghijklmnopqrstuvwxyz", 1)),
    ("randomWord", word),
    ("randomWords", words),
    ("randomLocale", |dynamic| dynamic.pick(LANGUAGES)),
];

/// ISO 639-1.
const LANGUAGES: &[&str] = &[
    "af", "ar", "az", "be", "bg", "bn", "br", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "eo",
    "es", "et", "eu", "fa", "fi", "fo", "fr", "fy", "ga", "gd", "gl", "gu", "he", "hi", "hr", "hu",
    "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "la", "lt", "lv", "mk", "mn",
    "ms", "mt", "nb", "ne", "nl", "nn", "pa", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "sq", "sr",
    "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "yi", "zh", "zu",
];

/// A version 4 UUID.
fn guid(dynamic: &mut Dynamic) -> String {
    uuid::Builder::from_random_bytes(dynamic.rng.random()).into_uuid().to_string()
}

/// A word of any trade, never two.
pub(super) fn word(dynamic: &mut Dynamic) -> String {
    let lists = [
        commerce::ADJECTIVES,
        commerce::MATERIALS,
        commerce::PRODUCTS,
        hacker::ADJECTIVES,
        hacker::NOUNS,
        hacker::VERBS,
        hacker::ING_VERBS,
    ];
    let list = lists[dynamic.between(0, 6) as usize];
    dynamic.pick(list).split(' ').next().unwrap_or_default().to_owned()
}

/// Two to five words.
fn words(dynamic: &mut Dynamic) -> String {
    let count = dynamic.between(2, 5);
    (0..count).map(|_| word(dynamic)).collect::<Vec<_>>().join(" ")
}
