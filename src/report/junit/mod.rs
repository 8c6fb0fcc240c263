//! The `junit` reporter: JUnit XML that a release can be gated on.
//!
//! One suite stands for one execution of a request; one testcase for one assertion, one error of a
//! script, or one request without a response. Problems of the run as a whole have a suite of their
//! own. Numbers agree with the cli report: failures plus errors here are the failures there, and
//! `<skipped>` are the skipped ones.
//!
//! Suites are complete when their item ends and never change afterwards: they are written at once. A
//! testcase takes the time of its assertion; the requests and their times stand in the suite's output,
//! with the iteration's data.

mod chunks;
mod suite;
pub(crate) mod xml_text;

use junit_report::{TestCase, TestSuite};

use self::chunks::Chunks;
use self::suite::{OpenSuite, moment};
use super::options::ReporterOptions;
use super::output::ReportFile;
use super::summary::FailureRecord;
use super::{ReportError, Reporter, Setup, Summary};
use crate::run::event::{Cursor, IterationStart, RunEvent, RunInfo, Warning};

/// Builds the reporter on the file of `--reporter-junit-export`.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let file = ReportFile::create(options.text("export"), "xml", (setup.clock)())?;
    Ok(Box::new(Junit::new(file)?))
}

struct Junit {
    /// `None` once the report is in place.
    document: Option<Chunks>,
    summary: Summary,
    collection: String,
    info: Option<RunInfo>,
    /// Suites of the items that are running.
    open: Vec<OpenSuite>,
    /// The data of the iterations that are running.
    rows: Vec<(u64, String)>,
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
            RunEvent::BeforeIteration(start) => self.rows.extend(row(start)),
            RunEvent::Iteration(end) => {
                self.cut_short(|at| at.iteration == end.cursor.iteration)?;
                self.rows.retain(|(iteration, _)| *iteration != end.cursor.iteration);
            }
            RunEvent::BeforeItem(item) => {
                let iteration = item.cursor.iteration;
                let row = self.rows.iter().find(|(known, _)| *known == iteration);
                let source =
                    self.info.as_ref().and_then(|info| info.source(item.cursor, &item.item));
                let mut suite = OpenSuite::new(item, source.map(|source| source.file.as_str()));
                row.into_iter().for_each(|(_, row)| suite.note(row.clone()));
                self.open.push(suite);
            }
            RunEvent::Script(script) => {
                if let Some(suite) = self.suite(script.cursor) {
                    suite.script(script, &failures);
                }
            }
            RunEvent::Assertion(assertion) => {
                if let Some(suite) = self.suite(assertion.cursor) {
                    suite.assertion(assertion, failures.first());
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
            RunEvent::Problem(problem) => self.problem(problem, &failures),
            RunEvent::Item(item) => {
                let found = self.open.iter().rposition(|suite| suite.is_at(item.cursor));
                if let Some(index) = found {
                    let suite = self.open.remove(index).end(item.skipped, &self.collection);
                    self.push(suite)?;
                }
            }
            RunEvent::Done(_) => {
                self.run_failures(&failures);
                self.finish()?;
            }
            RunEvent::Console(_) | RunEvent::Visualizer(_) => {}
        }
        Ok(())
    }
}

impl Junit {
    fn new(file: ReportFile) -> Result<Self, ReportError> {
        Ok(Self {
            document: Some(Chunks::begin(file)?),
            summary: Summary::default(),
            collection: String::new(),
            info: None,
            open: Vec::new(),
            rows: Vec::new(),
            run: Vec::new(),
            notes: Vec::new(),
        })
    }

    fn push(&mut self, suite: TestSuite) -> Result<(), ReportError> {
        self.document.as_mut().map_or(Ok(()), |document| document.push(suite))
    }

    fn start(&mut self, info: &RunInfo) {
        self.collection = xml_text::name(&info.collection_name);
        self.info = Some(info.clone());
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

    /// A problem of an item stands in its suite.
    fn problem(&mut self, problem: &Warning, failures: &[FailureRecord]) {
        match problem.cursor.and_then(|at| self.suite(at)) {
            Some(suite) => suite.problems(failures),
            None => self.run_failures(failures),
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

    /// Writes the suites of items that will not end any more.
    fn cut_short(&mut self, of: impl Fn(Cursor) -> bool) -> Result<(), ReportError> {
        let cut: Vec<OpenSuite> = self.open.extract_if(.., |suite| of(suite.cursor())).collect();
        cut.into_iter().try_for_each(|suite| {
            let suite = suite.end(false, &self.collection);
            self.push(suite)
        })
    }

    fn finish(&mut self) -> Result<(), ReportError> {
        self.cut_short(|_| true)?;
        if !self.run.is_empty() || !self.notes.is_empty() {
            let mut run = TestSuite::new(&format!("{} (run)", self.collection));
            run.package.clone_from(&self.collection);
            run.set_timestamp(moment(self.summary.started));
            run.add_testcases(std::mem::take(&mut self.run));
            if !self.notes.is_empty() {
                run.set_system_out(&xml_text::cdata(&self.notes.join("\n")));
            }
            self.push(run)?;
        }
        self.document.take().map_or(Ok(()), Chunks::finish)
    }
}

/// The data of an iteration as a line, with its number.
fn row(start: &IterationStart) -> Option<(u64, String)> {
    let cells = start.data.as_ref()?.iter().map(|(name, value)| match value.as_str() {
        Some(text) => format!("{name}={text}"),
        None => format!("{name}={value}"),
    });
    let cells: Vec<String> = cells.collect();
    Some((start.cursor.iteration, format!("iteration data: {}", cells.join(", "))))
}

#[cfg(test)]
mod rules;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
