//! The ways through a document: finding elements, and the order of those found.

use std::collections::{HashMap, HashSet};

use boa_engine::{Context, JsObject, JsResult};

use super::dom::{Dom, MAX_DEPTH, too_deep};
use super::matching::Scope;
use super::selector::Selector;

impl Dom {
    /// Visits the elements below some nodes in the order of the document, until a visit says that
    /// it is enough.
    pub(super) fn walk(
        &self,
        roots: &[JsObject],
        context: &mut Context,
        mut visit: impl FnMut(&JsObject, &mut Context) -> JsResult<bool>,
    ) -> JsResult<()> {
        let mut waiting = Vec::new();
        for root in roots.iter().rev() {
            self.push_children(root, 0, &mut waiting, context)?;
        }
        while let Some((node, depth)) = waiting.pop() {
            if !self.is_element(&node, context)? {
                continue;
            }
            if !visit(&node, context)? {
                break;
            }
            self.push_children(&node, depth + 1, &mut waiting, context)?;
        }
        Ok(())
    }

    /// The elements below some nodes that pass a selector.
    pub(super) fn select(
        &self,
        selector: &Selector,
        roots: &[JsObject],
        context: &mut Context,
    ) -> JsResult<Vec<JsObject>> {
        let mut is_strict = true;
        for root in roots {
            is_strict = is_strict && self.parent(root, context)?.is_some();
        }
        let scope = Scope { nodes: roots, is_strict };
        let mut found = Vec::new();
        self.walk(&self.outermost(roots, context)?, context, |element, context| {
            if self.passes(element, selector, scope, context)? {
                found.push(element.clone());
            }
            Ok(true)
        })?;
        Ok(found)
    }

    /// The nodes without those that are in others.
    fn outermost(&self, nodes: &[JsObject], context: &mut Context) -> JsResult<Vec<JsObject>> {
        if nodes.len() < 2 {
            return Ok(nodes.to_vec());
        }
        let all: HashSet<&JsObject> = nodes.iter().collect();
        let mut seen = HashSet::new();
        let mut outermost = Vec::new();
        for node in nodes {
            if seen.insert(node) && !self.climb(node, context, |up, _| Ok(all.contains(up)))? {
                outermost.push(node.clone());
            }
        }
        Ok(outermost)
    }

    /// Goes through the elements around a node, the innermost first, until one is what is looked
    /// for; tells whether there is one.
    pub(super) fn climb(
        &self,
        node: &JsObject,
        context: &mut Context,
        mut is_it: impl FnMut(&JsObject, &mut Context) -> JsResult<bool>,
    ) -> JsResult<bool> {
        let mut node = node.clone();
        for _ in 0..=MAX_DEPTH {
            let Some(parent) = self.parent(&node, context)? else { return Ok(false) };
            if is_it(&parent, context)? {
                return Ok(true);
            }
            node = parent;
        }
        Err(too_deep())
    }

    /// Puts nodes in the order of the document of the first one; those of others come first.
    pub(super) fn ordered(
        &self,
        mut nodes: Vec<JsObject>,
        context: &mut Context,
    ) -> JsResult<Vec<JsObject>> {
        let Some(first) = nodes.first() else { return Ok(nodes) };
        let top = self.top(first, context)?;
        let mut places: HashMap<&JsObject, usize> = nodes.iter().map(|node| (node, 0)).collect();
        let mut place = 0;
        self.walk(&[top], context, |element, _| {
            place += 1;
            if let Some(known) = places.get_mut(element) {
                *known = place;
            }
            Ok(true)
        })?;
        let mut order: Vec<(usize, JsObject)> =
            nodes.iter().map(|node| (places[node], node.clone())).collect();
        order.sort_by_key(|(place, _)| *place);
        nodes = order.into_iter().map(|(_, node)| node).collect();
        Ok(nodes)
    }
}
