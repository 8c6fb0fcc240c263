//! From the process's arguments to its exit code.

use std::ffi::OsString;
use std::process::ExitCode;
use std::rc::Rc;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser};

use super::args::RunArgs;
use super::args::{Cli, Command, split_reporter_options};
use super::config::{self, FileSettings};
use super::exit::{Exit, Fatal};
use super::{last_words, newman};
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
            eprintln!("error: {}", last_words::masked(&fatal.to_string()));
            fatal.exit.into()
        }
    }
}

#[expect(clippy::print_stderr, reason = "warnings about settings files precede any report")]
fn dispatch(arguments: Vec<OsString>) -> Result<Exit, Fatal> {
    let (rest, reporter_options) = split_reporter_options(arguments);
    let lenient = newman::is_typed(&rest);
    let matches = match Cli::command().try_get_matches_from(words(&[], &rest)) {
        Ok(matches) => matches,
        Err(error) => return usage(&error, lenient),
    };
    let (cli, files) = match matches.subcommand_matches("run") {
        Some(typed) => {
            let files = config::read(typed)?;
            (Cli::try_parse_from(words(&files.arguments, &rest)), files)
        }
        None => (Cli::from_arg_matches(&matches), FileSettings::default()),
    };
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => return usage(&error, lenient),
    };
    for warning in &files.warnings {
        eprintln!("warning: {warning}");
    }
    match cli.command {
        Command::Run(mut arguments) => {
            arguments.report.reporter_options = files.reporter_options;
            arguments.report.reporter_options.extend(reporter_options);
            run(*arguments)
        }
        Command::Check(arguments) => super::check::check(&arguments),
        Command::Import(arguments) => super::import::import(&arguments),
        Command::Env(arguments) => super::env::env(&arguments.command),
        Command::Mock(arguments) => super::mock::mock(&arguments),
        Command::Report(mut arguments) => {
            arguments.report.reporter_options = reporter_options;
            super::saved::report(&arguments)
        }
        Command::Emulator(arguments) => super::emulator::serve(&arguments),
        Command::Convert(arguments) => super::convert::convert(&arguments),
        Command::Lint(arguments) => super::lint::lint(&arguments),
        Command::Completions(arguments) => super::manual::completions(arguments.shell),
        Command::Man => super::manual::page(),
    }
}

#[expect(clippy::print_stderr, reason = "what is left out is said before any report")]
fn run(mut arguments: RunArgs) -> Result<Exit, Fatal> {
    if !arguments.newman_compat {
        return super::run::run(&Rc::new(arguments));
    }
    for note in newman::lenient(&mut arguments) {
        eprintln!("warning: {note}");
    }
    let arguments = Rc::new(arguments);
    newman::verdict(super::run::run(&arguments), &arguments)
}

/// The whole command line: the program, the subcommand, what files add, what was typed.
fn words(added: &[OsString], typed: &[OsString]) -> Vec<OsString> {
    let (subcommand, rest) = typed.split_at(typed.len().min(1));
    let program = OsString::from("postbud");
    std::iter::once(&program).chain(subcommand).chain(added).chain(rest).cloned().collect()
}

/// Lets clap print its help, version or usage error.
fn usage(error: &clap::Error, lenient: bool) -> Result<Exit, Fatal> {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    error.print().map_err(|failure| Fatal::usage(failure.to_string()))?;
    Ok(match asked {
        true => Exit::Passed,
        false if lenient => newman::usage(error.kind()),
        false => Exit::Usage,
    })
}
