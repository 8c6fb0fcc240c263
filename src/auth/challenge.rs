//! The `WWW-Authenticate` header (RFC 9110 §11.6.1).

use crate::http::Response;

/// One challenge: a scheme and its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) scheme: String,
    params: Vec<(String, String)>,
}

impl Challenge {
    /// Finds a parameter, whatever the case of its name.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        let found = self.params.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads all challenges of a response; one header line may hold several.
pub(super) fn challenges(response: &Response) -> Vec<Challenge> {
    response.headers.get_all("WWW-Authenticate").flat_map(parse).collect()
}

/// Reads the challenges of a header value. Anything that is no challenge is passed over.
fn parse(text: &str) -> Vec<Challenge> {
    let mut challenges: Vec<Challenge> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (word, after) = split_word(rest);
        if word.is_empty() {
            // A stray "=" or quote: step over it.
            let mut letters = rest.chars();
            if letters.next().is_none() {
                return challenges;
            }
            rest = letters.as_str();
            continue;
        }
        let value = after.trim_start_matches([' ', '\t']).strip_prefix('=');
        match (value, challenges.last_mut()) {
            (Some(value), Some(challenge)) => {
                let (value, after) = split_value(value.trim_start_matches([' ', '\t']));
                challenge.params.push((word.to_owned(), value));
                rest = after;
            }
            _ => {
                challenges.push(Challenge { scheme: word.to_owned(), params: Vec::new() });
                rest = after;
            }
        }
    }
}

fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find([' ', '\t', ',', '=', '"']).unwrap_or(text.len()))
}

/// Splits off a token or a quoted string, whose escapes are undone.
fn split_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = text.split_at(text.find([' ', '\t', ',']).unwrap_or(text.len()));
        return (value.to_owned(), rest);
    };
    let mut value = String::new();
    let mut letters = quoted.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => value.extend(letters.next()),
            _ => value.push(letter),
        }
    }
    (value, letters.as_str())
}

/// Writes a quoted string (RFC 9110 §5.6.4).
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_several_challenges_in_one_line() {
        let challenges = parse(
            "Negotiate, Digest realm=\"a, \\\"b\\\"\", nonce=n==, stale = TRUE,Basic realm=\"c\"",
        );
        let schemes: Vec<_> = challenges.iter().map(|each| each.scheme.as_str()).collect();
        assert_eq!(schemes, ["Negotiate", "Digest", "Basic"]);
        assert_eq!(challenges[1].param("REALM"), Some("a, \"b\""));
        assert_eq!(challenges[1].param("nonce"), Some("n=="));
        assert_eq!(challenges[1].param("stale"), Some("TRUE"));
        assert_eq!(challenges[2].param("realm"), Some("c"));
        assert_eq!(challenges[1].param("opaque"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[Dd=,\"\\\\ aü]{0,40}") {
            parse(&text);
        }

        #[test]
        fn quoting_can_be_undone(text in "[^\\pC]{0,20}") {
            let line = format!("Digest realm={}", quoted(&text));
            let challenges = parse(&line);
            prop_assert_eq!(challenges[0].param("realm"), Some(text.as_str()));
        }
    }
}
