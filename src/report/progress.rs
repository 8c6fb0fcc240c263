//! The `progress` reporter: a bar over items and iterations on the standard error, for terminals, and
//! below it a line for every iteration that is running: one a worker.

use std::fmt::Write;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::options::ReporterOptions;
use super::{ReportError, Reporter, Setup, Summary, text};
use crate::run::event::{Cursor, ItemStart, RunEvent};

/// The most lines below the bar: a terminal is not endless.
const MOST_LANES: usize = 12;

/// Builds the reporter on the bar that the standard output makes room for.
pub(super) fn build(
    _: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let template = "{wide_bar} {pos}/{len} {rate} {msg} ETA {eta}";
    let look =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let look = look.with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
        // What cannot be written to the terminal is lost anyway.
        let _ = write!(out, "{:.0}/s", state.per_sec());
    });
    let look = if setup.style.unicode { look } else { look.progress_chars("#>-") };
    Ok(Box::new(Progress::new(setup.bar.clone().with_style(look))))
}

struct Progress {
    bar: ProgressBar,
    lanes: Lanes,
    summary: Summary,
}

impl Progress {
    fn new(bar: ProgressBar) -> Self {
        let lanes = Lanes::below(&bar);
        Self { bar, lanes, summary: Summary::default() }
    }
}

impl Reporter for Progress {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        let failed = !self.summary.event(event).is_empty();
        if failed {
            self.bar.set_message(format!("{} failed", self.summary.failures));
        }
        match event {
            RunEvent::Start(info) => {
                self.bar.set_length(info.iterations.saturating_mul(info.items as u64));
                self.bar.set_message("0 failed");
            }
            RunEvent::BeforeIteration(start) => self.lanes.begin(start.cursor),
            RunEvent::BeforeItem(start) => self.lanes.show(start),
            RunEvent::Item(_) => self.bar.inc(1),
            RunEvent::Iteration(end) => self.lanes.end(end.cursor),
            RunEvent::Done(_) => {
                self.lanes.clear();
                self.bar.abandon();
            }
            RunEvent::Script(_)
            | RunEvent::Assertion(_)
            | RunEvent::Console(_)
            | RunEvent::Visualizer(_)
            | RunEvent::Request(_)
            | RunEvent::Retry(_)
            | RunEvent::Warning(_)
            | RunEvent::Problem(_) => {}
        }
        Ok(())
    }
}

/// The lines below the bar.
struct Lanes {
    lines: MultiProgress,
    lanes: Vec<Lane>,
}

/// A line, and the iteration that it shows; `None` while it shows nothing.
struct Lane {
    iteration: Option<u64>,
    line: ProgressBar,
}

impl Lanes {
    fn below(bar: &ProgressBar) -> Self {
        let target = if bar.is_hidden() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let lines = MultiProgress::with_draw_target(target);
        lines.add(bar.clone());
        Self { lines, lanes: Vec::new() }
    }

    /// Takes a free line for an iteration, or a new one.
    fn begin(&mut self, at: Cursor) {
        let shown = self.lanes.len();
        match self.lanes.iter_mut().find(|lane| lane.iteration.is_none()) {
            Some(free) => free.iteration = Some(at.iteration),
            None if shown < MOST_LANES => {
                let line = self.lines.add(ProgressBar::no_length().with_style(line_style()));
                self.lanes.push(Lane { iteration: Some(at.iteration), line });
            }
            None => {}
        }
    }

    fn show(&mut self, start: &ItemStart) {
        if let Some(lane) = self.lane(start.cursor) {
            lane.line.set_message(line_text(start));
        }
    }

    fn end(&mut self, at: Cursor) {
        if let Some(lane) = self.lane(at) {
            lane.iteration = None;
        }
    }

    fn lane(&mut self, at: Cursor) -> Option<&mut Lane> {
        self.lanes.iter_mut().find(|lane| lane.iteration == Some(at.iteration))
    }

    fn clear(&mut self) {
        self.lanes.drain(..).for_each(|lane| lane.line.finish_and_clear());
    }
}

fn line_style() -> ProgressStyle {
    ProgressStyle::with_template("  {wide_msg}").unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn line_text(start: &ItemStart) -> String {
    let name = text::visible(&start.item.full_name());
    let Cursor { iteration, cycles, .. } = start.cursor;
    if cycles > 1 { format!("{}/{cycles}  {name}", iteration + 1) } else { name }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::sync::Arc;

    use super::super::fixture;
    use super::*;
    use crate::run::event::ItemRef;

    #[test]
    fn the_bar_counts_items_and_failures() {
        let mut progress = Progress::new(ProgressBar::hidden());
        let events = fixture::rich_run();
        for event in &events {
            progress.event(event).unwrap();
        }
        let items = events.iter().filter(|event| matches!(event, RunEvent::Item(_))).count();
        assert_eq!(progress.bar.position(), items as u64);
        assert_eq!(progress.bar.length(), Some(8));
        assert_eq!(progress.bar.message(), "6 failed");
        assert!(progress.lanes.lanes.is_empty());
    }

    #[test]
    fn every_iteration_that_runs_has_a_line() {
        let at = |iteration| Cursor { position: 0, iteration, length: 1, cycles: 9 };
        let mut lanes = Lanes::below(&ProgressBar::hidden());
        let shown = |lanes: &Lanes| -> Vec<Option<u64>> {
            lanes.lanes.iter().map(|lane| lane.iteration).collect()
        };
        lanes.begin(at(0));
        lanes.begin(at(1));
        assert_eq!(shown(&lanes), [Some(0), Some(1)]);
        lanes.end(at(0));
        lanes.begin(at(2));
        assert_eq!(shown(&lanes), [Some(2), Some(1)]);
        (3..40).for_each(|iteration| lanes.begin(at(iteration)));
        assert_eq!(lanes.lanes.len(), MOST_LANES);
        let item = Arc::new(ItemRef {
            id: String::new(),
            name: "Pay\u{1b}[1m".to_owned(),
            path: vec!["Orders".to_owned()],
        });
        lanes.show(&ItemStart { cursor: at(1), item, started: 0 });
        assert_eq!(lanes.lanes[1].line.message(), r"2/9  Orders / Pay\u{1b}[1m");
    }
}
