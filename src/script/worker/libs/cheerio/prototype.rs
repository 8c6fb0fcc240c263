//! What nodes inherit: the ways to other nodes, and the names of the DOM for what they have.

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsValue, NativeFunction, js_string,
};

use super::dom::Dom;
use super::fields;
use super::node::{Kind, Node};

type Get = fn(&Dom, &JsObject, &mut Context) -> JsResult<JsValue>;
type Set = fn(&Dom, &JsObject, JsValue, &mut Context) -> JsResult<()>;

const ACCESSORS: &[(&str, Get, Option<Set>)] = &[
    (
        "tagName",
        |_, node, context| or_null(node, "name", context),
        Some(|_, node, value, context| set(node, "name", value, context)),
    ),
    ("parent", parent, Some(set_parent)),
    ("root", root, None),
    ("next", |dom, node, context| beside(dom, node, 1, context), None),
    ("prev", |dom, node, context| beside(dom, node, -1, context), None),
    (
        "childNodes",
        |_, node, context| or_null(node, "children", context),
        Some(|_, node, value, context| set(node, "children", value, context)),
    ),
    ("parentNode", parent, Some(set_parent)),
    ("nextSibling", |dom, node, context| beside(dom, node, 1, context), None),
    ("previousSibling", |dom, node, context| beside(dom, node, -1, context), None),
    ("firstChild", |dom, node, context| child(dom.children(node, context)?.first()), None),
    ("lastChild", |dom, node, context| child(dom.children(node, context)?.last()), None),
    ("nodeType", node_type, None),
    (
        "nodeValue",
        |_, node, context| or_null(node, "data", context),
        Some(|_, node, value, context| set(node, "data", value, context)),
    ),
];

/// Gives the prototype of nodes its accessors.
pub(super) fn arrange(dom: &Dom, context: &mut Context) {
    for (name, get, set) in ACCESSORS {
        define(dom, JsString::from(*name).into(), *get, *set, context);
    }
    define(dom, dom.up_key().clone().into(), up, Some(set_up), context);
    define(dom, dom.moved_key().clone().into(), moved, Some(set_moved), context);
}

fn define(dom: &Dom, key: PropertyKey, get: Get, set: Option<Set>, context: &mut Context) {
    let getter = NativeFunction::from_copy_closure(move |this, _, context| {
        let Some(object) = this.as_object() else { return Ok(JsValue::undefined()) };
        let dom = Dom::of(context)?;
        get(&dom, &object, context)
    });
    let mut property = PropertyDescriptor::builder()
        .get(FunctionObjectBuilder::new(context.realm(), getter).build())
        .enumerable(false)
        .configurable(true);
    if let Some(set) = set {
        let setter = NativeFunction::from_copy_closure(move |this, args, context| {
            if let Some(object) = this.as_object() {
                let dom = Dom::of(context)?;
                set(&dom, &object, args.get_or_undefined(0).clone(), context)?;
            }
            Ok(JsValue::undefined())
        });
        property = property.set(FunctionObjectBuilder::new(context.realm(), setter).build());
    }
    dom.prototype().insert_property(key, property);
}

fn up(_: &Dom, object: &JsObject, _: &mut Context) -> JsResult<JsValue> {
    Ok(fields::of_node(object, |node| node.up.clone()))
}

fn moved(_: &Dom, object: &JsObject, _: &mut Context) -> JsResult<JsValue> {
    Ok(fields::of_node(object, |node| node.moved.into()))
}

fn set_up(dom: &Dom, object: &JsObject, value: JsValue, context: &mut Context) -> JsResult<()> {
    if let Some(mut node) = object.downcast_mut::<Node>() {
        node.up = value;
        return Ok(());
    }
    object.create_data_property_or_throw(dom.up_key().clone(), value, context).map(drop)
}

fn set_moved(dom: &Dom, object: &JsObject, value: JsValue, context: &mut Context) -> JsResult<()> {
    if let Some(mut node) = object.downcast_mut::<Node>() {
        node.moved = value.to_boolean();
        return Ok(());
    }
    object.create_data_property_or_throw(dom.moved_key().clone(), value, context).map(drop)
}

fn set_parent(dom: &Dom, object: &JsObject, value: JsValue, context: &mut Context) -> JsResult<()> {
    if object.is::<Node>() {
        return set_up(dom, object, value, context);
    }
    object.create_data_property_or_throw(js_string!("parent"), value, context).map(drop)
}

fn set(object: &JsObject, name: &str, value: JsValue, context: &mut Context) -> JsResult<()> {
    object.set(JsString::from(name), value, true, context).map(drop)
}

/// A field, or null when there is nothing in it.
fn or_null(node: &JsObject, name: &str, context: &mut Context) -> JsResult<JsValue> {
    let value = node.get(JsString::from(name), context)?;
    Ok(if value.to_boolean() { value } else { JsValue::null() })
}

/// See [`Dom::parent`].
fn parent(dom: &Dom, object: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    match place(dom, object, context)? {
        (Some(up), true) => Ok(up.into()),
        (Some(up), false) if !dom.kind(&up, context)?.is_root() => Ok(up.into()),
        _ => Ok(JsValue::null()),
    }
}

/// The root of an element at the top. What was put where it is has none.
fn root(dom: &Dom, object: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    match place(dom, object, context)? {
        (_, true) => Ok(JsValue::null()),
        (Some(up), false) if dom.kind(&up, context)?.is_root() => Ok(up.into()),
        _ => Ok(JsValue::undefined()),
    }
}

/// What a node is in, and whether it was put there.
fn place(
    dom: &Dom,
    object: &JsObject,
    context: &mut Context,
) -> JsResult<(Option<JsObject>, bool)> {
    let moved = object.get(dom.moved_key().clone(), context)?.to_boolean();
    Ok((dom.up(object, context)?, moved))
}

/// The node some places further among those in the same.
fn beside(dom: &Dom, node: &JsObject, step: isize, context: &mut Context) -> JsResult<JsValue> {
    let Some(up) = dom.up(node, context)? else { return Ok(JsValue::null()) };
    let nodes = dom.children(&up, context)?;
    let node = fields::known(node).unwrap_or_else(|| node.clone());
    let place = nodes.iter().position(|one| *one == node);
    child(place.and_then(|place| nodes.get(place.checked_add_signed(step)?)))
}

#[expect(clippy::unnecessary_wraps, reason = "what it is given to can fail")]
fn child(node: Option<&JsObject>) -> JsResult<JsValue> {
    Ok(node.map_or_else(JsValue::null, |node| node.clone().into()))
}

fn node_type(dom: &Dom, node: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    Ok(match dom.kind(node, context)? {
        Kind::Text => 3.into(),
        Kind::CData => 4.into(),
        Kind::Comment => 8.into(),
        _ => 1.into(),
    })
}
