//! The command line as typed. What it means is decided by the subcommands.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::network::NetworkArgs;
use crate::run::retry::RetryOn;
use crate::run::status::StatusSet;
use crate::vars::CsvCast;

/// Runs Postman collections.
#[derive(Debug, Parser)]
#[command(
    name = "postbud",
    version,
    about = "Runs Postman collections in CI and tells whether API credentials work.",
    after_help = "Exit codes: 0 all passed · 1 a test or script failed · 2 wrong usage · \
                  3 a file could not be loaded or written · 4 a request could not be sent · \
                  5 aborted or timed out",
    arg_required_else_help = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a collection.
    Run(Box<RunArgs>),
    /// Serve the built-in test APIs until Ctrl-C.
    Emulator(EmulatorArgs),
    /// Convert a collection or environment: v1 and v2 JSON to v3 YAML, or back.
    Convert(ConvertArgs),
    /// Find what would go wrong in a run, without sending anything.
    Lint(LintArgs),
    /// Print a completion script for a shell.
    Completions(CompletionsArgs),
    /// Print the manual page.
    Man,
}

/// Options of `postbud run`, spelled as newman spells them.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Collections: JSON files (v2.1, v2.0, v1), v3 folders, *.request.yaml files, globs, URLs,
    /// Postman ids, or `-` for standard input. Several run one after another, as one report.
    #[arg(value_name = "COLLECTION", required = true)]
    pub collections: Vec<String>,

    /// How to get at them.
    #[command(flatten)]
    pub input: InputArgs,

    /// Environment (JSON or YAML file, URL or Postman id). Of several, later ones lie on top.
    #[arg(short, long, value_name = "SOURCE")]
    pub environment: Vec<String>,

    /// Globals, in the same forms.
    #[arg(short, long, value_name = "SOURCE")]
    pub globals: Vec<String>,

    /// Reporters, separated by commas: cli, json, junit.
    #[arg(short, long, value_name = "NAMES", default_value = "cli", value_delimiter = ',', num_args = 0..=1, default_missing_value = "")]
    pub reporters: Vec<String>,

    /// Number of iterations.
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub iteration_count: Option<u64>,

    /// Run only this folder or request, by name or id. May be given several times.
    #[arg(long, value_name = "NAME")]
    pub folder: Vec<String>,

    /// Run only what this names: a name, an id, a path (Folder/Request) or a glob.
    #[arg(long, value_name = "PATTERN")]
    pub include: Vec<String>,

    /// Do not run what this names: a name, an id, a path (Folder/Request) or a glob.
    #[arg(long, value_name = "PATTERN")]
    pub exclude: Vec<String>,

    /// Run only what failed in an earlier run, read from its json or events report.
    #[arg(long, value_name = "REPORT")]
    pub repeat_failed: Option<PathBuf>,

    /// Set a globals variable, over the file.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub global_var: Vec<(String, String)>,

    /// Set an environment variable, over the file.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub env_var: Vec<(String, String)>,

    /// Read environment variables from a file of NAME=value lines, over the environment.
    #[arg(long, value_name = "PATH")]
    pub env_file: Vec<PathBuf>,

    /// Set an environment variable to the value that the process environment has under this name
    /// (NAME, or KEY=NAME), so that a secret never stands in the command line.
    #[arg(long, value_name = "[KEY=]NAME")]
    pub env_var_from: Vec<String>,

    /// Stop at the first failure; with `folder`, at the first request or script that goes wrong.
    #[arg(long, value_name = "WHEN", num_args = 0..=1, require_equals = true, default_missing_value = "failure", value_delimiter = ',')]
    pub bail: Vec<BailWhen>,

    /// Count unresolved variables, unknown setNextRequest targets, missing files to send, unknown
    /// auth types and a run without tests as failures.
    #[arg(long)]
    pub strict: bool,

    /// Fail when an answer has one of these statuses: 404, 4xx, 500-599.
    #[arg(long, value_name = "STATUSES")]
    pub fail_on_status: Option<StatusSet>,

    /// Send a request up to N times more when an attempt fails.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub retry: Option<u32>,

    /// Pause between attempts, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 1000, requires = "retry")]
    pub retry_delay: u64,

    /// What is worth another attempt: connect, timeout, or statuses.
    #[arg(
        long,
        value_name = "REASONS",
        default_value = "connect,timeout",
        value_delimiter = ',',
        requires = "retry"
    )]
    pub retry_on: Vec<RetryOn>,

    /// Show what would be sent, variables resolved, and send nothing.
    #[arg(long)]
    pub dry_run: bool,

    /// Start the built-in test APIs, send requests for the Vipps hosts to them, and fill unfilled
    /// placeholders of the environment with their test credentials.
    #[arg(long)]
    pub emulator: bool,

    /// Wait before every request, in milliseconds.
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..))]
    pub delay_request: Option<u64>,

    /// Longest time for the whole run, in milliseconds.
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: Option<u64>,

    /// Longest time for a request, in milliseconds.
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout_request: Option<u64>,

    /// Longest time for a script, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 30_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout_script: u64,

    /// Largest memory of the script worker, in megabytes.
    #[arg(long, value_name = "MB", default_value_t = 512, value_parser = clap::value_parser!(u64).range(32..))]
    pub script_memory: u64,

    /// Do not verify TLS certificates.
    #[arg(short = 'k', long)]
    pub insecure: bool,

    /// Do not follow redirects.
    #[arg(long)]
    pub ignore_redirects: bool,

    /// Send requests for a host elsewhere: `HOST=ADDRESS[:PORT]`, `HOST=http://ADDRESS[:PORT]` for plain
    /// http, HOST=unix:/PATH for a Unix socket. May be given several times.
    #[arg(long, value_name = "HOST=TO", value_parser = key_value)]
    pub host_map: Vec<(String, String)>,

    /// Protocol, proxies, certificates, limits.
    #[command(flatten)]
    pub network: NetworkArgs,

    /// Folder that files named inside the collection are relative to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub working_dir: PathBuf,

    /// Do not send files from outside of the working directory.
    #[arg(long)]
    pub no_insecure_file_read: bool,

    /// End with 0 even when tests failed.
    #[arg(short = 'x', long)]
    pub suppress_exit_code: bool,

    /// Print nothing but errors.
    #[arg(long)]
    pub silent: bool,

    /// Colours on the terminal.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Draw with ASCII characters only.
    #[arg(long)]
    pub disable_unicode: bool,

    /// Seed of everything random, for reproducible runs.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Do not mask secrets in reports and logs.
    #[arg(long)]
    pub show_secrets: bool,

    /// Iteration data: a CSV file, or a JSON array of objects; one row an iteration.
    #[arg(short = 'd', long, value_name = "PATH")]
    pub iteration_data: Option<PathBuf>,

    /// Which CSV cells become numbers: those that print as they are written, or all that newman
    /// takes for one (007123 becomes 7123).
    #[arg(long, value_name = "HOW", default_value = "canonical")]
    pub csv_cast: CastHow,

    /// Write the environment at the end of the run, secrets in clear. A folder gets a file inside.
    #[arg(long, value_name = "PATH")]
    pub export_environment: Option<PathBuf>,

    /// Write the globals at the end of the run, secrets in clear.
    #[arg(long, value_name = "PATH")]
    pub export_globals: Option<PathBuf>,

    /// Write the collection with its variables at the end of the run, secrets in clear.
    #[arg(long, value_name = "PATH")]
    pub export_collection: Option<PathBuf>,

    /// Write the cookies at the end of the run, in tough-cookie's JSON.
    #[arg(long, value_name = "PATH")]
    pub export_cookie_jar: Option<PathBuf>,

    /// Begin with the cookies of this file, in tough-cookie's JSON.
    #[arg(long, value_name = "PATH")]
    pub cookie_jar: Option<PathBuf>,

    /// `--reporter-<name>-<option>` and `--reporter-<option>`, taken out before parsing.
    #[arg(skip)]
    pub reporter_options: Vec<ReporterOption>,
}

/// Options of `postbud convert`.
#[derive(Debug, Args)]
pub struct ConvertArgs {
    /// A collection or environment, named as for `run`.
    #[arg(value_name = "SOURCE")]
    pub source: String,

    /// The format to write; the other one by default.
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<Format>,

    /// The directory (v3 collections) or file to write; named after the collection by default.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// Overwrite what is there.
    #[arg(long)]
    pub force: bool,

    /// How to get at the source.
    #[command(flatten)]
    pub input: InputArgs,
}

/// The formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Collection v2.1 or environment, JSON.
    V2,
    /// Collection v3 or environment, YAML.
    V3,
}

/// Options of `postbud lint`.
#[derive(Debug, Args)]
pub struct LintArgs {
    /// Collections, named as for `run`.
    #[arg(value_name = "COLLECTION", required = true)]
    pub collections: Vec<String>,

    /// Environment; of several, later ones lie on top.
    #[arg(short, long, value_name = "SOURCE")]
    pub environment: Vec<String>,

    /// Globals, in the same forms.
    #[arg(short, long, value_name = "SOURCE")]
    pub globals: Vec<String>,

    /// Folder that files named inside the collection are relative to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub working_dir: PathBuf,

    /// How to write the findings.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: LintFormat,

    /// How to get at the files.
    #[command(flatten)]
    pub input: InputArgs,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// A line for people each.
    Text,
    /// One JSON document.
    Json,
}

/// The modifiers of `--bail`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BailWhen {
    /// At the first failure of any kind.
    Failure,
    /// At the first request or script that goes wrong.
    Folder,
}

/// Which CSV cells become numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CastHow {
    /// Those whose number prints as they are written.
    Canonical,
    /// As newman.
    Newman,
}

impl From<CastHow> for CsvCast {
    fn from(how: CastHow) -> Self {
        match how {
            CastHow::Canonical => Self::Canonical,
            CastHow::Newman => Self::Newman,
        }
    }
}

/// How collections and environments are had from elsewhere.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// API key for collections and environments that are named by their Postman id. Better in the
    /// environment variable than here, where every process list shows it.
    #[arg(long, value_name = "KEY", env = "POSTMAN_API_KEY", hide_env_values = true)]
    pub postman_api_key: Option<String>,

    /// Where the Postman API is.
    #[arg(
        long,
        value_name = "URL",
        env = "POSTMAN_API_URL",
        default_value = "https://api.getpostman.com"
    )]
    pub postman_api_url: String,
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

/// Options of `postbud emulator`.
#[derive(Debug, Args)]
pub struct EmulatorArgs {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(short, long, default_value_t = 0)]
    pub port: u16,

    /// Seed of ids and tokens, for reproducible answers.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

/// Options of `postbud completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    pub shell: clap_complete::Shell,
}

/// A reporter option as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReporterOption {
    /// All after `--reporter-`, for example `junit-export` or `no-summary`.
    pub name: String,
    /// Its value; `None` for a flag.
    pub value: Option<String>,
}

/// Reporter options that are flags: what follows them is not their value.
const REPORTER_FLAGS: [&str; 10] = [
    "silent",
    "show-timestamps",
    "no-summary",
    "no-failures",
    "no-assertions",
    "no-success-assertions",
    "no-console",
    "no-banner",
    "omit-bodies",
    "omit-headers",
];

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
        let flag = REPORTER_FLAGS
            .iter()
            .any(|flag| option == *flag || option.ends_with(&format!("-{flag}")));
        let option = option.to_owned();
        let value = if flag { None } else { arguments.next_if(|next| !is_option(next)) };
        let value = value.map(|value| value.to_string_lossy().into_owned());
        options.push(ReporterOption { name: option, value });
    }
    (rest, options)
}

fn is_option(argument: &OsString) -> bool {
    argument.as_encoded_bytes().starts_with(b"-")
}

fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err(format!("write it as KEY=VALUE, not `{text}`")),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

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

    #[test]
    fn values_may_hold_equal_signs() {
        assert_eq!(key_value("a=b=c").unwrap(), ("a".into(), "b=c".into()));
        assert!(key_value("=b").is_err());
        assert!(key_value("ab").is_err());
    }
}
