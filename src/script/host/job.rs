//! What the runner asks of a sandbox and what it gets.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use crate::script::protocol::{
    AssertionData, Call, ConsoleData, CookieData, FromWorker, Reply, ResponseData, ScriptError,
    ScriptInfo, ScriptOutcome, Target,
};
use crate::vars::Scopes;

/// A script to run, with everything it may see.
#[derive(Debug)]
pub struct ScriptJob<'a> {
    /// The text.
    pub source: &'a str,
    /// The phase.
    pub target: Target,
    /// What `pm.info` says.
    pub info: ScriptInfo,
    /// Names from the collection to the item (`pm.execution.location`).
    pub location: Vec<String>,
    /// The name of the node that owns the script (`pm.execution.location.current`).
    pub current: String,
    /// The request as JSON text in Postman's SDK form.
    pub request: Definition<'a>,
    /// The response with its content, for test scripts.
    pub response: Option<Arc<ResponseData>>,
    /// Cookies that the jar holds for the request's URL.
    pub cookies: Vec<CookieData>,
    /// The variables. What the script changes is in its outcome ([`apply`](super::apply)).
    pub scopes: &'a Scopes,
    /// Time limit; `None` means none.
    pub timeout: Option<Duration>,
    /// The pre-request script that comes next, unless this one calls `setNextRequest`: it may begin
    /// before this one's end is known here. Then it is the next one that is run, with the scopes that
    /// this one leaves behind.
    pub ahead: Option<Box<ScriptJob<'a>>>,
}

/// A request as JSON text.
#[derive(Clone, Copy)]
pub enum Definition<'a> {
    /// The text.
    Text(&'a str),
    /// Makes it, when a script looks at the request.
    Made(&'a (dyn Fn() -> String + Sync)),
}

impl std::fmt::Debug for Definition<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Definition")
    }
}

/// Something that happens while a script runs.
#[derive(Debug, Clone, PartialEq)]
pub enum ScriptEvent {
    /// A test was decided, so many milliseconds after the one before it or the script's start.
    Assertion(AssertionData, f64),
    /// The script logged something.
    Console(ConsoleData),
    /// Something was thrown outside a test.
    Error(ScriptError),
}

impl ScriptEvent {
    /// Makes an event of what a worker says; gives back what is none.
    #[expect(clippy::result_large_err, reason = "it is handed on, and no error")]
    pub(super) fn of(message: FromWorker) -> Result<Self, FromWorker> {
        match message {
            FromWorker::Assertion(assertion, took) => Ok(Self::Assertion(assertion, took)),
            FromWorker::Console(line) => Ok(Self::Console(line)),
            FromWorker::Error(error) => Ok(Self::Error(error)),
            other => Err(other),
        }
    }

    /// What was thrown, when that is what happened.
    pub(super) fn error(&self) -> Option<&ScriptError> {
        match self {
            Self::Error(error) => Some(error),
            Self::Assertion(..) | Self::Console(_) => None,
        }
    }
}

/// How a script ended.
#[derive(Debug, Clone, Default)]
pub struct ScriptResult {
    /// What it left behind; empty when the worker was killed or died.
    pub outcome: ScriptOutcome,
    /// Everything it threw outside tests, in order; the same errors went out as events.
    pub errors: Vec<ScriptError>,
    /// How long it ran; of a script that was cut short, from handing it over to its end.
    pub duration: Duration,
}

/// What a script may ask for while it runs.
pub trait HostCalls: Sync {
    /// Answers one call. Calls of one script may overlap.
    fn call(&self, call: Call) -> impl Future<Output = Reply> + Send;
}

/// Runs scripts one after another in one JavaScript world.
pub trait Sandbox {
    /// The kind of [`Self::sibling`].
    type Sibling: Sandbox<Sibling = Self::Sibling> + Send;

    /// Makes another sandbox of the same settings, with a world of its own: for scripts that run
    /// while one of this sandbox waits for them.
    fn sibling(&self) -> Self::Sibling;

    /// Gets the engine ready, so that the first script need not wait for it.
    fn warm_up(&mut self) -> impl Future<Output = ()> + Send;

    /// Makes the next script begin as if none had run before it: what scripts left in the global scope
    /// is gone, and dynamic variables are drawn from `seed`.
    fn renew(&mut self, seed: Option<u64>);

    /// Ends the engine; a script that is run afterwards starts another one.
    fn close(&mut self) -> impl Future<Output = ()> + Send;

    /// Runs a script to its end: its code, its timers, its requests.
    ///
    /// `events` is told of tests, console lines and errors as they happen. Nothing a script does
    /// makes this fail: what goes wrong is among the result's errors.
    fn run(
        &mut self,
        job: ScriptJob<'_>,
        calls: &(impl HostCalls + Send),
        events: &mut (dyn FnMut(ScriptEvent) + Send),
    ) -> impl Future<Output = ScriptResult> + Send;
}

/// A sandbox that is lent: several runs share one.
impl<S: Sandbox + Send> Sandbox for &mut S {
    type Sibling = S::Sibling;

    fn sibling(&self) -> S::Sibling {
        (**self).sibling()
    }

    fn warm_up(&mut self) -> impl Future<Output = ()> + Send {
        (**self).warm_up()
    }

    fn renew(&mut self, seed: Option<u64>) {
        (**self).renew(seed);
    }

    fn close(&mut self) -> impl Future<Output = ()> + Send {
        (**self).close()
    }

    fn run(
        &mut self,
        job: ScriptJob<'_>,
        calls: &(impl HostCalls + Send),
        events: &mut (dyn FnMut(ScriptEvent) + Send),
    ) -> impl Future<Output = ScriptResult> + Send {
        (**self).run(job, calls, events)
    }
}
