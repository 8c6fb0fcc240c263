//! The `postbud` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    postbud::cli::main(std::env::args_os().skip(1).collect())
}
