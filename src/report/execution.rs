//! Executions: all that happened in one run of an item, gathered until the item ends.

use std::sync::Arc;

use super::Summary;
use super::summary::FailureRecord;
use crate::run::event::{
    Assertion, Console, Cursor, ItemRef, Origin, RequestEnd, Retry, RunEvent, ScriptEnd,
    Visualizer, Warning,
};

/// One run of an item, complete.
#[derive(Debug, Clone)]
pub(super) struct Execution {
    /// Where.
    pub(super) cursor: Cursor,
    /// Which item.
    pub(super) item: Arc<ItemRef>,
    /// The item's own exchange; the last one where there were several attempts.
    pub(super) request: Option<RequestEnd>,
    /// Exchanges of `pm.sendRequest`, in order.
    pub(super) script_requests: Vec<RequestEnd>,
    /// Exchanges for a token, and those that only brought a challenge, in order.
    pub(super) auth_requests: Vec<RequestEnd>,
    /// Tests, each with its failure.
    pub(super) assertions: Vec<(Assertion, Option<FailureRecord>)>,
    /// Scripts, in order.
    pub(super) scripts: Vec<ScriptEnd>,
    /// Failures that are not assertions: requests, scripts, problems.
    pub(super) errors: Vec<FailureRecord>,
    /// What scripts logged.
    pub(super) console: Vec<Console>,
    /// The page of `pm.visualizer`.
    pub(super) visualizer: Option<Visualizer>,
    /// Attempts that were repeated.
    pub(super) retries: Vec<Retry>,
    /// What the user should know.
    pub(super) warnings: Vec<Warning>,
    /// A script skipped the request.
    pub(super) skipped: bool,
    /// The run ended before the item did.
    pub(super) unfinished: bool,
}

impl Execution {
    fn new(cursor: Cursor, item: &Arc<ItemRef>) -> Self {
        Self {
            cursor,
            item: Arc::clone(item),
            request: None,
            script_requests: Vec::new(),
            auth_requests: Vec::new(),
            assertions: Vec::new(),
            scripts: Vec::new(),
            errors: Vec::new(),
            console: Vec::new(),
            visualizer: None,
            retries: Vec::new(),
            warnings: Vec::new(),
            skipped: false,
            unfinished: false,
        }
    }

    /// Folders and name, with the iteration where there are several.
    pub(super) fn title(&self) -> String {
        let name = self.item.full_name();
        if self.cursor.cycles > 1 {
            format!("{name} [iteration {}]", self.cursor.iteration + 1)
        } else {
            name
        }
    }

    /// All failures: of requests, scripts and tests.
    pub(super) fn failures(&self) -> impl Iterator<Item = &FailureRecord> {
        self.errors.iter().chain(self.assertions.iter().filter_map(|(_, failure)| failure.as_ref()))
    }

    /// Time of all its requests and scripts, in milliseconds.
    pub(super) fn spent(&self) -> f64 {
        let exchanges = self.request.iter().chain(&self.script_requests).chain(&self.auth_requests);
        let requests = exchanges.map(|end| end.timings.total);
        let scripts = self.scripts.iter().map(|script| script.duration);
        // Not `sum`: that of nothing is -0.
        requests.chain(scripts).fold(0.0, |sum, time| sum + time)
    }

    fn is_at(&self, at: Cursor) -> bool {
        (self.cursor.iteration, self.cursor.position) == (at.iteration, at.position)
    }
}

/// What an event brought to its end.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The execution that ended; at the end of the iteration or the run, all that never did.
    pub(super) executions: Vec<Execution>,
    /// Failures that belong to no item.
    pub(super) failures: Vec<FailureRecord>,
}

impl Gathered {
    /// All failures of the executions, then those of the run.
    pub(super) fn all_failures(&self) -> impl Iterator<Item = &FailureRecord> {
        self.executions.iter().flat_map(Execution::failures).chain(&self.failures)
    }
}

/// Gathers executions from the event stream, and sums.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    /// The sums so far.
    pub(super) summary: Summary,
    open: Vec<Execution>,
}

impl Gatherer {
    /// Takes the next event; returns what it brought to its end.
    pub(super) fn event(&mut self, event: &RunEvent) -> Gathered {
        let mut failures = self.summary.event(event);
        let mut gathered = Gathered::default();
        match event {
            RunEvent::BeforeItem(start) => {
                self.open.push(Execution::new(start.cursor, &start.item))
            }
            RunEvent::Script(script) => {
                self.at(script.cursor, |execution| execution.scripts.push(script.clone()));
            }
            RunEvent::Assertion(test) => {
                let failure = failures.pop();
                self.at(test.cursor, |execution| {
                    execution.assertions.push((test.clone(), failure))
                });
            }
            RunEvent::Console(console) => {
                self.at(console.cursor, |execution| execution.console.push(console.clone()));
            }
            RunEvent::Request(end) => self.at(end.cursor, |execution| match end.origin {
                Origin::Item => execution.request = Some((**end).clone()),
                Origin::Script => execution.script_requests.push((**end).clone()),
                Origin::Auth => execution.auth_requests.push((**end).clone()),
            }),
            RunEvent::Visualizer(page) => {
                self.at(page.cursor, |execution| execution.visualizer = Some((**page).clone()));
            }
            RunEvent::Retry(retry) => {
                self.at(retry.cursor, |execution| execution.retries.push(retry.clone()));
            }
            RunEvent::Warning(warning) => {
                if let Some(at) = warning.cursor {
                    self.at(at, |execution| execution.warnings.push(warning.clone()));
                }
            }
            RunEvent::Item(end) => {
                let found = self.open.iter().rposition(|execution| execution.is_at(end.cursor));
                if let Some(index) = found {
                    let mut execution = self.open.remove(index);
                    execution.skipped = end.skipped;
                    gathered.executions.push(execution);
                }
            }
            RunEvent::Iteration(end) => {
                gathered.executions = self.cut_short(|at| at.iteration == end.cursor.iteration);
            }
            RunEvent::Done(_) => gathered.executions = self.cut_short(|_| true),
            RunEvent::Start(_) | RunEvent::Problem(_) | RunEvent::BeforeIteration(_) => {}
        }
        for failure in failures {
            let open = self.open.iter_mut().rev();
            let mut open =
                open.filter(|execution| failure.cursor.is_some_and(|at| execution.is_at(at)));
            match open.next() {
                Some(execution) => execution.errors.push(failure),
                None => gathered.failures.push(failure),
            }
        }
        gathered
    }

    /// Takes executions that will not end any more.
    fn cut_short(&mut self, of: impl Fn(Cursor) -> bool) -> Vec<Execution> {
        let mut cut: Vec<Execution> =
            self.open.extract_if(.., |execution| of(execution.cursor)).collect();
        cut.iter_mut().for_each(|execution| execution.unfinished = true);
        cut
    }

    fn at(&mut self, at: Cursor, change: impl FnOnce(&mut Execution)) {
        if let Some(execution) = self.open.iter_mut().rev().find(|execution| execution.is_at(at)) {
            change(execution);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::rich_run;
    use super::*;

    #[test]
    fn every_failure_is_gathered_once() {
        let mut gatherer = Gatherer::default();
        let (mut executions, mut all) = (Vec::new(), 0);
        for event in rich_run() {
            let gathered = gatherer.event(&event);
            all += gathered.all_failures().count() as u64;
            executions.extend(gathered.executions);
        }
        assert_eq!(all, gatherer.summary.failures);
        assert_eq!(executions.len(), 6);
        assert!(executions[5].unfinished);
        assert_eq!(executions[0].title(), "Orders / Blåbær 🫐 / Create order [iteration 1]");
    }
}
