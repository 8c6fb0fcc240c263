//! A collection as the rules see it: every node with its place.

use std::path::Path;

use super::super::source::Loaded;
use super::finding::{Finding, Severity};
use crate::collection::{Auth, Event, Item, Node, line_of, yaml_line_of};
use crate::files::read_text;

/// A collection and its nodes.
pub(super) struct Subject<'l> {
    pub(super) loaded: &'l Loaded,
    /// The collection itself, folders and requests, depth first.
    pub(super) nodes: Vec<NodeAt<'l>>,
}

/// A node and where it stands.
pub(super) struct NodeAt<'l> {
    /// Folders and own name.
    pub(super) names: Vec<&'l str>,
    /// The JSON pointer of the node.
    pointer: String,
    /// Of a request of a v3 collection: its file.
    pub(super) file: Option<&'l Path>,
    pub(super) events: &'l [Event],
    pub(super) auth: Option<&'l Auth>,
    /// The request, when it is one.
    pub(super) item: Option<&'l Item>,
    /// A test script runs after the requests here.
    pub(super) tested: bool,
}

impl<'l> Subject<'l> {
    pub(super) fn new(loaded: &'l Loaded) -> Self {
        let collection = &loaded.collection;
        let root = NodeAt {
            names: Vec::new(),
            pointer: String::new(),
            file: None,
            events: &collection.events,
            auth: collection.auth.as_ref(),
            item: None,
            tested: tests(&collection.events),
        };
        let mut subject = Self { loaded, nodes: vec![root] };
        let mut files = loaded.files.iter();
        subject.add(&collection.items, 0, &mut files);
        subject
    }

    fn add(
        &mut self,
        nodes: &'l [Node],
        parent: usize,
        files: &mut std::slice::Iter<'l, std::path::PathBuf>,
    ) {
        for (index, node) in nodes.iter().enumerate() {
            let above = &self.nodes[parent];
            let (name, events, auth, item) = match node {
                Node::Folder(folder) => (&folder.name, &folder.events, folder.auth.as_ref(), None),
                Node::Item(item) => {
                    (&item.name, &item.events, item.request.auth.as_ref(), Some(&**item))
                }
            };
            let at = NodeAt {
                names: [above.names.as_slice(), &[name.as_str()]].concat(),
                pointer: format!("{}/item/{index}", above.pointer),
                file: item.and_then(|_| files.next()).map(|file| file.as_path()),
                events,
                auth,
                item,
                tested: above.tested || tests(events),
            };
            self.nodes.push(at);
            if let Node::Folder(folder) = node {
                self.add(&folder.items, self.nodes.len() - 1, files);
            }
        }
    }

    /// The requests that are run, in order.
    pub(super) fn items(&self) -> impl Iterator<Item = (&NodeAt<'l>, &'l Item)> {
        let items = self.nodes.iter().filter_map(|node| Some((node, node.item?)));
        items.filter(|(_, item)| !item.extra.contains_key("$kind"))
    }

    /// Makes a finding at a node; `inner` is a JSON pointer below it.
    pub(super) fn finding(
        &self,
        node: &NodeAt<'_>,
        inner: &str,
        (severity, rule): (Severity, &'static str),
        message: String,
    ) -> Finding {
        let (file, line, path) = self.place(node, inner);
        let item = (!node.names.is_empty()).then(|| node.names.join(" / "));
        Finding { severity, rule, file, line, path, item, message }
    }

    fn place(&self, node: &NodeAt<'_>, inner: &str) -> (String, Option<usize>, String) {
        let pointer = format!("{}{inner}", node.pointer);
        if let Some(file) = node.file {
            let key = v3_key(inner);
            let line = read_text(file).ok().and_then(|text| yaml_line_of(&text, key));
            return (file.display().to_string(), line, key.to_owned());
        }
        let line = self.loaded.text.as_deref().and_then(|text| {
            // The Postman API wraps the collection.
            line_of(text, &pointer).or_else(|| line_of(text, &format!("/collection{pointer}")))
        });
        (self.loaded.origin.clone(), line, pointer)
    }

    /// What the loader noticed.
    pub(super) fn notes(&self) -> Vec<Finding> {
        let note = |note: &String| Finding {
            severity: Severity::Warning,
            rule: "not-understood",
            file: self.loaded.origin.clone(),
            line: None,
            path: String::new(),
            item: None,
            message: note.clone(),
        };
        self.loaded.notes.iter().map(note).collect()
    }
}

/// The top-level key of a v3 file for a place in the v2.1 form.
fn v3_key(inner: &str) -> &'static str {
    let keys = [
        ("/request/url", "url"),
        ("/request/header", "headers"),
        ("/request/body", "body"),
        ("/request/auth", "auth"),
        ("/event", "scripts"),
    ];
    keys.iter().find(|(start, _)| inner.starts_with(start)).map_or("$kind", |(_, key)| key)
}

fn tests(events: &[Event]) -> bool {
    events.iter().any(|event| {
        !event.disabled && event.listen == crate::collection::Listen::Test && {
            let source = event.script.source();
            ["pm.test", "tests[", "pm.expect", "pm.response.to", "throw "]
                .iter()
                .any(|sign| source.contains(sign))
        }
    })
}
