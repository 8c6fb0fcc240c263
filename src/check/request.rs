//! From a probe's templates to a request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;
use serde_json::Value;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::system::{Basic, Probe};
use crate::collection::{self, Header, Url};
use crate::http::prepare::{Settings, prepare};
use crate::http::{Failure, Request};

/// Finds the value of a name in templates.
pub(super) type Values<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Builds a probe's request.
///
/// # Errors
/// Fails when the result is nothing that can be sent, a URL without a host for example.
pub(super) fn build(probe: &Probe, values: Values<'_>) -> Result<Request, Failure> {
    let (method, _) = probe.request.split_once(' ').unwrap_or(("GET", &probe.request));
    let mut headers: Vec<Header> =
        probe.headers.iter().map(|(name, value)| header(name, &fill(value, values))).collect();
    if let Some(basic) = &probe.basic {
        headers.push(header("Authorization", &authorization(basic, values)));
    }
    let mut body = probe.body.as_ref().map(|text| fill(text, values));
    if let Some(form) = &probe.form {
        headers.push(header("Content-Type", "application/x-www-form-urlencoded"));
        body = Some(encoded(form, values));
    }
    let asked = collection::Request {
        method: method.to_owned(),
        url: Url::Raw(url(probe, values)),
        headers,
        body: body.map(raw),
        ..collection::Request::default()
    };
    prepare(&asked, &Settings::default()).map(|prepared| prepared.request)
}

/// A probe's URL, query included.
pub(super) fn url(probe: &Probe, values: Values<'_>) -> String {
    let (_, target) = probe.request.split_once(' ').unwrap_or(("", &probe.request));
    let target = fill(target, values);
    if probe.query.is_empty() {
        return target;
    }
    let separator = if target.contains('?') { '&' } else { '?' };
    format!("{target}{separator}{}", encoded(&probe.query, values))
}

/// Replaces every `{{name}}` that has a value.
pub(super) fn fill(template: &str, values: Values<'_>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let Some((name, tail)) = after.split_once("}}") else {
            text.push_str("{{");
            rest = after;
            continue;
        };
        match values(name) {
            Some(value) => text.push_str(&value),
            None => {
                text.push_str("{{");
                text.push_str(name);
                text.push_str("}}");
            }
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

fn header(name: &str, value: &str) -> Header {
    Header { key: name.to_owned(), value: value.to_owned(), ..Header::default() }
}

fn raw(text: String) -> collection::Body {
    collection::Body {
        mode: Some("raw".to_owned()),
        raw: Some(Value::from(text)),
        ..collection::Body::default()
    }
}

fn encoded(fields: &IndexMap<String, String>, values: Values<'_>) -> String {
    let mut serializer = Serializer::new(String::new());
    for (name, value) in fields {
        serializer.append_pair(name, &fill(value, values));
    }
    serializer.finish()
}

fn authorization(basic: &Basic, values: Values<'_>) -> String {
    let part = |template: &str| {
        let text = fill(template, values);
        if basic.encoded { byte_serialize(text.as_bytes()).collect() } else { text }
    };
    let pair = format!("{}:{}", part(&basic.user), part(&basic.password));
    format!("Basic {}", STANDARD.encode(pair))
}
