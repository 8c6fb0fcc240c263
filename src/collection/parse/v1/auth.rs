//! Authorization of format v1: `auth`, or the older `currentHelper` with `helperAttributes`.

use serde_json::{Map, Value};

use super::super::super::model::{Auth, Variable};
use super::super::auth::auth as read_auth;
use super::super::cursor::{Members, Parsed};

/// v1's names of the schemes, and v2's.
const SCHEMES: [(&str, &str); 9] = [
    ("apikeyAuth", "apikey"),
    ("basicAuth", "basic"),
    ("bearerAuth", "bearer"),
    ("digestAuth", "digest"),
    ("hawkAuth", "hawk"),
    ("oAuth1", "oauth1"),
    ("oAuth2", "oauth2"),
    ("ntlmAuth", "ntlm"),
    ("awsSigV4", "awsv4"),
];

/// Parameters that have another name now, by v2's name of the scheme.
const RENAMED: [(&str, &str, &str); 10] = [
    ("basic", "saveToRequest", "saveHelperData"),
    ("oauth1", "header", "addParamsToHeader"),
    ("oauth1", "auto", "autoAddParam"),
    ("oauth1", "includeEmpty", "addEmptyParamsToSign"),
    ("hawk", "hawk_id", "authId"),
    ("hawk", "hawk_key", "authKey"),
    ("hawk", "saveToRequest", "saveHelperData"),
    ("hawk", "ext", "extraData"),
    ("hawk", "app", "appId"),
    ("hawk", "dlg", "delegation"),
];

pub(super) fn auth(members: &mut Members<'_>) -> Parsed<Option<Auth>> {
    let helper = members.text("currentHelper")?.filter(|helper| helper != "normal");
    let attributes = members.value("helperAttributes");
    let current = members.read("auth", read_auth)?;
    let Some(helper) = helper else { return Ok(current.filter(|auth| !auth.kind.is_empty())) };
    let known = SCHEMES.into_iter().find(|(old, _)| *old == helper);
    let kind = known.map_or(helper.as_str(), |(_, kind)| kind);
    let params = match attributes.map(object) {
        Some(None) => return Ok(None),
        Some(Some(attributes)) if known.is_some() => params(kind, attributes),
        _ => Vec::new(),
    };
    Ok(Some(Auth { kind: kind.to_owned(), params, extra: Map::new() }))
}

/// Some versions of the app wrote the attributes as JSON text.
fn object(attributes: Value) -> Option<Map<String, Value>> {
    match attributes {
        Value::Object(members) => Some(members),
        Value::String(text) => serde_json::from_str(&text).ok(),
        _ => None,
    }
}

fn params(kind: &str, attributes: Map<String, Value>) -> Vec<Variable> {
    let attributes = attributes.into_iter().filter(|(name, _)| name != "id" || kind == "awsv4");
    attributes
        .map(|(name, value)| {
            let renamed = RENAMED.iter().find(|(of, old, _)| *of == kind && *old == name);
            let key = renamed.map_or(name.as_str(), |(_, _, key)| key);
            let value_kind = match value {
                Value::String(_) => "string",
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                _ => "any",
            };
            Variable { kind: Some(value_kind.to_owned()), ..Variable::new(key, value) }
        })
        .collect()
}
