//! The command line as typed. What it means is decided by the subcommands.

mod check;
mod emulator;
mod env;
mod flow;
mod import;
mod mock;
mod reporting;
mod run;
mod scale;
mod values;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::network::NetworkArgs;
use crate::redact::Secret;

pub use check::{CheckArgs, CheckFormat};
pub use emulator::{EmulatorArgs, RunEmulatorArgs};
pub use env::{
    EnvArgs, EnvCommand, EnvDiffArgs, EnvFillArgs, EnvFormat, EnvSetArgs, EnvShowArgs,
    EnvTemplateArgs, EnvUnsetArgs,
};
pub use flow::{BailWhen, FlowArgs};
pub use import::ImportArgs;
pub use mock::MockArgs;
pub use reporting::{
    Color, ReportArgs, ReporterOption, SavedArgs, SecretArgs, split_reporter_options,
};
pub use run::{
    CastHow, DataArgs, ExportArgs, FileArgs, ProvidedArgs, RunArgs, ScriptArgs, SelectionArgs,
    VariableArgs,
};
pub use scale::{ScaleArgs, SplitBy};
pub(super) use values::key_value;

/// Runs Postman collections.
#[derive(Debug, Parser)]
#[command(
    name = "postbud",
    version,
    disable_version_flag = true,
    about = "Runs Postman collections in CI and tells whether API credentials work.",
    after_help = "Exit codes: 0 all passed · 1 a test or script failed · 2 wrong usage · \
                  3 a file could not be loaded or written · 4 a request could not be sent · \
                  5 aborted or timed out",
    arg_required_else_help = true
)]
pub struct Cli {
    /// Print version
    #[arg(short = 'v', long, short_alias = 'V', action = clap::ArgAction::Version)]
    pub version: Option<bool>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a collection.
    Run(Box<RunArgs>),
    /// Tell whether API credentials work, and if not, which one is wrong.
    Check(Box<CheckArgs>),
    /// Take environments and collections out of "Run in Postman" links.
    Import(ImportArgs),
    /// Show, fill, change, compare and strip environment files.
    Env(EnvArgs),
    /// Make reports of saved runs (`run -r events`), of several as one.
    Report(SavedArgs),
    /// Serve the built-in test APIs until Ctrl-C.
    Emulator(EmulatorArgs),
    /// Serve a collection's saved examples until Ctrl-C.
    Mock(MockArgs),
    /// Convert a collection or environment: v1 and v2 JSON to v3 YAML, or back.
    Convert(ConvertArgs),
    /// Find what would go wrong in a run, without sending anything.
    Lint(LintArgs),
    /// Print a completion script for a shell.
    Completions(CompletionsArgs),
    /// Print the manual page.
    Man,
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

    /// Protocol, proxies, certificates, limits of downloads.
    #[command(flatten)]
    pub network: NetworkArgs,
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

    /// Protocol, proxies, certificates, limits of downloads.
    #[command(flatten)]
    pub network: NetworkArgs,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// A line for people each.
    Text,
    /// One JSON document.
    Json,
}

/// How collections and environments are had from elsewhere.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// API key for collections and environments that are named by their Postman id. Better in the
    /// environment variable than here, where every process list shows it.
    #[arg(long, value_name = "KEY", env = "POSTMAN_API_KEY", hide_env_values = true)]
    pub postman_api_key: Option<Secret<String>>,

    /// Where the Postman API is.
    #[arg(
        long,
        value_name = "URL",
        env = "POSTMAN_API_URL",
        default_value = "https://api.getpostman.com"
    )]
    pub postman_api_url: String,
}

/// Options of `postbud completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
