//! Harmless scripts, run by the host itself. To hand a script over and to be handed its end costs
//! several times what most scripts take.

use std::fmt::{self, Debug, Formatter};
use std::panic::{AssertUnwindSafe, catch_unwind};

use send_wrapper::SendWrapper;
use serde_json::Value;

use crate::script::protocol::{FromWorker, ScriptOutcome, WorkerSettings};
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
    world: Option<World>,
}

impl Inline {
    /// Begins with nothing.
    pub(super) fn new(when: InlineWhen) -> Self {
        Self { when, handed_over: 0, world: None }
    }

    /// Notes that a worker runs a script, for the first time or `again`; tells whether it is to judge
    /// scripts.
    pub(super) fn handed_over(&mut self, again: bool) -> bool {
        self.handed_over = self.handed_over.saturating_add(u32::from(again));
        match self.when {
            InlineWhen::WorthIt => self.handed_over >= WORTH,
            InlineWhen::Soon => true,
            InlineWhen::Never => false,
        }
    }

    /// Runs a harmless script; `None` when a worker has to do it after all, and all that come later.
    pub(super) fn run(
        &mut self,
        settings: &WorkerSettings,
        job: &ScriptJob<'_>,
        events: &mut (dyn FnMut(ScriptEvent) + Send),
    ) -> Option<ScriptResult> {
        let world = self.world.take().or_else(|| World::new(settings));
        let ran = world.and_then(|mut world| world.run(job, events).map(|result| (world, result)));
        let Some((world, result)) = ran else {
            self.when = InlineWhen::Never;
            return None;
        };
        // What became large is looked at again by another engine, which is told all variables.
        let mut changed =
            result.outcome.mutations.iter().filter_map(|mutation| mutation.value.as_ref());
        if changed.all(is_small) {
            self.world = Some(world);
        }
        Some(result)
    }

    /// Ends the engine.
    pub(super) fn close(&mut self) {
        self.world = None;
    }
}

/// Whether what a script may see is small, but for the variables.
pub(super) fn sees_little(job: &ScriptJob<'_>) -> bool {
    let body = job.response.as_deref().map_or(0, |response| response.body.size());
    body <= INLINE as u64 && seen(job) <= MOST
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
}

impl World {
    fn new(settings: &WorkerSettings) -> Option<Self> {
        let engine = SendWrapper::new(Local::new(settings).ok()?);
        Some(Self { engine: Some(engine), knows: Knowledge::default() })
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
        let (mut told, mut outcome) = (Vec::new(), ScriptOutcome::default());
        for message in said? {
            match ScriptEvent::of(message) {
                Ok(event) => told.push(event),
                Err(FromWorker::Done(ended)) => outcome = *ended,
                Err(_) => {}
            }
        }
        let duration = outcome.duration();
        // A worker is killed at the limit.
        if job.timeout.is_some_and(|limit| duration > limit) {
            return None;
        }
        self.knows.apply(&outcome.mutations);
        let errors = told.iter().filter_map(ScriptEvent::error).cloned().collect();
        told.into_iter().for_each(events);
        Some(ScriptResult { outcome, errors, duration })
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
