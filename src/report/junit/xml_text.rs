//! Text that is allowed in XML 1.0, and newman's class names.

use super::super::text;

/// Replaces the characters that XML 1.0 (§2.2) forbids, and those that are not seen or turn the
/// reading direction, by their escapes (`\u{1b}`).
fn allowed(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' => clean.push(c),
            '\u{fffe}' | '\u{ffff}' => clean.extend(c.escape_unicode()),
            c if text::is_hidden(c) => clean.extend(c.escape_unicode()),
            c => clean.push(c),
        }
    }
    clean
}

/// Prepares a text for an attribute: on one line, since parsers turn line ends into spaces anyway.
pub(crate) fn attribute(text: &str) -> String {
    allowed(text).replace(['\t', '\n', '\r'], " ")
}

/// Prepares the name of a suite or a testcase: readers want one.
pub(crate) fn name(text: &str) -> String {
    attribute(text::named(text))
}

/// Prepares a text for a CDATA section; its own `]]>` is split over two sections.
pub(crate) fn cdata(text: &str) -> String {
    allowed(text).replace("]]>", "]]]]><![CDATA[>")
}

/// Makes newman's class name: lodash's upper camel case, without whatever is not a letter, digit or
/// underscore of ASCII. Where nothing is left, `Request`.
pub(crate) fn class_name(name: &str) -> String {
    let letters: Vec<char> = name.chars().flat_map(plain).collect();
    let kind_at = |index: usize| letters.get(index).map_or(Kind::Other, |c| Kind::of(*c));
    let mut class = String::new();
    for (index, c) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map_or(Kind::Other, kind_at);
        let begins = match (before, kind_at(index)) {
            (_, Kind::Other) => continue,
            (Kind::Upper, Kind::Lower) => false,
            // The last capital of several begins the word that follows: `URLFrom` is `Url`, `From`.
            (Kind::Upper, Kind::Upper) => kind_at(index + 1) == Kind::Lower,
            (before, kind) => before != kind,
        };
        class.push(if begins { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
    }
    if class.is_empty() { "Request".to_owned() } else { class }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Upper,
    Lower,
    Digit,
    Other,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            'A'..='Z' => Self::Upper,
            'a'..='z' => Self::Lower,
            '0'..='9' => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// Takes the accent off the letters of Northern and Western Europe, as lodash does; drops apostrophes.
fn plain(c: char) -> impl Iterator<Item = char> {
    let one = c.to_string();
    let letters = match c {
        'à'..='å' => "a",
        'À'..='Å' => "A",
        'æ' => "ae",
        'Æ' => "Ae",
        'ø' | 'ò'..='ö' => "o",
        'Ø' | 'Ò'..='Ö' => "O",
        'è'..='ë' => "e",
        'È'..='Ë' => "E",
        'ì'..='ï' => "i",
        'Ì'..='Ï' => "I",
        'ù'..='ü' => "u",
        'Ù'..='Ü' => "U",
        'ç' => "c",
        'Ç' => "C",
        'ñ' => "n",
        'Ñ' => "N",
        'ß' => "ss",
        '\'' | '’' => "",
        _ => &one,
    };
    letters.chars().collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_newmans() {
        let cases = [
            ("Status Code Test", "StatusCodeTest"),
            ("Orders / Create order", "OrdersCreateOrder"),
            ("getURLFromAPI v2", "GetUrlFromApiV2"),
            ("Blåbær 🫐", "Blabaer"),
            ("user's token", "UsersToken"),
            ("漢字", "Request"),
        ];
        for (name, class) in cases {
            assert_eq!(class_name(name), class, "{name}");
        }
    }

    #[test]
    fn forbidden_characters_are_escaped() {
        assert_eq!(attribute("a\u{202e}b"), r"a\u{202e}b");
        assert_eq!((name(" \n"), name("a")), ("(no name)".to_owned(), "a".to_owned()));
        assert_eq!(attribute("a\u{1b}[1m\nb\u{0}"), r"a\u{1b}[1m b\u{0}");
        assert_eq!(cdata("x]]>y\n\u{7}"), "x]]]]><![CDATA[>y\n\\u{7}");
    }
}
