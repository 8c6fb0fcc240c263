//! Options for large runs: side by side, shared by machines, taken up again.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::shard::{ShardChoice, choice};
use crate::run::pace::Rate;
use crate::run::shard::ShardBy;

/// Side by side, shared by machines, taken up again.
#[derive(Debug, Args)]
#[command(next_help_heading = "Scale")]
pub struct ScaleArgs {
    /// Run so many iterations side by side, of several collections too. Each begins with variables
    /// and cookies as they were loaded; reports tell them in order.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256), default_value_t = 1)]
    pub jobs: u16,

    /// Send at most so many requests in so much time, those of scripts and authorization included:
    /// 50/s, 600/m or 1000/h.
    #[arg(long, value_name = "RATE")]
    pub rate: Option<Rate>,

    /// Run only one part of several: 2/5, or auto, where a CI system says which part this is (auto/5,
    /// where it does not say how many there are). `postbud report` makes one report of all parts.
    #[arg(long, value_name = "I/N", value_parser = choice)]
    pub shard: Option<ShardChoice>,

    /// What is divided; by default iterations where there are several, else collections, else the
    /// folders and requests at the top of the collection.
    #[arg(long, value_name = "WHAT", requires = "shard")]
    pub shard_by: Option<SplitBy>,

    /// Go on after the last iteration that has ended in this event stream (-r events); its events
    /// stand in the reports as if there had been one run. When it is where the stream is written to,
    /// it grows; when there is no such file, the run begins at the beginning.
    #[arg(long, value_name = "FILE")]
    pub resume: Option<PathBuf>,
}

/// What is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SplitBy {
    /// Iterations, and with them data rows.
    Iterations,
    /// Collections.
    Collections,
    /// Folders and requests at the top of a collection.
    Folders,
}

impl From<SplitBy> for ShardBy {
    fn from(by: SplitBy) -> Self {
        match by {
            SplitBy::Iterations => Self::Iterations,
            SplitBy::Collections => Self::Collections,
            SplitBy::Folders => Self::Folders,
        }
    }
}
