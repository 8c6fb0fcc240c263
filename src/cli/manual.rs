//! `postbud completions` and `postbud man`: made from the command line's own definition.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Cli;
use super::exit::{Exit, Fatal};
use super::output;

/// Prints a completion script.
pub(super) fn completions(shell: Shell) -> Result<Exit, Fatal> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "postbud", &mut script);
    print(&script)
}

/// Prints the manual page, subcommands included.
pub(super) fn page() -> Result<Exit, Fatal> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(Fatal::not_loaded)?;
    for subcommand in command.get_subcommands().filter(|each| each.get_name() != "help") {
        let manual = clap_mangen::Man::new(subcommand.clone());
        manual.render_description_section(&mut page).map_err(Fatal::not_loaded)?;
        manual.render_synopsis_section(&mut page).map_err(Fatal::not_loaded)?;
        manual.render_options_section(&mut page).map_err(Fatal::not_loaded)?;
    }
    print(&page)
}

fn print(text: &[u8]) -> Result<Exit, Fatal> {
    output::print(&String::from_utf8_lossy(text))?;
    Ok(Exit::Passed)
}
