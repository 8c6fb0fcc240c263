//! HTML for `cheerio`: the text's tree as plain data.

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};
use dom_query::{Document, NodeData, NodeRef};
use serde_json::{Value, json};

use super::super::json;

/// Deepest nesting of elements that is read.
const MAX_DEPTH: usize = 500;

/// `html(text)`: `['root', 'root', [], children]`, where a child is `['tag', name, [[attribute,
/// value], …], children]`, `['text', text]`, `['comment', text]` or `['directive', name]`. What the
/// text leaves out of a document, `<html>` and the like, stays out.
///
/// # Errors
///
/// Throws for elements nested deeper than [`MAX_DEPTH`].
pub(super) fn tree(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let tree = read(&text).ok_or_else(|| {
        let message = format!("HTML is nested deeper than {MAX_DEPTH} levels");
        JsNativeError::range().with_message(message)
    })?;
    Ok(json::to_js(&tree, context))
}

fn read(text: &str) -> Option<Value> {
    let lower = text.to_ascii_lowercase();
    let whole = ["<!doctype", "<html", "<head>", "<body"].iter().any(|tag| lower.contains(tag));
    let document = if whole { Document::from(text) } else { Document::fragment(text) };
    let root = document.root();
    // A fragment stands in an `<html>` that the text does not have.
    let mut top = root.children();
    if !whole && let [html] = &top[..] {
        top = html.children();
    }
    let children: Option<Vec<Value>> = top.iter().filter_map(|node| element(node, 1)).collect();
    Some(json!(["root", "root", [], children?]))
}

/// A node; `Some(None)` where it is too deep, `None` where it is of no interest.
fn element(node: &NodeRef<'_>, depth: usize) -> Option<Option<Value>> {
    if depth > MAX_DEPTH {
        return Some(None);
    }
    node.query(|inner| match &inner.data {
        NodeData::Text { contents } => Some(Some(json!(["text", &**contents]))),
        NodeData::Comment { contents } => Some(Some(json!(["comment", &**contents]))),
        NodeData::Doctype { name, .. } => Some(Some(json!(["directive", &**name]))),
        NodeData::Element(element) => {
            let attributes: Vec<Value> = element
                .attrs
                .iter()
                .map(|attribute| json!([&*attribute.name.local, &*attribute.value]))
                .collect();
            Some(Some(json!(["tag", &*element.name.local, attributes])))
        }
        _ => None,
    })
    .flatten()
    .map(|shown| with_children(shown?, node, depth))
}

fn with_children(mut shown: Value, node: &NodeRef<'_>, depth: usize) -> Option<Value> {
    if let Value::Array(parts) = &mut shown
        && parts[0] == "tag"
    {
        let children: Option<Vec<Value>> =
            node.children().iter().filter_map(|child| element(child, depth + 1)).collect();
        parts.push(json!(children?));
    }
    Some(shown)
}
