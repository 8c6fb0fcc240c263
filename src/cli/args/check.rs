//! Options of `postbud check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::run::ProvidedArgs;
use super::{Color, InputArgs, RunEmulatorArgs};
use crate::cli::network::NetworkArgs;

/// Options of `postbud check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The APIs to check: ecommerce, login, recurring, ipp, isp, psp, or names of --probes files;
    /// by default those that the environments are for.
    #[arg(value_name = "SYSTEM")]
    pub systems: Vec<String>,

    /// Environment (JSON or YAML file, URL or Postman id). Of several, each is checked on its own.
    #[arg(short, long, value_name = "SOURCE")]
    pub environment: Vec<String>,

    /// Values over the environment's.
    #[command(flatten)]
    pub provided: ProvidedArgs,

    /// Ask for what is not filled in; secrets are not echoed.
    #[arg(long)]
    pub ask: bool,

    /// 1 changes nothing and is safe with production keys; 2 also creates something and cancels it,
    /// and refuses production hosts.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    pub level: u8,

    /// Descriptions of further APIs: TOML files.
    #[arg(long, value_name = "FILE")]
    pub probes: Vec<PathBuf>,

    /// Do not try refused values at the hosts of the API's other environment (test or production).
    #[arg(long)]
    pub no_other_host: bool,

    /// How to write the verdicts.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: CheckFormat,

    /// Also write the verdicts to a file: json=PATH, junit=PATH, markdown=PATH or text=PATH.
    #[arg(long, value_name = "FORMAT=PATH", value_parser = export)]
    pub export: Vec<(CheckFormat, PathBuf)>,

    /// Colours on the terminal.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Draw with ASCII characters only.
    #[arg(long)]
    pub disable_unicode: bool,

    /// Longest time for a request, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 15_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout_request: u64,

    /// Checks against the built-in test APIs.
    #[command(flatten)]
    pub emulator: RunEmulatorArgs,

    /// How to get at environments.
    #[command(flatten)]
    pub input: InputArgs,

    /// Protocol, proxies, certificates, limits.
    #[command(flatten)]
    pub network: NetworkArgs,
}

/// How verdicts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Lines for people.
    Text,
    /// One JSON document.
    Json,
    /// JUnit XML: a suite an environment and API, a case a credential.
    Junit,
    /// Tables.
    Markdown,
}

fn export(text: &str) -> Result<(CheckFormat, PathBuf), String> {
    let (format, path) = super::key_value(text)?;
    let format = CheckFormat::from_str(&format, true).map_err(|_| {
        format!("write it as json=PATH, junit=PATH, markdown=PATH or text=PATH, not `{text}`")
    })?;
    Ok((format, path.into()))
}
