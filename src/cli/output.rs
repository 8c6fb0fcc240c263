//! What a command prints as its result.

use std::io::{self, Write as _};

use super::exit::Fatal;

/// Writes to standard output. A reader that has seen enough (`| head`) is no error.
///
/// # Errors
/// Fails when standard output cannot take it, a full disk for example.
pub(super) fn print(text: &str) -> Result<(), Fatal> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Fatal::not_loaded(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}
