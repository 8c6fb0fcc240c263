//! The only way out of the engine: learn secrets, mask, hand on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::event::{Content, Cursor, ItemRef, ItemStart, Origin, RunEvent, Warning, WarningKind};
use super::mask::mask;
use super::plan::Bail;
use crate::redact::Secrets;

/// Where events go. Called from one task at a time, in order.
pub trait Sink: Send + Sync {
    /// Takes an event; secrets are masked already.
    fn emit(&self, event: RunEvent);

    /// Hears at once, from the lane's own thread, what a lane of `--jobs` does: its events wait for
    /// those of iterations before.
    fn lane(&self, _: LaneState<'_>) {}

    /// Tells how many bytes of the bodies of requests and responses anybody reads: the rest is not
    /// even masked.
    fn body_limit(&self) -> usize {
        Content::LIMIT
    }
}

/// What a lane of `--jobs` is doing.
#[derive(Debug, Clone, Copy)]
pub struct LaneState<'a> {
    /// Which, from 0.
    pub number: usize,
    /// The item it begins; `None` when it has nothing left to do.
    pub item: Option<&'a ItemStart>,
}

/// What a run remembers of its events. Iterations that run side by side share it.
#[derive(Debug, Default)]
pub(super) struct Marks {
    failed: AtomicBool,
    broken: AtomicBool,
    verified: AtomicBool,
}

impl Marks {
    /// Tells whether what went wrong so far ends the run.
    pub(super) fn must_stop(&self, bail: Bail) -> bool {
        match bail {
            Bail::Never => false,
            Bail::Failure => self.failed.load(Ordering::Relaxed),
            Bail::Error => self.broken.load(Ordering::Relaxed),
        }
    }
}

/// Masks events and hands them on; notes whether anything failed.
pub(super) struct Emitter<'a> {
    sink: &'a dyn Sink,
    pub(super) secrets: &'a Secrets,
    strict: bool,
    marks: &'a Marks,
    held: Mutex<Held>,
}

/// Events that wait until a script has ended.
#[derive(Default)]
struct Held {
    /// How many scripts are running, one inside of another.
    scripts: usize,
    events: Vec<RunEvent>,
}

/// Holds events back while it lives.
pub(super) struct Hold<'e, 'a>(&'e Emitter<'a>);

impl Drop for Hold<'_, '_> {
    fn drop(&mut self) {
        let events = {
            let mut held = self.0.held();
            held.scripts -= 1;
            if held.scripts > 0 { Vec::new() } else { std::mem::take(&mut held.events) }
        };
        events.into_iter().for_each(|event| self.0.tell(event));
    }
}

impl<'a> Emitter<'a> {
    pub(super) fn new(
        sink: &'a dyn Sink,
        secrets: &'a Secrets,
        strict: bool,
        marks: &'a Marks,
    ) -> Self {
        Self { sink, secrets, strict, marks, held: Mutex::default() }
    }

    /// Masks an event and hands it on.
    pub(super) fn emit(&self, event: RunEvent) {
        self.note(&event);
        let mut held = self.held();
        if held.scripts > 0 {
            held.events.push(event);
            return;
        }
        drop(held);
        self.tell(event);
    }

    /// Holds events back for a script's time, also when it is cut short: what it logs may hold what it
    /// stores as a secret only afterwards.
    pub(super) fn hold(&self) -> Hold<'_, 'a> {
        self.held().scripts += 1;
        Hold(self)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, mut event: RunEvent) {
        mask(&mut event, self.secrets, || self.sink.body_limit());
        self.sink.emit(event);
    }

    /// Warns; under `--strict` it is a problem that fails the run.
    pub(super) fn warn(
        &self,
        kind: WarningKind,
        at: Option<(Cursor, &Arc<ItemRef>)>,
        message: String,
    ) {
        let (cursor, item) = at.map(|(cursor, item)| (cursor, Arc::clone(item))).unzip();
        let warning = Warning { cursor, item, kind, message };
        let strict = self.strict && kind != WarningKind::Other;
        self.emit(if strict { RunEvent::Problem(warning) } else { RunEvent::Warning(warning) });
    }

    /// Tells whether what went wrong so far ends the run.
    pub(super) fn must_stop(&self, bail: Bail) -> bool {
        self.marks.must_stop(bail)
    }

    /// Warns where no test was decided.
    pub(super) fn warn_if_idle(&self) {
        if !self.marks.verified.load(Ordering::Relaxed) {
            let message =
                "no test ran: this run verified nothing; add pm.test(…) to the scripts".to_owned();
            self.warn(WarningKind::NothingVerified, None, message);
        }
    }

    fn note(&self, event: &RunEvent) {
        let failed = match event {
            RunEvent::Assertion(assertion) => {
                if !assertion.assertion.skipped {
                    self.marks.verified.store(true, Ordering::Relaxed);
                }
                assertion.assertion.error.is_some()
            }
            RunEvent::Script(script) => !script.errors.is_empty(),
            RunEvent::Request(request) => request.error.is_some() && request.origin != Origin::Auth,
            RunEvent::Problem(_) => true,
            RunEvent::Start(_)
            | RunEvent::BeforeIteration(_)
            | RunEvent::BeforeItem(_)
            | RunEvent::Console(_)
            | RunEvent::Visualizer(_)
            | RunEvent::Retry(_)
            | RunEvent::Warning(_)
            | RunEvent::Item(_)
            | RunEvent::Iteration(_)
            | RunEvent::Done(_) => false,
        };
        if failed {
            self.marks.failed.store(true, Ordering::Relaxed);
            if !matches!(event, RunEvent::Assertion(_)) {
                self.marks.broken.store(true, Ordering::Relaxed);
            }
        }
    }
}
