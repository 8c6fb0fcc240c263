//! Authorization blocks.

use super::super::model::Auth;
use super::common::variables;
use super::cursor::{Cursor, Parsed};

/// Reads `{type, <type>: parameters}`; the parameters are a list (v2.1) or an object (v2.0).
pub(super) fn auth(cursor: Cursor<'_>) -> Parsed<Auth> {
    let mut members = cursor.object("an authorization: {type, …}")?;
    let kind = members.text("type")?.unwrap_or_default();
    let params = match kind.as_str() {
        "" | "type" => None,
        _ => members.read(&kind, variables)?,
    };
    Ok(Auth { params: params.unwrap_or_default(), kind, extra: members.rest() })
}
