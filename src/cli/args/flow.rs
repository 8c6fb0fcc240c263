//! Options about the course of a run.

use clap::{Args, ValueEnum};

use super::values::positive;
use crate::run::retry::RetryOn;
use crate::run::status::StatusSet;

/// When to stop, wait, fail and try again.
#[derive(Debug, Args)]
#[command(next_help_heading = "Flow")]
pub struct FlowArgs {
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

    /// Wait before every request, in milliseconds.
    #[arg(long, value_name = "MS", value_parser = positive, allow_negative_numbers = true)]
    pub delay_request: Option<u64>,

    /// Longest time for the whole run, in milliseconds.
    #[arg(long, value_name = "MS", value_parser = positive, allow_negative_numbers = true)]
    pub timeout: Option<u64>,

    /// Longest time for a request, in milliseconds.
    #[arg(long, value_name = "MS", value_parser = positive, allow_negative_numbers = true)]
    pub timeout_request: Option<u64>,
}

/// The modifiers of `--bail`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BailWhen {
    /// At the first failure of any kind.
    Failure,
    /// At the first request or script that goes wrong.
    Folder,
}
