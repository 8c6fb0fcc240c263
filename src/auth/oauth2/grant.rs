//! Token requests: which grant, and what is sent for it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::auth::signing::text;
use crate::auth::target::change_query;
use crate::collection::{self, Auth, Header, Param, Url};
use crate::http::prepare::{Behavior, Settings, prepare};
use crate::http::url::form_component;
use crate::http::{Request, SendOptions};
use crate::redact::Secret;

/// A grant that needs no browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Grant {
    ClientCredentials,
    Password { username: String, password: Secret<String> },
    RefreshToken(Secret<String>),
}

impl Grant {
    /// Reads the grant of a block.
    ///
    /// # Errors
    /// Says so when the grant needs a browser, or lacks a parameter.
    pub(super) fn of(auth: &Auth) -> Result<Self, String> {
        let stored = filled(auth, "refreshToken").or_else(|| filled(auth, "refresh_token"));
        let kind = filled(auth, "grant_type").unwrap_or_else(|| "authorization_code".to_owned());
        match (kind.as_str(), stored) {
            ("client_credentials", _) => Ok(Self::ClientCredentials),
            ("password" | "password_credentials", _) => Ok(Self::Password {
                username: required(auth, "username")?,
                password: text(auth, "password").unwrap_or_default().into(),
            }),
            (_, Some(refresh_token)) => Ok(Self::RefreshToken(refresh_token.into())),
            ("refresh_token", None) => Err("\"refreshToken\" is missing".to_owned()),
            ("authorization_code" | "authorization_code_with_pkce" | "implicit", None) => {
                Err(format!(
                    "a token of grant type \"{kind}\" needs a person with a browser; store an \
                     \"accessToken\" or a \"refreshToken\", or use client_credentials or \
                     password_credentials"
                ))
            }
            (other, None) => Err(format!(
                "unknown grant type \"{other}\": use client_credentials, password_credentials or \
                 refresh_token"
            )),
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::ClientCredentials => vec![("grant_type", "client_credentials".to_owned())],
            Self::Password { username, password } => vec![
                ("grant_type", "password".to_owned()),
                ("username", username.clone()),
                ("password", password.expose().clone()),
            ],
            Self::RefreshToken(token) => {
                let token = token.expose().clone();
                vec![("grant_type", "refresh_token".to_owned()), ("refresh_token", token)]
            }
        }
    }

    /// Where tokens of this grant come from.
    fn url(&self, auth: &Auth) -> Result<String, String> {
        let refresh = match self {
            Self::RefreshToken(_) => filled(auth, "refreshTokenUrl"),
            Self::ClientCredentials | Self::Password { .. } => None,
        };
        refresh.map_or_else(|| required(auth, "accessTokenUrl"), Ok)
    }

    /// The block's own additions to the request.
    fn extras<'a>(&self, auth: &'a Auth) -> impl Iterator<Item = Extra<'a>> + use<'a> {
        let key = match self {
            Self::RefreshToken(_) => "refreshRequestParams",
            Self::ClientCredentials | Self::Password { .. } => "tokenRequestParams",
        };
        let list = auth.param(key).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Extra::of)
    }

    /// Makes the request (RFC 6749 §4.3.2, §4.4.2, §6). `options` are those of the request that
    /// wants the token.
    pub(super) fn request(&self, auth: &Auth, options: &SendOptions) -> Result<Request, String> {
        let mut url = self.url(auth)?;
        let mut headers = vec![header("Accept", "application/json")];
        let mut fields = self.params();
        for name in ["scope", "audience", "resource"] {
            fields.extend(filled(auth, name).map(|value| (name, value)));
        }
        authenticate(auth, &mut headers, &mut fields)?;
        let mut fields: Vec<Param> =
            fields.into_iter().map(|(name, value)| param(name, &value)).collect();
        for extra in self.extras(auth) {
            match extra.send_as {
                "request_header" => headers.push(header(extra.key, &extra.value)),
                "request_url" => {
                    let pair =
                        format!("{}={}", form_component(extra.key), form_component(&extra.value));
                    url = change_query(&url, |params| params.push(pair));
                }
                _ => fields.push(param(extra.key, &extra.value)),
            }
        }
        let body = collection::Body {
            mode: Some("urlencoded".to_owned()),
            urlencoded: Some(fields),
            ..collection::Body::default()
        };
        let asked = collection::Request {
            method: "POST".to_owned(),
            url: Url::Raw(url),
            headers,
            body: Some(body),
            ..collection::Request::default()
        };
        let options = SendOptions { disable_cookies: true, ..options.clone() };
        let settings = Settings {
            behavior: Behavior { options, ..Behavior::default() },
            ..Settings::default()
        };
        let prepared = prepare(&asked, &settings);
        prepared.map(|prepared| prepared.request).map_err(|failure| failure.message)
    }
}

/// Identifies the client: in the header (§2.3.1), or in the body where the block says so or there is
/// no secret.
fn authenticate(
    auth: &Auth,
    headers: &mut Vec<Header>,
    fields: &mut Vec<(&'static str, String)>,
) -> Result<(), String> {
    let id = required(auth, "clientId")?;
    let secret = text(auth, "clientSecret").filter(|secret| !secret.is_empty());
    let in_body = filled(auth, "client_authentication").is_some_and(|place| place == "body");
    match secret {
        Some(secret) if !in_body => {
            let pair = format!("{}:{}", form_component(&id), form_component(&secret));
            headers.push(header("Authorization", &format!("Basic {}", STANDARD.encode(pair))));
        }
        secret => {
            fields.push(("client_id", id));
            fields.extend(secret.map(|secret| ("client_secret", secret)));
        }
    }
    Ok(())
}

/// An entry of `tokenRequestParams` or `refreshRequestParams`.
struct Extra<'a> {
    key: &'a str,
    value: String,
    send_as: &'a str,
}

impl<'a> Extra<'a> {
    fn of(entry: &'a Value) -> Option<Self> {
        let text = |name: &str| entry.get(name).and_then(Value::as_str);
        let enabled = entry.get("enabled").and_then(Value::as_bool).unwrap_or(true);
        let key = text("key").filter(|key| enabled && !key.is_empty())?;
        let value = entry.get("value").filter(|value| !value.is_null());
        Some(Self {
            key,
            value: value.map(collection::js_text).unwrap_or_default(),
            send_as: text("send_as").unwrap_or("request_body"),
        })
    }
}

fn header(key: &str, value: &str) -> Header {
    Header { key: key.to_owned(), value: value.to_owned(), ..Header::default() }
}

fn param(key: &str, value: &str) -> Param {
    Param { key: key.to_owned(), value: Some(value.to_owned()), ..Param::default() }
}

fn required(auth: &Auth, key: &str) -> Result<String, String> {
    filled(auth, key).ok_or_else(|| format!("\"{key}\" is missing, and no token is stored"))
}

fn filled(auth: &Auth, key: &str) -> Option<String> {
    text(auth, key).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::auth::tests::auth;
    use crate::http::Body;

    fn sent(params: &Value) -> (Request, String) {
        let auth = auth("oauth2", params);
        let request = Grant::of(&auth).unwrap().request(&auth, &SendOptions::default()).unwrap();
        let Body::Bytes(body) = &request.body else { panic!("no body") };
        let body = String::from_utf8(body.to_vec()).unwrap();
        (request, body)
    }

    #[test]
    fn client_credentials_go_in_the_header_or_the_body() {
        let mut params = json!({
            "grant_type": "client_credentials",
            "accessTokenUrl": "http://h/token",
            "clientId": "a b",
            "clientSecret": "s:t",
            "scope": "read write",
        });
        let (request, body) = sent(&params);
        assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "http://h/token"));
        // RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.
        let basic = format!("Basic {}", STANDARD.encode("a%20b:s%3At"));
        assert_eq!(request.headers.get("authorization"), Some(basic.as_str()));
        assert_eq!(request.headers.get("content-type"), Some("application/x-www-form-urlencoded"));
        assert_eq!(body, "grant_type=client_credentials&scope=read%20write");
        assert!(request.options.disable_cookies);
        params["client_authentication"] = "body".into();
        let (request, body) = sent(&params);
        assert!(!request.headers.contains("authorization"));
        assert!(body.ends_with("&client_id=a%20b&client_secret=s%3At"), "{body}");
    }

    #[test]
    fn extra_params_go_where_they_say() {
        let (request, body) = sent(&json!({
            "grant_type": "password_credentials",
            "accessTokenUrl": "http://h/token?x=1",
            "clientId": "id",
            "username": "u",
            "password": "p&q",
            "tokenRequestParams": [
                { "key": "a", "value": 1, "send_as": "request_url", "enabled": true },
                { "key": "Sub-Key", "value": "k", "send_as": "request_header" },
                { "key": "b", "value": "c d" },
                { "key": "off", "value": "c", "enabled": false },
            ],
        }));
        assert_eq!(request.url, "http://h/token?x=1&a=1");
        assert_eq!(request.headers.get("sub-key"), Some("k"));
        assert_eq!(body, "grant_type=password&username=u&password=p%26q&client_id=id&b=c%20d");
    }

    #[test]
    fn refresh_tokens_serve_grants_that_need_a_browser() {
        let (request, body) = sent(&json!({
            "grant_type": "authorization_code",
            "accessTokenUrl": "http://h/token",
            "refreshTokenUrl": "http://h/refresh",
            "refreshToken": "r",
            "clientId": "id",
        }));
        assert_eq!(request.url, "http://h/refresh");
        assert_eq!(body, "grant_type=refresh_token&refresh_token=r&client_id=id");
    }

    #[test]
    fn what_cannot_be_fetched_is_said() {
        let cases = [
            (json!({}), "needs a person with a browser"),
            (json!({ "grant_type": "implicit" }), "\"implicit\""),
            (json!({ "grant_type": "device_code" }), "unknown grant type \"device_code\""),
            (json!({ "grant_type": "refresh_token" }), "\"refreshToken\" is missing"),
            (json!({ "grant_type": "password" }), "\"username\" is missing"),
        ];
        for (params, expected) in cases {
            let error = Grant::of(&auth("oauth2", &params)).unwrap_err();
            assert!(error.contains(expected), "{params}: {error}");
        }
        let auth = auth("oauth2", &json!({ "accessTokenUrl": "http://h/" }));
        let error = Grant::ClientCredentials.request(&auth, &SendOptions::default()).unwrap_err();
        assert!(error.contains("\"clientId\" is missing"), "{error}");
    }
}
