//! From the process's arguments to its exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use super::args::{Cli, Command, split_reporter_options};
use super::exit::{Exit, Fatal};
use crate::script;

/// Runs the program: `arguments` without the program's name.
#[expect(clippy::print_stderr, reason = "an error that ends the command belongs on standard error")]
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    if arguments.first().is_some_and(|first| *first == *script::worker::ARGUMENT) {
        return script::worker::main();
    }
    match dispatch(arguments) {
        Ok(exit) => exit.into(),
        Err(fatal) => {
            eprintln!("error: {fatal}");
            fatal.exit.into()
        }
    }
}

fn dispatch(arguments: Vec<OsString>) -> Result<Exit, Fatal> {
    let (rest, reporter_options) = split_reporter_options(arguments);
    let program = std::iter::once(OsString::from("postbud"));
    let cli = match Cli::try_parse_from(program.chain(rest)) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    match cli.command {
        Command::Run(mut arguments) => {
            arguments.reporter_options = reporter_options;
            super::run::run(&arguments)
        }
        Command::Emulator(arguments) => super::emulator::serve(&arguments),
        Command::Convert(arguments) => super::convert::convert(&arguments),
        Command::Lint(arguments) => super::lint::lint(&arguments),
    }
}

/// Lets clap print its help, version or usage error.
fn usage(error: &clap::Error) -> Result<Exit, Fatal> {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    error.print().map_err(|failure| Fatal::usage(failure.to_string()))?;
    Ok(if asked { Exit::Passed } else { Exit::Usage })
}
