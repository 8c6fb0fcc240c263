//! The suite of one execution of an item.

use std::sync::Arc;

use junit_report::{Duration, OffsetDateTime, TestCase, TestResult, TestSuite};

use super::super::summary::FailureRecord;
use super::xml_text;
use crate::run::event::{AssertionData, Cursor, ItemRef, ItemStart, Origin, RequestEnd, ScriptEnd};

/// A suite whose item is running.
pub(super) struct OpenSuite {
    cursor: Cursor,
    item: Arc<ItemRef>,
    started: u64,
    cases: Vec<TestCase>,
    /// Time of requests and scripts, in milliseconds.
    spent: f64,
    notes: Vec<String>,
}

impl OpenSuite {
    pub(super) fn new(start: &ItemStart, started: u64) -> Self {
        Self {
            cursor: start.cursor,
            item: Arc::clone(&start.item),
            started,
            cases: Vec::new(),
            spent: 0.0,
            notes: Vec::new(),
        }
    }

    /// Tells whether this is the suite of the item that runs at a place.
    pub(super) fn is_at(&self, at: Cursor) -> bool {
        (self.cursor.iteration, self.cursor.position) == (at.iteration, at.position)
    }

    /// Adds a decided test.
    pub(super) fn assertion(&mut self, assertion: &AssertionData, failure: Option<&FailureRecord>) {
        let name = xml_text::attribute(&assertion.name);
        self.cases.push(match failure {
            Some(failure) => failed_case(&assertion.name, failure),
            None if assertion.skipped => TestCase::skipped(&name),
            None => TestCase::success(&name, Duration::ZERO),
        });
    }

    /// Adds an exchange: its time, and a testcase when it failed.
    pub(super) fn request(&mut self, request: &RequestEnd, failure: Option<&FailureRecord>) {
        self.spent += request.timings.total;
        let Some(failure) = failure else { return };
        let name = match request.origin {
            Origin::Item => "request".to_owned(),
            Origin::Script => {
                format!("pm.sendRequest {} {}", request.request.method, request.request.url)
            }
            // Is no test, and never a failure.
            Origin::Auth => return,
        };
        self.cases.push(error_case(&name, failure));
    }

    /// Adds a script: its time, and a testcase for every error.
    pub(super) fn script(&mut self, script: &ScriptEnd, failures: &[FailureRecord]) {
        self.spent += script.duration;
        let name = format!("{}-script", script.target.event_name());
        self.cases.extend(failures.iter().map(|failure| error_case(&name, failure)));
    }

    /// Adds a line to the suite's output.
    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Completes the suite. Its time, that of all its requests and scripts, is shared out equally
    /// among its testcases, skipped ones excepted, so that sums over suites come out right.
    pub(super) fn end(mut self, skipped: bool, collection: &str) -> TestSuite {
        if skipped {
            self.cases.push(TestCase::skipped_with_cause(
                "request",
                "skipRequest",
                "skipped by pm.execution.skipRequest",
            ));
        }
        let name = xml_text::attribute(&self.name());
        let classname = xml_text::class_name(&self.item.full_name());
        self.share_time();
        for case in &mut self.cases {
            case.set_classname(&classname);
        }
        let mut suite = TestSuite::new(&name);
        collection.clone_into(&mut suite.package);
        suite.set_timestamp(moment(self.started));
        suite.add_testcases(self.cases);
        if !self.notes.is_empty() {
            suite.set_system_out(&xml_text::cdata(&self.notes.join("\n")));
        }
        suite
    }

    fn name(&self) -> String {
        let name = self.item.full_name();
        if self.cursor.cycles > 1 {
            format!("{name} [iteration {}]", self.cursor.iteration + 1)
        } else {
            name
        }
    }

    fn share_time(&mut self) {
        let micros = std::time::Duration::try_from_secs_f64(self.spent / 1000.0);
        let total = micros.ok().and_then(|time| i64::try_from(time.as_micros()).ok()).unwrap_or(0);
        let run: Vec<&mut TestCase> =
            self.cases.iter_mut().filter(|case| !case.is_skipped()).collect();
        let Some(count) = i64::try_from(run.len()).ok().filter(|count| *count > 0) else { return };
        for (index, case) in run.into_iter().enumerate() {
            let rest = if index == 0 { total % count } else { 0 };
            case.time = Duration::microseconds(total / count + rest);
        }
    }
}

/// Makes a failing testcase of a failed assertion.
fn failed_case(name: &str, failure: &FailureRecord) -> TestCase {
    let mut case = error_case(name, failure);
    if let TestResult::Error { type_, message, cause } = case.result {
        case.result = TestResult::Failure { type_, message, cause };
    }
    case
}

/// Makes an erroneous testcase of anything else that fails a run.
pub(super) fn error_case(name: &str, failure: &FailureRecord) -> TestCase {
    let message = xml_text::attribute(&failure.message);
    let type_ = xml_text::attribute(&failure.name);
    let mut case = TestCase::error(&xml_text::attribute(name), Duration::ZERO, &type_, &message);
    if let TestResult::Error { cause, .. } = &mut case.result {
        *cause = Some(xml_text::cdata(&details(failure)));
    }
    case
}

fn details(failure: &FailureRecord) -> String {
    let mut lines = vec![format!("{}: {}", failure.name, failure.message)];
    lines.push(format!("at {}", failure.at));
    if let (Some(_), Some(line)) = (&failure.test, failure.line) {
        lines.push(format!("line {line}"));
    }
    lines.extend(failure.source_line.iter().map(|line| format!("> {line}")));
    lines.extend(failure.item.iter().map(|item| format!("inside \"{}\"", item.full_name())));
    lines.extend(failure.stack.iter().cloned());
    lines.join("\n")
}

/// Turns Unix epoch milliseconds into the XML writer's type.
pub(super) fn moment(ms: u64) -> OffsetDateTime {
    let nanos = i128::from(ms) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
