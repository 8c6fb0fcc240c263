//! Environments and globals.

use super::super::environment::Environment;
use super::common::scope_variables;
use super::cursor::{Cursor, Parsed};

pub(super) fn environment(cursor: Cursor<'_>) -> Parsed<Environment> {
    if cursor.value.is_array() {
        return Ok(Environment { variables: scope_variables(cursor)?, ..Environment::default() });
    }
    let mut members = cursor.object("an environment: {name, values}")?;
    Ok(Environment {
        id: members.id(["id", "_postman_id"])?,
        name: members.text("name")?,
        variables: members.read("values", scope_variables)?.unwrap_or_default(),
        extra: members.rest(),
    })
}
