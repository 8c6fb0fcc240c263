//! The `postbud` command.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: postbud::memory::Allocator = postbud::memory::Allocator;

fn main() -> ExitCode {
    postbud::cli::main(std::env::args_os().skip(1).collect())
}
