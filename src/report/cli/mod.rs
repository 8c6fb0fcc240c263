//! The `cli` reporter: the run as people read it in a terminal.
//!
//! What happens in an item is collected in a [`Block`] and written when the item ends, so that items
//! that run at the same time do not mix their lines.

mod block;
mod closing;
mod exchange;
mod failures;
mod summary_table;

use std::io::{self, Write};

use self::block::Block;
use self::failures::{About, Failures};
use super::options::ReporterOptions;
use super::style::Ink;
use super::summary::FailureRecord;
use super::{ReportError, Reporter, Setup, Style, Summary, text};
use crate::run::event::{Cursor, ItemEnd, ItemStart, Origin, RunEvent, RunInfo};

/// newman's switches of its reporter of this name, and `verbose`, which newman has for the whole run.
pub(super) const SWITCHES: &[&str] = &[
    "silent",
    "show-timestamps",
    "no-summary",
    "no-failures",
    "no-assertions",
    "no-success-assertions",
    "no-console",
    "no-banner",
    "verbose",
];

/// Builds the reporter on the standard output.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let show = Show {
        banner: !options.switch("no-banner")?,
        timestamps: options.switch("show-timestamps")?,
        console: !options.switch("no-console")?,
        assertions: !options.switch("no-assertions")?,
        successes: !options.switch("no-success-assertions")?,
        summary: !options.switch("no-summary")?,
        failures: !options.switch("no-failures")?,
        verbose: options.switch("verbose")?,
    };
    let out = if options.switch("silent")? { None } else { Some((setup.stdout)()) };
    Ok(Box::new(Cli::new(out, setup.style, show)))
}

/// Which parts are shown.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each option of the user's")]
struct Show {
    banner: bool,
    timestamps: bool,
    console: bool,
    assertions: bool,
    successes: bool,
    summary: bool,
    failures: bool,
    verbose: bool,
}

struct Cli {
    /// `None` when silent, and once nobody reads any more.
    out: Option<Box<dyn Write + Send>>,
    style: Style,
    show: Show,
    summary: Summary,
    failures: Failures,
    /// Blocks of the items that are running.
    open: Vec<Block>,
    /// Iteration and folder of the block written last.
    last: Option<(u64, Vec<String>)>,
}

impl Reporter for Cli {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        let failures = self.summary.event(event);
        if self.out.is_none() {
            return Ok(());
        }
        let number = failures.first().map_or(0, |failure| failure.number);
        self.show(event, number)?;
        if self.show.failures {
            failures.into_iter().try_for_each(|failure| self.keep(failure))?;
        }
        if matches!(event, RunEvent::Done(_)) { self.done() } else { Ok(()) }
    }

    fn body_limit(&self) -> usize {
        let shown = self.out.is_some() && (self.show.failures || self.show.verbose);
        if shown { exchange::KEPT } else { 0 }
    }
}

impl Cli {
    /// Writes what an event has to show; `number` is that of its first failure.
    fn show(&mut self, event: &RunEvent, number: u64) -> Result<(), ReportError> {
        match event {
            RunEvent::Start(info) => self.start(info),
            RunEvent::BeforeItem(item) => self.begin(item),
            RunEvent::Script(script) => self.block(script.cursor).map_or(Ok(()), |block| {
                block.script(script, number);
                Ok(())
            }),
            RunEvent::Assertion(assertion) => {
                let show = self.show;
                let wanted = show.assertions
                    && (show.successes
                        || assertion.assertion.error.is_some()
                        || assertion.assertion.skipped);
                if wanted && let Some(block) = self.block(assertion.cursor) {
                    block.assertion(&assertion.assertion, number);
                }
                Ok(())
            }
            RunEvent::Console(console) => {
                if self.show.console
                    && let Some(block) = self.block(console.cursor)
                {
                    block.console(&console.console);
                }
                Ok(())
            }
            RunEvent::Request(request) => {
                let verbose = self.show.verbose;
                // What authorization sends belongs to the details.
                let wanted = verbose || request.origin != Origin::Auth;
                if wanted && let Some(block) = self.block(request.cursor) {
                    block.request(request, number);
                    if verbose {
                        block.verbose(request);
                    }
                }
                Ok(())
            }
            RunEvent::Retry(retry) => {
                if let Some(block) = self.block(retry.cursor) {
                    block.retry(retry);
                }
                Ok(())
            }
            RunEvent::Item(item) => self.end(item),
            RunEvent::Iteration(end) => self.cut_short(|at| at.iteration == end.cursor.iteration),
            RunEvent::Done(_) => self.cut_short(|_| true),
            // Warnings and problems stand together at the end; headings of iterations are written
            // with the first block of each.
            RunEvent::Warning(_)
            | RunEvent::Problem(_)
            | RunEvent::BeforeIteration(_)
            | RunEvent::Visualizer(_) => Ok(()),
        }
    }

    fn new(out: Option<Box<dyn Write + Send>>, style: Style, show: Show) -> Self {
        let (summary, failures, open, last) =
            (Summary::default(), Failures::default(), Vec::new(), None);
        Self { out, style, show, summary, failures, open, last }
    }

    /// Keeps a failure for the list at the end, with the exchange it is about.
    fn keep(&mut self, failure: FailureRecord) -> Result<(), ReportError> {
        let block = failure.cursor.and_then(|at| self.block(at));
        let about = block.map_or(About::Nothing, |block| block.about(failure.number));
        self.failures.push(failure, about)
    }

    fn start(&mut self, info: &RunInfo) -> Result<(), ReportError> {
        let mut lines = Vec::new();
        if self.show.banner {
            let banner = text::visible(&info.generator.replace('/', " "));
            lines.extend([self.style.paint(Ink::Dim, &banner), String::new()]);
        }
        let name = text::visible(&info.collection_name);
        lines.push(self.style.paint(Ink::Bold, &name));
        if let Some(environment) = &info.environment_name {
            let environment = format!("environment: {}", text::visible(environment));
            lines.push(self.style.paint(Ink::Dim, &environment));
        }
        self.write(&lines)
    }

    fn begin(&mut self, item: &ItemStart) -> Result<(), ReportError> {
        let mut block = Block::new(item, self.style);
        let stamp = self.show.timestamps.then(|| clock_time(item.started));
        block.heading(stamp.as_deref());
        self.open.push(block);
        Ok(())
    }

    /// Finds the block of the item that runs at a place.
    fn block(&mut self, at: Cursor) -> Option<&mut Block> {
        self.open.iter_mut().rev().find(|block| block.is_at(at))
    }

    fn end(&mut self, item: &ItemEnd) -> Result<(), ReportError> {
        let Some(index) = self.open.iter().rposition(|block| block.is_at(item.cursor)) else {
            return Ok(());
        };
        let mut block = self.open.remove(index);
        block.end(item);
        self.write_block(block)
    }

    fn write_block(&mut self, block: Block) -> Result<(), ReportError> {
        let mut lines = Vec::new();
        let (cursor, path) = (block.cursor(), block.path());
        let same_iteration = self.last.as_ref().is_some_and(|last| last.0 == cursor.iteration);
        if cursor.cycles > 1 && !same_iteration {
            let heading = format!("Iteration {}/{}", cursor.iteration + 1, cursor.cycles);
            lines.extend([String::new(), self.style.paint(Ink::Bold, &heading)]);
        }
        let same_folder = same_iteration && self.last.as_ref().is_some_and(|last| last.1 == path);
        lines.push(String::new());
        if !path.is_empty() && !same_folder {
            let prefix = format!("{} ", self.style.symbols().folder);
            lines.extend(text::hanging(
                &prefix,
                &text::visible(&path.join(" / ")),
                self.style.width,
            ));
        }
        self.last = Some((cursor.iteration, path.to_vec()));
        lines.extend(block.into_lines());
        self.write(&lines)
    }

    /// Writes the blocks of items that will not end any more.
    fn cut_short(&mut self, of: impl Fn(Cursor) -> bool) -> Result<(), ReportError> {
        let cut: Vec<Block> = self.open.extract_if(.., |block| of(block.cursor())).collect();
        cut.into_iter().try_for_each(|mut block| {
            block.interrupted();
            self.write_block(block)
        })
    }

    fn done(&mut self) -> Result<(), ReportError> {
        let mut lines = Vec::new();
        if self.show.summary {
            lines.push(String::new());
            lines.extend(summary_table::lines(&self.summary, self.style));
        }
        self.write(&lines)?;
        let (failures, style) = (std::mem::take(&mut self.failures), self.style);
        failures.write(style, |lines| self.write(lines))?;
        let mut lines = closing::unresolved(&self.summary.warnings, style);
        lines.extend(closing::warnings(&self.summary.warnings, style));
        self.write(&lines)
    }

    /// Writes lines in one piece. A reader that has gone away (`| head`) ends the report, not the run.
    fn write(&mut self, lines: &[String]) -> Result<(), ReportError> {
        let Some(out) = self.out.as_mut().filter(|_| !lines.is_empty()) else { return Ok(()) };
        let mut page = lines.join("\n");
        page.push('\n');
        match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.out = None;
                Ok(())
            }
            result => Ok(result?),
        }
    }
}

/// Writes an instant as the time of the day in UTC.
fn clock_time(now: u64) -> String {
    let seconds = now / 1000 % 86_400;
    format!("{:02}:{:02}:{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
