//! The options of the built-in test APIs: of `postbud emulator`, and of a run that starts them.

use std::path::PathBuf;

use clap::Args;

/// Options of `postbud emulator`. What is typed wins over the configuration file.
#[derive(Debug, Args)]
pub struct EmulatorArgs {
    /// Port on 127.0.0.1; 0 takes a free one [default: 0].
    #[arg(short, long)]
    pub port: Option<u16>,

    /// TOML file with merchants, their keys, users and faults.
    #[arg(short, long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Seed of ids, keys and tokens, for reproducible answers.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Let requests pass that Vipps would refuse today but not when they were written: invoices
    /// due in the past, and Login secrets that were not form-encoded.
    #[arg(long)]
    pub lenient: bool,

    /// Speak HTTPS too, on the same port, with a certificate made at start.
    #[arg(long)]
    pub https: bool,

    /// Write the authority of that certificate here, in PEM, for clients to trust.
    #[arg(long, value_name = "FILE", requires = "https")]
    pub ca_export: Option<PathBuf>,

    /// Start the URLs in answers with this, and not with the request's scheme and host.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
}

/// How a run starts the built-in test APIs.
#[derive(Debug, Args)]
pub struct RunEmulatorArgs {
    /// Start the built-in test APIs, send requests for the Vipps hosts to them, and fill unfilled
    /// placeholders of the environment with their test credentials. A TOML file configures them.
    #[arg(
        long,
        value_name = "CONFIG",
        num_args = 0..=1,
        require_equals = true,
        help_heading = "Emulator"
    )]
    pub emulator: Option<Option<PathBuf>>,

    /// Let the test APIs take requests that are too old for the real ones: invoices due in the
    /// past, and Login secrets that were not form-encoded.
    #[arg(long, requires = "emulator", help_heading = "Emulator")]
    pub lenient: bool,
}
