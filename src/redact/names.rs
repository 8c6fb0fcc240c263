//! Which names hold secrets.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;

/// Words that make a name secret.
const SECRET_WORDS: [&str; 12] = [
    "secret",
    "token",
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "key",
    "credential",
    "credentials",
    "authorization",
    "jwt",
    "passcode",
];

/// Compounds written in one word that end like a secret word but say more than "key".
const SECRET_ENDINGS: [&str; 10] = [
    "secret",
    "token",
    "password",
    "apikey",
    "accesskey",
    "privatekey",
    "secretkey",
    "authkey",
    "subscriptionkey",
    "signingkey",
];

/// Last words that tell about a secret instead of holding one (`token_type`, `expires_in`).
const HARMLESS_LAST_WORDS: [&str; 20] = [
    "type",
    "url",
    "uri",
    "endpoint",
    "expires",
    "expiry",
    "expiration",
    "in",
    "on",
    "at",
    "to",
    "name",
    "id",
    "count",
    "length",
    "prefix",
    "header",
    "status",
    "ttl",
    "lifetime",
];

/// Tells whether a variable, header or field of that name holds a secret.
///
/// The name is split at punctuation and at camel-case humps: `client_secret`, `accessToken`,
/// `Ocp-Apim-Subscription-Key`, `apikey` do; `token_type`, `tokenUrl`, `monkey` do not.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    // Most names are none, and every header and variable is asked about.
    if name.is_ascii() && !mentions_secret(name.as_bytes())
        || name.eq_ignore_ascii_case("postman-token")
    {
        return false;
    }
    let words = words(name);
    let harmless = words.last().is_none_or(|last| HARMLESS_LAST_WORDS.contains(&last.as_str()));
    let secret = |word: &String| {
        SECRET_WORDS.contains(&word.as_str())
            || SECRET_ENDINGS.iter().any(|end| word.ends_with(end))
    };
    // An idempotency key is as public as the request that it marks, and so is the new number of every
    // request which Postman calls a token.
    let marks =
        words.iter().any(|word| word.starts_with("idempoten")) || words == ["postman", "token"];
    !harmless && !marks && words.iter().any(secret)
}

/// Tells whether a header of that name is masked whole.
#[must_use]
pub fn is_secret_header(name: &str) -> bool {
    let whole = ["authorization", "proxy-authorization", "cookie", "set-cookie"];
    whole.iter().any(|known| name.eq_ignore_ascii_case(known)) || is_secret_name(name)
}

/// Tells whether a secret word stands in a content, in whatever case: where none does, nothing in it
/// has a secret name.
pub(super) fn mentions_secret(content: &[u8]) -> bool {
    if content.len() > SHORT {
        return mentions_one_by_one(content);
    }
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder().ascii_case_insensitive(true).build(SECRET_WORDS).ok()
    });
    WORDS.as_ref().is_none_or(|words| words.is_match(content))
}

/// Up to how many bytes one walk over a content costs less than a search for every word.
const SHORT: usize = 200;

/// Looks for one word after the other: each search skips most of the content.
fn mentions_one_by_one(content: &[u8]) -> bool {
    static FINDERS: LazyLock<Vec<Finder<'static>>> =
        LazyLock::new(|| SECRET_WORDS.iter().map(Finder::new).collect());
    let content = content.to_ascii_lowercase();
    FINDERS.iter().any(|finder| finder.find(&content).is_some())
}

/// Splits a name into lower-case words.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut previous_lower = false;
    for letter in name.chars() {
        let hump = previous_lower && letter.is_uppercase();
        if !letter.is_alphanumeric() || hump {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letter.to_lowercase());
        }
        previous_lower = letter.is_lowercase() || letter.is_ascii_digit();
    }
    for word in &mut words {
        word.truncate(word.trim_end_matches(|last: char| last.is_ascii_digit()).len());
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_contents_are_searched_as_short_ones_are() {
        for word in SECRET_WORDS {
            for padding in [0, SHORT] {
                let padding = ".".repeat(padding);
                let content = format!("{padding}{}{padding}", word.to_uppercase());
                assert!(mentions_secret(content.as_bytes()), "{content}");
            }
        }
        assert!(!mentions_secret(".".repeat(2 * SHORT).as_bytes()));
    }

    #[test]
    fn names_tell_secrets_from_what_is_said_about_them() {
        for name in [
            "client_secret",
            "clientSecret",
            "access_token",
            "accessToken",
            "access-token-key",
            "password",
            "Ocp-Apim-Subscription-Key",
            "Ocp-Apim-Subscription-Key-Access-Token",
            "apikey",
            "X-API-Key",
            "Authorization",
            "userPassword",
            "jwt",
            "idToken2",
            "API_KEY",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "token_type",
            "Idempotent-Key-Create",
            "tokenUrl",
            "addTokenTo",
            "expires_in",
            "monkey",
            "client_id",
            "base_url",
            "",
            "amount",
            "keyboard",
            "Postman-Token",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
