//! Bodies, checked field by field; everything that is wrong is named. Unknown fields are ignored,
//! and null means absent.

use std::ops::RangeInclusive;

use serde_json::Value;

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldError {
    /// The field's own name; Vipps uses it as the error code.
    pub(super) field: String,
    /// Its path, and what is wrong.
    pub(super) message: String,
}

impl FieldError {
    pub(super) fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }
}

/// Collects what is wrong with a body.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    pub(super) body: &'a Value,
    pub(super) errors: Vec<FieldError>,
    /// Some value had the wrong JSON type.
    pub(super) wrong_type: bool,
}

impl<'a> Fields<'a> {
    pub(super) fn new(body: &'a Value) -> Self {
        let mut fields = Self { body, errors: Vec::new(), wrong_type: false };
        if !body.is_object() {
            fields.mistyped("body", "must be a JSON object");
        }
        fields
    }

    /// Ends the check: what is wrong, if anything.
    pub(super) fn finish(self) -> Result<(), Vec<FieldError>> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }

    /// Notes that a value is wrong.
    pub(super) fn wrong(&mut self, path: &str, problem: &str) {
        let field = path.rsplit('.').next().unwrap_or(path);
        self.errors.push(FieldError::new(field, format!("{path}: {problem}")));
    }

    /// Notes that a value has the wrong JSON type.
    pub(super) fn mistyped(&mut self, path: &str, problem: &str) {
        self.wrong(path, problem);
        self.wrong_type = true;
    }

    pub(super) fn find(&mut self, path: &str, required: bool) -> Option<&'a Value> {
        let found = path.split('.').try_fold(self.body, |value, key| value.get(key));
        let found = found.filter(|value| !value.is_null());
        if found.is_none() && required {
            self.wrong(path, "is required");
        }
        found
    }

    /// A text of at most so many characters; a required one is not empty.
    pub(super) fn text(&mut self, path: &str, limit: usize, required: bool) -> Option<String> {
        let Some(text) = self.find(path, required)?.as_str() else {
            self.mistyped(path, "must be a string");
            return None;
        };
        if text.is_empty() && required {
            self.wrong(path, "is required");
        } else if text.chars().count() > limit {
            self.wrong(path, &format!("must not be longer than {limit} characters"));
        }
        Some(text.to_owned())
    }

    /// A text that follows a rule; the rule's words complete "must be …".
    pub(super) fn matching(
        &mut self,
        path: &str,
        required: bool,
        rule: &str,
        holds: fn(&str) -> bool,
    ) -> Option<String> {
        let text = self.text(path, usize::MAX, required)?;
        let absent = required && text.is_empty();
        if !absent && !holds(&text) {
            self.wrong(path, &format!("must be {rule}"));
        }
        Some(text)
    }

    /// A text out of a list.
    pub(super) fn one_of(&mut self, path: &str, words: &[&str], required: bool) -> Option<String> {
        let text = self.text(path, usize::MAX, required)?;
        // An empty one has been found wanting already.
        let absent = required && text.is_empty();
        if !absent && !words.contains(&text.as_str()) {
            self.wrong(path, &format!("must be one of {}", words.join(", ")));
        }
        Some(text)
    }

    /// An http or https URL of at most 255 characters.
    pub(super) fn url(&mut self, path: &str, required: bool) -> Option<String> {
        const LIMIT: usize = 255;
        let url = self.text(path, LIMIT, required)?;
        if !url.is_empty() && !is_url(&url) {
            self.wrong(path, "must be a valid http or https URL; localhost is none");
        }
        Some(url)
    }

    /// A phone number of eight digits. Many clients send an empty one rather than none.
    pub(super) fn phone(&mut self, path: &str, required: bool) -> Option<String> {
        let phone = self.text(path, usize::MAX, required)?;
        if phone.is_empty() {
            return None;
        }
        if !is_digits(&phone, 8) {
            self.wrong(path, "must be eight digits, without country code");
        }
        Some(phone)
    }

    pub(super) fn flag(&mut self, path: &str) -> bool {
        let Some(value) = self.find(path, false) else { return false };
        if !value.is_boolean() {
            self.mistyped(path, "must be true or false");
        }
        value.as_bool().unwrap_or(false)
    }

    /// A JSON integer.
    pub(super) fn integer(
        &mut self,
        path: &str,
        range: RangeInclusive<i64>,
        required: bool,
    ) -> Option<i64> {
        let value = self.find(path, required)?;
        if !value.is_i64() && !value.is_u64() {
            self.mistyped(path, "must be an integer");
            return None;
        }
        self.within(path, value.as_i64(), range)
    }

    /// An integer, or a text that holds one.
    pub(super) fn numeric(
        &mut self,
        path: &str,
        range: RangeInclusive<i64>,
        required: bool,
    ) -> Option<i64> {
        let Some(text) = self.find(path, required)?.as_str() else {
            return self.integer(path, range, required);
        };
        let Ok(number) = text.trim().parse() else {
            self.mistyped(path, "must be an integer");
            return None;
        };
        self.within(path, Some(number), range)
    }

    fn within(
        &mut self,
        path: &str,
        number: Option<i64>,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            self.wrong(path, &format!("must be from {} to {}", range.start(), range.end()));
        }
        number
    }
}

/// Whether a text consists of that many digits.
pub(super) fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is an id as merchants make them: 1 to 30 letters, digits or dashes.
pub(super) fn is_id(text: &str) -> bool {
    (1..=30).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether a text is an ISO 8601 time, with or without a zone.
pub(super) fn is_time(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok() || text.parse::<jiff::civil::DateTime>().is_ok()
}

/// What Apache Commons' validator lets pass, as far as it is known: http or https, and a host
/// that is an address or a name with a dot (so not `localhost`).
pub(super) fn is_url(text: &str) -> bool {
    let Ok(url) = url::Url::parse(text) else { return false };
    let scheme = matches!(url.scheme(), "http" | "https");
    let host = match url.host() {
        Some(url::Host::Domain(name)) => name.trim_end_matches('.').contains('.'),
        Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)) => true,
        None => false,
    };
    scheme && host && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_wrong_field_is_named() {
        let body = json!({"a": {"text": 1, "long": "xxx"}, "word": "no", "count": "12", "far": 9});
        let mut fields = Fields::new(&body);
        assert_eq!(fields.text("a.text", 5, true), None);
        assert_eq!(fields.text("a.long", 2, true).as_deref(), Some("xxx"));
        fields.one_of("word", &["yes"], true);
        assert_eq!(fields.numeric("count", 1..=31, true), Some(12));
        assert_eq!(fields.integer("count", 1..=31, true), None);
        assert_eq!(fields.integer("far", 1..=5, true), None);
        fields.url("none", true);
        assert!(fields.wrong_type);
        let wrong = fields.finish().err().unwrap_or_default();
        let messages: Vec<_> = wrong.iter().map(|wrong| wrong.message.as_str()).collect();
        insta::assert_debug_snapshot!(messages, @r#"
        [
            "a.text: must be a string",
            "a.long: must not be longer than 2 characters",
            "word: must be one of yes",
            "count: must be an integer",
            "far: must be from 1 to 5",
            "none: is required",
        ]
        "#);
    }
}
