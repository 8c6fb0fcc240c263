//! What an object is called before its brace: class, `Symbol.toStringTag`, size.

use boa_engine::builtins::function::OrdinaryFunction;
use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsDate, JsProxy};
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsResult, JsSymbol, JsValue, js_string};

use super::kind::function_name;

/// The class of an object, as printed before its brace.
pub(super) struct Prefix {
    class: Option<String>,
    tag: Option<String>,
}

impl Prefix {
    pub(super) fn of(object: &JsObject, context: &mut Context) -> JsResult<Self> {
        let mut class = None;
        let mut holder = Some(object.clone());
        while let Some(current) = holder {
            let key: PropertyKey = js_string!("constructor").into();
            let own = current.borrow().properties().get(&key);
            let constructor = own.and_then(|own| own.value().cloned()).unwrap_or_default();
            let name = function_name(&constructor, context)?.unwrap_or_default();
            if !name.is_empty() {
                class = Some(name.to_std_string_lossy());
                break;
            }
            holder = current.prototype();
        }
        let is_own = object.has_own_property(JsSymbol::to_string_tag(), context)?;
        let tag = if is_own || JsProxy::from_object(object.clone()).is_ok() {
            JsValue::undefined()
        } else {
            object.get(JsSymbol::to_string_tag(), context)?
        };
        let tag = tag.as_string().map(|tag| tag.to_std_string_lossy());
        let tag = tag.filter(|tag| !tag.is_empty() && class.as_ref() != Some(tag));
        Ok(Self { class, tag })
    }

    pub(super) fn is(&self, class: &str) -> bool {
        self.tag.is_none() && self.class.as_deref() == Some(class)
    }

    /// Tells whether the class has that name, whatever the tag.
    pub(super) fn is_class(&self, class: &str) -> bool {
        self.class.as_deref() == Some(class)
    }

    pub(super) fn bare(&self, fallback: &str) -> String {
        let class = match &self.class {
            Some(class) => class.clone(),
            None => format!("{fallback}: null prototype"),
        };
        match &self.tag {
            Some(tag) => format!("{class} [{tag}]"),
            None => class,
        }
    }

    pub(super) fn text(&self) -> String {
        let class = match &self.class {
            Some(class) => class.clone(),
            None => "[Object: null prototype]".to_owned(),
        };
        match &self.tag {
            Some(tag) => format!("{class} [{tag}] "),
            None => format!("{class} "),
        }
    }

    pub(super) fn sized(&self, size: usize) -> String {
        match &self.class {
            Some(class) => match &self.tag {
                Some(tag) => format!("{class}({size}) [{tag}] "),
                None => format!("{class}({size}) "),
            },
            None => format!("[Object({size}): null prototype] "),
        }
    }
}

/// Tells whether a function was written as a class: its `prototype` cannot be replaced.
pub(super) fn is_class(function: &JsObject) -> bool {
    let key: PropertyKey = js_string!("prototype").into();
    let prototype = function.borrow().properties().get(&key);
    function.is::<OrdinaryFunction>()
        && prototype.is_some_and(|prototype| prototype.writable() == Some(false))
}

/// Tells whether an object prints as one word at any depth.
pub(super) fn is_leaf(object: &JsObject) -> bool {
    object.is_callable()
        || object.is::<boa_engine::builtins::error::Error>()
        || object.is::<boa_engine::builtins::regexp::RegExp>()
        || JsDate::from_object(object.clone()).is_ok()
}
