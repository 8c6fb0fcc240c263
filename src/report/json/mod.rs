//! The `json` reporter: newman's summary document.
//!
//! Executions, script requests and failures are spooled to temporary files as they end, and streamed
//! into the document at the end: memory does not grow with the run. The document is compact, one
//! execution a line; newman indents everything, one line per byte of a body.
//!
//! Members newman does not have: `run.scriptRequests` (exchanges of `pm.sendRequest`, which newman puts
//! over the item's own), `run.authRequests` (exchanges for a token, and those that only brought a
//! challenge), `run.warnings`, an execution's `redirects` and `timings`, and the message of a
//! `requestError`. A failure's `parent`
//! names the folder or collection instead of repeating its whole tree.

mod execution;
mod failure;
mod ids;
mod sdk;
mod totals;

use std::io::Write;
use std::sync::Arc;

use serde_json::json;

use self::execution::{Execution, SideRequest};
use self::ids::Ids;
use super::options::ReporterOptions;
use super::output::{ReportFile, Spool};
use super::summary::FailureRecord;
use super::{ReportError, Reporter, Setup, Summary};
use crate::run::event::{
    Content, Cursor, Documents, ItemStart, Origin, RequestEnd, RunEnd, RunEvent, RunInfo,
};

/// The reporter's switches.
pub(super) const SWITCHES: &[&str] = &["omit-bodies", "omit-headers"];

/// Builds the reporter on the file of `--reporter-json-export`.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let omit =
        Omit { bodies: options.switch("omit-bodies")?, headers: options.switch("omit-headers")? };
    let file = ReportFile::create(options.text("export"), "json", (setup.clock)())?;
    Ok(Box::new(Json { omit, ..Json::new(file)? }))
}

/// What is left out of the exchanges.
#[derive(Clone, Copy, Default)]
struct Omit {
    bodies: bool,
    headers: bool,
}

impl Omit {
    /// Leaves it out; headers are those of the exchange, not those of the collection.
    fn apply(self, end: &RequestEnd) -> RequestEnd {
        let end = if self.bodies { end.without_bodies() } else { end.clone() };
        if self.headers { end.without_headers() } else { end }
    }
}

struct Json {
    omit: Omit,
    /// `None` once the report is in place.
    output: Option<Output>,
    summary: Summary,
    run: Run,
    /// Executions of the items that are running.
    open: Vec<Execution>,
}

/// What is known of the run from its start.
#[derive(Default)]
struct Run {
    ids: Ids,
    /// `None` before the start.
    info: Option<RunInfo>,
    /// Exchanges of scripts and of authorization so far.
    side_requests: u64,
}

struct Output {
    file: ReportFile,
    executions: Spool,
    script_requests: Spool,
    auth_requests: Spool,
    failures: Spool,
}

impl Reporter for Json {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        match event {
            RunEvent::Start(info) => self.run = Run::new(info),
            RunEvent::BeforeItem(item) => self.begin(item),
            RunEvent::Script(script) => {
                if let Some(execution) = self.execution(script.cursor) {
                    execution.script(script);
                }
            }
            RunEvent::Assertion(assertion) => {
                if let Some(execution) = self.execution(assertion.cursor) {
                    execution.assertion(&assertion.assertion);
                }
            }
            RunEvent::Request(request) => self.request(&self.omit.apply(request))?,
            RunEvent::Retry(retry) => {
                if let Some(execution) = self.execution(retry.cursor) {
                    execution.retry(retry);
                }
            }
            RunEvent::BeforeIteration(_)
            | RunEvent::Console(_)
            | RunEvent::Visualizer(_)
            | RunEvent::Warning(_)
            | RunEvent::Problem(_)
            | RunEvent::Item(_)
            | RunEvent::Iteration(_)
            | RunEvent::Done(_) => {}
        }
        let failures = self.summary.event(event);
        for failure in &failures {
            self.failure(failure)?;
        }
        match event {
            RunEvent::Item(item) => self.end_item(item.cursor, item.skipped),
            RunEvent::Done(end) => self.finish(end),
            RunEvent::Start(_)
            | RunEvent::BeforeIteration(_)
            | RunEvent::BeforeItem(_)
            | RunEvent::Script(_)
            | RunEvent::Assertion(_)
            | RunEvent::Console(_)
            | RunEvent::Visualizer(_)
            | RunEvent::Request(_)
            | RunEvent::Retry(_)
            | RunEvent::Warning(_)
            | RunEvent::Problem(_)
            | RunEvent::Iteration(_) => Ok(()),
        }
    }

    fn body_limit(&self) -> usize {
        if self.omit.bodies { 0 } else { Content::LIMIT }
    }
}

impl Run {
    fn new(info: &RunInfo) -> Self {
        let mut documents = Documents::clone(&info.documents);
        sdk::complete(&mut documents.collection);
        let info = RunInfo { documents: Arc::new(documents), ..info.clone() };
        Self { ids: Ids::of_run(&info.id), info: Some(info), side_requests: 0 }
    }

    fn documents(&self) -> Arc<Documents> {
        self.info.as_ref().map(|info| Arc::clone(&info.documents)).unwrap_or_default()
    }

    fn started(&self) -> u64 {
        self.info.as_ref().map_or(0, |info| info.started)
    }
}

impl Json {
    fn new(file: ReportFile) -> Result<Self, ReportError> {
        let output = Output {
            file,
            executions: Spool::new()?,
            script_requests: Spool::new()?,
            auth_requests: Spool::new()?,
            failures: Spool::new()?,
        };
        Ok(Self {
            omit: Omit::default(),
            output: Some(output),
            summary: Summary::default(),
            run: Run::default(),
            open: Vec::new(),
        })
    }

    fn begin(&mut self, start: &ItemStart) {
        let definition =
            self.run.info.as_ref().and_then(|info| info.definition(start.cursor, &start.item));
        self.open.push(Execution::new(start, definition, &self.run.ids));
    }

    fn execution(&mut self, at: Cursor) -> Option<&mut Execution> {
        self.open.iter_mut().rev().find(|execution| execution.is_at(at))
    }

    fn request(&mut self, end: &RequestEnd) -> Result<(), ReportError> {
        match end.origin {
            Origin::Item => {
                if let Some(execution) = self.execution(end.cursor) {
                    execution.request(end);
                }
                Ok(())
            }
            Origin::Script | Origin::Auth => self.side_request(end),
        }
    }

    fn side_request(&mut self, end: &RequestEnd) -> Result<(), ReportError> {
        let Some(output) = &mut self.output else { return Ok(()) };
        self.run.side_requests += 1;
        let ids = self.run.ids.of("side-request").of(self.run.side_requests);
        let list = match end.origin {
            Origin::Auth => &mut output.auth_requests,
            Origin::Item | Origin::Script => &mut output.script_requests,
        };
        list.push(&SideRequest::new(end, &ids))
    }

    fn failure(&mut self, failure: &FailureRecord) -> Result<(), ReportError> {
        let execution = failure
            .cursor
            .and_then(|at| self.open.iter().rev().find(|execution| execution.is_at(at)));
        let entry = failure::entry(failure, execution, &self.run);
        match &mut self.output {
            Some(output) => output.failures.push(&entry),
            None => Ok(()),
        }
    }

    /// Spools a finished execution. As in newman's report, a skipped item is not there.
    fn end_item(&mut self, at: Cursor, skipped: bool) -> Result<(), ReportError> {
        let Some(index) = self.open.iter().rposition(|execution| execution.is_at(at)) else {
            return Ok(());
        };
        let execution = self.open.remove(index);
        match &mut self.output {
            Some(output) if !skipped => output.executions.push(&execution),
            _ => Ok(()),
        }
    }

    fn finish(&mut self, end: &RunEnd) -> Result<(), ReportError> {
        let documents = self.run.documents();
        for execution in std::mem::take(&mut self.open) {
            if let Some(output) = &mut self.output {
                output.executions.push(&execution)?;
            }
        }
        let Some(mut output) = self.output.take() else { return Ok(()) };
        let out = &mut output.file;
        write!(out, "{{\"collection\":")?;
        serde_json::to_writer(&mut *out, &documents.collection)?;
        write!(out, ",\n\"environment\":")?;
        serde_json::to_writer(&mut *out, &*end.environment)?;
        write!(out, ",\n\"globals\":")?;
        serde_json::to_writer(&mut *out, &*end.globals)?;
        write!(out, ",\n\"run\":{{\"stats\":{}", totals::stats(&self.summary))?;
        write!(out, ",\n\"timings\":{}", totals::timings(&self.summary))?;
        write!(out, ",\n\"executions\":[\n")?;
        output.executions.copy_to(out)?;
        write!(out, "],\n\"transfers\":{}", json!({"responseTotal": self.summary.received}))?;
        write!(out, ",\n\"failures\":[\n")?;
        output.failures.copy_to(out)?;
        write!(out, "],\n\"error\":{}", totals::error(&self.summary))?;
        write!(out, ",\n\"scriptRequests\":[\n")?;
        output.script_requests.copy_to(out)?;
        write!(out, "],\n\"authRequests\":[\n")?;
        output.auth_requests.copy_to(out)?;
        writeln!(out, "],\n\"warnings\":{}}}}}", totals::warnings(&self.summary))?;
        output.file.commit()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
