//! The `progress` reporter: a bar over items and iterations on the standard error, for terminals, and
//! below it a line for every lane of `--jobs` with the item that it runs.

use std::fmt::Write;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::options::ReporterOptions;
use super::{ReportError, Reporter, Setup, Summary, text};
use crate::run::LaneState;
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
    /// Lanes tell themselves what they do; their events come later.
    side_by_side: bool,
    summary: Summary,
}

impl Progress {
    fn new(bar: ProgressBar) -> Self {
        let lanes = Lanes::below(&bar);
        Self { bar, lanes, side_by_side: false, summary: Summary::default() }
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
            RunEvent::BeforeItem(start) if !self.side_by_side => self.lanes.show(0, start),
            RunEvent::Item(_) => self.bar.inc(1),
            RunEvent::Done(_) => {
                self.lanes.clear();
                self.bar.abandon();
            }
            RunEvent::BeforeIteration(_)
            | RunEvent::BeforeItem(_)
            | RunEvent::Iteration(_)
            | RunEvent::Script(_)
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

    fn lane(&mut self, lane: LaneState<'_>) {
        self.side_by_side = true;
        match lane.item {
            Some(start) => self.lanes.show(lane.number, start),
            None => self.lanes.rest(lane.number),
        }
    }
}

/// The lines below the bar, by number of the lane.
struct Lanes {
    lines: MultiProgress,
    lanes: Vec<ProgressBar>,
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

    /// Shows the item that a lane begins.
    fn show(&mut self, number: usize, start: &ItemStart) {
        while self.lanes.len() <= number.min(MOST_LANES - 1) {
            let line = ProgressBar::no_length().with_style(line_style());
            self.lanes.push(self.lines.add(line));
        }
        if let Some(line) = self.lanes.get(number) {
            line.set_message(line_text(start));
        }
    }

    /// Shows that a lane has nothing left to do.
    fn rest(&mut self, number: usize) {
        if let Some(line) = self.lanes.get(number) {
            line.set_message("–");
        }
    }

    fn clear(&mut self) {
        self.lanes.drain(..).for_each(|line| line.finish_and_clear());
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
    fn every_lane_has_a_line() {
        let mut progress = Progress::new(ProgressBar::hidden());
        let item = Arc::new(ItemRef {
            id: String::new(),
            name: "Pay\u{1b}[1m".to_owned(),
            path: vec!["Orders".to_owned()],
        });
        let at = |iteration| Cursor { position: 0, iteration, length: 1, cycles: 9 };
        let start = |iteration| ItemStart { cursor: at(iteration), item: item.clone(), started: 0 };
        let shown = |progress: &Progress| -> Vec<String> {
            progress.lanes.lanes.iter().map(ProgressBar::message).collect()
        };
        progress.event(&RunEvent::BeforeItem(start(0))).unwrap();
        assert_eq!(shown(&progress), [r"1/9  Orders / Pay\u{1b}[1m"]);
        progress.lane(LaneState { number: 2, item: Some(&start(5)) });
        // What is told later, in order, is not what a lane does now.
        progress.event(&RunEvent::BeforeItem(start(1))).unwrap();
        assert_eq!(
            shown(&progress),
            [r"1/9  Orders / Pay\u{1b}[1m", "", r"6/9  Orders / Pay\u{1b}[1m"]
        );
        progress.lane(LaneState { number: 2, item: None });
        assert_eq!(shown(&progress)[2], "–");
        (3..40).for_each(|number| progress.lane(LaneState { number, item: Some(&start(9)) }));
        assert_eq!(progress.lanes.lanes.len(), MOST_LANES);
    }
}
