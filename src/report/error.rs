//! Why a report could not be made.

use std::io;
use std::path::PathBuf;

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// No reporter has this name.
    #[error("there is no reporter \"{name}\"{}; known reporters: {known}; any other is a path (./{name}) or a program postbud-reporter-{name} on the PATH", suggestion(nearest.as_deref()))]
    UnknownReporter {
        /// The name as given.
        name: String,
        /// All names, joined by commas.
        known: String,
        /// The known name nearest to it, when one is near.
        nearest: Option<String>,
    },
    /// No selected reporter has this option.
    #[error("no selected reporter takes the option \"{option}\"{}; known options: {known}", suggestion(nearest.as_deref()))]
    UnknownOption {
        /// The option as typed, with its leading `--reporter-`.
        option: String,
        /// All options of the reporters concerned, joined by commas.
        known: String,
        /// The known option nearest to it, when one is near.
        nearest: Option<String>,
    },
    /// A switch was given something other than `true` or `false`.
    #[error(
        "the option \"{option}\" is a switch: give it no value, \"true\" or \"false\", not \"{value}\""
    )]
    NotASwitch {
        /// The option's name.
        option: String,
        /// The value as given.
        value: String,
    },
    /// Two reporters would write to the standard output.
    #[error(
        "the reporters \"{first}\" and \"{second}\" both write to the terminal; send one to a file with --reporter-<name>-export, or leave it out"
    )]
    SharedOutput {
        /// The reporter named first.
        first: &'static str,
        /// The reporter named second.
        second: &'static str,
    },
    /// Two reporters would write to the same file.
    #[error("the reporters \"{first}\" and \"{second}\" both write to {}; give each a file of its own", path.display())]
    SharedFile {
        /// The reporter named first.
        first: &'static str,
        /// The reporter named second.
        second: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The reporter panicked.
    #[error("the reporter failed, which is a bug in it: {0}")]
    Panicked(String),
    /// A report file could not be created, written or put in place.
    #[error("cannot write the report {}: {source}", path.display())]
    File {
        /// The report file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The program of an external reporter could not be started.
    #[error("cannot start the reporter {}: {source}", program.display())]
    NotStarted {
        /// The program.
        program: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An external reporter went wrong.
    #[error("the reporter {} {reason}", program.display())]
    External {
        /// The program.
        program: PathBuf,
        /// What it did.
        reason: String,
    },
    /// Output that is not a report file (terminal, temporary file) could not be written.
    #[error("cannot write the report: {0}")]
    Io(#[from] io::Error),
    /// The report could not be put into JSON.
    #[error("cannot write the report: {0}")]
    Json(#[from] serde_json::Error),
    /// The report could not be put into CSV.
    #[error("cannot write the report: {0}")]
    Csv(#[from] csv::Error),
    /// The page could not be made.
    #[error("cannot write the report: {0}")]
    Page(#[from] askama::Error),
    /// The report could not be put into XML.
    #[error("cannot write the report: {0}")]
    Xml(#[from] junit_report::Error),
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(" (did you mean \"{name}\"?)")).unwrap_or_default()
}
