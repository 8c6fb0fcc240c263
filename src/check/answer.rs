//! What came back, and what it is compared with.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use crate::http::{Headers, Response};

/// Characters of a body that are quoted as evidence.
const EXCERPT: usize = 240;

/// An answer, read as JSON where it is.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    headers: Headers,
    text: String,
    json: Option<Value>,
}

impl Answer {
    pub(super) fn new(response: &Response) -> Self {
        Self {
            status: response.code,
            headers: response.headers.clone(),
            text: String::from_utf8_lossy(&response.body).into_owned(),
            json: serde_json::from_slice(&response.body).ok(),
        }
    }

    /// The text of a JSON member; numbers and truth values as they are written.
    pub(super) fn member(&self, pointer: &str) -> Option<String> {
        match self.json.as_ref()?.pointer(pointer)? {
            Value::String(text) => Some(text.clone()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
            other => Some(other.to_string()),
        }
    }

    /// The status alone, for answers that say nothing about anybody.
    pub(super) fn is_trouble(&self) -> bool {
        self.status >= 500 || matches!(self.status, 408 | 425 | 429)
    }

    /// The beginning of the answer on one line: where a redirect leads, else the body.
    pub(super) fn excerpt(&self) -> String {
        let text = match self.headers.get("location") {
            Some(location) if (300..400).contains(&self.status) => format!("to {location}"),
            _ => self.text.clone(),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let line = words.join(" ");
        match line.char_indices().nth(EXCERPT) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    }
}

/// What an answer has to be like; all that is said has to hold.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Match {
    /// One of these: `404`, `4xx`.
    #[serde(default)]
    status: Vec<StatusPattern>,
    /// What the JSON body is.
    body: Option<BodyKind>,
    /// JSON members, by pointer (RFC 6901), whose text is this.
    #[serde(default)]
    json: IndexMap<String, toml::Value>,
    /// JSON members whose text holds this, in any case.
    #[serde(default)]
    json_contains: IndexMap<String, String>,
    /// JSON members that are there and not empty.
    #[serde(default)]
    has: Vec<String>,
    /// The body holds one of these, in any case.
    #[serde(default)]
    contains: Vec<String>,
    /// Headers whose value holds this, in any case.
    #[serde(default)]
    header_contains: IndexMap<String, String>,
    /// Headers whose value does not hold this; one that is absent does not either.
    #[serde(default)]
    header_lacks: IndexMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum BodyKind {
    Object,
    Array,
}

/// A status or a class of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct StatusPattern {
    from: u16,
    to: u16,
}

impl TryFrom<String> for StatusPattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("write a status as \"404\" or \"4xx\", not \"{text}\"");
        if let Some(class) = text.strip_suffix("xx") {
            let class: u16 = class.parse().map_err(|_| wrong())?;
            return match class {
                1..=5 => Ok(Self { from: class * 100, to: class * 100 + 99 }),
                _ => Err(wrong()),
            };
        }
        let status: u16 = text.parse().map_err(|_| wrong())?;
        (100..600).contains(&status).then_some(Self { from: status, to: status }).ok_or_else(wrong)
    }
}

impl Match {
    pub(super) fn holds(&self, answer: &Answer) -> bool {
        let status = |pattern: &StatusPattern| (pattern.from..=pattern.to).contains(&answer.status);
        let kind = |kind: BodyKind| match kind {
            BodyKind::Object => answer.json.as_ref().is_some_and(Value::is_object),
            BodyKind::Array => answer.json.as_ref().is_some_and(Value::is_array),
        };
        (self.status.is_empty() || self.status.iter().any(status))
            && self.body.is_none_or(kind)
            && self.members_hold(answer)
            && (self.contains.is_empty()
                || self.contains.iter().any(|text| holds_text(&answer.text, text)))
            && self.headers_hold(&answer.headers)
    }

    fn members_hold(&self, answer: &Answer) -> bool {
        let equal = |(pointer, expected): (&String, &toml::Value)| {
            let expected = expected.as_str().map_or_else(|| expected.to_string(), str::to_owned);
            answer.member(pointer).is_some_and(|text| text == expected)
        };
        let contained = |(pointer, text): (&String, &String)| {
            answer.member(pointer).is_some_and(|member| holds_text(&member, text))
        };
        let there = |pointer: &String| answer.member(pointer).is_some_and(|text| !text.is_empty());
        self.json.iter().all(equal)
            && self.json_contains.iter().all(contained)
            && self.has.iter().all(there)
    }

    fn headers_hold(&self, headers: &Headers) -> bool {
        let holds =
            |name: &str, text: &str| headers.get(name).is_some_and(|value| holds_text(value, text));
        self.header_contains.iter().all(|(name, text)| holds(name, text))
            && !self.header_lacks.iter().any(|(name, text)| holds(name, text))
    }
}

fn holds_text(whole: &str, part: &str) -> bool {
    whole.to_lowercase().contains(&part.to_lowercase())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        let headers = [("Location", "https://h/?error=invalid_scope")].into_iter().collect();
        let body = body.to_owned().into();
        Answer::new(&Response { code: status, headers, body, ..Response::default() })
    }

    #[test]
    fn an_answer_is_judged_as_a_whole() {
        let refusal =
            answer(401, r#"{"statusCode": 401, "message": "Access denied: Invalid key"}"#);
        let error = answer(404, r#"[{"errorCode": "35", "errorMessage": ""}]"#);
        for (pattern, on_refusal, on_error) in [
            ("", true, true),
            ("status = ['401']", true, false),
            ("status = ['4xx']\nbody = 'array'", false, true),
            ("json = { '/statusCode' = 401 }", true, false),
            ("json = { '/statusCode' = '401' }", true, false),
            ("json = { '/0/errorCode' = '35' }", false, true),
            ("json_contains = { '/message' = 'invalid' }", true, false),
            ("has = ['/0/errorCode']", false, true),
            ("has = ['/0/errorMessage']", false, false),
            ("contains = ['nothing', 'DENIED']", true, false),
            ("header_contains = { location = 'invalid_scope' }", true, true),
            ("header_lacks = { location = 'error=' }", false, false),
            ("header_lacks = { x-absent = 'error=' }", true, true),
        ] {
            let pattern: Match = toml::from_str(pattern).unwrap();
            assert_eq!(
                (pattern.holds(&refusal), pattern.holds(&error)),
                (on_refusal, on_error),
                "{pattern:?}"
            );
        }
        for wrong in ["status = ['9xx']", "status = ['12']", "status = ['x']", "stat = []"] {
            assert!(toml::from_str::<Match>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn excerpts_are_one_short_line() {
        assert_eq!(answer(200, "a\r\n  b\tc").excerpt(), "a b c");
        assert_eq!(answer(302, "x").excerpt(), "to https://h/?error=invalid_scope");
        assert_eq!(answer(200, &"ø".repeat(1000)).excerpt().chars().count(), EXCERPT + 1);
    }
}
