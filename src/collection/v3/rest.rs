//! What v2.1 holds and v3 has no place for: kept in a file beside the collection's definition, node
//! by node, as the difference between what the YAML says and what the original said.
//!
//! A node's difference counts as long as its files are unchanged: who edits the YAML means the YAML.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use sha1::{Digest, Sha1};

use super::super::model::{Collection, V3_SCHEMA};
use super::super::parse::{ParseError, V3Collection, V3File, parse_collection};
use super::super::write::to_json;

/// The file beside the collection's definition that keeps what v3 has no place for.
pub const V2_REST: &str = "postbud-v2.json";

const ABOUT: &str = "What Postman's v2.1 format holds and v3 has no place for. Written by `postbud convert`; \
                     an entry counts while its file is unchanged.";

/// Makes the file, when there is anything to keep.
pub(super) fn rest(original: &Collection, read: &V3Collection, files: &[V3File]) -> Option<V3File> {
    let (mut wanted, mut written) = (Vec::new(), Vec::new());
    each_node(&mut to_json(original), &mut |node| wanted.push(node.clone()));
    each_node(&mut to_json(&read.collection), &mut |node| written.push(node.clone()));
    let mut nodes = Map::new();
    for ((place, wanted), written) in read.places.iter().zip(&wanted).zip(&written) {
        let mut change = Change::default();
        change.find(written, wanted, "");
        if !change.is_empty() {
            let entry =
                json!({"sha1": digest(place, files), "set": change.set, "remove": change.remove});
            nodes.insert(place.clone(), entry);
        }
    }
    if nodes.is_empty() {
        return None;
    }
    let document = json!({"about": ABOUT, "files": nodes});
    let text = format!("{document:#}\n");
    Some(V3File { path: format!(".resources/{V2_REST}"), text })
}

/// Puts back what the file keeps.
///
/// # Errors
/// Fails when the file is damaged.
pub(in super::super) fn restore(
    read: V3Collection,
    files: &[V3File],
    origin: &str,
) -> Result<V3Collection, ParseError> {
    let path = format!(".resources/{V2_REST}");
    let Some(file) = files.iter().find(|file| file.path == path) else { return Ok(read) };
    let place = format!("{}/{path}", origin.trim_end_matches('/'));
    let document = super::super::parse::json_value(&file.text, &place)?;
    let mut notes = read.notes;
    let mut whole = to_json(&read.collection);
    let mut places = read.places.iter();
    each_node(&mut whole, &mut |node| {
        let Some(place) = places.next() else { return };
        let entry = &document["files"][place];
        if entry.is_null() {
            return;
        }
        if entry["sha1"] == digest(place, files) {
            apply(node, entry);
        } else {
            notes.push(format!("{place}: changed since it was converted, so what v2.1 held beyond it ({V2_REST}) is left out"));
        }
    });
    let mut collection = parse_collection(&whole.to_string(), &place)?;
    collection.info.schema = Some(V3_SCHEMA.to_owned());
    Ok(V3Collection { collection, notes, ..read })
}

/// Visits every node of a collection in JSON, the collection first, each without its children.
fn each_node(node: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    let children = node.get_mut("item").filter(|items| items.is_array()).map(Value::take);
    if children.is_some()
        && let Value::Object(members) = node
    {
        members.shift_remove("item");
    }
    visit(node);
    if let Some(mut children) = children {
        children.as_array_mut().into_iter().flatten().for_each(|child| each_node(child, visit));
        node["item"] = children;
    }
}

/// The digest of the files that make up a node: its own, and for a request its examples.
fn digest(place: &str, files: &[V3File]) -> String {
    let (folder, name) =
        place.rsplit_once('/').map_or(("", place), |(folder, name)| (folder, name));
    let separator = if folder.is_empty() { "" } else { "/" };
    let stem = name.split_once(".request.").map(|(stem, _)| stem);
    let examples = stem.map(|stem| format!("{folder}{separator}.resources/{stem}.resources/"));
    let mut own: Vec<&V3File> = files
        .iter()
        .filter(|file| {
            file.path == place
                || examples.as_ref().is_some_and(|start| file.path.starts_with(start))
        })
        .collect();
    own.sort_by(|one, other| one.path.cmp(&other.path));
    let mut hash = Sha1::new();
    for file in own {
        // Git may turn line ends on checkout.
        hash.update(file.text.replace("\r\n", "\n"));
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How one value becomes another, by JSON pointers.
#[derive(Default)]
struct Change {
    set: Map<String, Value>,
    remove: Vec<String>,
}

impl Change {
    fn is_empty(&self) -> bool {
        self.set.is_empty() && self.remove.is_empty()
    }

    fn find(&mut self, from: &Value, to: &Value, at: &str) {
        match (from, to) {
            _ if from == to => {}
            (Value::Object(before), Value::Object(after)) => {
                for (key, value) in after {
                    let at = format!("{at}/{}", escape(key));
                    match before.get(key) {
                        Some(before) => self.find(before, value, &at),
                        None => self.put(at, value),
                    }
                }
                let gone = before.keys().filter(|key| !after.contains_key(*key));
                self.remove.extend(gone.map(|key| format!("{at}/{}", escape(key))));
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                for (index, (before, after)) in before.iter().zip(after).enumerate() {
                    self.find(before, after, &format!("{at}/{index}"));
                }
            }
            _ => self.put(at.to_owned(), to),
        }
    }

    fn put(&mut self, at: String, value: &Value) {
        self.set.insert(at, value.clone());
    }
}

fn apply(node: &mut Value, entry: &Value) {
    for (at, value) in entry["set"].as_object().into_iter().flatten() {
        let Some((parent, last)) = at.rsplit_once('/') else { continue };
        match node.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                members.insert(unescape(last), value.clone());
            }
            Some(Value::Array(elements)) => {
                let element = last.parse().ok().and_then(|index: usize| elements.get_mut(index));
                if let Some(element) = element {
                    *element = value.clone();
                }
            }
            _ => {}
        }
    }
    let removed: HashSet<&str> =
        entry["remove"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for at in removed {
        let Some((parent, last)) = at.rsplit_once('/') else { continue };
        if let Some(Value::Object(members)) = node.pointer_mut(parent) {
            members.shift_remove(&unescape(last));
        }
    }
}

/// RFC 6901 §3.
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}
