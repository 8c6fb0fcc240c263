//! Harmless scripts, run by the host itself. To hand a script over and to be handed its end costs
//! several times what most scripts take.

use std::fmt::{self, Debug, Formatter};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use send_wrapper::SendWrapper;
use serde_json::Value;

use crate::script::protocol::{
    FromWorker, ResponseData, ScriptError, ScriptOutcome, WorkerSettings,
};
use crate::script::worker::Local;

use super::held::{Held, INLINE};
use super::job::{ScriptEvent, ScriptJob, ScriptResult};
use super::knowledge::Knowledge;

/// After how many scripts that were run before an engine of the host's own is worth the time and the
/// memory it takes.
const WORTH: u32 = 100;

/// Largest variable, in bytes, and most bytes of what else a script may see, but for the content of
/// the response.
const MOST: usize = 32 * 1024;

/// What a header and a cookie count beside their texts, in bytes: to find one, all are looked at.
const PAIR: usize = 32;

/// What a value counts beside its text, in bytes.
const VALUE: usize = 16;

/// Deepest list or object of a variable.
const DEEPEST: usize = 32;

/// How often a script may turn out not to be harmless, until none is tried any more.
const MOST_FAILURES: u32 = 3;

/// When harmless scripts are run by the host itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InlineWhen {
    /// When so many scripts are run again that it pays.
    #[default]
    WorthIt,
    /// When they are run again.
    Soon,
    /// Never: all scripts are run by workers.
    Never,
}

/// Runs scripts on the host's own thread.
#[derive(Debug)]
pub(super) struct Inline {
    when: InlineWhen,
    /// How many scripts workers ran again.
    handed_over: u32,
    failures: u32,
    world: Option<World>,
}

impl Inline {
    /// Begins with nothing.
    pub(super) fn new(when: InlineWhen) -> Self {
        Self { when, handed_over: 0, failures: 0, world: None }
    }

    /// Notes that a worker runs a script, for the first time or `again`; tells whether it is to judge
    /// scripts.
    pub(super) fn handed_over(&mut self, again: bool) -> bool {
        self.handed_over = self.handed_over.saturating_add(u32::from(again));
        let due = match self.when {
            InlineWhen::WorthIt => self.handed_over >= WORTH,
            InlineWhen::Soon => true,
            InlineWhen::Never => false,
        };
        due && self.failures < MOST_FAILURES
    }

    /// Whether a harmless script can be run here, as far as that can be told before.
    pub(super) fn takes(&self, job: &ScriptJob<'_>) -> bool {
        let response = job.response.as_deref();
        let is_small = |response: &ResponseData| response.body.size() <= INLINE as u64;
        self.failures < MOST_FAILURES && response.is_none_or(is_small) && seen(job) <= MOST
    }

    /// Runs a harmless script; `None` when a worker has to do it after all.
    pub(super) fn run(
        &mut self,
        settings: &WorkerSettings,
        job: &ScriptJob<'_>,
        events: &mut (dyn FnMut(ScriptEvent) + Send),
    ) -> Option<ScriptResult> {
        if self.world.as_ref().is_none_or(|world| world.is_spent) {
            self.world = World::new(settings);
        }
        let result = self.world.as_mut().and_then(|world| world.run(job, events));
        if result.is_none() {
            self.failures += 1;
            self.world = None;
        }
        result
    }

    /// Ends the engine.
    pub(super) fn close(&mut self) {
        self.world = None;
    }
}

/// The bytes of names, headers and cookies that a script may see.
fn seen(job: &ScriptJob<'_>) -> usize {
    let names = [&job.info.request_name, &job.info.request_id, &job.current];
    let names = names.into_iter().chain(&job.location).map(String::len);
    let headers = job.response.iter().flat_map(|response| response.headers.iter());
    let headers = headers.map(|(name, value)| PAIR + name.len() + value.len());
    let cookies = job.cookies.iter().map(|cookie| PAIR + cookie.name.len() + cookie.value.len());
    names.chain(headers).chain(cookies).sum()
}

/// Whether a variable is neither large, nor nests deeply.
fn is_small(value: &Value) -> bool {
    size(value, DEEPEST).is_some_and(|bytes| bytes <= MOST)
}

/// The size of a value, in bytes; `None` when it nests too deeply.
fn size(value: &Value, deepest: usize) -> Option<usize> {
    let deeper = || deepest.checked_sub(1);
    let inside = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => {
            let deeper = deeper()?;
            items.iter().try_fold(0, |sum, item| Some(sum + size(item, deeper)?))?
        }
        Value::Object(members) => {
            let deeper = deeper()?;
            let each = |sum, (key, item): (&String, _)| Some(sum + key.len() + size(item, deeper)?);
            members.iter().try_fold(0, each)?
        }
    };
    Some(VALUE + inside)
}

/// An engine of this thread, and what it knows.
struct World {
    /// Taken when it must not be used, or not even ended, any more.
    engine: Option<SendWrapper<Local>>,
    knows: Knowledge,
    /// It must not run another script.
    is_spent: bool,
}

impl World {
    fn new(settings: &WorkerSettings) -> Option<Self> {
        let engine = SendWrapper::new(Local::new(settings).ok()?);
        Some(Self { engine: Some(engine), knows: Knowledge::default(), is_spent: false })
    }

    fn run(
        &mut self,
        job: &ScriptJob<'_>,
        events: &mut (dyn FnMut(ScriptEvent) + Send),
    ) -> Option<ScriptResult> {
        let run = self.knows.message(job, &mut Held::default());
        let mut variables = run.scopes.iter().flat_map(|update| &update.values);
        if !variables.all(|variable| is_small(&variable.value)) {
            return None;
        }
        // On another thread there is nothing to be done with it.
        let engine = self.engine.as_mut().filter(|engine| engine.valid())?;
        let Ok(said) = catch_unwind(AssertUnwindSafe(|| engine.run(run))) else {
            std::mem::forget(self.engine.take());
            return None;
        };
        let Said { errors, outcome, events: told } = Said::of(said?);
        let duration = Duration::from_secs_f64(outcome.took.max(0.0) / 1000.0);
        // A worker is killed at the limit.
        if job.timeout.is_some_and(|limit| duration > limit) {
            return None;
        }
        told.into_iter().for_each(events);
        // What became large is looked at again by another engine, which is told all variables.
        let mut changed = outcome.mutations.iter().filter_map(|mutation| mutation.value.as_ref());
        self.is_spent = !changed.all(is_small);
        self.knows.apply(&outcome.mutations);
        Some(ScriptResult { outcome, errors, duration })
    }
}

/// What a script said, by what is done with it.
#[derive(Default)]
struct Said {
    events: Vec<ScriptEvent>,
    errors: Vec<ScriptError>,
    outcome: ScriptOutcome,
}

impl Said {
    fn of(messages: Vec<FromWorker>) -> Self {
        let mut said = Self::default();
        for message in messages {
            match message {
                FromWorker::Assertion(assertion, took) => {
                    said.events.push(ScriptEvent::Assertion(assertion, took));
                }
                FromWorker::Console(line) => said.events.push(ScriptEvent::Console(line)),
                FromWorker::Error(error) => {
                    said.errors.push(error.clone());
                    said.events.push(ScriptEvent::Error(error));
                }
                FromWorker::Done(outcome) => said.outcome = *outcome,
                FromWorker::Ready | FromWorker::Call { .. } => {}
            }
        }
        said
    }
}

impl Debug for World {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("World").field("knows", &self.knows).finish_non_exhaustive()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // An engine ends on its own thread only.
        if self.engine.as_ref().is_some_and(|engine| !engine.valid()) {
            std::mem::forget(self.engine.take());
        }
    }
}

#[cfg(test)]
mod tests;
