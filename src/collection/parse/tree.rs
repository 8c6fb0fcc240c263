//! The tree: collection, folders, items.

use serde_json::Value;

use super::super::model::{Collection, Folder, Info, Item, Node};
use super::common::{description, events, scope_variables};
use super::cursor::{Cursor, Parsed};
use super::{auth, request};

/// Deepest nesting of folders. Postman's own app gives up far earlier; the limit keeps every
/// recursive function of ours within a small stack.
pub(super) const MAX_FOLDER_DEPTH: usize = 200;

pub(super) fn collection(cursor: Cursor<'_>) -> Parsed<Collection> {
    let mut members = cursor.object("a Postman collection")?;
    Ok(Collection {
        info: members.read("info", info)?.unwrap_or_default(),
        items: members.read("item", |items| nodes(items, 0))?.unwrap_or_default(),
        events: members.read("event", events)?.unwrap_or_default(),
        variables: members.read("variable", scope_variables)?.unwrap_or_default(),
        auth: members.read("auth", auth::auth)?,
        behavior: members.map("protocolProfileBehavior")?,
        extra: members.rest(),
    })
}

fn info(cursor: Cursor<'_>) -> Parsed<Info> {
    let mut members = cursor.object("an object with name and schema")?;
    Ok(Info {
        id: members.id(["_postman_id", "id"])?,
        name: members.text("name")?.unwrap_or_default(),
        description: members.read("description", description)?,
        schema: members.text("schema")?,
        extra: members.rest(),
    })
}

fn nodes(cursor: Cursor<'_>, depth: usize) -> Parsed<Vec<Node>> {
    if depth > MAX_FOLDER_DEPTH {
        return Err(
            cursor.misfit(format!("folders are nested deeper than {MAX_FOLDER_DEPTH} levels"))
        );
    }
    if !cursor.value.is_array() {
        return Err(cursor.expected("a list of folders and requests"));
    }
    let mut nodes = Vec::new();
    for element in cursor.elements() {
        nodes.push(node(element, depth)?);
    }
    Ok(nodes)
}

/// A folder is an object with an `item` list; everything else is a request. One without `request`
/// is kept, as Postman does, and fails when it is sent.
fn node(cursor: Cursor<'_>, depth: usize) -> Parsed<Node> {
    match cursor.value {
        Value::Object(members) if members.get("item").is_some_and(|items| !items.is_null()) => {
            folder(cursor, depth).map(Node::Folder)
        }
        _ => item(cursor).map(Node::Item),
    }
}

fn folder(cursor: Cursor<'_>, depth: usize) -> Parsed<Box<Folder>> {
    let mut members = cursor.object("a folder")?;
    Ok(Box::new(Folder {
        items: members.read("item", |items| nodes(items, depth + 1))?.unwrap_or_default(),
        id: members.id(["id", "_postman_id"])?,
        name: members.text("name")?.unwrap_or_default(),
        description: members.read("description", description)?,
        events: members.read("event", events)?.unwrap_or_default(),
        variables: members.read("variable", scope_variables)?.unwrap_or_default(),
        auth: members.read("auth", auth::auth)?,
        behavior: members.map("protocolProfileBehavior")?,
        extra: members.rest(),
    }))
}

fn item(cursor: Cursor<'_>) -> Parsed<Box<Item>> {
    let mut members = cursor.object("a folder {name, item} or a request {name, request}")?;
    Ok(Box::new(Item {
        id: members.id(["id", "_postman_id"])?,
        name: members.text("name")?.unwrap_or_default(),
        description: members.read("description", description)?,
        request: match members.read("request", request::request)? {
            Some(request) => request,
            None => request::get(String::new()),
        },
        responses: members.read("response", responses)?.unwrap_or_default(),
        events: members.read("event", events)?.unwrap_or_default(),
        variables: members.read("variable", scope_variables)?.unwrap_or_default(),
        behavior: members.map("protocolProfileBehavior")?,
        extra: members.rest(),
    }))
}

/// Saved examples are kept as they stand: one object, or a list of them.
fn responses(cursor: Cursor<'_>) -> Parsed<Vec<Value>> {
    match cursor.value {
        Value::Object(_) => Ok(vec![cursor.value.clone()]),
        Value::Array(_) => cursor
            .elements()
            .map(|example| match example.value {
                Value::Object(_) => Ok(example.value.clone()),
                _ => Err(example.expected("a saved response")),
            })
            .collect(),
        _ => Err(cursor.expected("a list of saved responses")),
    }
}
