//! What cheerio's JavaScript gets done here. Nodes that are no objects are passed by.

use std::rc::Rc;

use boa_engine::native_function::NativeFunctionPointer;
use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsArgs, JsObject, JsResult, JsString, JsValue};

use super::super::items::items;
use super::dom::Dom;
use super::make::Reading;
use super::matching::Scope;
use super::render::Style;
use super::selector::{self, Selector};
use super::{list, words};

/// Selectors that are kept: scripts ask the same again and again.
const MOST_SELECTORS: usize = 200;

/// The functions: name, number of parameters, code.
pub(super) const ALL: &[(&str, usize, NativeFunctionPointer)] = &[
    ("read", 4, read),
    ("root", 0, root),
    ("text", 2, text),
    ("copy", 1, copy),
    ("select", 3, select),
    ("matching", 3, matching),
    ("matches", 3, matches),
    ("ordered", 1, ordered),
    ("textOf", 1, text_of),
    ("textsOf", 1, texts_of),
    ("render", 3, render),
    ("elements", 1, elements),
    ("before", 1, before),
    ("after", 1, after),
    ("above", 1, above),
    ("tags", 1, tags),
    ("attribute", 2, attribute),
    ("contains", 2, contains),
    ("words", 1, words::words),
    ("flat", 1, list::flat),
    ("list", 4, list::list),
    ("listed", 1, list::listed),
    ("unique", 1, list::unique),
    ("without", 2, list::without),
];

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

/// `before(node)`: the elements beside it that come first, the nearest one before the others.
fn before(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (mut nodes, place) = nodes_around(args, context)?;
    nodes.truncate(place);
    nodes.reverse();
    elements_of(nodes, context)
}

/// `after(node)`: the elements beside it that come later.
fn after(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (nodes, place) = nodes_around(args, context)?;
    elements_of(nodes.into_iter().skip(place + 1), context)
}

/// The nodes in what a node is in, and its place among them.
fn nodes_around(args: &[JsValue], context: &mut Context) -> JsResult<(Vec<JsObject>, usize)> {
    let dom = Dom::of(context)?;
    let Some(node) = args.get_or_undefined(0).as_object() else { return Ok((Vec::new(), 0)) };
    let Some(up) = dom.up(&node, context)? else { return Ok((Vec::new(), 0)) };
    let nodes = dom.children(&up, context)?;
    let place = nodes.iter().position(|one| *one == node);
    Ok(place.map_or_else(|| (Vec::new(), 0), |place| (nodes, place)))
}

/// Those of the nodes that are elements.
fn elements_of(
    nodes: impl IntoIterator<Item = JsObject>,
    context: &mut Context,
) -> JsResult<JsValue> {
    let dom = Dom::of(context)?;
    let mut elements = Vec::new();
    for node in nodes {
        if dom.is_element(&node, context)? {
            elements.push(node);
        }
    }
    Ok(array(elements, context))
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
    let nodes = nodes(args.get_or_undefined(0), context)?;
    elements_of(nodes, context)
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
