//! Options of `postbud env`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::run::ProvidedArgs;

/// Options of `postbud env`.
#[derive(Debug, Args)]
pub struct EnvArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: EnvCommand,
}

/// The subcommands of `postbud env`.
#[derive(Debug, Subcommand)]
pub enum EnvCommand {
    /// Show what an environment holds, secrets masked.
    Show(EnvShowArgs),
    /// Fill placeholders: from files and the process environment, and by asking.
    Fill(EnvFillArgs),
    /// Set a variable.
    Set(EnvSetArgs),
    /// Remove variables.
    Unset(EnvUnsetArgs),
    /// Show how two environments differ, secrets masked; exit code 1 when they do.
    Diff(EnvDiffArgs),
    /// Strip secrets and personal values, for committing.
    Template(EnvTemplateArgs),
}

/// Options of `postbud env show`.
#[derive(Debug, Args)]
pub struct EnvShowArgs {
    /// The environment file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// How to write it.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: EnvFormat,

    /// Do not mask secrets.
    #[arg(long)]
    pub show_secrets: bool,
}

/// Options of `postbud env fill`.
#[derive(Debug, Args)]
pub struct EnvFillArgs {
    /// The environment file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Values that are there already.
    #[command(flatten)]
    pub provided: ProvidedArgs,

    /// Do not ask, even on a terminal.
    #[arg(long)]
    pub no_input: bool,
}

/// Options of `postbud env set`.
#[derive(Debug, Args)]
pub struct EnvSetArgs {
    /// The environment file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The variable. The value is asked for, or read from standard input; `KEY=VALUE` is refused
    /// for secrets.
    #[arg(value_name = "KEY[=VALUE]")]
    pub assignment: String,

    /// Take the value that the process environment has under this name.
    #[arg(long, value_name = "NAME")]
    pub from_env: Option<String>,

    /// Type the variable `secret`.
    #[arg(long)]
    pub secret: bool,
}

/// Options of `postbud env unset`.
#[derive(Debug, Args)]
pub struct EnvUnsetArgs {
    /// The environment file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The variables.
    #[arg(value_name = "KEY", required = true)]
    pub keys: Vec<String>,
}

/// Options of `postbud env diff`.
#[derive(Debug, Args)]
pub struct EnvDiffArgs {
    /// An environment file.
    #[arg(value_name = "FILE")]
    pub one: PathBuf,

    /// Another one.
    #[arg(value_name = "FILE")]
    pub other: PathBuf,

    /// How to write the differences.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: EnvFormat,
}

/// Options of `postbud env template`.
#[derive(Debug, Args)]
pub struct EnvTemplateArgs {
    /// The environment file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The file to write; standard output by default.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Strip every value.
    #[arg(long)]
    pub all: bool,
}

/// How listings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EnvFormat {
    /// Lines for people.
    Text,
    /// One JSON document.
    Json,
}
