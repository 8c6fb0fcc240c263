//! URL, query parameters and path variables.

use super::super::super::model::{QueryParam, Url, UrlParts, Variable};
use super::super::common::variables;
use super::super::cursor::{Members, Parsed};
use super::super::url::{query, split_url};

/// Takes `url`, `queryParams` and `pathVariables`.
///
/// The URL's own query counts; what `queryParams` has enabled beyond it is added, what it has
/// disabled is kept and never sent. Appending blindly would send parameters twice, since the app
/// writes both.
pub(super) fn url(members: &mut Members<'_>) -> Parsed<Url> {
    let text = members.text("url")?.unwrap_or_default();
    let listed = members.read("queryParams", query)?.unwrap_or_default();
    let variables: Vec<Variable> = members.read("pathVariables", variables)?.unwrap_or_default();
    if text.is_empty() && listed.is_empty() && variables.is_empty() {
        return Ok(Url::Raw(text));
    }
    let mut parts = split_url(&text);
    if merge(&mut parts.query, listed) {
        parts.raw = Some(with_query(&text, &parts));
    }
    parts.variables = variables;
    Ok(Url::Parts(Box::new(parts)))
}

/// Merges the list into the URL's own query; tells whether anything that is sent was added.
fn merge(written: &mut Vec<QueryParam>, listed: Vec<QueryParam>) -> bool {
    if agree(written, &listed) {
        *written = listed;
        return false;
    }
    let mut added = false;
    for param in listed {
        let known = written.iter_mut().find(|known| !known.disabled && known.key == param.key);
        match known {
            Some(known) if !param.disabled => {
                known.description = param.description.or(known.description.take());
            }
            _ => {
                added |= !param.disabled;
                written.push(param);
            }
        }
    }
    added
}

/// Tells whether the enabled ones of the list are the query of the URL.
fn agree(written: &[QueryParam], listed: &[QueryParam]) -> bool {
    let enabled: Vec<_> = listed.iter().filter(|param| !param.disabled).collect();
    enabled.len() == written.len()
        && enabled.iter().zip(written).all(|(listed, written)| {
            listed.key == written.key
                && listed.value.as_deref().unwrap_or_default()
                    == written.value.as_deref().unwrap_or_default()
        })
}

fn with_query(text: &str, parts: &UrlParts) -> String {
    let (rest, hash) = text.split_once('#').map_or((text, None), |(rest, hash)| (rest, Some(hash)));
    let base = rest.split_once('?').map_or(rest, |(base, _)| base);
    let pairs = parts.query.iter().filter(|param| !param.disabled).map(|param| {
        let key = param.key.as_deref().unwrap_or_default();
        param.value.as_ref().map_or_else(|| key.to_owned(), |value| format!("{key}={value}"))
    });
    let query = pairs.collect::<Vec<_>>().join("&");
    let hash = hash.map(|hash| format!("#{hash}")).unwrap_or_default();
    format!("{base}?{query}{hash}")
}
