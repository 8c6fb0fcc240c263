//! From reporter options to reporters, and from events to a verdict.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;

use super::args::{Color, ReportArgs};
use super::exit::{Exit, Fatal};
use super::waiting;
use crate::report::{
    Continued, Options, Outcome, Reporters, Setting, Setup, Style, Summary, build,
};
use crate::run::event::RunEvent;
use crate::run::{Sink, now};

/// The width of output that goes to a file, or to a terminal that does not tell its own.
const DEFAULT_WIDTH: usize = 80;

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
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.summary.event(&event);
        inner.reporters.event(&event);
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

/// Decides about colours and width: flags first, then `NO_COLOR` and `FORCE_COLOR`, then whether
/// standard output is a terminal.
pub(super) fn style(color: Color, ascii: bool) -> Style {
    let terminal = io::stdout().is_terminal();
    let set =
        |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    let color = match color {
        Color::On => true,
        Color::Off => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if set("FORCE_COLOR") => true,
        Color::Auto => terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    };
    let measured = console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    let width = if terminal { measured } else { None }.or_else(told).unwrap_or(DEFAULT_WIDTH);
    Style { color, unicode: !ascii, width: width.clamp(40, 400) }
}
