//! The fields of nodes as scripts read and write them.

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue};

use super::super::super::builtins::define;
use super::node::{Attributes, Children, Field, Kind, Node};

/// Reads a field. Objects that inherit from a node have what the node has.
pub(super) fn get(field: Field, this: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    if let Some(node) = this.as_object().as_ref().and_then(known) {
        return Ok(read(field, &node, context));
    }
    // A proxy does not say what it stands for.
    let message = format!("'{}' is read of what is no node", field.key().to_std_string_lossy());
    Err(JsNativeError::typ().with_message(message).into())
}

/// The node that an object is, or inherits from.
pub(super) fn known(object: &JsObject) -> Option<JsObject> {
    let mut object = Some(object.clone());
    while let Some(one) = object {
        if one.is::<Node>() {
            return Some(one);
        }
        object = one.prototype();
    }
    None
}

/// Reads from the node that an object is, or inherits from; undefined when there is none.
pub(super) fn of_node(object: &JsObject, read: impl Fn(&Node) -> JsValue) -> JsValue {
    known(object).map_or_else(JsValue::undefined, |node| of(&node, read))
}

/// Writes a field. An object that inherits from a node gets a property of its own.
pub(super) fn set(
    field: Field,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let value = args.get_or_undefined(0).clone();
    let Some(object) = this.as_object() else { return Ok(JsValue::undefined()) };
    match object.downcast_mut::<Node>() {
        Some(mut node) => write(field, &mut node, value),
        None => {
            object.create_data_property_or_throw(field.key(), value, context)?;
        }
    }
    Ok(JsValue::undefined())
}

fn write(field: Field, node: &mut Node, value: JsValue) {
    match field {
        Field::Type => node.kind = Kind::of(value),
        Field::Name => node.name = value,
        Field::Attribs => node.attributes = Attributes::Value(value),
        Field::Children => node.children = Children::Value(value),
        Field::Data => node.data = value,
    }
}

/// Reads a field of a node that Rust knows.
pub(super) fn read(field: Field, object: &JsObject, context: &mut Context) -> JsValue {
    match field {
        Field::Attribs => attributes(object, context),
        Field::Children => children(object, context),
        Field::Type => of(object, |node| node.kind.value()),
        Field::Name => of(object, |node| node.name.clone()),
        Field::Data => of(object, |node| node.data.clone()),
    }
}

fn of(object: &JsObject, read: impl Fn(&Node) -> JsValue) -> JsValue {
    object.downcast_ref::<Node>().map_or_else(JsValue::undefined, |node| read(&node))
}

/// The attributes as an object, which they are from the first look on.
fn attributes(object: &JsObject, context: &Context) -> JsValue {
    let read = match object.downcast_mut::<Node>().as_deref_mut().map(|node| &mut node.attributes) {
        Some(Attributes::Read(list)) => std::mem::take(list),
        Some(Attributes::Value(value)) => return value.clone(),
        None => return JsValue::undefined(),
    };
    let made = define::object(context);
    for (key, value) in read {
        define::keyed(&made, key, value);
    }
    let made = JsValue::from(made);
    if let Some(mut node) = object.downcast_mut::<Node>() {
        node.attributes = Attributes::Value(made.clone());
    }
    made
}

/// The children as an array, which they are from the first look on.
fn children(object: &JsObject, context: &mut Context) -> JsValue {
    let nodes = match object.downcast_mut::<Node>().as_deref_mut().map(|node| &mut node.children) {
        Some(Children::Nodes(list)) => std::mem::take(list),
        Some(Children::Value(value)) => return value.clone(),
        None => return JsValue::undefined(),
    };
    let made = JsValue::from(JsArray::from_iter(nodes.into_iter().map(JsValue::from), context));
    if let Some(mut node) = object.downcast_mut::<Node>() {
        node.children = Children::Value(made.clone());
    }
    made
}
