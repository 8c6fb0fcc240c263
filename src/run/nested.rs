//! `pm.execution.runRequest`: another request of the collection, with its scripts, in the middle of
//! a script. It runs in a sandbox of its own, and is reported under the item that asked for it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use tokio::sync::Mutex;

use super::event::Cursor;
use super::outbound::Outbound;
use super::plan::{self, Plan};
use super::rows::Rows;
use super::step::Step;
use crate::http::Transport;
use crate::script::host::{Sandbox, apply};
use crate::script::protocol::{Mutation, RanRequest, Reply};
use crate::vars::{Dynamic, Scopes};

/// Requests inside of requests inside of requests.
const MAX_DEPTH: usize = 5;

/// What runs requests for the scripts of an item.
pub(super) struct Nested<'a, T, S> {
    pub(super) plan: &'a Plan,
    pub(super) outbound: Outbound<'a, T>,
    /// One at a time, in one world.
    pub(super) sandbox: Mutex<S>,
    pub(super) cursor: Cursor,
    /// How many requests are running around this one.
    pub(super) depth: usize,
}

/// What is asked for.
pub(super) struct Asked {
    /// Id or name.
    pub(super) request: String,
    /// Variables that win over all others.
    pub(super) variables: serde_json::Map<String, serde_json::Value>,
    /// What the asking script has changed so far.
    pub(super) changed: Vec<Mutation>,
}

impl<T, S> Nested<'_, T, S>
where
    T: Transport,
    S: Sandbox<Sibling = S> + Send,
{
    /// Runs a request; boxed, since its scripts may run others.
    pub(super) fn run<'b>(
        &'b self,
        asked: Asked,
        scopes: &'b Scopes,
        dynamic: Dynamic,
    ) -> Pin<Box<dyn Future<Output = Reply> + Send + 'b>> {
        Box::pin(async move {
            if self.depth >= MAX_DEPTH {
                return Reply::Refused(format!(
                    "runRequest: requests run each other more than {MAX_DEPTH} deep"
                ));
            }
            let Some(planned) = plan::find(self.plan, &asked.request) else {
                return Reply::Refused(format!(
                    "runRequest: the collection has no request with the id or name \"{}\"",
                    asked.request
                ));
            };
            let mut sandbox = self.sandbox.lock().await;
            let mut step = Step {
                plan: self.plan,
                outbound: self.outbound,
                sandbox: &mut *sandbox,
                scopes: inner_scopes(scopes, &asked),
                dynamic,
                rows: Rows::default(),
                changes: Vec::new(),
                depth: self.depth + 1,
            };
            let response = step.inside(&planned, self.cursor).await;
            let response = response.map(Arc::unwrap_or_clone);
            Reply::Ran(Box::new(RanRequest { response, mutations: step.changes }))
        })
    }
}

/// The variables as the asking script sees them, and those it gave.
fn inner_scopes(scopes: &Scopes, asked: &Asked) -> Scopes {
    let mut scopes = scopes.clone();
    apply(&mut scopes, &asked.changed);
    for (key, value) in &asked.variables {
        scopes.local.set(key, value.clone());
    }
    scopes
}
