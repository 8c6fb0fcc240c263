//! Authorization schemes: one signer a file, all of the same shape, and the table of them.
//!
//! A signer reads a resolved [`Auth`] block and changes a prepared request. A scheme that needs the
//! server's challenge (digest, NTLM) also answers [`replay`].

mod apikey;
mod basic;
mod bearer;
mod oauth2;

use crate::collection::Auth;
use crate::http::prepare::{Notice, NoticeKind};
use crate::http::{Request, Response};

/// How a scheme signs. `Err` is the reason why it could not; the request then goes out unsigned.
type Sign = fn(&Auth, &mut Request) -> Result<(), String>;

/// How a scheme answers a challenge: `true` when it changed the request, which is then sent again.
type Replay = fn(&Auth, &Response, &mut Request) -> Result<bool, String>;

/// A scheme.
struct Scheme {
    kind: &'static str,
    sign: Sign,
    replay: Option<Replay>,
}

/// All schemes that are supported.
const SCHEMES: [Scheme; 5] = [
    Scheme { kind: "noauth", sign: |_, _| Ok(()), replay: None },
    Scheme { kind: "apikey", sign: apikey::sign, replay: None },
    Scheme { kind: "basic", sign: basic::sign, replay: None },
    Scheme { kind: "bearer", sign: bearer::sign, replay: None },
    Scheme { kind: "oauth2", sign: oauth2::sign, replay: None },
];

/// Schemes that Postman has and this crate has not.
const UNSUPPORTED: [&str; 8] =
    ["asap", "awsv4", "digest", "edgegrid", "hawk", "jwt", "ntlm", "oauth1"];

/// Longest chain of replays of one request (postman-runtime's limit).
pub const MAX_REPLAYS: usize = 3;

/// Signs a request. An existing `Authorization` header is replaced.
///
/// Returns what the user should know when the request stays unsigned: an unknown or unsupported
/// scheme, or a missing parameter. As in Postman that does not keep the request from being sent.
#[must_use]
pub fn sign(auth: &Auth, request: &mut Request) -> Option<Notice> {
    let kind = auth.kind.as_str();
    match SCHEMES.iter().find(|scheme| scheme.kind == kind) {
        Some(scheme) => (scheme.sign)(auth, request).err().map(|reason| unsigned(kind, &reason)),
        None if UNSUPPORTED.contains(&kind) => Some(Notice::new(
            NoticeKind::Unsupported,
            format!("auth \"{kind}\" is not supported yet: the request goes out unsigned"),
        )),
        None => Some(Notice::new(
            NoticeKind::UnknownAuth,
            format!(
                "could not find a handler for auth: {kind} (the request goes out unsigned; \
                 use one of {})",
                known()
            ),
        )),
    }
}

/// Answers a challenge: `true` means that the request was changed and is to be sent again, at most
/// [`MAX_REPLAYS`] times.
///
/// # Errors
/// Returns what the user should know when the scheme cannot answer.
pub fn replay(auth: &Auth, response: &Response, request: &mut Request) -> Result<bool, Notice> {
    let scheme = SCHEMES.iter().find(|scheme| scheme.kind == auth.kind);
    match scheme.and_then(|scheme| scheme.replay) {
        Some(replay) => {
            replay(auth, response, request).map_err(|reason| unsigned(&auth.kind, &reason))
        }
        None => Ok(false),
    }
}

fn unsigned(kind: &str, reason: &str) -> Notice {
    let message = format!("{kind}.auth: could not sign the request: {reason}");
    Notice::new(NoticeKind::Unsigned, message)
}

fn known() -> String {
    SCHEMES.map(|scheme| scheme.kind).join(", ")
}

/// Reads a parameter as text; numbers and booleans count as their text, null as absent.
fn text(auth: &Auth, key: &str) -> Option<String> {
    match auth.param(key)? {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Null => None,
        other => Some(other.to_string()),
    }
}

/// Replaces or appends a header, refusing values that would break the message.
fn set_header(request: &mut Request, name: &str, value: &str) -> Result<(), String> {
    if http::HeaderName::from_bytes(name.as_bytes()).is_err() {
        return Err(format!("\"{name}\" is no valid header name"));
    }
    if value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(format!(
            "the value for {name} holds a control character; does it end in a line break?"
        ));
    }
    request.headers.set(name, value.trim_matches([' ', '\t']));
    Ok(())
}

/// Appends a query parameter to the URL, replacing those of the same name.
fn set_query(request: &mut Request, key: &str, value: &str) {
    let key = crate::http::url::form_component(key);
    let value = crate::http::url::form_component(value);
    let (rest, hash) = match request.url.split_once('#') {
        Some((rest, hash)) => (rest, Some(hash)),
        None => (request.url.as_str(), None),
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let other = |param: &&str| param.split('=').next() != Some(key.as_str());
    let mut params: Vec<&str> =
        query.split('&').filter(|param| !param.is_empty()).filter(other).collect();
    let added = format!("{key}={value}");
    params.push(&added);
    let mut url = format!("{path}?{}", params.join("&"));
    if let Some(hash) = hash {
        url.push('#');
        url.push_str(hash);
    }
    request.url = url;
}

#[cfg(test)]
mod tests;
