//! The command line as typed. What it means is decided by the subcommands.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::network::NetworkArgs;

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
}

/// Options of `postbud run`, spelled as newman spells them.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Path of the collection (Postman v2.1 or v2.0 JSON).
    #[arg(value_name = "COLLECTION")]
    pub collection: PathBuf,

    /// Environment file: a Postman export, or a bare array of variables.
    #[arg(short, long, value_name = "PATH")]
    pub environment: Option<PathBuf>,

    /// Globals file.
    #[arg(short, long, value_name = "PATH")]
    pub globals: Option<PathBuf>,

    /// Reporters, separated by commas: cli, json, junit.
    #[arg(short, long, value_name = "NAMES", default_value = "cli", value_delimiter = ',', num_args = 0..=1, default_missing_value = "")]
    pub reporters: Vec<String>,

    /// Number of iterations.
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub iteration_count: Option<u64>,

    /// Run only this folder or request, by name or id. May be given several times.
    #[arg(long, value_name = "NAME")]
    pub folder: Vec<String>,

    /// Set a globals variable, over the file.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub global_var: Vec<(String, String)>,

    /// Set an environment variable, over the file.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub env_var: Vec<(String, String)>,

    /// Stop at the first failure.
    #[arg(long)]
    pub bail: bool,

    /// Count unresolved variables, unknown setNextRequest targets and an empty run as failures.
    #[arg(long)]
    pub strict: bool,

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

    /// Send requests for a host elsewhere: HOST=ADDRESS[:PORT], HOST=http://ADDRESS[:PORT] for plain
    /// http, HOST=unix:/PATH for a Unix socket. May be given several times.
    #[arg(long, value_name = "HOST=TO", value_parser = key_value)]
    pub host_map: Vec<(String, String)>,

    /// Protocol, proxies, certificates, limits.
    #[command(flatten)]
    pub network: NetworkArgs,

    /// Folder that files named inside the collection are relative to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub working_dir: PathBuf,

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

    /// `--reporter-<name>-<option>` and `--reporter-<option>`, taken out before parsing.
    #[arg(skip)]
    pub reporter_options: Vec<ReporterOption>,
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

/// Takes the reporter options out of the arguments, since their names depend on the reporters.
#[must_use]
pub fn split_reporter_options(arguments: Vec<OsString>) -> (Vec<OsString>, Vec<ReporterOption>) {
    let mut rest = Vec::new();
    let mut options = Vec::new();
    let mut arguments = arguments.into_iter().peekable();
    while let Some(argument) = arguments.next() {
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
    fn values_may_hold_equal_signs() {
        assert_eq!(key_value("a=b=c").unwrap(), ("a".into(), "b=c".into()));
        assert!(key_value("=b").is_err());
        assert!(key_value("ab").is_err());
    }
}
