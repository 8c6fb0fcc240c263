//! Questions on the terminal; secrets are not echoed.

use std::io::{self, IsTerminal};

use console::Term;

use super::exit::Fatal;

/// A value that somebody is asked for.
pub(super) struct Question<'a> {
    /// The variable.
    pub(super) key: &'a str,
    /// Where the value is found; may be empty.
    pub(super) hint: &'a str,
    /// Do not echo the answer.
    pub(super) secret: bool,
}

/// Asks, and returns the answer; an empty one means: leave it as it is.
pub(super) type Ask<'a> = &'a mut dyn FnMut(&Question<'_>) -> Result<String, Fatal>;

/// Tells whether there is somebody to ask.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks on the terminal: the question on standard error, so that output can be piped.
pub(super) fn ask(question: &Question<'_>) -> Result<String, Fatal> {
    let term = Term::stderr();
    let failed = |cause: io::Error| Fatal::usage(format!("cannot ask on this terminal: {cause}"));
    if !question.hint.is_empty() {
        term.write_line(&format!("\n{}", question.hint)).map_err(failed)?;
    }
    let hidden = if question.secret { "hidden; " } else { "" };
    term.write_str(&format!("{} ({hidden}Enter skips): ", question.key)).map_err(failed)?;
    let answer = if question.secret {
        term.read_secure_line().map_err(failed)?
    } else {
        let mut line = String::new();
        io::stdin().read_line(&mut line).map_err(failed)?;
        line
    };
    Ok(answer.trim_end_matches(['\r', '\n']).to_owned())
}
