//! Joins the parts of a URL to the text that variables are resolved in.

use std::borrow::Cow;

use serde_json::Value;

use super::parse::{parse, variables};
use crate::collection::{QueryParam, Url, UrlParts};

/// Joins a URL as Postman does. The object form ignores `raw`; disabled parameters are left out;
/// `&` and `#` in parameters (and `=` in their names) are encoded outside `{{…}}`; `:name` segments
/// are replaced by their path variables.
#[must_use]
pub fn unparse(url: &Url) -> String {
    match url {
        Url::Raw(text) => join(&parse(text)),
        Url::Parts(parts) => join(parts),
    }
}

fn join(parts: &UrlParts) -> String {
    let mut text = String::new();
    if let Some(protocol) = parts.protocol.as_deref().filter(|protocol| !protocol.is_empty()) {
        text.push_str(protocol);
        if !protocol.ends_with("://") {
            text.push_str("://");
        }
    }
    if let Some(userinfo) = userinfo(parts) {
        text.push_str(&userinfo);
        text.push('@');
    }
    text.push_str(&parts.host.join("."));
    if let Some(port) = &parts.port {
        text.push(':');
        text.push_str(port);
    }
    if !parts.path.is_empty() {
        text.push_str(&path(parts));
    }
    if let Some(query) = query(parts) {
        text.push('?');
        text.push_str(&query);
    }
    if let Some(hash) = &parts.hash {
        text.push('#');
        text.push_str(hash);
    }
    text
}

/// `user`, `:password` or `user:password` of the member `auth`.
fn userinfo(parts: &UrlParts) -> Option<String> {
    let (user, password) = credentials(parts)?;
    Some(match password {
        Some(password) => format!("{}:{password}", user.unwrap_or_default()),
        None => user.unwrap_or_default().to_owned(),
    })
}

/// Finds user and password of the member `auth: {user, password}`; `None` when it has neither.
pub(super) fn credentials(parts: &UrlParts) -> Option<(Option<&str>, Option<&str>)> {
    let auth = parts.extra.get("auth")?;
    let user = auth.get("user").and_then(Value::as_str);
    let password = auth.get("password").and_then(Value::as_str);
    (user.is_some() || password.is_some()).then_some((user, password))
}

/// Joins the path with a leading slash, path variables replaced.
pub(super) fn path(parts: &UrlParts) -> String {
    let mut text = String::new();
    for segment in &parts.path {
        text.push('/');
        text.push_str(&fill(segment.text(), parts));
    }
    if text.is_empty() {
        text.push('/');
    }
    text
}

/// Replaces `:name` by its variable. The name ends at the first `.`; a variable that is missing,
/// empty or not text leaves the segment as it is.
fn fill<'a>(segment: &'a str, parts: &UrlParts) -> Cow<'a, str> {
    let Some(rest) = segment.strip_prefix(':') else { return Cow::Borrowed(segment) };
    let name = rest.split('.').next().unwrap_or_default();
    let variable = parts.variables.iter().rev().find(|variable| variable.key == name);
    match variable.filter(|_| !name.is_empty()).map(|variable| &variable.value) {
        Some(Value::String(value)) if !value.is_empty() => {
            Cow::Owned(format!("{value}{}", &rest[name.len()..]))
        }
        _ => Cow::Borrowed(segment),
    }
}

/// Joins the enabled parameters; `None` when there is none.
pub(super) fn query(parts: &UrlParts) -> Option<String> {
    let enabled = parts.query.iter().filter(|param| !param.disabled);
    let texts: Vec<String> = enabled.map(param).collect();
    (!texts.is_empty()).then(|| texts.join("&"))
}

fn param(param: &QueryParam) -> String {
    let key = param.key.as_deref().map_or(Cow::Borrowed(""), |key| escape(key, &['&', '#', '=']));
    match &param.value {
        Some(value) => format!("{key}={}", escape(value, &['&', '#'])),
        None => key.into_owned(),
    }
}

/// Percent-encodes `reserved` characters outside `{{…}}`.
fn escape<'a>(text: &'a str, reserved: &[char]) -> Cow<'a, str> {
    if !text.contains(reserved) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut from = 0;
    for variable in variables(text) {
        escape_plain(&text[from..variable.start], reserved, &mut escaped);
        escaped.push_str(&text[variable.clone()]);
        from = variable.end;
    }
    escape_plain(&text[from..], reserved, &mut escaped);
    Cow::Owned(escaped)
}

fn escape_plain(text: &str, reserved: &[char], escaped: &mut String) {
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("%26"),
            '#' => escaped.push_str("%23"),
            '=' if reserved.contains(&'=') => escaped.push_str("%3D"),
            c => escaped.push(c),
        }
    }
}
