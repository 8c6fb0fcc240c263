//! Requests, headers and URLs of format v1.

use std::collections::HashSet;

use serde_json::Value;

use super::super::super::model::{Header, QueryParam, Request, Url, Variable};
use super::super::common::{list, variables};
use super::super::cursor::{Cursor, Members, Parsed};
use super::super::request::{header as read_header, header_line};
use super::super::url::{query, split_url};
use super::{auth, body, text_for_people};

pub(super) fn request(cursor: Cursor<'_>) -> Parsed<Request> {
    let mut members = cursor.object("a request")?;
    let method = members.text("method")?.filter(|method| !method.is_empty());
    Ok(Request {
        method: method.unwrap_or_else(|| "GET".to_owned()),
        url: url(&mut members)?,
        headers: headers(&mut members)?,
        body: body::body(&mut members)?,
        auth: auth::auth(&mut members)?,
        description: text_for_people(&mut members)?,
        extra: serde_json::Map::new(),
    })
}

/// Takes the URL apart only where parameters stand beside it: `queryParams` win over the URL's own
/// query, `pathVariableData` over `pathVariables`.
fn url(members: &mut Members<'_>) -> Parsed<Url> {
    let raw = members.text("url")?.unwrap_or_default();
    let params = members.read("queryParams", query_params)?.unwrap_or_default();
    let mut values = members.read("pathVariableData", variables)?.unwrap_or_default();
    let known: HashSet<String> = values.iter().map(|value| value.key.clone()).collect();
    let older = members.read("pathVariables", variables)?.unwrap_or_default();
    values.extend(older.into_iter().filter(|value| !known.contains(&value.key)));
    if params.is_empty() && values.is_empty() {
        return Ok(Url::Raw(raw));
    }
    let mut parts = split_url(&raw);
    if !params.is_empty() {
        parts.query = params;
        parts.raw = None;
    }
    parts.variables = values.into_iter().map(without_id).collect();
    Ok(Url::Parts(Box::new(parts)))
}

fn without_id(mut variable: Variable) -> Variable {
    variable.extra.shift_remove("id");
    variable
}

/// `equals` says whether a parameter without a value has its `=`.
fn query_params(cursor: Cursor<'_>) -> Parsed<Vec<QueryParam>> {
    let mut params = query(cursor)?;
    for param in &mut params {
        param.disabled |= param.extra.shift_remove("enabled") == Some(Value::Bool(false));
        match param.extra.shift_remove("equals") {
            Some(Value::Bool(true)) => param.value = param.value.take().or(Some(String::new())),
            Some(_) => param.value = param.value.take().filter(|value| !value.is_empty()),
            None => {}
        }
    }
    Ok(params)
}

/// Reads `headerData`, then those of the older text `headers` that are not in it. A leading `//`
/// disables a header.
fn headers(members: &mut Members<'_>) -> Parsed<Vec<Header>> {
    let mut headers: Vec<Header> = members
        .read("headerData", |data| list(data, "a list of headers", read_header))?
        .unwrap_or_default()
        .into_iter()
        .map(uncomment)
        .collect();
    let known: HashSet<String> = headers.iter().map(|header| header.key.clone()).collect();
    let Some(older) = members.take("headers") else { return Ok(headers) };
    if older.value.is_array() {
        return list(older, "a list of headers", read_header);
    }
    let text = older.text()?.replace("\r\n ", " ").replace("\r\n\t", "\t");
    let lines = text.lines().filter(|line| line.contains(':')).map(header_line).map(uncomment);
    headers.extend(lines.filter(|header| !known.contains(&header.key)));
    Ok(headers)
}

fn uncomment(mut header: Header) -> Header {
    header.disabled |= header.extra.shift_remove("enabled") == Some(Value::Bool(false));
    if let Some(key) = header.key.strip_prefix("//") {
        header.key = key.trim().to_owned();
        header.disabled = true;
    }
    header
}
