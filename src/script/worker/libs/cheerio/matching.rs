//! Whether elements pass selectors, from right to left as css-select 1.2 tells it.

use boa_engine::{Context, JsObject, JsResult, JsString, JsValue};

use super::dom::Dom;
use super::selector::{Action, AttributeTest, Combinator, Group, Selector, Step, Test};
use super::words;

/// Where elements are looked for.
#[derive(Clone, Copy, Default)]
pub(super) struct Scope<'a> {
    /// The elements below or beside which it is; none when it is anywhere.
    pub(super) nodes: &'a [JsObject],
    /// Whether all that a selector tells of has to be there.
    pub(super) is_strict: bool,
}

impl Dom {
    /// Tells whether an element passes a selector.
    pub(super) fn passes(
        &self,
        element: &JsObject,
        selector: &Selector,
        scope: Scope<'_>,
        context: &mut Context,
    ) -> JsResult<bool> {
        for group in &selector.groups {
            let search = Search { dom: self, group, scope };
            if search.passes(element, group.steps.len() - 1, context)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn passes_attribute(
        &self,
        element: &JsObject,
        test: &AttributeTest,
        context: &mut Context,
    ) -> JsResult<bool> {
        let value = self.attribute(element, &test.name, context)?;
        if test.action == Action::Exists {
            return Ok(value.is_some());
        }
        let text = match value.filter(|value| !value.is_null_or_undefined()) {
            Some(value) => Some(value.as_string().map_or_else(|| value.to_string(context), Ok)?),
            None => None,
        };
        let Some(text) = text else {
            return Ok(test.action == Action::Not && !test.value.is_empty() && !test.ignore_case);
        };
        Ok(if test.ignore_case {
            compare(test.action, &words::lower(&text), &words::lower(&test.value))
        } else {
            compare(test.action, &text, &test.value)
        })
    }
}

/// Compares what an attribute is with what a selector says of it.
fn compare(action: Action, text: &JsString, value: &JsString) -> bool {
    match action {
        Action::Exists => true,
        Action::Equals => text == value,
        Action::Not if value.is_empty() => !text.is_empty(),
        Action::Not => text != value,
        Action::Word => words::has_word(text, value),
        Action::Start => !value.is_empty() && text.starts_with(value.as_str()),
        Action::End => !value.is_empty() && text.ends_with(value.as_str()),
        Action::Any => !value.is_empty() && text.index_of(value.as_str(), 0).is_some(),
        Action::Hyphen => {
            text.starts_with(value.as_str())
                && text.code_unit_at(value.len()).is_none_or(|next| next == u16::from(b'-'))
        }
    }
}

/// One group of a selector.
struct Search<'a> {
    dom: &'a Dom,
    group: &'a Group,
    scope: Scope<'a>,
}

impl Search<'_> {
    /// Tells whether an element passes the steps up to one.
    fn passes(&self, element: &JsObject, at: usize, context: &mut Context) -> JsResult<bool> {
        let Step { combinator, tests } = &self.group.steps[at];
        for test in tests {
            if !self.test(element, test, context)? {
                return Ok(false);
            }
        }
        match combinator {
            Combinator::Start => self.starts(element, context),
            Combinator::Descendant => self.above(element, at, context),
            Combinator::Child => match self.dom.parent(element, context)? {
                Some(parent) => self.before(&parent, at, context),
                None => Ok(false),
            },
            Combinator::Parent => self.any(self.dom.elements(element, context)?, at, context),
            Combinator::Sibling => self.any(self.earlier(element, context)?, at, context),
            Combinator::Adjacent => match self.earlier(element, context)?.pop() {
                Some(previous) => self.before(&previous, at, context),
                None => Ok(false),
            },
        }
    }

    /// The step before; before the first one is the place from which elements are looked for.
    fn before(&self, element: &JsObject, at: usize, context: &mut Context) -> JsResult<bool> {
        match at.checked_sub(1) {
            Some(before) => self.passes(element, before, context),
            None => self.dom.is_scope(element, self.scope, context),
        }
    }

    fn any(&self, elements: Vec<JsObject>, at: usize, context: &mut Context) -> JsResult<bool> {
        for element in elements {
            if self.before(&element, at, context)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn above(&self, element: &JsObject, at: usize, context: &mut Context) -> JsResult<bool> {
        self.dom.climb(element, context, |parent, context| self.before(parent, at, context))
    }

    /// What the first step tells of is in the scope, which may be that element itself.
    fn starts(&self, element: &JsObject, context: &mut Context) -> JsResult<bool> {
        if !self.scope.is_strict || self.group.has_scope() {
            return Ok(true);
        }
        Ok(self.scope.nodes.contains(element) || self.above(element, 0, context)?)
    }

    fn earlier(&self, element: &JsObject, context: &mut Context) -> JsResult<Vec<JsObject>> {
        let mut siblings = self.dom.siblings(element, context)?;
        let place = siblings.iter().position(|one| one == element);
        siblings.truncate(place.unwrap_or(siblings.len()));
        Ok(siblings)
    }

    fn test(&self, element: &JsObject, test: &Test, context: &mut Context) -> JsResult<bool> {
        match test {
            Test::Name(name) => self.dom.is_named(element, name, context),
            Test::Attribute(test) => self.dom.passes_attribute(element, test, context),
            Test::Pseudo(pseudo) => self.dom.passes_pseudo(element, pseudo, self.scope, context),
        }
    }
}

impl Dom {
    /// The elements among which one is, in the eyes of a selector: at the top it is alone.
    pub(super) fn siblings(
        &self,
        element: &JsObject,
        context: &mut Context,
    ) -> JsResult<Vec<JsObject>> {
        match self.parent(element, context)? {
            Some(parent) => self.elements(&parent, context),
            None => Ok(vec![element.clone()]),
        }
    }

    /// Tells whether elements are looked for from this one.
    pub(super) fn is_scope(
        &self,
        element: &JsObject,
        scope: Scope<'_>,
        context: &mut Context,
    ) -> JsResult<bool> {
        if scope.nodes.is_empty() {
            return Ok(self.parent(element, context)?.is_none());
        }
        Ok(scope.nodes.contains(element))
    }

    /// An attribute that is a text.
    pub(super) fn text_attribute(
        &self,
        element: &JsObject,
        name: &JsString,
        context: &mut Context,
    ) -> JsResult<Option<JsString>> {
        Ok(self.attribute(element, name, context)?.as_ref().and_then(JsValue::as_string))
    }
}
