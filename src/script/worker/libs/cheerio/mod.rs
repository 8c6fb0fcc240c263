//! cheerio's documents: their nodes, the selectors, and whatever goes through all of a document.
//!
//! Nodes are live objects that scripts may change in every way. Rust reads its own fields of those
//! that are as it made them, and asks the properties of all others.

mod dom;
mod fields;
mod functions;
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

use boa_engine::{Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue};

use super::super::builtins::define;
use dom::Dom;

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
    let object = JsObject::with_object_proto(context.intrinsics());
    for (name, length, body) in functions::ALL {
        define::method(&object, name, *length, *body, context);
    }
    Ok(object.into())
}

/// Tells whether an object is a node that Rust made.
pub(super) fn is_node(object: &JsObject) -> bool {
    object.is::<node::Node>()
}

/// `isNode(value)`
pub(super) fn is_node_value(_: &JsValue, args: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(args.get_or_undefined(0).as_object().is_some_and(|object| is_node(&object)).into())
}
