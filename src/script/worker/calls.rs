//! Calls to the host and what happens when their answers come.

use std::collections::HashMap;

use boa_engine::builtins::promise::ResolvingFunctions;
use boa_engine::object::builtins::{JsFunction, JsPromise};
use boa_engine::{Context, JsNativeError, JsResult, JsValue};

use crate::script::protocol::{Call, FromWorker, Reply};

use super::session::Session;

/// What is done with the host's answer.
pub(super) type Finish = Box<dyn FnOnce(Reply, &mut Context) -> JsResult<()>>;

/// Calls that are not answered yet. Ids are never used twice, so that an answer that comes after
/// its script has ended finds nobody.
#[derive(Default)]
pub(super) struct Calls {
    next: u64,
    pending: HashMap<u64, Finish>,
}

impl Calls {
    /// Takes what waits for an answer.
    pub(super) fn take(&mut self, id: u64) -> Option<Finish> {
        self.pending.remove(&id)
    }

    /// Tells whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// Forgets everything that waits.
    pub(super) fn clear(&mut self) {
        self.pending.clear();
    }
}

/// Asks the host.
///
/// # Errors
/// Outside of a worker.
pub(super) fn ask(call: Call, finish: Finish, context: &Context) -> JsResult<()> {
    let session = Session::of(context)?;
    if session.script.borrow().ended {
        return Ok(());
    }
    let id = {
        let mut calls = session.calls.borrow_mut();
        calls.next += 1;
        let id = calls.next;
        calls.pending.insert(id, finish);
        id
    };
    session.tell(FromWorker::Call { id, call });
    Ok(())
}

/// Asks the host and waits for the answer: for `require`, which cannot be asynchronous. Other
/// answers that come meanwhile are kept for the event loop.
///
/// # Errors
/// Outside of a worker, and when the host is gone.
pub(super) fn ask_now(call: Call, context: &Context) -> JsResult<Reply> {
    let session = Session::of(context)?;
    let id = {
        let mut calls = session.calls.borrow_mut();
        calls.next += 1;
        calls.next
    };
    session.tell(FromWorker::Call { id, call });
    session
        .answer(id)
        .ok_or_else(|| JsNativeError::error().with_message("the runner is gone").into())
}

/// Who hears of the result of something asynchronous: a Node-style callback or a promise.
pub(super) enum Completion {
    /// Called with `(error, result)`.
    Callback(JsFunction),
    /// Resolved or rejected.
    Promise(ResolvingFunctions),
}

impl Completion {
    /// Takes the callback if there is one; otherwise makes a promise. The second value is what the
    /// asynchronous function returns.
    pub(super) fn new(callback: Option<JsFunction>, context: &mut Context) -> (Self, JsValue) {
        match callback {
            Some(callback) => (Self::Callback(callback), JsValue::undefined()),
            None => {
                let (promise, functions) = JsPromise::new_pending(context);
                (Self::Promise(functions), promise.into())
            }
        }
    }

    /// Tells the result.
    ///
    /// # Errors
    /// What the callback throws.
    pub(super) fn finish(
        self,
        result: Result<JsValue, JsValue>,
        context: &mut Context,
    ) -> JsResult<()> {
        let undefined = JsValue::undefined();
        match (self, result) {
            (Self::Callback(callback), Ok(value)) => {
                callback.call(&undefined, &[JsValue::null(), value], context)
            }
            (Self::Callback(callback), Err(error)) => callback.call(&undefined, &[error], context),
            (Self::Promise(functions), Ok(value)) => {
                functions.resolve.call(&undefined, &[value], context)
            }
            (Self::Promise(functions), Err(error)) => {
                functions.reject.call(&undefined, &[error], context)
            }
        }
        .map(drop)
    }
}

/// Makes an `Error` object.
pub(super) fn error(message: &str, context: &mut Context) -> JsValue {
    JsNativeError::error().with_message(message.to_owned()).into_opaque(context).into()
}
