//! The masking of text, by the secrets that were learned.

use std::borrow::Cow;

use super::MASK;
use super::secrets::{Secrets, is_scheme};

impl Secrets {
    /// Replaces every known secret in a text by [`MASK`].
    #[must_use]
    pub fn mask<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.mask_bytes(text.as_bytes()) {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            // Texts in a text begin and end between its characters.
            Cow::Owned(masked) => Cow::Owned(String::from_utf8_lossy(&masked).into_owned()),
        }
    }

    /// Masks a URL: by content, and the values of parameters whose names say that they are secret,
    /// however short.
    #[must_use]
    pub fn mask_url<'a>(&self, url: &'a str) -> Cow<'a, str> {
        let masked = self.mask(url);
        if self.shown || !masked.contains('=') || !self.mentions_secret(masked.as_bytes()) {
            return masked;
        }
        let pairs = masked.split_inclusive(['?', '&', '#']);
        Cow::Owned(pairs.map(|pair| self.mask_pair(pair)).collect())
    }

    /// Masks the value of `name=value` and keeps the separator behind it.
    fn mask_pair<'a>(&self, pair: &'a str) -> Cow<'a, str> {
        let end = pair.trim_end_matches(['?', '&', '#']).len();
        match pair[..end].split_once('=') {
            Some((name, value)) if !value.is_empty() && self.is_secret_name(name) => {
                Cow::Owned(format!("{name}={MASK}{}", &pair[end..]))
            }
            _ => Cow::Borrowed(pair),
        }
    }

    /// Masks a header's value: whole when the name says so, otherwise by content.
    #[must_use]
    pub fn mask_header<'a>(&self, name: &str, value: &'a str) -> Cow<'a, str> {
        if !self.is_secret_header(name) || value.is_empty() || self.shown {
            return self.mask(value);
        }
        match value.split_once(' ') {
            Some((scheme, _)) if is_scheme(scheme) => Cow::Owned(format!("{scheme} {MASK}")),
            _ => Cow::Borrowed(MASK),
        }
    }

    /// Masks a body, text or not.
    #[must_use]
    pub fn mask_bytes<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        self.mask_beginning(bytes, bytes.len())
    }

    /// Masks the first `end` bytes of a body and leaves the rest out. A secret that reaches beyond them
    /// is masked whole.
    #[must_use]
    pub fn mask_beginning<'a>(&self, bytes: &'a [u8], end: usize) -> Cow<'a, [u8]> {
        let places = if self.shown { Vec::new() } else { self.read().finder.places(bytes, end) };
        if places.is_empty() {
            return Cow::Borrowed(&bytes[..end]);
        }
        let mut masked = Vec::with_capacity(end);
        let mut from = 0;
        for place in places {
            masked.extend_from_slice(&bytes[from..place.start]);
            masked.extend_from_slice(MASK.as_bytes());
            from = place.end;
        }
        masked.extend_from_slice(&bytes[from.min(end)..end]);
        Cow::Owned(masked)
    }

    /// Masks a text from a place that must not wait: a panic may come while the set is in use. Then
    /// nothing of the text is given out.
    #[must_use]
    pub fn mask_now(&self, text: &str) -> String {
        if self.is_free() { self.mask(text).into_owned() } else { MASK.to_owned() }
    }

    /// Masks every text in a JSON value by content.
    pub fn mask_json(&self, value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => {
                if let Cow::Owned(masked) = self.mask(text) {
                    *text = masked;
                }
            }
            serde_json::Value::Array(items) => {
                items.iter_mut().for_each(|item| self.mask_json(item))
            }
            serde_json::Value::Object(members) => {
                members.iter_mut().for_each(|(_, member)| self.mask_json(member));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_a_secret_in_every_form_it_takes() {
        let secrets = Secrets::new();
        secrets.learn("s3cr+t/\"v=");
        for text in [
            "x s3cr+t/\"v= y",
            "x s3cr%2Bt%2F%22v%3D y",
            "x czNjcit0LyJ2PQ== y",
            "x s3cr+t/\\\"v= y",
        ] {
            assert_eq!(secrets.mask(text), "x ***** y", "{text}");
        }
    }

    #[test]
    fn a_longer_secret_is_masked_whole() {
        let secrets = Secrets::new();
        secrets.learn("abcdef");
        secrets.learn("abcdefghij");
        assert_eq!(secrets.mask("abcdefghij"), MASK);
    }

    #[test]
    fn a_longer_secret_is_masked_whole_whichever_came_first() {
        for (first, second) in [("abcdef", "abcdefghij"), ("abcdefghij", "abcdef")] {
            let secrets = Secrets::new();
            secrets.learn(first);
            secrets.learn(second);
            assert_eq!(secrets.mask("abcdefghij abcdef"), "***** *****");
        }
    }

    #[test]
    fn headers_are_masked_by_name_and_keep_their_scheme() {
        let secrets = Secrets::new();
        assert_eq!(secrets.mask_header("authorization", "Bearer abc"), "Bearer *****");
        assert_eq!(secrets.mask_header("X-Api-Key", "abc"), MASK);
        assert_eq!(secrets.mask_header("Accept", "abc"), "abc");
    }

    #[test]
    fn contents_that_are_no_text_are_masked_too() {
        let secrets = Secrets::new();
        secrets.learn("hunter-22");
        assert_eq!(&*secrets.mask_bytes(b"\xffhunter-22\xfehunter-22"), b"\xff*****\xfe*****");
        secrets.learn("password-0000");
        assert_eq!(&*secrets.mask_bytes(b"\xffpassword-0000hunter-22"), b"\xff**********");
    }

    #[test]
    fn a_secret_at_the_edge_is_masked_whole() {
        let secrets = Secrets::new();
        secrets.learn("hunter-22");
        assert_eq!(&*secrets.mask_beginning(b"x hunter-22 y", 5), b"x *****");
        assert_eq!(&*secrets.mask_beginning(b"x hunter-22 y", 2), b"x ");
        assert_eq!(&*secrets.mask_beginning(b"x hunter-22 y", 12), b"x ***** ");
    }

    #[test]
    fn shown_secrets_stay() {
        let secrets = Secrets::shown();
        secrets.learn("password123");
        assert_eq!(secrets.mask("password123"), "password123");
        assert_eq!(secrets.mask_header("Authorization", "Bearer x"), "Bearer x");
    }
}
