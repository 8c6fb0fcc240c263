//! Reading XML the way htmlparser2 does: whatever stands there is taken.

use boa_engine::JsResult;
use serde_json::Value;

use super::super::xml;
use super::dom::{MAX_DEPTH, too_deep};
use super::tree::Tree;

/// Reads XML. An end without a start is passed by.
///
/// # Errors
///
/// Throws for elements nested deeper than [`MAX_DEPTH`].
pub(super) fn parse(text: &str) -> JsResult<Vec<Tree>> {
    let mut open = vec![Element::default()];
    for event in xml::read_loosely(text) {
        let word = |at: usize| event[at].as_str().unwrap_or_default().to_owned();
        match event[0].as_str() {
            Some("open") => {
                let attributes = attributes(&event[2]);
                open.push(Element { name: word(1), attributes, children: Vec::new() });
                if open.len() > MAX_DEPTH as usize {
                    return Err(too_deep());
                }
            }
            Some("close") => {
                let place = open.iter().skip(1).rposition(|element| element.name == word(1));
                let left = place.map_or(open.len(), |place| place + 1);
                while open.len() > left {
                    close(&mut open);
                }
            }
            Some("comment") => put(&mut open, Tree::Comment(word(1))),
            Some("directive") => put(&mut open, Tree::Directive(word(1))),
            Some("cdata") => put(&mut open, Tree::CData(word(1))),
            _ => put(&mut open, Tree::Text(word(1))),
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    Ok(open.pop().unwrap_or_default().children)
}

#[derive(Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Tree>,
}

fn put(open: &mut [Element], tree: Tree) {
    if let Some(top) = open.last_mut() {
        top.children.push(tree);
    }
}

fn close(open: &mut Vec<Element>) {
    if let Some(Element { name, attributes, children }) = open.pop() {
        put(open, Tree::Element { name, attributes, children });
    }
}

/// The first of attributes with the same name counts.
fn attributes(list: &Value) -> Vec<(String, String)> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    for attribute in list.as_array().into_iter().flatten() {
        let word = |at: usize| attribute[at].as_str().unwrap_or_default().to_owned();
        if attributes.iter().all(|(name, _)| *name != word(0)) {
            attributes.push((word(0), word(1)));
        }
    }
    attributes
}
