//! Options of `postbud mock`.

use clap::Args;

use super::InputArgs;
use crate::cli::network::NetworkArgs;

/// Options of `postbud mock`.
#[derive(Debug, Args)]
pub struct MockArgs {
    /// The collection whose saved examples are served, named as for `run`.
    #[arg(value_name = "COLLECTION")]
    pub collection: String,

    /// Environment for variables in examples; of several, later ones lie on top.
    #[arg(short, long, value_name = "SOURCE")]
    pub environment: Vec<String>,

    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(short, long, default_value_t = 0)]
    pub port: u16,

    /// Wait before every answer, in milliseconds. The header x-mock-response-delay wins.
    #[arg(long, value_name = "MS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=180_000))]
    pub delay: u64,

    /// Let web pages of other origins call it: answer preflight requests, add CORS headers.
    #[arg(long)]
    pub cors: bool,

    /// Seed of dynamic variables, for reproducible answers.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Do not print a line for every request.
    #[arg(long)]
    pub silent: bool,

    /// How to get at the collection.
    #[command(flatten)]
    pub input: InputArgs,

    /// Proxies and certificates on the way to it.
    #[command(flatten)]
    pub network: NetworkArgs,
}
