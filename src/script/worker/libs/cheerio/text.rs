//! The text of nodes.

use boa_engine::{Context, JsObject, JsResult, JsString};

use super::super::super::builtins::js_text;
use super::dom::Dom;
use super::node::Kind;
use super::view::Waiting;

impl Dom {
    /// What `text()` says of nodes: all texts in them.
    pub(super) fn text(&self, nodes: &[JsObject], context: &mut Context) -> JsResult<JsString> {
        self.texts(nodes, false, context)
    }

    /// What `:contains` looks at: as [`Dom::text`], without what is neither element nor text.
    pub(super) fn inner_text(&self, node: &JsObject, context: &mut Context) -> JsResult<JsString> {
        self.texts(std::slice::from_ref(node), true, context)
    }

    fn texts(&self, nodes: &[JsObject], strict: bool, context: &mut Context) -> JsResult<JsString> {
        let mut parts = Vec::new();
        let mut waiting: Vec<Waiting> = nodes.iter().rev().map(|node| (node.clone(), 0)).collect();
        while let Some((node, depth)) = waiting.pop() {
            match self.kind(&node, context)? {
                Kind::Text => parts.push(self.data(&node, context)?.to_string(context)?),
                Kind::Comment => {}
                Kind::Other(_) | Kind::Directive | Kind::Root if strict => {}
                _ => self.push_children(&node, depth + 1, &mut waiting, context)?,
            }
        }
        Ok(joined(parts))
    }
}

fn joined(mut parts: Vec<JsString>) -> JsString {
    if parts.len() == 1 {
        return parts.pop().unwrap_or_default();
    }
    let joined = JsString::concat_array(&parts.iter().map(JsString::as_str).collect::<Vec<_>>());
    // Large texts are stored as regular expressions read them.
    match joined.to_std_string() {
        Ok(text) if text.len() > 1024 => js_text(&text),
        _ => joined,
    }
}
