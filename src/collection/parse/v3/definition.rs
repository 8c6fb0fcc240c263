//! `.resources/definition.yaml`: what a collection or folder says of itself.

use super::super::super::model::{Auth, Description, Extra, Variable};
use super::super::common::{description, scope_variables};
use super::super::cursor::{Cursor, Members, Parsed};
use super::scripts::{Scoped, scripts};
use super::tree::Reader;

/// What a definition holds.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) description: Option<Description>,
    pub(super) variables: Vec<Variable>,
    pub(super) auth: Option<Auth>,
    pub(super) scripts: Vec<Scoped>,
    pub(super) order: f64,
    pub(super) behavior: Extra,
    pub(super) extra: Extra,
}

impl Default for Definition {
    fn default() -> Self {
        Self {
            id: None,
            name: None,
            description: None,
            variables: Vec::new(),
            auth: None,
            scripts: Vec::new(),
            order: f64::INFINITY,
            behavior: Extra::new(),
            extra: Extra::new(),
        }
    }
}

pub(super) fn definition(cursor: Cursor<'_>, reader: &mut Reader<'_>) -> Parsed<Definition> {
    if cursor.value.is_null() {
        return Ok(Definition::default());
    }
    let mut members = cursor.object("a definition: {$kind: collection, …}")?;
    if let Some(kind) = members.take("$kind")
        && kind.value != "collection"
    {
        return Err(kind.expected("`collection`"));
    }
    let auth = match members.take("auth") {
        Some(auth) => super::auth::of_definition(auth, reader)?,
        None => None,
    };
    let definition = Definition {
        id: members.text("id")?,
        name: members.text("name")?,
        description: members.read("description", description)?,
        variables: members.read("variables", scope_variables)?.unwrap_or_default(),
        auth,
        scripts: members.read("scripts", |list| scripts(list, true, reader))?.unwrap_or_default(),
        order: order(&mut members)?,
        behavior: Extra::new(),
        extra: members.rest(),
    };
    reader.notes.unknown(&definition.extra, &[]);
    Ok(definition)
}

/// Takes `order`; what has none comes last.
pub(super) fn order(members: &mut Members<'_>) -> Parsed<f64> {
    let Some(order) = members.take("order") else { return Ok(f64::INFINITY) };
    let number = order.value.as_f64().or_else(|| order.value.as_str()?.trim().parse().ok());
    number.filter(|number| number.is_finite()).ok_or_else(|| order.expected("a number"))
}
