//! cheerio's documents: their nodes, the selectors, and whatever goes through all of a document.
//!
//! Nodes are live objects that scripts may change in every way. Rust reads its own fields of those
//! that are as it made them, and asks the properties of all others.

mod dom;
mod fields;
mod html;
mod list;
mod make;
mod matching;
mod node;
mod prototype;
mod pseudo;
mod render;
mod selector;
mod text;
mod tree;
mod view;
mod walk;
mod words;
mod xml;

use std::rc::Rc;

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue};

use super::super::builtins::define;
use super::items::items;
use dom::Dom;
use make::Reading;
use matching::Scope;
use render::Style;
use selector::Selector;

/// Selectors that are kept: scripts ask the same again and again.
const MOST_SELECTORS: usize = 200;

/// `cheerio(prototype, up, moved)`: sets up nodes with this prototype, which tell by the symbols
/// `up` and `moved` what they are in and whether they were put there. Returns the functions for them.
///
/// # Errors
///
/// Throws when it is called with anything else.
pub(super) fn setup(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let symbol = |at: usize| args.get_or_undefined(at).as_symbol();
    let (Some(prototype), Some(up), Some(moved)) =
        (args.get_or_undefined(0).as_object(), symbol(1), symbol(2))
    else {
        return Err(JsNativeError::typ().with_message("a prototype and two symbols").into());
    };
    let dom = Dom::register(prototype, up, moved, context);
    prototype::arrange(&dom, context);
    let functions = JsObject::with_object_proto(context.intrinsics());
    define::method(&functions, "read", 4, read, context);
    define::method(&functions, "root", 0, root, context);
    define::method(&functions, "text", 2, text, context);
    define::method(&functions, "copy", 1, copy, context);
    define::method(&functions, "select", 3, select, context);
    define::method(&functions, "matching", 3, matching, context);
    define::method(&functions, "matches", 3, matches, context);
    define::method(&functions, "ordered", 1, ordered, context);
    define::method(&functions, "textOf", 1, text_of, context);
    define::method(&functions, "render", 3, render, context);
    define::method(&functions, "elements", 1, elements, context);
    define::method(&functions, "beside", 1, beside, context);
    define::method(&functions, "attribute", 2, attribute, context);
    define::method(&functions, "contains", 2, contains, context);
    define::method(&functions, "above", 1, above, context);
    define::method(&functions, "tags", 1, tags, context);
    define::method(&functions, "textsOf", 1, texts_of, context);
    define::method(&functions, "words", 1, words::words, context);
    define::method(&functions, "flat", 1, list::flat, context);
    define::method(&functions, "list", 4, list::list, context);
    define::method(&functions, "listed", 1, list::listed, context);
    define::method(&functions, "unique", 1, list::unique, context);
    Ok(functions.into())
}

/// Tells whether an object is a node that Rust made.
pub(super) fn is_node(object: &JsObject) -> bool {
    object.is::<node::Node>()
}

/// `isNode(value)`
pub(super) fn is_node_value(_: &JsValue, args: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(args.get_or_undefined(0).as_object().is_some_and(|object| is_node(&object)).into())
}

/// `read(text, xml, decode, normalize)`: the root of a text.
fn read(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let is = |at: usize| args.get_or_undefined(at).to_boolean();
    let how = Reading { xml: is(1), decode: is(2), normalize: is(3) };
    let text = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    Ok(Dom::of(context)?.read(&text, how, context)?.into())
}

/// `root()`: a root with nothing in it.
fn root(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(Dom::of(context)?.root(context).into())
}

/// `text(text, up)`: a text in a node.
fn text(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?;
    let up = args.get_or_undefined(1).clone();
    Ok(Dom::of(context)?.text_node(text, up, context).into())
}

/// `copy(node)`
fn copy(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    match args.get_or_undefined(0).as_object() {
        Some(node) => Ok(dom.copy(&node, 0, context)?.into()),
        None => Ok(args.get_or_undefined(0).clone()),
    }
}

/// `select(selector, roots, xml)`: what is below these nodes and passes, in the document's order.
fn select(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (dom, selector) = selector(args, context)?;
    let roots = nodes(args.get_or_undefined(1), context)?;
    let found = dom.select(&selector, &roots, context)?;
    Ok(array(found, context))
}

/// `matching(selector, nodes, xml)`: those of the nodes that pass.
fn matching(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (dom, selector) = selector(args, context)?;
    let mut found = Vec::new();
    for node in nodes(args.get_or_undefined(1), context)? {
        if passes(&dom, &node, &selector, context)? {
            found.push(node);
        }
    }
    Ok(array(found, context))
}

/// `matches(selector, node, xml)`
fn matches(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (dom, selector) = selector(args, context)?;
    let Some(node) = args.get_or_undefined(1).as_object() else { return Ok(false.into()) };
    Ok(passes(&dom, &node, &selector, context)?.into())
}

fn passes(
    dom: &Dom,
    node: &JsObject,
    selector: &Selector,
    context: &mut Context,
) -> JsResult<bool> {
    Ok(dom.is_element(node, context)? && dom.passes(node, selector, Scope::default(), context)?)
}

/// `ordered(nodes)`: the nodes in the document's order.
fn ordered(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let nodes = nodes(args.get_or_undefined(0), context)?;
    let ordered = Dom::of(context)?.ordered(nodes, context)?;
    Ok(array(ordered, context))
}

/// `textOf(node)`
fn text_of(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    match args.get_or_undefined(0).as_object() {
        Some(node) => Ok(dom.text(&[node], context)?.into()),
        None => Ok(JsString::default().into()),
    }
}

/// `textsOf(nodes)`: their texts, one after another.
fn texts_of(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let nodes = nodes(args.get_or_undefined(0), context)?;
    Ok(Dom::of(context)?.text(&nodes, context)?.into())
}

/// `above(node)`: the elements around it, the innermost first.
fn above(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    let mut above = Vec::new();
    if let Some(node) = args.get_or_undefined(0).as_object() {
        dom.climb(&node, context, |up, _| {
            above.push(up.clone());
            Ok(false)
        })?;
    }
    Ok(array(above, context))
}

/// `tags(nodes)`: those that are elements.
fn tags(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    let mut tags = Vec::new();
    for node in nodes(args.get_or_undefined(0), context)? {
        if dom.is_element(&node, context)? {
            tags.push(node);
        }
    }
    Ok(array(tags, context))
}

/// `render(node, xml, encode)`
fn render(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let is = |at: usize| args.get_or_undefined(at).to_boolean();
    let style = Style { xml: is(1), encode: is(2) };
    let dom = Dom::of(context)?;
    match args.get_or_undefined(0).as_object() {
        Some(node) => Ok(dom.render(&node, style, context)?.into()),
        None => Ok(JsString::default().into()),
    }
}

/// `elements(node)`: those in it.
fn elements(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    let Some(node) = args.get_or_undefined(0).as_object() else { return Ok(array([], context)) };
    let elements = dom.elements(&node, context)?;
    Ok(array(elements, context))
}

/// `beside(node)`: the elements beside it, and itself.
fn beside(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    let Some(node) = args.get_or_undefined(0).as_object() else { return Ok(array([], context)) };
    let beside = dom.beside(&node, context)?;
    Ok(array(beside, context))
}

/// `attribute(node, name)`: the attribute; undefined when there is none.
fn attribute(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    let name = args.get_or_undefined(1).to_string(context)?;
    let Some(node) = args.get_or_undefined(0).as_object() else { return Ok(JsValue::undefined()) };
    Ok(dom.attribute(&node, &name, context)?.unwrap_or_default())
}

/// `contains(outer, inner)`: whether a node is in an element, however deep.
fn contains(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    let (outer, inner) =
        (args.get_or_undefined(0).as_object(), args.get_or_undefined(1).as_object());
    let (Some(outer), Some(inner)) = (outer, inner) else { return Ok(false.into()) };
    Ok(dom.climb(&inner, context, |up, _| Ok(*up == outer))?.into())
}

/// The selector among some arguments: the first one, and the third tells whether it is of XML.
fn selector(args: &[JsValue], context: &mut Context) -> JsResult<(Dom, Rc<Selector>)> {
    let dom = Dom::of(context)?;
    let text = args.get_or_undefined(0).to_string(context)?;
    let key = (text, args.get_or_undefined(2).to_boolean());
    if let Some(known) = dom.selectors().borrow().get(&key) {
        return Ok((dom.clone(), known.clone()));
    }
    let made = Rc::new(selector::parse(&key.0.to_std_string_lossy(), key.1)?);
    let mut known = dom.selectors().borrow_mut();
    if known.len() >= MOST_SELECTORS {
        known.clear();
    }
    known.insert(key, made.clone());
    drop(known);
    Ok((dom, made))
}

fn nodes(value: &JsValue, context: &mut Context) -> JsResult<Vec<JsObject>> {
    Ok(items(value, context)?.iter().filter_map(JsValue::as_object).collect())
}

fn array(nodes: impl IntoIterator<Item = JsObject>, context: &mut Context) -> JsValue {
    JsArray::from_iter(nodes.into_iter().map(JsValue::from), context).into()
}
