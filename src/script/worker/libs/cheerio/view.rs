//! Reading nodes, whether they are Rust's or objects that a script put into the document.

use boa_engine::object::{IndexPropertyValues, JsObject};
use boa_engine::{Context, JsResult, JsString, JsValue, js_string};

use super::super::items::items;
use super::dom::{Dom, MAX_DEPTH, too_deep};
use super::node::{Attributes, Children, Kind, Node};

/// A node that waits for its turn in a walk, and how deep it is.
pub(super) type Waiting = (JsObject, u32);

impl Dom {
    pub(super) fn kind(&self, object: &JsObject, context: &mut Context) -> JsResult<Kind> {
        if let Some(node) = self.node(object) {
            return Ok(node.kind.clone());
        }
        Ok(Kind::of(object.get(js_string!("type"), context)?))
    }

    pub(super) fn is_element(&self, object: &JsObject, context: &mut Context) -> JsResult<bool> {
        if let Some(node) = self.node(object) {
            return Ok(node.kind.is_element());
        }
        Ok(self.kind(object, context)?.is_element())
    }

    pub(super) fn name(&self, object: &JsObject, context: &mut Context) -> JsResult<JsValue> {
        if let Some(node) = self.node(object) {
            return Ok(node.name.clone());
        }
        object.get(js_string!("name"), context)
    }

    /// Tells whether a node has this name.
    pub(super) fn is_named(
        &self,
        object: &JsObject,
        name: &JsString,
        context: &mut Context,
    ) -> JsResult<bool> {
        if let Some(node) = self.node(object) {
            return Ok(node.name.as_string().as_ref() == Some(name));
        }
        Ok(self.name(object, context)?.as_string().as_ref() == Some(name))
    }

    pub(super) fn data(&self, object: &JsObject, context: &mut Context) -> JsResult<JsValue> {
        if let Some(node) = self.node(object) {
            return Ok(node.data.clone());
        }
        object.get(js_string!("data"), context)
    }

    /// An attribute of a node's own.
    pub(super) fn attribute(
        &self,
        object: &JsObject,
        key: &JsString,
        context: &mut Context,
    ) -> JsResult<Option<JsValue>> {
        let attributes = match self.node(object).as_deref().map(|node| &node.attributes) {
            Some(Attributes::Read(list)) => {
                let found = list.iter().find(|(name, _)| name == key);
                return Ok(found.map(|(_, value)| value.clone().into()));
            }
            Some(Attributes::Value(value)) => Some(value.clone()),
            None => None,
        };
        let attributes = match attributes {
            Some(value) => value,
            None => object.get(js_string!("attribs"), context)?,
        };
        let Some(attributes) = attributes.as_object() else { return Ok(None) };
        let own = attributes.borrow().properties().get(&key.clone().into());
        if let Some(value) = own.as_ref().and_then(|property| property.value()) {
            return Ok(Some(value.clone()));
        }
        let has = |context: &mut Context| attributes.has_own_property(key.clone(), context);
        if own.is_none() && (attributes.is_ordinary() || !has(context)?) {
            return Ok(None);
        }
        attributes.get(key.clone(), context).map(Some)
    }

    /// What is in a node, as it is there.
    fn children_value(&self, object: &JsObject, context: &mut Context) -> JsResult<JsValue> {
        match self.node(object).as_deref().map(|node| &node.children) {
            Some(Children::Value(value)) => return Ok(value.clone()),
            Some(Children::Nodes(_)) | None => {}
        }
        object.get(js_string!("children"), context)
    }

    /// The nodes in a node; whatever else a script put there is passed by.
    pub(super) fn children(
        &self,
        object: &JsObject,
        context: &mut Context,
    ) -> JsResult<Vec<JsObject>> {
        if let Some(Children::Nodes(list)) = self.node(object).as_deref().map(|node| &node.children)
        {
            return Ok(list.clone());
        }
        let children = self.children_value(object, context)?;
        let children = items(&children, context)?;
        Ok(children.iter().filter_map(JsValue::as_object).collect())
    }

    /// Puts what is in a node on top of what waits, the first child uppermost.
    pub(super) fn push_children(
        &self,
        object: &JsObject,
        depth: u32,
        waiting: &mut Vec<Waiting>,
        context: &mut Context,
    ) -> JsResult<()> {
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        if let Some(Children::Nodes(list)) = self.node(object).as_deref().map(|node| &node.children)
        {
            waiting.extend(list.iter().rev().map(|child| (child.clone(), depth)));
            return Ok(());
        }
        let children = self.children_value(object, context)?;
        let Some(array) = children.as_object() else { return Ok(()) };
        if let IndexPropertyValues::DenseElement(list) =
            array.borrow().properties().index_property_values()
        {
            let list = list.rev().filter_map(JsValue::as_object);
            waiting.extend(list.map(|child| (child, depth)));
            return Ok(());
        }
        let list = items(&children, context)?;
        let list = list.iter().rev().filter_map(JsValue::as_object);
        waiting.extend(list.map(|child| (child, depth)));
        Ok(())
    }

    /// The elements in a node.
    pub(super) fn elements(
        &self,
        object: &JsObject,
        context: &mut Context,
    ) -> JsResult<Vec<JsObject>> {
        let mut elements = Vec::new();
        for child in self.children(object, context)? {
            if self.is_element(&child, context)? {
                elements.push(child);
            }
        }
        Ok(elements)
    }

    /// What a node is in: an element or the root.
    pub(super) fn up(
        &self,
        object: &JsObject,
        context: &mut Context,
    ) -> JsResult<Option<JsObject>> {
        // No property that a script sees says it, so that the shape says nothing either.
        if let Some(node) = object.downcast_ref::<Node>() {
            return Ok(node.up.as_object());
        }
        Ok(object.get(self.up_key().clone(), context)?.as_object())
    }

    /// The element that a node is in. Those in the root have none, unless they were put there: they
    /// have the root then.
    pub(super) fn parent(
        &self,
        object: &JsObject,
        context: &mut Context,
    ) -> JsResult<Option<JsObject>> {
        let known = self.node(object).map(|node| (node.up.as_object(), node.moved));
        match known {
            Some((Some(up), false)) => {
                let is_root = self.kind(&up, context)?.is_root();
                Ok((!is_root).then_some(up))
            }
            Some((up, _)) => Ok(up),
            None => Ok(object.get(js_string!("parent"), context)?.as_object()),
        }
    }

    /// The outermost node around one.
    pub(super) fn top(&self, object: &JsObject, context: &mut Context) -> JsResult<JsObject> {
        let mut top = object.clone();
        for _ in 0..=MAX_DEPTH {
            match self.up(&top, context)? {
                Some(up) => top = up,
                None => return Ok(top),
            }
        }
        Err(too_deep())
    }
}
