//! Collections of format v1.0.0, converted while they are read.
//!
//! v1 keeps requests and folders in flat lists and their places in lists of ids (`order`,
//! `folders_order`). The rules follow Postman's own converter; ids are kept. Members that only the
//! old app and its server used (`owner`, `collectionId`, `time`, …) are dropped, as it does.

mod auth;
mod body;
mod request;
mod response;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::model::{
    Collection, Description, Event, Folder, Info, Item, Listen, Node, Script, Variable,
};
use super::common::{description, events, exec, scope_variables};
use super::cursor::{Cursor, Members, Parsed};
use super::tree::MAX_FOLDER_DEPTH;

/// Reads a v1 collection.
pub(super) fn collection(cursor: Cursor<'_>) -> Parsed<Collection> {
    let requests = Flat::new(cursor.member("requests"));
    let folders = Flat::new(cursor.member("folders"));
    let mut tree = Tree { requests, folders, placed: HashSet::new() };
    let mut members = cursor.object("a collection")?;
    let order = ids(members.take("folders_order"))?;
    let order = if order.is_empty() { tree.roots()? } else { order };
    let mut items = tree.folders(&order, 0)?;
    items.extend(tree.items(&ids(members.take("order"))?)?);
    Ok(Collection {
        info: Info {
            id: members.text("id")?,
            name: members.text("name")?.unwrap_or_default(),
            description: text_for_people(&mut members)?,
            ..Info::default()
        },
        items,
        events: scripts(&mut members)?,
        variables: entity_variables(&mut members)?,
        auth: auth::auth(&mut members)?.filter(|auth| auth.kind != "noauth"),
        behavior: members.map("protocolProfileBehavior")?,
        extra: serde_json::Map::new(),
    })
}

/// A flat list of objects, found by their `id`.
struct Flat<'a> {
    list: Option<Cursor<'a>>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Flat<'a> {
    fn new(list: Option<Cursor<'a>>) -> Self {
        let elements = list.and_then(|list| list.value.as_array()).map(Vec::as_slice);
        let elements = elements.unwrap_or_default().iter().enumerate();
        let places = elements.filter_map(|(place, element)| Some((element["id"].as_str()?, place)));
        Self { places: places.collect(), list }
    }

    /// Reads the element of that id, when there is one.
    fn read<T>(&self, id: &str, read: impl FnOnce(Cursor<'_>) -> Parsed<T>) -> Parsed<Option<T>> {
        let (Some(list), Some(place)) = (&self.list, self.places.get(id)) else { return Ok(None) };
        list.element(*place).map(read).transpose()
    }

    fn ids(&self) -> Vec<String> {
        let mut ids: Vec<_> = self.places.iter().collect();
        ids.sort_by_key(|(_, place)| **place);
        ids.into_iter().map(|(id, _)| (*id).to_owned()).collect()
    }
}

struct Tree<'a> {
    requests: Flat<'a>,
    folders: Flat<'a>,
    /// Folders that have their place: none is used twice, so a circle of folders ends.
    placed: HashSet<String>,
}

impl Tree<'_> {
    /// The folders no other folder holds, where the collection does not list them.
    fn roots(&self) -> Parsed<Vec<String>> {
        let all = self.folders.ids();
        let mut inner = HashSet::new();
        for id in &all {
            let order = self.folders.read(id, |folder| ids(folder.member("folders_order")))?;
            inner.extend(order.unwrap_or_default());
        }
        Ok(all.into_iter().filter(|id| !inner.contains(id)).collect())
    }

    fn folders(&mut self, order: &[String], depth: usize) -> Parsed<Vec<Node>> {
        let mut nodes = Vec::new();
        for id in order {
            if !self.placed.insert(id.clone()) {
                continue;
            }
            let Some((mut folder, inner, order)) = self.folders.read(id, |c| folder(c, depth))?
            else {
                continue;
            };
            folder.items = self.folders(&inner, depth + 1)?;
            folder.items.extend(self.items(&order)?);
            nodes.push(Node::Folder(Box::new(folder)));
        }
        Ok(nodes)
    }

    /// Ids without a request are left out: the app leaves them behind when requests are deleted.
    fn items(&self, order: &[String]) -> Parsed<Vec<Node>> {
        let items = order.iter().filter_map(|id| self.requests.read(id, item).transpose());
        items.map(|item| item.map(|item| Node::Item(Box::new(item)))).collect()
    }
}

/// Reads a folder without its content, and the ids of its folders and requests.
fn folder(cursor: Cursor<'_>, depth: usize) -> Parsed<(Folder, Vec<String>, Vec<String>)> {
    if depth > MAX_FOLDER_DEPTH {
        let problem = format!("folders are nested deeper than {MAX_FOLDER_DEPTH} levels");
        return Err(cursor.misfit(problem));
    }
    let mut members = cursor.object("a folder")?;
    let folder = Folder {
        id: members.text("id")?,
        name: members.text("name")?.unwrap_or_default(),
        description: text_for_people(&mut members)?,
        events: scripts(&mut members)?,
        variables: entity_variables(&mut members)?,
        auth: auth::auth(&mut members)?,
        behavior: members.map("protocolProfileBehavior")?,
        ..Folder::default()
    };
    Ok((folder, ids(members.take("folders_order"))?, ids(members.take("order"))?))
}

fn item(cursor: Cursor<'_>) -> Parsed<Item> {
    let mut members = cursor.object("a request")?;
    let request = request::request(cursor)?;
    Ok(Item {
        id: members.text("id")?,
        name: members.text("name")?.unwrap_or_default(),
        responses: response::responses(&mut members, &request)?,
        request,
        events: scripts(&mut members)?,
        variables: entity_variables(&mut members)?,
        behavior: members.map("protocolProfileBehavior")?,
        ..Item::default()
    })
}

/// Reads a description; v1 files hold empty ones everywhere.
fn text_for_people(members: &mut Members<'_>) -> Parsed<Option<Description>> {
    let found = members.read("description", description)?;
    Ok(found.filter(|description| !description.content.is_empty()))
}

/// Reads `events`, unless there are scripts in the older members `tests` and `preRequestScript`.
fn scripts(members: &mut Members<'_>) -> Parsed<Vec<Event>> {
    let mut old = Vec::new();
    for (name, listen) in [("tests", Listen::Test), ("preRequestScript", Listen::PreRequest)] {
        let lines = members.read(name, exec)?.unwrap_or_default();
        if lines.iter().any(|line| !line.is_empty()) {
            old.push(Event {
                listen,
                id: None,
                disabled: false,
                script: Script {
                    kind: Some("text/javascript".to_owned()),
                    exec: lines,
                    ..Script::default()
                },
                extra: serde_json::Map::new(),
            });
        }
    }
    if !old.is_empty() {
        return Ok(old);
    }
    let mut events = members.read("events", events)?.unwrap_or_default();
    for event in &mut events {
        if event.listen == Listen::Other(String::new()) {
            event.listen = Listen::Test;
        }
        event.script.kind.get_or_insert_with(|| "text/javascript".to_owned());
    }
    Ok(events)
}

fn entity_variables(members: &mut Members<'_>) -> Parsed<Vec<Variable>> {
    let found = members.take_first(["variables", "variable"]);
    let mut variables = found.map(scope_variables).transpose()?.unwrap_or_default();
    for variable in &mut variables {
        if variable.kind.as_deref() == Some("text") {
            variable.kind = Some("string".to_owned());
        }
        variable.extra.clear();
    }
    Ok(variables)
}

/// Reads a list of ids; absent means empty.
fn ids(cursor: Option<Cursor<'_>>) -> Parsed<Vec<String>> {
    match cursor {
        None => Ok(Vec::new()),
        Some(list) if list.value.is_array() => list.elements().map(|id| id.text()).collect(),
        Some(Cursor { value: Value::String(text), .. }) if text.is_empty() => Ok(Vec::new()),
        Some(other) => Err(other.expected("a list of ids")),
    }
}
