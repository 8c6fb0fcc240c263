//! `--resume`: going on with a run whose event stream was saved.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::Fatal;
use crate::report::Continued;
use crate::report::saved::{Reached, Source, reached, retell};
use crate::run::event::RunEvent;
use crate::run::{LaneState, Plan, Sink};

/// A saved run to go on with.
pub(super) struct Resume {
    path: PathBuf,
    reached: Reached,
}

impl Resume {
    /// Reads the stream, and leaves of the plan what is still to be done. `None` when there is no such
    /// file yet, or nothing in it.
    ///
    /// # Errors
    /// Fails when the file is no event stream, or that of another run.
    pub(super) fn open(path: &Path, plans: &mut [Plan]) -> Result<Option<Self>, Fatal> {
        if std::fs::metadata(path).map_or(true, |found| found.is_file() && found.len() == 0) {
            return Ok(None);
        }
        let reached = reached(source(path)?).map_err(Fatal::not_loaded)?;
        let other = |what: &str| {
            Fatal::not_loaded(format!(
                "{}: --resume: {what}; give the collection, data and options of that run, or leave --resume out",
                path.display()
            ))
        };
        let [plan] = plans else {
            return Err(other("only a run of one collection can be taken up again"));
        };
        if let Some(difference) = difference(&reached, plan) {
            return Err(other(&difference));
        }
        plan.iterations.first += reached.iterations;
        Ok(Some(Self { path: path.to_owned(), reached }))
    }

    /// Tells whether there is nothing left to do.
    pub(super) fn has_ended(&self) -> bool {
        self.reached.ended
    }

    /// What reporters have to know: where the stream goes on.
    pub(super) fn continued(&self) -> Continued<'_> {
        Continued { path: &self.path, bytes: self.reached.bytes, events: self.reached.events }
    }

    /// Tells what was done before.
    ///
    /// # Errors
    /// Fails when the file cannot be read again.
    pub(super) fn retell(&self, sink: &dyn Sink) -> Result<(), Fatal> {
        let events = self.reached.events;
        retell(source(&self.path)?, events, |event| sink.emit(event)).map_err(Fatal::not_loaded)
    }
}

fn source(path: &Path) -> Result<Source, Fatal> {
    let wrong = |cause| Fatal::not_loaded(format!("{}: {cause}", path.display()));
    let content = Box::new(BufReader::with_capacity(1 << 16, File::open(path).map_err(wrong)?));
    Ok(Source { name: path.display().to_string(), content, ended: None })
}

/// Says what makes the saved run another one than this.
fn difference(reached: &Reached, plan: &Plan) -> Option<String> {
    let info = &reached.info;
    if info.collection_name != plan.collection.info.name {
        return Some(format!("it belongs to the collection \"{}\"", info.collection_name));
    }
    let saved = info.plan.iter().map(|planned| &planned.item.id);
    if !saved.eq(plan.items.iter().map(|planned| &planned.item.id)) {
        return Some("it ran other requests, or in another order".to_owned());
    }
    let (first, count, total) = (info.first_iteration, info.iterations, info.total_iterations);
    let span = plan.iterations;
    if (first, count, total) != (span.first, span.count(), span.total) {
        return Some(format!(
            "it has iterations {} to {} of {total}, and this run {} to {} of {}",
            first + 1,
            first + count,
            span.first + 1,
            span.end,
            span.total
        ));
    }
    None
}

/// Tells a run as the continuation of one whose beginning was told before.
pub(super) struct Continuation<S> {
    sink: S,
    begun: AtomicBool,
}

impl<S> Continuation<S> {
    pub(super) fn new(sink: S) -> Self {
        Self { sink, begun: AtomicBool::new(false) }
    }
}

impl<S: std::ops::Deref<Target: Sink> + Send + Sync> Sink for Continuation<S> {
    fn emit(&self, event: RunEvent) {
        match event {
            RunEvent::BeforeIteration(_) | RunEvent::Done(_) => {
                self.begun.store(true, Ordering::Relaxed);
            }
            // The start, and what is odd about the inputs.
            _ if !self.begun.load(Ordering::Relaxed) => return,
            _ => {}
        }
        self.sink.emit(event);
    }

    fn lane(&self, lane: LaneState<'_>) {
        self.sink.lane(lane);
    }

    fn body_limit(&self) -> usize {
        self.sink.body_limit()
    }
}
