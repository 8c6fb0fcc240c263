//! Reading: text to JSON, JSON to the model, both with errors that name the place.

mod auth;
mod body;
mod common;
mod cursor;
mod detect;
mod environment;
mod error;
mod json;
mod locate;
mod places;
mod request;
mod tree;
mod url;
mod v1;
mod v3;
mod yaml;

use serde_json::Value;

pub use error::ParseError;
pub use places::{ItemPlace, item_places};
pub(super) use url::split_url;
pub use v3::{V3Collection, V3File, parse_v3};

use super::environment::Environment;
use super::model::{Collection, Request};
use cursor::{Cursor, Step};
use detect::Kind;

/// Reads a collection, format v2.1.0, v2.0.0 or v1.0.0, plain or wrapped as `{collection: …}` as the Postman
/// API answers. The shapes of v2.1 and v2.0 are accepted everywhere,
/// whatever `schema` says.
///
/// `origin` names the file in errors.
///
/// # Errors
/// Returns a [`ParseError`] with line, column and JSON path of what is wrong; when the text is
/// another kind of file altogether, the error says which.
pub fn parse_collection(text: &str, origin: &str) -> Result<Collection, ParseError> {
    let value = json::parse(text, origin)?;
    let root = Cursor::root(&value);
    let kind = detect::kind(&value);
    match kind {
        Kind::Collection => tree::collection(root),
        Kind::CollectionV1 => v1::collection(root),
        Kind::WrappedCollection => match root.member("collection") {
            Some(inner) if detect::kind(inner.value) == Kind::CollectionV1 => v1::collection(inner),
            Some(inner) => tree::collection(inner),
            None => tree::collection(root),
        },
        other => Err(root.misfit(format!("expected a Postman collection, found {other}"))),
    }
    .map_err(|misfit| {
        ParseError::from_misfit(misfit, origin, text).with_hint(kind.hint(Kind::Collection))
    })
}

/// Reads an environment or globals file: `{name, values}`, a bare array of variables, or either
/// wrapped as `{environment: …}` as the Postman API answers; the first two also in YAML.
///
/// # Errors
/// As [`parse_collection`], but without the source line, which may hold a secret.
pub fn parse_environment(text: &str, origin: &str) -> Result<Environment, ParseError> {
    read_environment(text, origin).map_err(ParseError::without_excerpt)
}

fn read_environment(text: &str, origin: &str) -> Result<Environment, ParseError> {
    if json::looks_like_yaml(text) {
        return v3::environment(text, origin);
    }
    let value = json::parse(text, origin)?;
    let root = Cursor::root(&value);
    let kind = detect::kind(&value);
    match kind {
        Kind::Environment | Kind::List => environment::environment(root),
        Kind::WrappedEnvironment => match root.member("environment") {
            Some(inner) => environment::environment(inner),
            None => environment::environment(root),
        },
        other => Err(root.misfit(format!("expected a Postman environment, found {other}"))),
    }
    .map_err(|misfit| {
        ParseError::from_misfit(misfit, origin, text).with_hint(kind.hint(Kind::Environment))
    })
}

/// Finds the 1-based line of the value that a JSON pointer (RFC 6901) leads to.
#[must_use]
pub fn line_of(text: &str, pointer: &str) -> Option<usize> {
    let steps: Vec<Step> = pointer.split('/').skip(1).map(step).collect();
    let offset = locate::offset_of(text, &steps)?;
    Some(locate::position(text, offset).line)
}

/// Finds the 1-based line of a top-level key of a YAML text.
#[must_use]
pub fn yaml_line_of(text: &str, key: &str) -> Option<usize> {
    let document = yaml::parse(text, "yaml").ok()?;
    Some(document.line(&[Step::Key(key.to_owned())], text))
}

fn step(token: &str) -> Step {
    match token.parse() {
        Ok(index) => Step::Index(index),
        Err(_) => Step::Key(token.replace("~1", "/").replace("~0", "~")),
    }
}

/// Reads JSON of any shape.
pub(super) fn json_value(text: &str, origin: &str) -> Result<Value, ParseError> {
    json::parse(text, origin)
}

#[cfg(test)]
pub(super) fn yaml_value(text: &str) -> Result<Value, ParseError> {
    yaml::parse(text, "yaml").map(|document| document.value)
}

/// Reads one request in the form scripts hold it (`url`, `method`, `header`, `body`, `auth`,
/// `description`), or a bare URL string.
///
/// # Errors
/// Returns a [`ParseError`] with the JSON path of what is wrong; there is no line, since there is
/// no text.
pub fn parse_request(value: &Value) -> Result<Request, ParseError> {
    request::request(Cursor::root(value))
        .map_err(|misfit| ParseError::without_text(misfit, "request"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
