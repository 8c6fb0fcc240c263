//! Options of `postbud import`.

use std::path::PathBuf;

use clap::Args;

use super::InputArgs;
use crate::cli::network::NetworkArgs;

/// Options of `postbud import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// "Run in Postman" links, or files or URLs full of them (Markdown, HTML, text); `-` reads
    /// standard input.
    #[arg(value_name = "SOURCE", required = true)]
    pub sources: Vec<String>,

    /// Folder to write to.
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,

    /// Overwrite what is there.
    #[arg(long)]
    pub force: bool,

    /// Only say what the links hold; write nothing.
    #[arg(long)]
    pub list: bool,

    /// Repair text that was encoded twice (`Ã¸re` becomes `øre`).
    #[arg(long)]
    pub repair_mojibake: bool,

    /// Do not fetch the collections that the links name.
    #[arg(long)]
    pub offline: bool,

    /// Where shared collections are fetched that are named by a share id.
    #[arg(
        long,
        value_name = "URL",
        env = "POSTMAN_SHARE_URL",
        default_value = "https://www.getpostman.com"
    )]
    pub postman_share_url: String,

    /// How to get at collections and documents.
    #[command(flatten)]
    pub input: InputArgs,

    /// Proxies and certificates on the way to it.
    #[command(flatten)]
    pub network: NetworkArgs,
}
