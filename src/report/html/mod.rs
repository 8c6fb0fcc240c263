//! The `html` reporter: the whole run in one file that needs no network.
//!
//! What a reader looks up (one row a request) stands in the file as JSON; what he looks into (headers,
//! bodies, tests, console) as compressed blocks, which the page inflates when they are opened. Both
//! are spooled to temporary files while the run goes on: memory does not grow with it, and the file
//! stays small ([`budget`]).
//!
//! Nothing that came from the network or a script is ever markup: the template escapes, the page's
//! script writes text nodes only, the content security policy forbids every other script and all
//! loading, and pages of `pm.visualizer` stand in a frame that may do nothing.

mod blocks;
mod budget;
mod detail;
mod environment;
mod failures;
mod page;
mod row;

use std::io::Write;

use serde_json::Value;

use self::blocks::Blocks;
use self::budget::Budget;
use self::detail::Detail;
use self::failures::FailureGroups;
use self::page::Page;
use self::row::Row;
use super::digest::Digest;
use super::execution::Execution;
use super::options::ReporterOptions;
use super::output::{ReportFile, Spool};
use super::{ReportError, Reporter, Setup};
use crate::run::event::{RunEnd, RunEvent, RunInfo};

/// Builds the reporter on the file of `--reporter-html-export`.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let file = ReportFile::create(options.text("export"), "html", (setup.clock)())?;
    Ok(Box::new(Html::new(file)?))
}

struct Html {
    /// `None` once the report is in place.
    output: Option<Output>,
    digest: Digest,
    groups: FailureGroups,
    start: Option<RunInfo>,
    /// Rows of the iteration data, of the iterations that are running.
    data: Vec<(u64, Value)>,
}

struct Output {
    file: ReportFile,
    rows: Spool,
    count: u64,
    blocks: Blocks,
    budget: Budget,
}

impl Html {
    fn new(file: ReportFile) -> Result<Self, ReportError> {
        let (rows, blocks) = (Spool::new()?, Blocks::new()?);
        let output = Output { file, rows, count: 0, blocks, budget: Budget::default() };
        Ok(Self {
            output: Some(output),
            digest: Digest::default(),
            groups: FailureGroups::default(),
            start: None,
            data: Vec::new(),
        })
    }

    fn begin(&mut self, info: &RunInfo) {
        if let Some(output) = &mut self.output {
            output.budget = Budget::new(info.iterations.saturating_mul(info.items as u64));
        }
        self.start = Some(info.clone());
    }

    fn execution(&mut self, execution: &Execution) -> Result<(), ReportError> {
        let Some(output) = &mut self.output else { return Ok(()) };
        for failure in execution.failures() {
            self.groups.add(failure, Some(output.count));
        }
        let failed = execution.failures().next().is_some();
        let data = self.data.iter().find(|(iteration, _)| *iteration == execution.cursor.iteration);
        let limit = output.budget.body_limit(failed);
        let detail = Detail::new(execution, data.map(|(_, row)| row), limit);
        let place = output.blocks.push(&detail, &mut output.budget)?;
        let began = self.start.as_ref().map_or(0, |info| info.started);
        output.rows.push(&blocks::harmless(&Row::new(execution, began, place))?)?;
        output.count += 1;
        Ok(())
    }

    fn finish(&mut self, end: &RunEnd) -> Result<(), ReportError> {
        let (Some(output), Some(start)) = (self.output.take(), self.start.take()) else {
            return Ok(());
        };
        let Output { mut file, rows, blocks, mut budget, .. } = output;
        let page = Page::new(&start, end, &self.digest, &self.groups);
        let (head, tail) = page.around_data()?;
        file.write_all(head.as_bytes())?;
        file.write_all(b"<script type=\"application/json\" id=\"rows\">[\n")?;
        rows.copy_to(&mut file)?;
        file.write_all(b"]</script>\n<script type=\"application/json\" id=\"blocks\">[\n")?;
        blocks.copy_to(&mut file, &mut budget)?;
        file.write_all(b"]</script>\n")?;
        file.write_all(tail.as_bytes())?;
        file.commit()
    }
}

impl Reporter for Html {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        if let RunEvent::Start(info) = event {
            self.begin(info);
        }
        if let RunEvent::BeforeIteration(start) = event
            && let Some(row) = &start.data
        {
            self.data.push((start.cursor.iteration, Value::Object(row.clone())));
        }
        let gathered = self.digest.event(event);
        for execution in &gathered.executions {
            self.execution(execution)?;
        }
        for failure in &gathered.failures {
            self.groups.add(failure, None);
        }
        if let RunEvent::Iteration(end) = event {
            self.data.retain(|(iteration, _)| *iteration != end.cursor.iteration);
        }
        if let RunEvent::Done(end) = event { self.finish(end) } else { Ok(()) }
    }

    fn body_limit(&self) -> usize {
        budget::BODY_LIMIT + 1
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
