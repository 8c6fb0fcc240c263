//! The suite of one execution of an item.

use std::sync::Arc;

use junit_report::{Duration, OffsetDateTime, TestCase, TestResult, TestSuite};

use super::super::summary::FailureRecord;
use super::xml_text;
use crate::run::event::{Assertion, Cursor, ItemRef, ItemStart, Origin, RequestEnd, ScriptEnd};

/// A suite whose item is running.
pub(super) struct OpenSuite {
    cursor: Cursor,
    item: Arc<ItemRef>,
    started: u64,
    /// The user's file that the item stands in.
    file: Option<String>,
    cases: Vec<TestCase>,
    notes: Vec<String>,
}

impl OpenSuite {
    pub(super) fn new(start: &ItemStart, file: Option<&str>) -> Self {
        Self {
            cursor: start.cursor,
            item: Arc::clone(&start.item),
            started: start.started,
            file: file.map(xml_text::attribute),
            cases: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Where the item runs.
    pub(super) fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Tells whether this is the suite of the item that runs at a place.
    pub(super) fn is_at(&self, at: Cursor) -> bool {
        (self.cursor.iteration, self.cursor.position) == (at.iteration, at.position)
    }

    /// Adds a decided test with its time.
    pub(super) fn assertion(&mut self, event: &Assertion, failure: Option<&FailureRecord>) {
        let assertion = &event.assertion;
        let name = xml_text::name(&assertion.name);
        let mut case = match failure {
            Some(failure) => failed_case(&assertion.name, failure),
            None if assertion.skipped => TestCase::skipped(&name),
            None => TestCase::success(&name, Duration::ZERO),
        };
        if !assertion.skipped {
            case.time = duration(event.duration);
        }
        self.cases.push(case);
    }

    /// Adds an exchange: a line, and a testcase when it failed.
    pub(super) fn request(&mut self, request: &RequestEnd, failure: Option<&FailureRecord>) {
        self.note(exchange_line(request));
        let Some(failure) = failure else { return };
        let name = match request.origin {
            Origin::Item => "request".to_owned(),
            Origin::Script => {
                format!("pm.sendRequest {} {}", request.request.method, request.request.url)
            }
            // Is no test, and never a failure.
            Origin::Auth => return,
        };
        let mut case = error_case(&name, failure);
        case.time = duration(request.timings.total);
        self.cases.push(case);
    }

    /// Adds a testcase for every error of a script.
    pub(super) fn script(&mut self, script: &ScriptEnd, failures: &[FailureRecord]) {
        let name = format!("{}-script", script.target.event_name());
        self.cases.extend(failures.iter().map(|failure| error_case(&name, failure)));
    }

    /// Adds a testcase for each of these.
    pub(super) fn problems(&mut self, failures: &[FailureRecord]) {
        self.cases.extend(failures.iter().map(|failure| error_case(&failure.name, failure)));
    }

    /// Adds a line to the suite's output.
    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Completes the suite.
    pub(super) fn end(mut self, skipped: bool, collection: &str) -> TestSuite {
        if skipped {
            self.cases.push(TestCase::skipped_with_cause(
                "request",
                "skipRequest",
                "skipped by pm.execution.skipRequest",
            ));
        }
        let name = xml_text::name(&self.name());
        let classname = xml_text::class_name(&self.item.full_name());
        for case in &mut self.cases {
            case.set_classname(&classname);
            // GitLab links it.
            case.filepath.clone_from(&self.file);
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
}

/// Tells an exchange in a line.
fn exchange_line(request: &RequestEnd) -> String {
    let (method, url) = (&request.request.method, &request.request.url);
    let origin = match request.origin {
        Origin::Item => "",
        Origin::Script => " (pm.sendRequest)",
        Origin::Auth => " (authorization)",
    };
    match &request.response {
        Some(response) => format!(
            "{method} {url}{origin}: {} {}, {:.0} ms",
            response.code, response.status, response.response_time
        ),
        None => format!("{method} {url}{origin}: no response"),
    }
}

fn duration(ms: f64) -> Duration {
    Duration::checked_seconds_f64(ms.max(0.0) / 1000.0).unwrap_or(Duration::ZERO)
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
    let type_ = xml_text::name(&failure.name);
    let mut case = TestCase::error(&xml_text::name(name), Duration::ZERO, &type_, &message);
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
