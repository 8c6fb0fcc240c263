//! The pseudo-classes of selectors.

use boa_engine::{Context, JsObject, JsResult, JsString, js_string};

use super::dom::Dom;
use super::matching::Scope;
use super::node::Kind;
use super::selector::{Nth, Pseudo, Selector};

impl Dom {
    /// Tells whether an element is of a pseudo-class.
    pub(super) fn passes_pseudo(
        &self,
        element: &JsObject,
        pseudo: &Pseudo,
        scope: Scope<'_>,
        context: &mut Context,
    ) -> JsResult<bool> {
        match pseudo {
            Pseudo::Contains(part) => {
                Ok(self.inner_text(element, context)?.to_std_string_lossy().contains(part))
            }
            Pseudo::ContainsInAnyCase(part) => {
                let text = self.inner_text(element, context)?.to_std_string_lossy();
                Ok(text.to_lowercase().contains(part))
            }
            Pseudo::Nth { nth, from_end, of_type } => {
                if nth.allows_all() {
                    return Ok(self.parent(element, context)?.is_some());
                }
                let place = self.place(element, *from_end, *of_type, context)?;
                Ok(nth.allows(place))
            }
            Pseudo::Only { of_type } => Ok(Nth::FIRST
                .allows(self.place(element, false, *of_type, context)?)
                && Nth::FIRST.allows(self.place(element, true, *of_type, context)?)),
            Pseudo::Not(selector) => Ok(!self.passes(element, selector, scope, context)?),
            Pseudo::Matches(selector) => self.passes(element, selector, scope, context),
            Pseudo::Has(selector) => self.has(element, selector, context),
            Pseudo::Root => Ok(self.parent(element, context)?.is_none()),
            Pseudo::Scope => self.is_scope(element, scope, context),
            Pseudo::Empty => self.is_empty(element, context),
            Pseudo::Parent => Ok(!self.is_empty(element, context)?),
            _ => self.passes_form(element, pseudo, context),
        }
    }

    /// Those that go by the names and attributes of elements.
    fn passes_form(
        &self,
        element: &JsObject,
        pseudo: &Pseudo,
        context: &mut Context,
    ) -> JsResult<bool> {
        let kind = js_string!("type");
        match pseudo {
            Pseudo::Type(value) => {
                Ok(self.text_attribute(element, &kind, context)?.as_ref() == Some(value))
            }
            Pseudo::Attribute(name) => self.has_attribute(element, name, context),
            Pseudo::NoAttribute(name) => Ok(!self.has_attribute(element, name, context)?),
            Pseudo::Selected => self.is_selected(element, context),
            Pseudo::Checked => Ok(self.has_attribute(element, &js_string!("checked"), context)?
                || self.is_selected(element, context)?),
            Pseudo::Header => {
                self.is_one_of(element, &["h1", "h2", "h3", "h4", "h5", "h6"], context)
            }
            Pseudo::Input => {
                self.is_one_of(element, &["input", "textarea", "select", "button"], context)
            }
            Pseudo::Button => {
                let button = js_string!("button");
                Ok(self.is_named(element, &button, context)?
                    || self.is_named(element, &js_string!("input"), context)?
                        && self.text_attribute(element, &kind, context)? == Some(button))
            }
            Pseudo::Text => {
                if !self.is_named(element, &js_string!("input"), context)? {
                    return Ok(false);
                }
                let kind = self.text_attribute(element, &kind, context)?.unwrap_or_default();
                Ok(kind.is_empty() || kind.to_std_string_lossy().to_lowercase() == "text")
            }
            _ => Ok(false),
        }
    }

    fn has_attribute(
        &self,
        element: &JsObject,
        name: &JsString,
        context: &mut Context,
    ) -> JsResult<bool> {
        Ok(self.attribute(element, name, context)?.is_some())
    }

    fn is_one_of(
        &self,
        element: &JsObject,
        names: &[&str],
        context: &mut Context,
    ) -> JsResult<bool> {
        let name = self.name(element, context)?.as_string();
        Ok(name.is_some_and(|name| names.iter().any(|one| name == *one)))
    }

    /// The place of an element among its siblings, or those with its name, from one.
    fn place(
        &self,
        element: &JsObject,
        from_end: bool,
        of_type: bool,
        context: &mut Context,
    ) -> JsResult<usize> {
        let mut siblings = self.siblings(element, context)?;
        if from_end {
            siblings.reverse();
        }
        let name = self.name(element, context)?;
        let mut place = 1;
        for one in siblings {
            if one == *element {
                break;
            }
            place += usize::from(!of_type || self.name(&one, context)? == name);
        }
        Ok(place)
    }

    fn is_empty(&self, element: &JsObject, context: &mut Context) -> JsResult<bool> {
        for child in self.children(element, context)? {
            let kind = self.kind(&child, context)?;
            if kind.is_element() || matches!(kind, Kind::Text) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn has(
        &self,
        element: &JsObject,
        selector: &Selector,
        context: &mut Context,
    ) -> JsResult<bool> {
        let nodes = std::slice::from_ref(element);
        let scope = if selector.has_combinators() {
            Scope { nodes, is_strict: true }
        } else {
            Scope::default()
        };
        let mut found = false;
        self.walk(nodes, context, |one, context| {
            found = self.passes(one, selector, scope, context)?;
            Ok(!found)
        })?;
        Ok(found)
    }

    /// An option that is selected, or the first of those of which none is.
    fn is_selected(&self, element: &JsObject, context: &mut Context) -> JsResult<bool> {
        let selected = js_string!("selected");
        if self.has_attribute(element, &selected, context)? {
            return Ok(true);
        }
        if !self.is_named(element, &js_string!("option"), context)? {
            return Ok(false);
        }
        let Some(parent) = self.parent(element, context)? else { return Ok(false) };
        if !self.is_named(&parent, &js_string!("select"), context)?
            || self.has_attribute(&parent, &js_string!("multiple"), context)?
        {
            return Ok(false);
        }
        let options = self.elements(&parent, context)?;
        if options.first() != Some(element) {
            return Ok(false);
        }
        for option in &options[1..] {
            if self.has_attribute(option, &selected, context)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
