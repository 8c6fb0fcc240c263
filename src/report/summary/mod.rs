//! The summary of a run: counts, times, failures, warnings, and the outcome for the exit code.

mod failure;
mod measure;

pub use failure::{FailureRecord, FailureSource};
pub use measure::{Count, Spread};

use crate::run::event::{
    Abort, Assertion, ItemEnd, Origin, RequestEnd, RunEnd, RunEvent, RunInfo, ScriptEnd, Target,
    Warning, WarningKind,
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
    /// All that fails the run, in order.
    pub failures: Vec<FailureRecord>,
    /// Requests sent again by `--retry`.
    pub retries: u64,
    /// Warnings, equal ones together, in order of their first occurrence.
    pub warnings: Vec<WarningGroup>,
    /// When the run began, Unix epoch milliseconds.
    pub started: u64,
    /// When it ended; 0 while it runs.
    pub completed: u64,
    /// Why it ended before its time.
    pub aborted: Option<Abort>,
    done: bool,
}

/// Equal warnings of several items.
#[derive(Debug, Clone, PartialEq)]
pub struct WarningGroup {
    /// What kind of thing.
    pub kind: WarningKind,
    /// The variable (`{{name}}`) for unresolved variables.
    pub variable: Option<String>,
    /// The first message.
    pub message: String,
    /// Full names of the items concerned, each once, in order.
    pub items: Vec<String>,
    /// How often it was said.
    pub count: u64,
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
    /// Takes the next event; returns the failures it brought.
    pub fn event(&mut self, event: &RunEvent) -> &[FailureRecord] {
        let known = self.failures.len();
        match event {
            RunEvent::Start(info) => self.start(info),
            RunEvent::BeforeIteration(_) => self.iterations.begin(),
            RunEvent::BeforeItem(_) => self.items.begin(),
            RunEvent::Script(script) => self.script(script),
            RunEvent::Assertion(assertion) => self.assertion(assertion),
            RunEvent::Console(_) => {}
            RunEvent::Request(request) => self.request(request),
            RunEvent::Retry(_) => self.retries += 1,
            RunEvent::Warning(warning) => self.warning(warning),
            RunEvent::Problem(problem) => self.problem(problem),
            RunEvent::Item(item) => self.item(item),
            RunEvent::Iteration(_) => self.iterations.end(),
            RunEvent::Done(end) => self.done(end),
        }
        &self.failures[known..]
    }

    /// Tells how the run went: aborted before request failure before test failure. A run whose end
    /// was never seen counts as aborted; one that `--bail` ended, as what it failed with.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let worst = self.failures.iter().map(|failure| match failure.kind {
            FailureSource::Assertion | FailureSource::Script(_) | FailureSource::Problem => {
                Outcome::Failed
            }
            FailureSource::Request => Outcome::RequestFailed,
            FailureSource::Abort => Outcome::Aborted,
        });
        match (self.done, self.aborted) {
            (false, _) => Outcome::Aborted,
            (true, Some(Abort::Bail)) => worst.max().unwrap_or(Outcome::Failed),
            (true, _) => worst.max().unwrap_or(Outcome::Passed),
        }
    }

    /// Counts what was skipped, assertions and items.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.skipped_assertions + self.skipped_items
    }

    fn start(&mut self, info: &RunInfo) {
        self.started = info.started;
    }

    fn script(&mut self, script: &ScriptEnd) {
        let failed = !script.errors.is_empty();
        self.scripts.add(failed);
        match script.target {
            Target::PreRequest => self.prerequest_scripts.add(failed),
            Target::Test => self.test_scripts.add(failed),
        }
        for failure in &script.errors {
            let error = &failure.error;
            let mut at = format!("{}-script", script.target.event_name());
            for number in [error.line, error.column].into_iter().flatten() {
                at = format!("{at}:{number}");
            }
            self.fail(FailureRecord {
                name: error.name.clone(),
                line: error.line,
                column: error.column,
                source_line: failure.source_line.clone(),
                stack: error.stack.clone(),
                ..FailureRecord::of_item(
                    FailureSource::Script(script.target),
                    (script.cursor, &script.item),
                    at,
                    &error.message,
                )
            });
        }
    }

    fn assertion(&mut self, event: &Assertion) {
        let assertion = &event.assertion;
        self.assertions.add(assertion.error.is_some());
        self.skipped_assertions += u64::from(assertion.skipped);
        if let Some(error) = &assertion.error {
            let phase = event.target.event_name();
            self.fail(FailureRecord {
                name: error.name.clone(),
                test: Some((assertion.name.clone(), assertion.index)),
                line: error.line,
                column: error.column,
                stack: error.stack.clone(),
                ..FailureRecord::of_item(
                    FailureSource::Assertion,
                    (event.cursor, &event.item),
                    format!("assertion:{} in {phase}-script", assertion.index),
                    &error.message,
                )
            });
        }
    }

    fn request(&mut self, request: &RequestEnd) {
        let of_auth = request.origin == Origin::Auth;
        self.requests.add(request.error.is_some() && !of_auth);
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
        let Some(error) = &request.error else { return };
        // As in newman, a failed `pm.sendRequest` fails the run too, whatever its callback does.
        let at = match request.origin {
            Origin::Item => "request",
            Origin::Script => "request (pm.sendRequest)",
            // What came of it is the request it was for, and a warning.
            Origin::Auth => return,
        };
        self.fail(FailureRecord {
            name: error.code.clone().unwrap_or_else(|| "RequestError".to_owned()),
            ..FailureRecord::of_item(
                FailureSource::Request,
                (request.cursor, &request.item),
                at.to_owned(),
                &error.message,
            )
        });
    }

    fn warning(&mut self, warning: &Warning) {
        let variable = match warning.kind {
            WarningKind::UnresolvedVariable => variable_in(&warning.message),
            WarningKind::UnknownNextRequest
            | WarningKind::UnknownAuth
            | WarningKind::MissingFile
            | WarningKind::NothingVerified
            | WarningKind::FailedStatus
            | WarningKind::Other => None,
        };
        let same = |group: &WarningGroup| {
            group.kind == warning.kind
                && match &variable {
                    Some(name) => group.variable.as_ref() == Some(name),
                    None => group.message == warning.message,
                }
        };
        let at = self.warnings.iter().position(same).unwrap_or(self.warnings.len());
        if at == self.warnings.len() {
            self.warnings.push(WarningGroup {
                kind: warning.kind,
                variable,
                message: warning.message.clone(),
                items: Vec::new(),
                count: 0,
            });
        }
        let group = &mut self.warnings[at];
        group.count += 1;
        if let Some(name) = warning.item.as_ref().map(|item| item.full_name())
            && !group.items.contains(&name)
        {
            group.items.push(name);
        }
    }

    fn problem(&mut self, problem: &Warning) {
        self.fail(FailureRecord {
            cursor: problem.cursor,
            item: problem.item.clone(),
            ..FailureRecord::of_run(FailureSource::Problem, problem.kind.title(), &problem.message)
        });
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

    fn done(&mut self, end: &RunEnd) {
        self.done = true;
        self.completed = end.completed;
        self.aborted = end.aborted;
        let message = match end.aborted {
            None | Some(Abort::Bail) => return,
            Some(Abort::Timeout) => {
                "the run's time limit was reached (--timeout); what follows was not run"
            }
            Some(Abort::Interrupt) => "the run was interrupted; what follows was not run",
        };
        self.fail(FailureRecord::of_run(FailureSource::Abort, "run aborted", message));
    }

    fn fail(&mut self, failure: FailureRecord) {
        let number = self.failures.len() + 1;
        self.failures.push(FailureRecord { number, ..failure });
    }
}

impl WarningKind {
    /// What people read as the heading of such a warning.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::UnresolvedVariable => "unresolved variable",
            Self::UnknownNextRequest => "unknown next request",
            Self::UnknownAuth => "unknown authorization",
            Self::MissingFile => "missing file",
            Self::NothingVerified => "nothing verified",
            Self::FailedStatus => "failed status",
            Self::Other => "other",
        }
    }
}

fn variable_in(message: &str) -> Option<String> {
    let start = message.find("{{")?;
    let end = start + message[start..].find("}}")? + 2;
    Some(message[start..end].to_owned())
}

#[cfg(test)]
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
        assert_eq!(summary.received, 18);
        let numbers: Vec<usize> = summary.failures.iter().map(|failure| failure.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn equal_warnings_stand_together() {
        let summary = summary(&rich_run());
        assert_eq!(summary.warnings.len(), 1);
        let group = &summary.warnings[0];
        assert_eq!(group.variable.as_deref(), Some("{{merchant}}"));
        assert_eq!(group.count, 3);
        assert_eq!(group.items, ["Orders / Blåbær 🫐 / Create order", "Orders / Capture"]);
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
