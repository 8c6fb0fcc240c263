//! Authorization: one block, or in definitions a list of which requests pick one by its id.

use serde_json::Value;

use super::super::super::model::{Auth, Variable};
use super::super::common::variables;
use super::super::cursor::{Cursor, Parsed};
use super::tree::Reader;

/// Reads the authorization of a definition; the first of a list is the one that is inherited.
pub(super) fn of_definition(cursor: Cursor<'_>, reader: &mut Reader<'_>) -> Parsed<Option<Auth>> {
    if !cursor.value.is_array() {
        return of_request(cursor, reader).map(Some);
    }
    let mut first = None;
    for element in cursor.elements() {
        let auth = block(element)?;
        if let Some(Value::String(id)) = auth.extra.get("id") {
            reader.auths.push((id.clone(), auth.clone()));
        }
        first.get_or_insert(auth);
    }
    Ok(first)
}

/// Reads the authorization of a request: its own, or `inherit` with the id of one further out.
pub(super) fn of_request(cursor: Cursor<'_>, reader: &mut Reader<'_>) -> Parsed<Auth> {
    let auth = block(cursor)?;
    if auth.kind != "inherit" {
        return Ok(auth);
    }
    let Some(Value::String(id)) = auth.param("id") else { return Ok(auth) };
    match reader.auths.iter().rev().find(|(known, _)| known == id) {
        Some((_, chosen)) => Ok(chosen.clone()),
        None => Err(cursor.misfit(format!(
            "no definition around this request has an authorization with the id `{id}`"
        ))),
    }
}

fn block(cursor: Cursor<'_>) -> Parsed<Auth> {
    if let Value::String(kind) = cursor.value {
        return Ok(Auth { kind: kind.clone(), ..Auth::default() });
    }
    let mut members = cursor.object("an authorization: {type, credentials}")?;
    let kind = members.text("type")?.unwrap_or_default();
    let mut params = members.read("credentials", variables)?.unwrap_or_default();
    params.iter_mut().for_each(type_of_value);
    Ok(Auth { kind, params, extra: members.rest() })
}

/// v2.1 writes the type of every parameter.
fn type_of_value(param: &mut Variable) {
    let kind = match param.value {
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::Null | Value::Array(_) | Value::Object(_) => "any",
    };
    param.kind.get_or_insert_with(|| kind.to_owned());
}
