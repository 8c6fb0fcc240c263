//! What the nodes of a script context share, and how nodes are made.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use boa_engine::object::builtins::JsFunction;
use boa_engine::object::{FunctionObjectBuilder, Ref};
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsString, JsSymbol, NativeFunction,
};

use super::super::super::builtins::define;
use super::fields;
use super::node::{Field, Layout, Node};
use super::selector::Selector;

/// Deepest nesting that is walked: what nests deeper was most likely put into itself.
pub(super) const MAX_DEPTH: u32 = 1_000;

/// The nodes of a context. Clones are the same.
#[derive(Clone)]
pub(super) struct Dom(Rc<Shared>);

struct Shared {
    prototype: JsObject,
    accessors: Vec<(Field, JsFunction, JsFunction)>,
    up: JsSymbol,
    moved: JsSymbol,
    /// One node of every layout, which keeps the shape of all of them alive: as long as it lives no
    /// other shape has its address.
    samples: RefCell<Vec<(JsObject, usize)>>,
    selectors: RefCell<HashMap<(JsString, bool), Rc<Selector>>>,
}

impl Dom {
    /// Sets up nodes with a prototype, with the keys of what a node is in and of whether it was put
    /// there.
    pub(super) fn register(
        prototype: JsObject,
        up: JsSymbol,
        moved: JsSymbol,
        context: &mut Context,
    ) -> Self {
        let accessor = |field: Field| {
            let get = NativeFunction::from_copy_closure(move |this, _, context| {
                fields::get(field, this, context)
            });
            let set = NativeFunction::from_copy_closure(move |this, args, context| {
                fields::set(field, this, args, context)
            });
            let named = |function, length| {
                let builder = FunctionObjectBuilder::new(context.realm(), function);
                builder.name(field.key()).length(length).constructor(false).build()
            };
            (field, named(get, 0), named(set, 1))
        };
        let shared = Shared {
            prototype,
            accessors: Field::ALL.into_iter().map(accessor).collect(),
            up,
            moved,
            samples: RefCell::default(),
            selectors: RefCell::default(),
        };
        let dom = Self(Rc::new(shared));
        for layout in Layout::ALL {
            let sample = dom.make(layout, Node::cdata(), context);
            let shape = sample.borrow().shape().to_addr_usize();
            dom.0.samples.borrow_mut().push((sample, shape));
        }
        context.insert_data(dom.clone());
        dom
    }

    /// The nodes of this context.
    ///
    /// # Errors
    ///
    /// Throws when cheerio is not loaded.
    pub(super) fn of(context: &Context) -> JsResult<Self> {
        let dom = context.get_data::<Self>().cloned();
        dom.ok_or_else(|| JsNativeError::error().with_message("cheerio is not loaded").into())
    }

    pub(super) fn prototype(&self) -> &JsObject {
        &self.0.prototype
    }

    /// The key of what a node is in.
    pub(super) fn up_key(&self) -> &JsSymbol {
        &self.0.up
    }

    /// The key that tells of a node whether it was put where it is.
    pub(super) fn moved_key(&self) -> &JsSymbol {
        &self.0.moved
    }

    pub(super) fn selectors(&self) -> &RefCell<HashMap<(JsString, bool), Rc<Selector>>> {
        &self.0.selectors
    }

    /// Makes a node. Its fields are properties of its own, as of a plain object.
    pub(super) fn make(&self, layout: Layout, node: Node, context: &Context) -> JsObject {
        let object = define::shaped(self.0.prototype.clone(), node, context);
        for field in layout.fields() {
            let (_, get, set) = &self.0.accessors[*field as usize];
            let property = PropertyDescriptor::builder()
                .get(get.clone())
                .set(set.clone())
                .enumerable(true)
                .configurable(true);
            object.insert_property(field.key(), property);
        }
        object
    }

    /// What Rust knows of a node. Nothing of an object of the script's, and nothing of a node with
    /// a property that a script added, removed or defined anew: the properties tell then.
    pub(super) fn node<'a>(&self, object: &'a JsObject) -> Option<Ref<'a, Node>> {
        let shape = object.borrow().shape().to_addr_usize();
        let is_known = self.0.samples.borrow().iter().any(|(_, known)| *known == shape);
        is_known.then(|| object.downcast_ref::<Node>()).flatten()
    }
}

/// The error for what is nested too deeply.
pub(super) fn too_deep() -> boa_engine::JsError {
    let message = format!("a document is nested deeper than {MAX_DEPTH} levels");
    JsNativeError::range().with_message(message).into()
}
