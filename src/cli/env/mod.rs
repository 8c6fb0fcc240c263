//! `postbud env`: environment files from the command line.

mod change;
mod diff;
mod file;
mod fill;
mod masked;
mod show;
mod template;

use super::args::EnvCommand;
use super::exit::{Exit, Fatal};

/// Does what one of the subcommands asks for.
///
/// # Errors
/// Fails when a file cannot be read or written, or a variable is not there.
pub(super) fn env(command: &EnvCommand) -> Result<Exit, Fatal> {
    match command {
        EnvCommand::Show(arguments) => show::show(arguments),
        EnvCommand::Fill(arguments) => fill::fill(arguments),
        EnvCommand::Set(arguments) => change::set(arguments),
        EnvCommand::Unset(arguments) => change::unset(arguments),
        EnvCommand::Diff(arguments) => diff::diff(arguments),
        EnvCommand::Template(arguments) => template::template(arguments),
    }
}
