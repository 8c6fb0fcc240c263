//! The `junit` reporter: JUnit XML that a release can be gated on.
//!
//! One suite stands for one execution of a request; one testcase for one assertion, one error of a
//! script, or one request without a response. Problems of the run as a whole have a suite of their
//! own. Numbers agree with the cli report: failures plus errors here are the failures there, and
//! `<skipped>` are the skipped ones.
//!
//! Suites are complete when their item ends and never change afterwards; they are kept in memory until
//! the run ends, since the XML writer wants a whole report.

mod suite;
pub(crate) mod xml_text;

use std::io::Write;

use junit_report::{Report, TestCase, TestSuite};

use self::suite::{OpenSuite, moment};
use super::options::ReporterOptions;
use super::output::ReportFile;
use super::summary::FailureRecord;
use super::{ReportError, Reporter, Setup, Summary};
use crate::run::event::{Cursor, RunEvent, RunInfo, Warning};

/// Builds the reporter on the file of `--reporter-junit-export`.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let file = ReportFile::create(options.text("export"), "xml", (setup.clock)())?;
    Ok(Box::new(Junit::new(file)))
}

struct Junit {
    /// `None` once the report is in place.
    file: Option<ReportFile>,
    summary: Summary,
    collection: String,
    /// Suites of the items that are running.
    open: Vec<OpenSuite>,
    done: Vec<TestSuite>,
    /// Testcases of the run as a whole.
    run: Vec<TestCase>,
    /// Warnings that belong to no item.
    notes: Vec<String>,
}

impl Reporter for Junit {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        let failures = self.summary.event(event);
        match event {
            RunEvent::Start(info) => self.start(info),
            RunEvent::BeforeItem(item) => {
                self.open.push(OpenSuite::new(item, self.summary.started));
            }
            RunEvent::Script(script) => {
                if let Some(suite) = self.suite(script.cursor) {
                    suite.script(script, &failures);
                }
            }
            RunEvent::Assertion(assertion) => {
                if let Some(suite) = self.suite(assertion.cursor) {
                    suite.assertion(&assertion.assertion, failures.first());
                }
            }
            RunEvent::Request(request) => {
                if let Some(suite) = self.suite(request.cursor) {
                    suite.request(request, failures.first());
                }
            }
            RunEvent::Retry(retry) => {
                if let Some(suite) = self.suite(retry.cursor) {
                    let (attempt, attempts) = (retry.attempt, retry.attempts);
                    suite.note(format!("attempt {attempt} of {attempts} failed: {}", retry.reason));
                }
            }
            RunEvent::Warning(warning) => self.warning(warning),
            RunEvent::Problem(_) => self.run_failures(&failures),
            RunEvent::Item(item) => {
                let found = self.open.iter().rposition(|suite| suite.is_at(item.cursor));
                if let Some(index) = found {
                    let suite = self.open.remove(index).end(item.skipped, &self.collection);
                    self.done.push(suite);
                }
            }
            RunEvent::Done(_) => {
                self.run_failures(&failures);
                self.finish()?;
            }
            RunEvent::BeforeIteration(_)
            | RunEvent::Console(_)
            | RunEvent::Visualizer(_)
            | RunEvent::Iteration(_) => {}
        }
        Ok(())
    }
}

impl Junit {
    fn new(file: ReportFile) -> Self {
        Self {
            file: Some(file),
            summary: Summary::default(),
            collection: String::new(),
            open: Vec::new(),
            done: Vec::new(),
            run: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn start(&mut self, info: &RunInfo) {
        self.collection = xml_text::attribute(&info.collection_name);
    }

    fn suite(&mut self, at: Cursor) -> Option<&mut OpenSuite> {
        self.open.iter_mut().rev().find(|suite| suite.is_at(at))
    }

    fn warning(&mut self, warning: &Warning) {
        let note = format!("warning: {}", warning.message);
        match warning.cursor.and_then(|at| self.suite(at)) {
            Some(suite) => suite.note(note),
            None => self.notes.push(note),
        }
    }

    fn run_failures(&mut self, failures: &[FailureRecord]) {
        let classname = xml_text::class_name(&self.collection);
        for failure in failures {
            let mut case = suite::error_case(&failure.name, failure);
            case.set_classname(&classname);
            self.run.push(case);
        }
    }

    fn finish(&mut self) -> Result<(), ReportError> {
        for suite in std::mem::take(&mut self.open) {
            self.done.push(suite.end(false, &self.collection));
        }
        let mut report = Report::new();
        report.add_testsuites(std::mem::take(&mut self.done));
        if !self.run.is_empty() || !self.notes.is_empty() {
            let mut run = TestSuite::new(&format!("{} (run)", self.collection));
            run.package.clone_from(&self.collection);
            run.set_timestamp(moment(self.summary.started));
            run.add_testcases(std::mem::take(&mut self.run));
            if !self.notes.is_empty() {
                run.set_system_out(&xml_text::cdata(&self.notes.join("\n")));
            }
            report.add_testsuite(run);
        }
        let Some(mut file) = self.file.take() else { return Ok(()) };
        report.write_xml(&mut file)?;
        file.write_all(b"\n")?;
        file.commit()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
