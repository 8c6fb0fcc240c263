//! The `json` reporter: newman's summary document.
//!
//! Executions, script requests and failures are spooled to temporary files as they end, and streamed
//! into the document at the end: memory does not grow with the run. The document is compact, one
//! execution a line; newman indents everything, one line per byte of a body.
//!
//! Members newman does not have: `run.scriptRequests` (exchanges of `pm.sendRequest`, which newman puts
//! over the item's own), `run.warnings`, and the message of a `requestError`. A failure's `parent`
//! names the folder or collection instead of repeating its whole tree.

mod execution;
mod failure;
mod sdk;
mod totals;

use std::io::Write;
use std::sync::Arc;

use serde_json::{Value, json};

use self::execution::{Execution, ScriptRequest};
use super::options::ReporterOptions;
use super::output::{ReportFile, Spool};
use super::summary::FailureRecord;
use super::{ReportError, Reporter, Setup, Summary};
use crate::run::event::{Cursor, ItemStart, Origin, RequestEnd, RunEnd, RunEvent, RunInfo};

/// Builds the reporter on the file of `--reporter-json-export`.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let file = ReportFile::create(options.text("export"), "json", (setup.clock)())?;
    Ok(Box::new(Json::new(file, setup.clock)?))
}

struct Json {
    /// `None` once the report is in place.
    output: Option<Output>,
    clock: fn() -> u64,
    summary: Summary,
    info: Option<Arc<RunInfo>>,
    /// Executions of the items that are running.
    open: Vec<Execution>,
}

struct Output {
    file: ReportFile,
    executions: Spool,
    script_requests: Spool,
    failures: Spool,
}

impl Reporter for Json {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        match event {
            RunEvent::Start(info) => self.info = Some(Arc::new(info.clone())),
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
            RunEvent::Request(request) => self.request(request)?,
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

    fn needs_bodies(&self) -> bool {
        true
    }
}

impl Json {
    fn new(file: ReportFile, clock: fn() -> u64) -> Result<Self, ReportError> {
        let (executions, script_requests) = (Spool::new()?, Spool::new()?);
        let output = Output { file, executions, script_requests, failures: Spool::new()? };
        Ok(Self {
            output: Some(output),
            clock,
            summary: Summary::default(),
            info: None,
            open: Vec::new(),
        })
    }

    fn begin(&mut self, start: &ItemStart) {
        let definition =
            self.info.as_ref().and_then(|info| info.definition(start.cursor, &start.item));
        self.open.push(Execution::new(start, definition));
    }

    fn collection(&self) -> &Value {
        self.info.as_ref().map_or(&Value::Null, |info| &info.documents.collection)
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
            Origin::Script => match &mut self.output {
                Some(output) => output.script_requests.push(&ScriptRequest::new(end)),
                None => Ok(()),
            },
        }
    }

    fn failure(&mut self, failure: &FailureRecord) -> Result<(), ReportError> {
        let execution = failure
            .cursor
            .and_then(|at| self.open.iter().rev().find(|execution| execution.is_at(at)));
        let entry = failure::entry(failure, execution, self.collection(), (self.clock)());
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
        let info = self.info.take();
        let documents = info.map(|info| Arc::clone(&info.documents)).unwrap_or_default();
        for execution in std::mem::take(&mut self.open) {
            if let Some(output) = &mut self.output {
                output.executions.push(&execution)?;
            }
        }
        let Some(Output { mut file, executions, script_requests, failures }) = self.output.take()
        else {
            return Ok(());
        };
        let out = &mut file;
        write!(out, "{{\"collection\":")?;
        serde_json::to_writer(&mut *out, &documents.collection)?;
        write!(out, ",\n\"environment\":")?;
        serde_json::to_writer(&mut *out, &*end.environment)?;
        write!(out, ",\n\"globals\":")?;
        serde_json::to_writer(&mut *out, &*end.globals)?;
        write!(out, ",\n\"run\":{{\"stats\":{}", totals::stats(&self.summary))?;
        write!(out, ",\n\"timings\":{}", totals::timings(&self.summary))?;
        write!(out, ",\n\"executions\":[\n")?;
        executions.copy_to(out)?;
        write!(out, "],\n\"transfers\":{}", json!({"responseTotal": self.summary.received}))?;
        write!(out, ",\n\"failures\":[\n")?;
        failures.copy_to(out)?;
        write!(out, "],\n\"error\":{}", totals::error(&self.summary))?;
        write!(out, ",\n\"scriptRequests\":[\n")?;
        script_requests.copy_to(out)?;
        writeln!(out, "],\n\"warnings\":{}}}}}", totals::warnings(&self.summary))?;
        file.commit()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
