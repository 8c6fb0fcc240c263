//! The `progress` reporter: a bar over items and iterations on the standard error, for terminals.

use std::fmt::Write;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::options::ReporterOptions;
use super::{ReportError, Reporter, Setup, Summary};
use crate::run::event::RunEvent;

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
    summary: Summary,
}

impl Progress {
    fn new(bar: ProgressBar) -> Self {
        Self { bar, summary: Summary::default() }
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
            RunEvent::Item(_) => self.bar.inc(1),
            RunEvent::Done(_) => self.bar.abandon(),
            RunEvent::BeforeIteration(_)
            | RunEvent::BeforeItem(_)
            | RunEvent::Script(_)
            | RunEvent::Assertion(_)
            | RunEvent::Console(_)
            | RunEvent::Visualizer(_)
            | RunEvent::Request(_)
            | RunEvent::Retry(_)
            | RunEvent::Warning(_)
            | RunEvent::Problem(_)
            | RunEvent::Iteration(_) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::fixture;
    use super::*;

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
    }
}
