//! The tree as a list: every request in file order, with the folders around it.

use indexmap::IndexMap;
use sha1::{Digest, Sha1};

use super::model::{Collection, Folder, Item, Node};

/// A request of the collection and its place.
#[derive(Debug, Clone)]
pub struct Entry<'c> {
    /// The request.
    pub item: &'c Item,
    /// The folders around it, outermost first; without the collection.
    pub folders: Vec<&'c Folder>,
    /// 0-based place in file order.
    pub position: usize,
    /// The item's own id, or one derived from its place and the names on the way to it: the same
    /// as long as nothing before it in its folders changes.
    pub id: String,
    /// The ids of [`Entry::folders`], made in the same way.
    pub folder_ids: Vec<String>,
}

impl Entry<'_> {
    /// The names of the folders around it, outermost first.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        self.folders.iter().map(|folder| folder.name.clone()).collect()
    }
}

/// Finds ids that stand in the file more than once, each with the names of its requests.
#[must_use]
pub fn doubled_ids(collection: &Collection) -> Vec<(String, Vec<String>)> {
    let mut names: IndexMap<String, Vec<String>> = IndexMap::new();
    for entry in walk(collection) {
        if let Some(id) = &entry.item.id {
            names.entry(id.clone()).or_default().push(entry.item.name.clone());
        }
    }
    names.into_iter().filter(|(_, names)| names.len() > 1).collect()
}

/// Lists every request, depth first in file order: the order Postman runs them in.
#[must_use]
pub fn walk(collection: &Collection) -> Vec<Entry<'_>> {
    let root = collection.info.id.as_deref().unwrap_or(&collection.info.name);
    let mut walk = Walk::default();
    walk.nodes(&collection.items, root);
    walk.entries
}

#[derive(Default)]
struct Walk<'c> {
    entries: Vec<Entry<'c>>,
    folders: Vec<&'c Folder>,
    folder_ids: Vec<String>,
}

impl<'c> Walk<'c> {
    fn nodes(&mut self, nodes: &'c [Node], parent: &str) {
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Folder(folder) => {
                    let id = own_or_derived(folder.id.as_ref(), parent, index, &folder.name);
                    self.folders.push(folder);
                    self.folder_ids.push(id.clone());
                    self.nodes(&folder.items, &id);
                    self.folders.pop();
                    self.folder_ids.pop();
                }
                Node::Item(item) => self.entries.push(Entry {
                    item,
                    folders: self.folders.clone(),
                    position: self.entries.len(),
                    id: own_or_derived(item.id.as_ref(), parent, index, &item.name),
                    folder_ids: self.folder_ids.clone(),
                }),
            }
        }
    }
}

/// An id in the shape of a version 5 UUID (RFC 9562 §5.5): a hash of the parent's id, the place
/// among its children, and the name.
fn own_or_derived(own: Option<&String>, parent: &str, index: usize, name: &str) -> String {
    if let Some(id) = own {
        return id.clone();
    }
    let hash = Sha1::new()
        .chain_update(parent)
        .chain_update([0])
        .chain_update(index.to_string())
        .chain_update([0])
        .chain_update(name)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_sha1_bytes(bytes).into_uuid().to_string()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::collection::parse_collection;

    const TREE: &str = r#"{"info": {"name": "c"}, "item": [
        {"name": "a", "request": "x"},
        {"name": "f", "item": [
            {"name": "a", "request": "x"},
            {"name": "g", "item": [{"name": "b", "id": "own", "request": "x"}]},
            {"name": "a", "request": "x"}]},
        {"name": "c", "request": "x"}]}"#;

    #[test]
    fn lists_requests_in_file_order_with_their_folders() {
        let collection = parse_collection(TREE, "tree").unwrap();
        let entries = walk(&collection);
        let shown = entries
            .iter()
            .map(|e| format!("{} {}/{}", e.position, e.path().join("/"), e.item.name));
        assert_eq!(shown.collect::<Vec<_>>(), ["0 /a", "1 f/a", "2 f/g/b", "3 f/a", "4 /c"]);
    }

    #[test]
    fn ids_are_own_or_derived_unique_and_stable() {
        let collection = parse_collection(TREE, "tree").unwrap();
        let ids: Vec<_> = walk(&collection).into_iter().map(|entry| entry.id).collect();
        let again: Vec<_> = walk(&collection).into_iter().map(|entry| entry.id).collect();
        assert_eq!(ids, again);
        assert_eq!(ids[2], "own");
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len());
        assert_eq!(uuid::Uuid::parse_str(&ids[0]).unwrap().get_version_num(), 5);
    }
}
