//! Options about reports, and the reporter options, whose names depend on the reporters.

use std::ffi::OsString;

use clap::{Args, ValueEnum};

use super::values::trimmed;
use crate::report::is_switch;

/// What is said of a run, where and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reports")]
pub struct ReportArgs {
    /// Reporters, separated by commas: cli, progress, json, junit, html, csv, markdown, github,
    /// teamcity, tap, events; the path of a program (`./mine`); or a NAME for the program
    /// postbud-reporter-NAME. Options of theirs: `--reporter-NAME-export PATH`, `--reporter-NAME-KEY VALUE`.
    #[arg(short, long, value_name = "NAMES", default_value = "cli", value_delimiter = ',', num_args = 0..=1, default_missing_value = "", value_parser = trimmed)]
    pub reporters: Vec<String>,

    /// Do not add the github reporter where `GITHUB_ACTIONS=true` says that the run is one of GitHub's.
    #[arg(long)]
    pub no_auto_reporters: bool,

    /// Print nothing but errors.
    #[arg(long)]
    pub silent: bool,

    /// Show every exchange in full on the terminal: headers, the beginning of the bodies, sizes, times.
    #[arg(long)]
    pub verbose: bool,

    /// Colours on the terminal.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Draw with ASCII characters only.
    #[arg(long)]
    pub disable_unicode: bool,

    /// End with 0 even when tests failed.
    #[arg(short = 'x', long)]
    pub suppress_exit_code: bool,

    /// `--reporter-<name>-<option>` and `--reporter-<option>`, taken out before parsing.
    #[arg(skip)]
    pub reporter_options: Vec<ReporterOption>,
}

/// What is secret.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reports")]
pub struct SecretArgs {
    /// Mask the values of variables, headers and fields of this name, besides those that are known
    /// to be secret. May be given several times.
    #[arg(long, value_name = "NAME")]
    pub secret: Vec<String>,

    /// Do not mask secrets in reports and logs.
    #[arg(long)]
    pub show_secrets: bool,
}

/// Options of `postbud report`.
#[derive(Debug, Args)]
pub struct SavedArgs {
    /// Event streams that `postbud run -r events` wrote; `-` is standard input. Several become one
    /// report: runs of the same requests are iterations of one run, in this order.
    #[arg(value_name = "FILE", required = true)]
    pub streams: Vec<String>,

    /// What is said of the run, where and how.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// When standard output is a terminal and `NO_COLOR` is not set.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

/// A reporter option as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReporterOption {
    /// All after `--reporter-`, for example `junit-export` or `no-summary`.
    pub name: String,
    /// Its value; `None` for a flag.
    pub value: Option<String>,
}

/// What may follow `--bail` as a word of its own, as newman allows. Anything else is the collection.
const BAIL_MODIFIERS: [&str; 4] = ["folder", "failure", "folder,failure", "failure,folder"];

/// Takes the reporter options out of the arguments, since their names depend on the reporters.
#[must_use]
pub fn split_reporter_options(arguments: Vec<OsString>) -> (Vec<OsString>, Vec<ReporterOption>) {
    let mut rest = Vec::new();
    let mut options = Vec::new();
    let mut arguments = arguments.into_iter().peekable();
    while let Some(argument) = arguments.next() {
        if argument == "--bail"
            && let Some(when) =
                arguments.next_if(|next| BAIL_MODIFIERS.iter().any(|word| next == word))
        {
            rest.push(format!("--bail={}", when.to_string_lossy()).into());
            continue;
        }
        let Some(option) = argument.to_str().and_then(|text| text.strip_prefix("--reporter-"))
        else {
            rest.push(argument);
            continue;
        };
        if let Some((name, value)) = option.split_once('=') {
            options.push(ReporterOption { name: name.to_owned(), value: Some(value.to_owned()) });
            continue;
        }
        let option = option.to_owned();
        let value =
            if is_switch(&option) { None } else { arguments.next_if(|next| !is_option(next)) };
        let value = value.map(|value| value.to_string_lossy().into_owned());
        options.push(ReporterOption { name: option, value });
    }
    (rest, options)
}

fn is_option(argument: &OsString) -> bool {
    argument.as_encoded_bytes().starts_with(b"-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reporter_options_are_taken_out_in_both_forms() {
        let typed = "run --reporter-junit-export out.xml --reporter-cli-no-summary c.json --reporter-export=x -k";
        let (rest, options) =
            split_reporter_options(typed.split(' ').map(OsString::from).collect());
        assert_eq!(rest, ["run", "c.json", "-k"]);
        let pairs: Vec<_> =
            options.iter().map(|option| (option.name.as_str(), option.value.as_deref())).collect();
        assert_eq!(
            pairs,
            [("junit-export", Some("out.xml")), ("cli-no-summary", None), ("export", Some("x"))]
        );
    }

    #[test]
    fn bail_takes_its_modifier_and_never_the_collection() {
        for (typed, expected) in [
            ("--bail folder c.json", ["--bail=folder", "c.json"]),
            ("--bail c.json", ["--bail", "c.json"]),
        ] {
            let (rest, _) = split_reporter_options(typed.split(' ').map(OsString::from).collect());
            assert_eq!(rest, expected);
        }
    }
}
