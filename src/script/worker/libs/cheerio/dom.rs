//! What the nodes of a script context share, and how nodes are made.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use boa_engine::object::builtins::JsFunction;
use boa_engine::object::{FunctionObjectBuilder, Ref};
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsNativeError, JsObject, JsResult, JsString, JsSymbol, NativeFunction};

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
    factory: Factory,
    up: JsSymbol,
    moved: JsSymbol,
    /// The shapes of nodes that are as they were made, by their addresses.
    shapes: [usize; Layout::ALL.len()],
    /// One node of every shape, which keeps all of them alive: as long as it lives no other shape
    /// has its address.
    _samples: [JsObject; Layout::ALL.len()],
    selectors: RefCell<HashMap<(JsString, bool), Rc<Selector>>>,
}

/// Makes the objects that scripts see as nodes.
struct Factory {
    prototype: JsObject,
    /// In the order of [`Field::ALL`].
    accessors: [(JsFunction, JsFunction); Field::ALL.len()],
}

impl Factory {
    fn new(prototype: JsObject, context: &Context) -> Self {
        let accessors = Field::ALL.map(|field| {
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
            (named(get, 0), named(set, 1))
        });
        Self { prototype, accessors }
    }

    fn make(&self, layout: Layout, node: Node, context: &Context) -> JsObject {
        let object = define::shaped(self.prototype.clone(), node, context);
        for field in layout.fields() {
            let (get, set) = &self.accessors[*field as usize];
            let property = PropertyDescriptor::builder()
                .get(get.clone())
                .set(set.clone())
                .enumerable(true)
                .configurable(true);
            object.insert_property(field.key(), property);
        }
        object
    }
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
        let factory = Factory::new(prototype, context);
        let samples = Layout::ALL.map(|layout| factory.make(layout, Node::cdata(), context));
        let shapes = samples.each_ref().map(|sample| sample.borrow().shape().to_addr_usize());
        let selectors = RefCell::default();
        let shared = Shared { factory, up, moved, shapes, _samples: samples, selectors };
        let dom = Self(Rc::new(shared));
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
        &self.0.factory.prototype
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
        self.0.factory.make(layout, node, context)
    }

    /// What Rust knows of a node. Nothing of an object of the script's, and nothing of a node with
    /// a property that a script added, removed or defined anew: the properties tell then. (Only a
    /// getter that a script defines in the place of ours leaves the shape as it is: selectors do not
    /// see what it says.)
    pub(super) fn node<'a>(&self, object: &'a JsObject) -> Option<Ref<'a, Node>> {
        let shape = object.borrow().shape().to_addr_usize();
        self.0.shapes.contains(&shape).then(|| object.downcast_ref::<Node>()).flatten()
    }
}

/// The error for what is nested too deeply.
pub(super) fn too_deep() -> boa_engine::JsError {
    let message = format!("a document is nested deeper than {MAX_DEPTH} levels");
    JsNativeError::range().with_message(message).into()
}
