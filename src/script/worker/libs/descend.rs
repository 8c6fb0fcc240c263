//! `cheerio`'s walk through a document: most of what a selector costs.

use boa_engine::object::builtins::JsArray;
use boa_engine::object::{IndexPropertyValues, JsObject};
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};

/// `descend(roots, name?, kind?, id?)`: the elements below these nodes, in the order of the
/// document. Elements that do not have the name, class or id may be left out: the rest of a selector
/// is up to the caller.
pub(super) fn descend(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = |at: usize| args.get_or_undefined(at).as_string();
    let wanted = Wanted { name: text(1), kind: text(2), id: text(3) };
    let mut waiting = items(args.get_or_undefined(0), context)?;
    // The roots themselves are not below anything.
    let mut roots = waiting.len();
    waiting.reverse();
    let mut found = Vec::new();
    while let Some(node) = waiting.pop() {
        let is_root = waiting.len() < roots;
        roots = roots.min(waiting.len());
        let Some(node) = node.as_object() else { continue };
        if !is_root {
            if !is_element(&node, context)? {
                continue;
            }
            if wanted.fits(&node, context)? {
                found.push(JsValue::from(node.clone()));
            }
        }
        let children = node.get(js_string!("children"), context)?;
        waiting.extend(items(&children, context)?.into_iter().rev());
    }
    Ok(JsArray::from_iter(found, context).into())
}

/// What elements are asked for.
struct Wanted {
    name: Option<JsString>,
    kind: Option<JsString>,
    id: Option<JsString>,
}

impl Wanted {
    fn fits(&self, node: &JsObject, context: &mut Context) -> JsResult<bool> {
        if let Some(name) = &self.name
            && node.get(js_string!("name"), context)?.as_string().as_ref() != Some(name)
        {
            return Ok(false);
        }
        if self.kind.is_none() && self.id.is_none() {
            return Ok(true);
        }
        let attributes = node.get(js_string!("attribs"), context)?;
        let Some(attributes) = attributes.as_object() else { return Ok(true) };
        if let Some(id) = &self.id
            && attributes.get(js_string!("id"), context)?.as_string().as_ref() != Some(id)
        {
            return Ok(false);
        }
        let Some(kind) = &self.kind else { return Ok(true) };
        let class = attributes.get(js_string!("class"), context)?;
        Ok(match class.as_string() {
            Some(class) if class == *kind => true,
            Some(class) if class.len() > kind.len() => {
                let (class, kind) = (class.to_std_string_lossy(), kind.to_std_string_lossy());
                class.split(char::is_whitespace).any(|one| one == kind)
            }
            Some(_) => false,
            None => !class.is_undefined(),
        })
    }
}

fn is_element(node: &JsObject, context: &mut Context) -> JsResult<bool> {
    let kind = node.get(js_string!("type"), context)?;
    let Some(kind) = kind.as_string() else { return Ok(false) };
    Ok(["tag", "script", "style"].iter().any(|element| kind == *element))
}

/// The items of an array.
pub(super) fn items(value: &JsValue, context: &mut Context) -> JsResult<Vec<JsValue>> {
    let Some(array) = value.as_object() else { return Ok(Vec::new()) };
    if let IndexPropertyValues::DenseElement(items) =
        array.borrow().properties().index_property_values()
    {
        return Ok(items.cloned().collect());
    }
    let length = array.get(js_string!("length"), context)?.to_length(context)?;
    (0..length).map(|at| array.get(at, context)).collect()
}
