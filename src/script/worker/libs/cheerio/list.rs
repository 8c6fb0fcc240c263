//! The lists of nodes that cheerio's methods take and give.

use std::collections::HashSet;

use boa_engine::builtins::object::OrdinaryObject;
use boa_engine::object::IndexPropertyValues;
use boa_engine::object::builtins::JsArray;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsArgs, JsObject, JsResult, JsValue, js_string};

use super::super::super::builtins::define;
use super::super::items::items;

/// `list(prototype, items, $, before)`: an object of cheerio's with these items, of the document
/// `$`, that came from another one.
pub(super) fn list(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = args.get_or_undefined(0).as_object();
    let items = items(args.get_or_undefined(1), context)?;
    let list = define::shaped(prototype, OrdinaryObject, context);
    let length = items.len();
    for (at, item) in items.into_iter().enumerate() {
        let property = PropertyDescriptor::builder().value(item).writable(true).enumerable(true);
        list.insert_property(at, property.configurable(true));
    }
    define::keyed(&list, js_string!("length"), length);
    define::hidden(&list, "$", args.get_or_undefined(2).clone());
    let before = args.get_or_undefined(3);
    if before.is_object() {
        define::hidden(&list, "prevObject", before.clone());
    }
    Ok(list.into())
}

/// `listed(list)`: the items of an object with a `length` as an array.
pub(super) fn listed(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(list) = args.get_or_undefined(0).as_object() else {
        return Ok(JsArray::new(context)?.into());
    };
    let length = list.get(js_string!("length"), context)?.to_length(context)?;
    let dense = match list.borrow().properties().index_property_values() {
        IndexPropertyValues::DenseElement(items) if items.len() as u64 == length => {
            Some(items.as_slice().to_vec())
        }
        _ => None,
    };
    let items = match dense {
        Some(items) => items,
        None => (0..length).map(|at| list.get(at, context)).collect::<JsResult<_>>()?,
    };
    Ok(JsArray::from_iter(items, context).into())
}

/// `unique(nodes)`: every node once; what is nothing is left out.
pub(super) fn unique(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mut seen: HashSet<JsObject> = HashSet::new();
    let mut kept: Vec<JsValue> = Vec::new();
    for item in items(args.get_or_undefined(0), context)? {
        let is_new = match item.as_object() {
            Some(object) => seen.insert(object),
            None => item.to_boolean() && !kept.iter().any(|one| one.strict_equals(&item)),
        };
        if is_new {
            kept.push(item);
        }
    }
    Ok(JsArray::from_iter(kept, context).into())
}

/// `without(nodes, others)`: the nodes that are not among the others.
pub(super) fn without(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let others = items(args.get_or_undefined(1), context)?;
    let others: HashSet<JsObject> = others.iter().filter_map(JsValue::as_object).collect();
    let mut nodes = items(args.get_or_undefined(0), context)?;
    nodes.retain(|node| node.as_object().is_none_or(|node| !others.contains(&node)));
    Ok(JsArray::from_iter(nodes, context).into())
}

/// `flat(lists)`: the items of all the arrays, and what is no array.
pub(super) fn flat(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mut flat = Vec::new();
    for list in items(args.get_or_undefined(0), context)? {
        if list.as_object().is_some_and(|list| list.is_array()) {
            flat.extend(items(&list, context)?);
        } else {
            flat.push(list);
        }
    }
    Ok(JsArray::from_iter(flat, context).into())
}
