//! From directories to the collection's tree, children in their order.

use serde_json::Value;

use super::super::super::model::{Auth, Collection, Folder, Info, Node, V3_SCHEMA};
use super::super::cursor::{Cursor, Parsed};
use super::super::error::ParseError;
use super::super::yaml;
use super::definition::{Definition, definition};
use super::layout::{Directory, place, stem};
use super::notes::Notes;
use super::{V3Collection, V3File, example, request, scripts};

/// Where a collection or folder says what it is.
const DEFINITION: &str = ".resources/definition.yaml";

pub(super) fn collection(root: &Directory<'_>, origin: &str) -> Result<V3Collection, ParseError> {
    let mut reader = Reader { origin, notes: Notes::new(), auths: Vec::new() };
    let (definition, children) = reader.directory(root)?;
    let (mut items, places) = split(children);
    let events = scripts::settle(definition.scripts, &mut items);
    let info = Info {
        id: definition.id,
        name: definition.name.unwrap_or_else(|| root.name.clone()),
        description: definition.description,
        schema: Some(V3_SCHEMA.to_owned()),
        ..Info::default()
    };
    let collection = Collection {
        info,
        items,
        events,
        variables: definition.variables,
        auth: definition.auth,
        behavior: definition.behavior,
        extra: definition.extra,
    };
    let is_request = |place: &&String| !place.ends_with(DEFINITION);
    let files = places.iter().filter(is_request).cloned().collect();
    let places = std::iter::once(DEFINITION.to_owned()).chain(places).collect();
    Ok(V3Collection { collection, files, places, notes: reader.notes.list })
}

/// What both the definitions further out and the file in hand have a say in.
pub(super) struct Reader<'o> {
    origin: &'o str,
    pub(super) notes: Notes,
    /// The authorizations of the definitions around, innermost last, with their ids.
    pub(super) auths: Vec<(String, Auth)>,
}

/// A child of a directory, with what decides about its place, and the files of the nodes in it.
struct Child {
    order: f64,
    name: String,
    file: String,
    node: Node,
    places: Vec<String>,
}

impl Reader<'_> {
    fn directory(&mut self, here: &Directory<'_>) -> Result<(Definition, Vec<Child>), ParseError> {
        let outer = self.auths.len();
        let definition = match here.definition {
            Some(file) => self.read(file, definition)?,
            None => Definition::default(),
        };
        for file in &here.scripts {
            self.notes.enter(&file.path);
            self.notes
                .say("script files beside a request are not run; write the code into `scripts`");
        }
        let mut children = Vec::new();
        for file in &here.requests {
            children.push(self.request(here, file)?);
        }
        for folder in here.folders.values() {
            children.extend(self.folder(folder)?);
        }
        self.auths.truncate(outer);
        // Postman: one sequence for folders and requests; what has no order comes last.
        children.sort_by(|one, other| {
            one.order
                .total_cmp(&other.order)
                .then_with(|| one.name.cmp(&other.name))
                .then_with(|| one.file.cmp(&other.file))
        });
        Ok((definition, children))
    }

    /// Reads a folder; a directory that holds nothing of a collection is none.
    fn folder(&mut self, here: &Directory<'_>) -> Result<Option<Child>, ParseError> {
        let (definition, children) = self.directory(here)?;
        if here.definition.is_none() && children.is_empty() {
            return Ok(None);
        }
        let (mut items, mut places) = split(children);
        places.insert(0, format!("{}/{DEFINITION}", here.path));
        let events = scripts::settle(definition.scripts, &mut items);
        let name = definition.name.unwrap_or_else(|| here.name.clone());
        let folder = Folder {
            id: definition.id,
            name: name.clone(),
            description: definition.description,
            items,
            events,
            variables: definition.variables,
            auth: definition.auth,
            behavior: definition.behavior,
            extra: definition.extra,
        };
        let node = Node::Folder(Box::new(folder));
        let order = definition.order;
        Ok(Some(Child { order, name, file: here.path.clone(), node, places }))
    }

    fn request(&mut self, here: &Directory<'_>, file: &V3File) -> Result<Child, ParseError> {
        let file_name = file.path.rsplit('/').next().unwrap_or_default();
        let stem = stem(file_name, "request").unwrap_or(file_name);
        let request::Read { mut item, name, order } = self.read(file, request::request)?;
        item.name = name.unwrap_or_else(|| stem.to_owned());
        let mut examples = Vec::new();
        for file in here.examples.get(stem).into_iter().flatten() {
            let file_name = file.path.rsplit('/').next().unwrap_or_default();
            let (order, mut example) = self.read(file, example::example)?;
            if let Value::Object(members) = &mut example {
                let stem = super::layout::stem(file_name, "example").unwrap_or(file_name);
                members.entry("name").or_insert_with(|| stem.into());
            }
            examples.push((order, file.path.as_str(), example));
        }
        examples.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(other.1)));
        item.responses = examples.into_iter().map(|(_, _, example)| example).collect();
        let (name, path) = (item.name.clone(), file.path.clone());
        let node = Node::Item(Box::new(item));
        Ok(Child { order, name, file: path.clone(), node, places: vec![path] })
    }

    /// Reads one file with `read`; its misfits get file, line and column.
    fn read<T>(
        &mut self,
        file: &V3File,
        read: impl FnOnce(Cursor<'_>, &mut Self) -> Parsed<T>,
    ) -> Result<T, ParseError> {
        let origin = place(self.origin, &file.path);
        let document = yaml::parse(&file.text, &origin)?;
        self.notes.enter(&file.path);
        let content = read(Cursor::root(&document.value), self);
        content.map_err(|misfit| document.error(misfit, &origin, &file.text))
    }
}

fn split(children: Vec<Child>) -> (Vec<Node>, Vec<String>) {
    let mut places = Vec::new();
    let mut nodes = Vec::new();
    for child in children {
        places.extend(child.places);
        nodes.push(child.node);
    }
    (nodes, places)
}
