//! `--newman-compat`: newman's leniency, for pipelines that depend on it.
//!
//! Where newman 6 passes over a mistake, we stop; with this switch we say so and go on as newman
//! does. What it changes, all of it:
//!
//! | input | newman, and we with the switch | we without |
//! |---|---|---|
//! | any failure | exit code 1 | 1 to 5, by its kind |
//! | a value that an option does not take, an unknown command | the error, exit code 0 | exit code 2 |
//! | `-x` and a file that cannot be loaded | exit code 0 | exit code 3 |
//! | a second collection | not run | run |
//! | an unknown reporter | left out | an error |
//! | a CA file that cannot be read | left out | an error |
//! | data without rows, or no array | one iteration without data | an error |
//! | a line of a CSV file without content | a row | no row |
//! | CSV cells | newman's casts | canonical numbers only |
//! | `--env-var NAME` without a value | an empty variable | an error |
//! | a variable with `enabled: false` | used | not used |

use std::ffi::{OsStr, OsString};
use std::fs::File;

use clap::error::ErrorKind;

use super::args::RunArgs;
use super::exit::{Exit, Fatal};
use crate::report;

/// Tells whether the command line as typed asks for it, before it is known to be sound.
pub(super) fn is_typed(arguments: &[OsString]) -> bool {
    arguments.iter().any(|argument| argument == OsStr::new("--newman-compat"))
}

/// The exit code after a command line that makes no sense.
pub(super) fn usage(kind: ErrorKind) -> Exit {
    match kind {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::InvalidSubcommand => {
            Exit::Passed
        }
        _ => Exit::TestFailed,
    }
}

/// Takes out what newman passes over, and says so in words for people.
pub(super) fn lenient(arguments: &mut RunArgs) -> Vec<String> {
    let mut notes = Vec::new();
    for extra in arguments.collections.drain(1..) {
        notes.push(format!("{extra}: not run; newman runs the first collection only"));
    }
    let search_path = std::env::var_os("PATH");
    arguments.report.reporters.retain(|name| {
        let known = name.is_empty() || report::exists(name, search_path.as_deref());
        if !known {
            notes.push(format!("there is no reporter \"{name}\"; the run goes on without it"));
        }
        known
    });
    let unreadable = arguments.network.ssl_extra_ca_certs.take_if(|path| File::open(path).is_err());
    notes.extend(
        unreadable.map(|path| format!("{}: cannot be read and is left out", path.display())),
    );
    notes
}

/// The two exit codes of newman.
///
/// # Errors
/// As the run.
pub(super) fn verdict(run: Result<Exit, Fatal>, arguments: &RunArgs) -> Result<Exit, Fatal> {
    let bad = if arguments.report.suppress_exit_code { Exit::Passed } else { Exit::TestFailed };
    match run {
        Ok(Exit::Passed) => Ok(Exit::Passed),
        Ok(_) => Ok(bad),
        Err(fatal) => Err(Fatal { exit: bad, ..fatal }),
    }
}
