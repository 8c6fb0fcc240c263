//! Token responses (RFC 6749 §5).

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::http::{Request, Response};
use crate::redact::Secret;

/// A token, and until when it is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) access: Secret<String>,
    pub(super) refresh: Option<Secret<String>>,
    expires: Option<Timestamp>,
}

impl Token {
    /// Reads the answer to a token request. Like GitHub some servers answer with a form.
    ///
    /// # Errors
    /// Says what the server said.
    pub(super) fn read(
        request: &Request,
        response: &Response,
        now: Timestamp,
    ) -> Result<Self, String> {
        let content = content(response);
        let text = |name: &str| {
            let text = content.get(name).and_then(Value::as_str);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        match text("access_token") {
            Some(access) if (200..300).contains(&response.code) => Ok(Self {
                access: access.into(),
                refresh: text("refresh_token").map(Secret::new),
                expires: lifetime(&content).and_then(|lifetime| end(now, lifetime)),
            }),
            _ => Err(refusal(request, response, text("error"), text("error_description"))),
        }
    }

    /// Tells whether the token can still be used.
    pub(super) fn is_valid(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }
}

fn content(response: &Response) -> Value {
    if let Ok(content) = serde_json::from_slice(&response.body) {
        return content;
    }
    let media_type = response.headers.get("Content-Type").unwrap_or_default();
    if !media_type.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        return Value::Null;
    }
    let pairs = url::form_urlencoded::parse(&response.body);
    pairs.map(|(name, value)| (name.into_owned(), Value::from(value.into_owned()))).collect()
}

/// `expires_in` in seconds; some servers write it as text.
fn lifetime(content: &Value) -> Option<i64> {
    match content.get("expires_in")? {
        Value::String(text) => text.trim().parse().ok(),
        #[expect(clippy::cast_possible_truncation, reason = "a float saturates")]
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|f| f as i64)),
        _ => None,
    }
}

/// A tenth of the lifetime, at most half a minute, is left for the way and for clocks that differ.
fn end(now: Timestamp, lifetime: i64) -> Option<Timestamp> {
    let usable = lifetime - (lifetime / 10).clamp(0, 30);
    now.checked_add(SignedDuration::from_secs(usable)).ok()
}

fn refusal(
    request: &Request,
    response: &Response,
    error: Option<String>,
    description: Option<String>,
) -> String {
    let place = request.url.split(['?', '#']).next().unwrap_or(&request.url);
    let said = match (error, description) {
        (Some(error), Some(description)) => format!("{error}: {description}"),
        (Some(error), None) => error,
        (None, Some(description)) => description,
        (None, None) if (200..300).contains(&response.code) => {
            "the answer holds no access_token".to_owned()
        }
        (None, None) => "it did not say why".to_owned(),
    };
    let status = format!("{} {}", response.code, response.status);
    format!("no token from {place} ({}): {said}", status.trim())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::auth::tests::request;

    fn read(code: u16, media_type: &str, body: &'static str) -> Result<Token, String> {
        let response = Response {
            code,
            headers: [("content-type", media_type)].into_iter().collect(),
            body: body.into(),
            ..Response::default()
        };
        Token::read(&request("http://h/token?x=secret"), &response, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn reads_json_and_forms() {
        let token = read(200, "", r#"{"access_token":"t","expires_in":"3600"}"#)
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((token.access.expose().as_str(), &token.refresh), ("t", &None));
        assert!(token.is_valid(Timestamp::from_second(3569).unwrap()));
        assert!(!token.is_valid(Timestamp::from_second(3570).unwrap()));
        let form = read(
            200,
            "application/x-www-form-urlencoded; charset=utf-8",
            "access_token=a%2Bb&refresh_token=r&token_type=bearer",
        );
        let form = form.unwrap_or_else(|error| panic!("{error}"));
        let refresh = form.refresh.as_ref().map(|token| token.expose().as_str());
        assert_eq!((form.access.expose().as_str(), refresh), ("a+b", Some("r")));
        assert!(form.is_valid(Timestamp::MAX));
    }

    #[test]
    fn a_refusal_says_what_the_server_said() {
        let cases = [
            (
                401,
                r#"{"error":"invalid_client","error_description":"no such client"}"#,
                "no token from http://h/token (401): invalid_client: no such client",
            ),
            (200, "{}", "no token from http://h/token (200): the answer holds no access_token"),
            (500, "<html>", "no token from http://h/token (500): it did not say why"),
        ];
        for (code, body, expected) in cases {
            assert_eq!(read(code, "", body).err().as_deref(), Some(expected));
        }
    }

    proptest! {
        #[test]
        fn any_answer_is_survived(
            code in 100_u16..600,
            form in any::<bool>(),
            body in "(\\{\"access_token\":|access_token=)?[ -~å]{0,40}",
            lifetime in any::<i64>(),
        ) {
            let media_type = if form { "application/x-www-form-urlencoded" } else { "" };
            let numbers = format!(r#"{{"access_token":"t","expires_in":{lifetime}}}"#);
            for body in [body, numbers] {
                let response = Response {
                    code,
                    headers: [("content-type", media_type)].into_iter().collect(),
                    body: body.into(),
                    ..Response::default()
                };
                if let Ok(token) = Token::read(&request("http://h/"), &response, Timestamp::UNIX_EPOCH) {
                    prop_assert!((200..300).contains(&code) && !token.access.expose().is_empty());
                }
            }
        }
    }
}
