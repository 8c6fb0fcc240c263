//! From reporter options to reporters, and from events to a verdict.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;

use super::args::ReportArgs;
use super::exit::{Exit, Fatal};
use super::terminal::style;
use super::waiting;
use crate::report::{Continued, Options, Outcome, Reporters, Setting, Setup, Summary, build};
use crate::run::event::RunEvent;
use crate::run::{LaneState, Sink, now};

/// Feeds every reporter and keeps the sums that decide about the exit code.
pub(super) struct Output {
    inner: Mutex<Inner>,
}

struct Inner {
    reporters: Reporters,
    summary: Summary,
}

impl Output {
    /// Builds the reporters that the user asked for; `continued` is the saved run that goes on.
    ///
    /// # Errors
    /// Fails for unknown reporters and options, and for report files that cannot be created.
    pub(super) fn new(
        arguments: &ReportArgs,
        continued: Option<Continued<'_>>,
    ) -> Result<Self, Fatal> {
        let mut options = Options::default();
        if arguments.verbose {
            options.set_for("cli", "verbose", Setting::Flag);
        }
        for option in &arguments.reporter_options {
            let setting = option.value.clone().map_or(Setting::Flag, Setting::Text);
            options.set_typed(&option.name, setting);
        }
        let named = arguments.reporters.iter().filter(|name| !name.is_empty());
        let quiet = |name: &&String| !(arguments.silent && name.as_str() == "cli");
        let names: Vec<&String> = named.filter(quiet).collect();
        let stdout = || Box::new(io::stdout()) as Box<dyn Write + Send>;
        let setup = Setup {
            options: &options,
            style: style(arguments.color, arguments.disable_unicode),
            stdout: &stdout,
            clock: now,
            environment: |name| std::env::var_os(name),
            detect: !arguments.no_auto_reporters,
            bar: waiting::unless_unwatched(ProgressBar::no_length()),
            continued,
        };
        let reporters = build(&names, &setup).map_err(fatal)?;
        Ok(Self { inner: Mutex::new(Inner { reporters, summary: Summary::default() }) })
    }

    /// Gives an event to every reporter.
    pub(super) fn tell(&self, event: &RunEvent) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.summary.event(event);
        inner.reporters.event(event);
    }

    /// Ends the reports and gives the verdict.
    ///
    /// # Errors
    /// Fails when a report could not be written: a run without its report has not done its job.
    pub(super) fn finish(self) -> Result<Exit, Fatal> {
        let inner = self.inner.into_inner().unwrap_or_else(PoisonError::into_inner);
        let failed = inner.reporters.finish();
        if !failed.is_empty() {
            let failures = failed.iter().map(|(name, error)| format!("reporter {name}: {error}"));
            return Err(Fatal::not_loaded(failures.collect::<Vec<_>>().join("\n")));
        }
        Ok(match inner.summary.outcome() {
            Outcome::Passed => Exit::Passed,
            Outcome::Failed => Exit::TestFailed,
            Outcome::RequestFailed => Exit::NotSent,
            Outcome::Aborted => Exit::Aborted,
        })
    }
}

impl Sink for Output {
    fn emit(&self, event: RunEvent) {
        self.tell(&event);
    }

    fn lane(&self, lane: LaneState<'_>) {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).reporters.lane(lane);
    }

    fn body_limit(&self) -> usize {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).reporters.body_limit()
    }
}

fn fatal(error: crate::report::ReportError) -> Fatal {
    use crate::report::ReportError;
    match error {
        ReportError::File { .. }
        | ReportError::Panicked(_)
        | ReportError::Io(_)
        | ReportError::Json(_)
        | ReportError::Csv(_)
        | ReportError::Page(_)
        | ReportError::NotStarted { .. }
        | ReportError::External { .. }
        | ReportError::Xml(_) => Fatal::not_loaded(error),
        ReportError::UnknownReporter { .. }
        | ReportError::UnknownOption { .. }
        | ReportError::NotASwitch { .. }
        | ReportError::SharedOutput { .. }
        | ReportError::SharedFile { .. } => Fatal::usage(error),
    }
}
