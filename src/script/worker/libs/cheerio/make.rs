//! Making nodes: of texts, and of other nodes.

use std::collections::HashMap;

use boa_engine::{Context, JsObject, JsResult, JsString, JsValue};

use super::super::super::builtins::js_text;
use super::super::super::inspect::enumerable_keys;
use super::dom::{Dom, MAX_DEPTH, too_deep};
use super::node::{Attributes, Children, Field, Kind, Layout, Node};
use super::tree::Tree;
use super::{html, xml};

/// Stands for an ampersand that is not read as an entity's.
const PLAIN: &str = "\u{10fffd}";

/// How a text is read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) xml: bool,
    /// Whether entities are resolved.
    pub(super) decode: bool,
    /// Whether white space becomes one blank.
    pub(super) normalize: bool,
}

impl Dom {
    /// Reads a text; returns its root.
    ///
    /// # Errors
    ///
    /// Throws for what is nested too deeply.
    pub(super) fn read(
        &self,
        text: &str,
        how: Reading,
        context: &mut Context,
    ) -> JsResult<JsObject> {
        let hidden = (!how.decode).then(|| text.replace('&', PLAIN));
        let text = hidden.as_deref().unwrap_or(text);
        let mut trees = if how.xml { xml::parse(text) } else { html::parse(text) }?;
        if !how.decode || how.normalize {
            let change = |text: &mut String, is_text: bool| {
                if !how.decode {
                    *text = text.replace(PLAIN, "&");
                }
                if how.normalize && is_text {
                    *text = normalized(text);
                }
            };
            trees.iter_mut().for_each(|tree| tree.change(&change));
        }
        let root = self.root(context);
        let mut maker = Maker { dom: self, xml: how.xml, names: HashMap::new() };
        maker.fill(&root, trees, 0, context)?;
        Ok(root)
    }

    /// Makes a root with nothing in it.
    pub(super) fn root(&self, context: &Context) -> JsObject {
        let node = Node::element(Kind::Root, JsString::from("root"), Vec::new());
        self.make(Layout::Element, node, context)
    }

    pub(super) fn text_node(&self, text: JsString, up: JsValue, context: &Context) -> JsObject {
        self.make(Layout::Text, Node { up, ..Node::text(Kind::Text, text) }, context)
    }

    /// Copies a node and what is in it; the copy is nowhere.
    ///
    /// # Errors
    ///
    /// Throws for what is nested too deeply, or what a getter throws.
    pub(super) fn copy(
        &self,
        object: &JsObject,
        depth: u32,
        context: &mut Context,
    ) -> JsResult<JsObject> {
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        let copy = match self.copied(object, context) {
            Some(node) => self.make(Layout::of(&node.kind), node, context),
            None => self.copy_properties(object, context)?,
        };
        let children = self.children(object, context)?;
        let mut copies = Vec::with_capacity(children.len());
        for child in children {
            let child = self.copy(&child, depth + 1, context)?;
            if let Some(mut child) = child.downcast_mut::<Node>() {
                child.up = copy.clone().into();
            }
            copies.push(child);
        }
        if let Some(mut node) = copy.downcast_mut::<Node>() {
            let has_children = match &node.children {
                Children::Nodes(_) => true,
                Children::Value(value) => value.is_object(),
            };
            if has_children {
                node.children = Children::Nodes(copies);
            }
        }
        Ok(copy)
    }

    fn copied(&self, object: &JsObject, context: &mut Context) -> Option<Node> {
        let (mut copy, attributes) = {
            let node = self.node(object)?;
            let copy = Node {
                kind: node.kind.clone(),
                name: node.name.clone(),
                attributes: node.attributes.clone(),
                children: match &node.children {
                    Children::Nodes(_) => Children::Nodes(Vec::new()),
                    Children::Value(value) => Children::Value(value.clone()),
                },
                data: node.data.clone(),
                up: JsValue::null(),
                moved: false,
            };
            let attributes = match &node.attributes {
                Attributes::Value(value) => value.as_object(),
                Attributes::Read(_) => None,
            };
            (copy, attributes)
        };
        if let Some(attributes) = attributes {
            copy.attributes = Attributes::Value(shallow(&attributes, context).ok()?.into());
        }
        Some(copy)
    }

    /// Copies what a script made, or added to. Where the original is says nothing of the copy.
    fn copy_properties(&self, object: &JsObject, context: &mut Context) -> JsResult<JsObject> {
        let kind = self.kind(object, context)?;
        let has_children = object.get(Field::Children.key(), context)?.is_object();
        let layout = match Layout::of(&kind) {
            Layout::Element if !has_children => Layout::Text,
            layout => layout,
        };
        let copy = self.make(layout, Node::cdata(), context);
        for key in enumerable_keys(object, context)? {
            if self.prototype().has_own_property(key.clone(), context)? {
                continue;
            }
            let value = object.get(key.clone(), context)?;
            copy.set(key, value, true, context)?;
        }
        if let Some(attributes) = object.get(Field::Attribs.key(), context)?.as_object() {
            let attributes = shallow(&attributes, context)?;
            copy.set(Field::Attribs.key(), attributes, true, context)?;
        }
        Ok(copy)
    }
}

fn shallow(object: &JsObject, context: &mut Context) -> JsResult<JsObject> {
    let copy = JsObject::with_object_proto(context.intrinsics());
    for key in enumerable_keys(object, context)? {
        let value = object.get(key.clone(), context)?;
        copy.create_data_property_or_throw(key, value, context)?;
    }
    Ok(copy)
}

fn normalized(text: &str) -> String {
    let is_space = |char: char| (char.is_whitespace() && char != '\u{85}') || char == '\u{feff}';
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if !is_space(char) {
            out.push(char);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Makes the nodes of a text.
struct Maker<'a> {
    dom: &'a Dom,
    xml: bool,
    /// Names that were met: nodes share them.
    names: HashMap<String, JsString>,
}

impl Maker<'_> {
    /// Puts nodes into one that has no children yet.
    fn fill(
        &mut self,
        up: &JsObject,
        trees: Vec<Tree>,
        depth: u32,
        context: &mut Context,
    ) -> JsResult<()> {
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        let mut nodes = Vec::with_capacity(trees.len());
        for tree in trees {
            nodes.push(self.node(up, tree, depth, context)?);
        }
        if let Some(mut node) = up.downcast_mut::<Node>() {
            node.children = Children::Nodes(nodes);
        }
        Ok(())
    }

    fn node(
        &mut self,
        up: &JsObject,
        tree: Tree,
        depth: u32,
        context: &mut Context,
    ) -> JsResult<JsObject> {
        let (node, inner) = match tree {
            Tree::Element { name, attributes, children } => {
                (self.element(&name, attributes), children)
            }
            Tree::Text(text) => (Node::text(Kind::Text, js_text(&text)), Vec::new()),
            Tree::Comment(text) => (Node::text(Kind::Comment, js_text(&text)), Vec::new()),
            Tree::Directive(text) => (self.directive(&text), Vec::new()),
            Tree::CData(text) => (Node::cdata(), vec![Tree::Text(text)]),
        };
        let layout = Layout::of(&node.kind);
        let object = self.dom.make(layout, Node { up: up.clone().into(), ..node }, context);
        if !inner.is_empty() {
            self.fill(&object, inner, depth + 1, context)?;
        }
        Ok(object)
    }

    fn element(&mut self, name: &str, attributes: Vec<(String, String)>) -> Node {
        let mut attributes = attributes;
        // As in every object, keys that are numbers come first.
        if attributes.iter().any(|(key, _)| key.starts_with(|first: char| first.is_ascii_digit())) {
            attributes.sort_by_key(|(key, _)| key.parse().unwrap_or(u32::MAX));
        }
        let attributes =
            attributes.into_iter().map(|(key, value)| (self.name(&key), js_text(&value))).collect();
        Node::element(Kind::of_element(name), self.name(name), attributes)
    }

    /// The name of a directive is its first word.
    fn directive(&mut self, text: &str) -> Node {
        let end = text.find(|char: char| char.is_whitespace() || char == '/');
        let name = &text[..end.unwrap_or(text.len())];
        let name = if self.xml { name.to_owned() } else { name.to_lowercase() };
        Node { name: self.name(&name).into(), ..Node::text(Kind::Directive, js_text(text)) }
    }

    fn name(&mut self, name: &str) -> JsString {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let made = JsString::from(name);
        self.names.insert(name.to_owned(), made.clone());
        made
    }
}
