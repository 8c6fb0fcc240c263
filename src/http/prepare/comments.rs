//! Strips comments from JSON bodies, as Postman does before it sends them.

/// Removes `//` and `/* */` comments outside strings; the line end after `//` stays. Text without
/// comments is returned as it is, byte for byte.
pub(super) fn strip(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '/']) {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match rest.as_bytes() {
            [b'"', ..] => {
                let length = string_length(rest);
                kept.push_str(&rest[..length]);
                length
            }
            [b'/', b'/', ..] => rest.find(['\r', '\n']).unwrap_or(rest.len()),
            [b'/', b'*', ..] => match rest[2..].find("*/") {
                Some(end) => end + 4,
                None => {
                    // An open comment is none: the text stays.
                    kept.push_str(rest);
                    rest.len()
                }
            },
            _ => {
                kept.push('/');
                1
            }
        };
        rest = &rest[taken..];
    }
    kept.push_str(rest);
    kept
}

/// Measures a string literal, both quotes included; an open one ends with the text.
fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn strips_comments_outside_strings() {
        let cases = [
            ("{\"a\":1,// c\n \"b\":\"// not\" /* x */}", "{\"a\":1,\n \"b\":\"// not\" }"),
            ("\"a\\\"//b\" // c\r\n1", "\"a\\\"//b\" \r\n1"),
            ("1 / 2 /* open", "1 / 2 /* open"),
            ("/**/1/* ü */", "1"),
            ("\"open // string", "\"open // string"),
            ("//", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(strip(text), expected);
        }
    }

    proptest! {
        #[test]
        fn text_without_slashes_is_untouched(text in "[^/]{0,60}") {
            prop_assert_eq!(strip(&text), text);
        }

        #[test]
        fn any_text_is_survived(text in "[\"/*\\\\\n aü]{0,40}") {
            strip(&text);
        }
    }
}
