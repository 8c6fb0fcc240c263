//! The options of `postbud run`, by what they are about.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::InputArgs;
use super::emulator::RunEmulatorArgs;
use super::flow::FlowArgs;
use super::reporting::{ReportArgs, SecretArgs};
use super::scale::ScaleArgs;
use super::values::positive;
use crate::cli::network::NetworkArgs;
use crate::run::span::IterationRange;
use crate::script::host::InlineWhen;
use crate::vars::CsvCast;

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

    /// Show what would be sent, variables resolved, and send nothing.
    #[arg(long)]
    pub dry_run: bool,

    /// The built-in test APIs.
    #[command(flatten)]
    pub emulator: RunEmulatorArgs,

    /// Seed of everything random, for reproducible runs.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Be as lenient as newman, exit codes 0 and 1 included.
    ///
    /// Every failure is exit code 1, with -x always 0; wrong option values and unknown commands end
    /// with 0; only the first collection runs; unknown reporters and unreadable CA files are left
    /// out; data without rows give one empty iteration; CSV cells are cast as newman casts them, and
    /// blank lines are rows; --env-var NAME needs no value; disabled environment variables are used.
    #[arg(long, conflicts_with = "strict")]
    pub newman_compat: bool,

    /// Where variables come from.
    #[command(flatten)]
    pub variables: VariableArgs,

    /// Iterations and their data.
    #[command(flatten)]
    pub data: DataArgs,

    /// What of a collection is run.
    #[command(flatten)]
    pub selection: SelectionArgs,

    /// When to stop, wait, fail and try again.
    #[command(flatten)]
    pub flow: FlowArgs,

    /// Large runs.
    #[command(flatten)]
    pub scale: ScaleArgs,

    /// Limits of scripts.
    #[command(flatten)]
    pub scripts: ScriptArgs,

    /// Files that requests send.
    #[command(flatten)]
    pub files: FileArgs,

    /// State that outlives the run.
    #[command(flatten)]
    pub exports: ExportArgs,

    /// What is said of a run, where and how.
    #[command(flatten)]
    pub report: ReportArgs,

    /// What is secret.
    #[command(flatten)]
    pub secrets: SecretArgs,

    /// Protocol, proxies, certificates, limits.
    #[command(flatten)]
    pub network: NetworkArgs,
}

/// Where variables come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Variables")]
pub struct VariableArgs {
    /// Environment (JSON or YAML file, URL or Postman id). Of several, later ones lie on top.
    #[arg(short, long, value_name = "SOURCE")]
    pub environment: Vec<String>,

    /// Globals, in the same forms.
    #[arg(short, long, value_name = "SOURCE")]
    pub globals: Vec<String>,

    /// Set an environment variable, over the file.
    #[arg(long, value_name = "KEY=VALUE")]
    pub env_var: Vec<String>,

    /// Set a globals variable, over the file.
    #[arg(long, value_name = "KEY=VALUE")]
    pub global_var: Vec<String>,

    /// Values from elsewhere.
    #[command(flatten)]
    pub provided: ProvidedArgs,
}

/// Where the values of environment variables come from that are in no environment file.
#[derive(Debug, Args)]
pub struct ProvidedArgs {
    /// Read environment variables from a file of NAME=value lines, over the environment.
    #[arg(long, value_name = "PATH")]
    pub env_file: Vec<PathBuf>,

    /// Set an environment variable to the value that the process environment has under this name
    /// (NAME, or KEY=NAME), so that a secret never stands in the command line.
    #[arg(long, value_name = "[KEY=]NAME")]
    pub env_var_from: Vec<String>,
}

/// Iterations and their data.
#[derive(Debug, Args)]
#[command(next_help_heading = "Iterations")]
pub struct DataArgs {
    /// Number of iterations.
    #[arg(short = 'n', long, value_name = "N", value_parser = positive, allow_negative_numbers = true)]
    pub iteration_count: Option<u64>,

    /// Iteration data: a CSV file, or a JSON array of objects; one row an iteration. A file, a URL,
    /// or `-` for standard input.
    #[arg(short = 'd', long, value_name = "SOURCE")]
    pub iteration_data: Option<String>,

    /// Run only these iterations, counted from 1, both ends included: 3..7, 3.., ..7 or 3. They
    /// keep their numbers and rows.
    #[arg(long, value_name = "A..B")]
    pub iteration_range: Option<IterationRange>,

    /// Which CSV cells become numbers: those that print as they are written, or all that newman
    /// takes for one (007123 becomes 7123) [default: canonical].
    #[arg(long, value_name = "HOW")]
    pub csv_cast: Option<CastHow>,
}

/// What of a collection is run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Selection")]
pub struct SelectionArgs {
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
}

/// Limits of scripts.
#[derive(Debug, Args)]
#[command(next_help_heading = "Scripts")]
pub struct ScriptArgs {
    /// Longest time for a script, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 30_000, value_parser = positive, allow_negative_numbers = true)]
    pub timeout_script: u64,

    /// Largest memory of the script worker, in megabytes.
    #[arg(long, value_name = "MB", default_value_t = 512, value_parser = clap::value_parser!(u64).range(32..))]
    pub script_memory: u64,

    /// Run scripts in the runner itself, not in the script worker, where all of a run can be proved to
    /// do no harm: when it pays, as soon as they are known, or never.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub inline_scripts: InlineScripts,

    /// Let scripts require the packages that are installed in this folder.
    #[arg(long, value_name = "DIR")]
    pub node_modules: Option<PathBuf>,

    /// Let scripts read these secrets with pm.vault: a file of NAME=value lines.
    #[arg(long, value_name = "FILE")]
    pub vault: Option<PathBuf>,
}

/// Files that requests send.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files")]
pub struct FileArgs {
    /// Folder that files named inside the collection are relative to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub working_dir: PathBuf,

    /// Do not send files from outside of the working directory.
    #[arg(long)]
    pub no_insecure_file_read: bool,
}

/// State that outlives the run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Exports")]
pub struct ExportArgs {
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
}

/// When harmless scripts are run in the runner itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InlineScripts {
    /// After a hundred scripts were run again.
    Auto,
    /// From their second run on.
    Soon,
    /// In no case.
    Never,
}

impl From<InlineScripts> for InlineWhen {
    fn from(when: InlineScripts) -> Self {
        match when {
            InlineScripts::Auto => Self::WorthIt,
            InlineScripts::Soon => Self::Soon,
            InlineScripts::Never => Self::Never,
        }
    }
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
