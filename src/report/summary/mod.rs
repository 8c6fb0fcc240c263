//! The summary of a run: counts, times, failures, warnings, and the outcome for the exit code.

mod failure;
mod measure;
mod warnings;

pub use failure::{FailureRecord, FailureSource};
pub use measure::{Count, Spread};
pub use warnings::{WarningGroup, Warnings};

use crate::run::event::{
    Abort, Assertion, ItemEnd, Origin, RequestEnd, RunEnd, RunEvent, RunInfo, ScriptEnd, Target,
};

/// Everything counted in a run. Feed it every event, in order.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Iterations.
    pub iterations: Count,
    /// Items.
    pub items: Count,
    /// Scripts of both phases.
    pub scripts: Count,
    /// Items whose pre-request phase has run.
    pub prerequests: Count,
    /// HTTP exchanges, those of `pm.sendRequest` included.
    pub requests: Count,
    /// Items whose test phase has run.
    pub tests: Count,
    /// Assertions, skipped ones included.
    pub assertions: Count,
    /// Scripts of the test phase.
    pub test_scripts: Count,
    /// Scripts of the pre-request phase.
    pub prerequest_scripts: Count,
    /// Assertions that were skipped (`pm.test.skip`).
    pub skipped_assertions: u64,
    /// Items whose request a script skipped.
    pub skipped_items: u64,
    /// Times of answered requests, in milliseconds.
    pub response_time: Spread,
    /// Times of name resolution, in milliseconds.
    pub dns: Spread,
    /// Times to the first byte, in milliseconds.
    pub first_byte: Spread,
    /// Bytes of response content on the wire.
    pub received: u64,
    /// Number of all that fails the run. The failures themselves are not kept: [`Summary::event`]
    /// tells each once.
    pub failures: u64,
    /// Requests sent again by `--retry`.
    pub retries: u64,
    /// Warnings, equal ones together, in order of their first occurrence.
    pub warnings: Warnings,
    /// When the run began, Unix epoch milliseconds.
    pub started: u64,
    /// When it ended; 0 while it runs.
    pub completed: u64,
    /// Why it ended before its time.
    pub aborted: Option<Abort>,
    done: bool,
    worst: Option<Outcome>,
}

/// How a run went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing failed.
    Passed,
    /// A test or a script failed, or the run has a problem.
    Failed,
    /// A request could not be sent or got no response.
    RequestFailed,
    /// The run was ended from outside: time limit, interrupt.
    Aborted,
}

impl Outcome {
    /// The process's exit code for it.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Passed => 0,
            Self::Failed => 1,
            Self::RequestFailed => 4,
            Self::Aborted => 5,
        }
    }
}

impl Summary {
    /// Takes the next event; returns the failures it brought, numbered through the run.
    pub fn event(&mut self, event: &RunEvent) -> Vec<FailureRecord> {
        let mut failures = self.count(event);
        for failure in &mut failures {
            self.failures += 1;
            failure.number = self.failures;
            self.worst = self.worst.max(Some(failure.kind.outcome()));
        }
        failures
    }

    fn count(&mut self, event: &RunEvent) -> Vec<FailureRecord> {
        match event {
            RunEvent::Start(info) => self.start(info),
            RunEvent::BeforeIteration(_) => self.iterations.begin(),
            RunEvent::BeforeItem(_) => self.items.begin(),
            RunEvent::Script(script) => return self.script(script),
            RunEvent::Assertion(assertion) => return self.assertion(assertion),
            RunEvent::Console(_) | RunEvent::Visualizer(_) => {}
            RunEvent::Request(request) => return self.request(request),
            RunEvent::Retry(_) => self.retries += 1,
            RunEvent::Warning(warning) => self.warnings.add(warning),
            RunEvent::Problem(problem) => return vec![FailureRecord::of_problem(problem)],
            RunEvent::Item(item) => self.item(item),
            RunEvent::Iteration(_) => self.iterations.end(),
            RunEvent::Done(end) => return self.done(end),
        }
        Vec::new()
    }

    /// Tells how the run went: aborted before request failure before test failure. A run whose end
    /// was never seen counts as aborted; one that `--bail` ended, as what it failed with.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match (self.done, self.aborted) {
            (false, _) => Outcome::Aborted,
            (true, Some(Abort::Bail)) => self.worst.unwrap_or(Outcome::Failed),
            (true, _) => self.worst.unwrap_or(Outcome::Passed),
        }
    }

    /// Counts what was skipped, assertions and items.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.skipped_assertions + self.skipped_items
    }

    /// Counts the assertions that were decided: what was skipped was not executed.
    #[must_use]
    pub fn executed_assertions(&self) -> Count {
        let total = self.assertions.total - self.skipped_assertions;
        Count { total, ..self.assertions }
    }

    fn start(&mut self, info: &RunInfo) {
        self.started = info.started;
    }

    fn script(&mut self, script: &ScriptEnd) -> Vec<FailureRecord> {
        let failed = !script.errors.is_empty();
        self.scripts.add(failed);
        match script.target {
            Target::PreRequest => self.prerequest_scripts.add(failed),
            Target::Test => self.test_scripts.add(failed),
        }
        script.errors.iter().map(|failure| FailureRecord::of_script(script, failure)).collect()
    }

    fn assertion(&mut self, event: &Assertion) -> Vec<FailureRecord> {
        let assertion = &event.assertion;
        self.assertions.add(assertion.error.is_some());
        self.skipped_assertions += u64::from(assertion.skipped);
        let error = assertion.error.as_ref();
        error.map(|error| FailureRecord::of_assertion(event, error)).into_iter().collect()
    }

    fn request(&mut self, request: &RequestEnd) -> Vec<FailureRecord> {
        // What came of an authorization's own request is the request it was for, and a warning.
        let error = request.error.as_ref().filter(|_| request.origin != Origin::Auth);
        self.requests.add(error.is_some());
        if let Some(response) = &request.response {
            self.received += response.wire_size;
            self.response_time.add(response.response_time);
        }
        if let Some(ms) = request.timings.dns {
            self.dns.add(ms);
        }
        if let Some(ms) = request.timings.first_byte {
            self.first_byte.add(ms);
        }
        error.map(|error| FailureRecord::of_request(request, error)).into_iter().collect()
    }

    fn item(&mut self, item: &ItemEnd) {
        self.items.end();
        self.prerequests.add(false);
        if item.skipped {
            self.skipped_items += 1;
        } else {
            self.tests.add(false);
        }
    }

    fn done(&mut self, end: &RunEnd) -> Vec<FailureRecord> {
        self.done = true;
        self.completed = end.completed;
        self.aborted = end.aborted;
        end.aborted.and_then(FailureRecord::of_abort).into_iter().collect()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::sync::Arc;

    use super::super::fixture::{green_run, rich_run};
    use super::*;

    fn summary(events: &[RunEvent]) -> Summary {
        let mut summary = Summary::default();
        for event in events {
            summary.event(event);
        }
        summary
    }

    #[test]
    fn everything_is_counted() {
        let summary = summary(&rich_run());
        let totals = [summary.iterations, summary.items, summary.requests, summary.assertions]
            .map(|count| (count.total, count.pending, count.failed));
        assert_eq!(totals, [(2, 1, 0), (6, 1, 0), (7, 0, 1), (7, 0, 2)]);
        assert_eq!((summary.skipped_assertions, summary.skipped_items), (2, 1));
        assert_eq!((summary.test_scripts.total, summary.test_scripts.failed), (4, 1));
        assert_eq!(summary.received, 5 * 3 + 1234);
        assert_eq!(summary.failures, 6);
    }

    #[test]
    fn failures_are_told_once_and_numbered() {
        let mut summary = Summary::default();
        let failures: Vec<_> = rich_run().iter().flat_map(|event| summary.event(event)).collect();
        let numbers: Vec<u64> = failures.iter().map(|failure| failure.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn equal_warnings_stand_together() {
        let summary = summary(&rich_run());
        assert_eq!(summary.warnings.len(), 1);
        let group = summary.warnings.iter().next().unwrap();
        assert_eq!(group.variable.as_deref(), Some("{{merchant}}"));
        assert_eq!(group.count, 3);
        assert!(group.items.iter().eq(["Orders / Blåbær 🫐 / Create order", "Orders / Capture"]));
    }

    #[test]
    fn the_worst_failure_is_the_outcome() {
        let outcome = |events: &[RunEvent]| summary(events).outcome();
        let green = green_run();
        assert_eq!(outcome(&green), Outcome::Passed);
        assert_eq!(outcome(&green[..green.len() - 1]), Outcome::Aborted);
        let rich = rich_run();
        assert_eq!(outcome(&rich), Outcome::Aborted);
        let end = |aborted| {
            RunEvent::Done(RunEnd {
                completed: 1,
                aborted,
                environment: Arc::default(),
                globals: Arc::default(),
            })
        };
        let with_end = |keep: &dyn Fn(&RunEvent) -> bool, aborted| {
            let kept = rich[..rich.len() - 1].iter().filter(|event| keep(event)).cloned();
            outcome(&kept.chain([end(aborted)]).collect::<Vec<_>>())
        };
        let no_request = |event: &RunEvent| !matches!(event, RunEvent::Request(_));
        assert_eq!(with_end(&|_| true, None), Outcome::RequestFailed);
        assert_eq!(with_end(&|_| true, Some(Abort::Bail)), Outcome::RequestFailed);
        assert_eq!(with_end(&no_request, None), Outcome::Failed);
        assert_eq!(with_end(&no_request, Some(Abort::Timeout)), Outcome::Aborted);
        assert_eq!(Outcome::Aborted.exit_code(), 5);
    }
}
