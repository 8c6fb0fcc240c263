//! Iteration data from where the user says: a file, a URL, standard input.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::args::{CastHow, RunArgs};
use super::exit::Fatal;
use super::remote::Remote;
use crate::vars::{DataFile, DataRules};

/// Checks the iteration data: an error in row 90,000 belongs before the first request.
///
/// # Errors
/// Fails when the data cannot be had, or are not what they should be.
pub(super) fn open(arguments: &RunArgs) -> Result<Option<DataFile>, Fatal> {
    let Some(source) = &arguments.data.iteration_data else { return Ok(None) };
    let lenient = arguments.newman_compat;
    let cast = if lenient { CastHow::Newman } else { CastHow::Canonical };
    let rules = DataRules { cast: arguments.data.csv_cast.unwrap_or(cast).into(), lenient };
    let file = if source == "-" {
        let copy = copy(|file| io::copy(&mut io::stdin(), file).map(|_| ()))?;
        DataFile::open_copy("standard input", copy, rules)
    } else if source.starts_with("http://") || source.starts_with("https://") {
        let text = Remote::of_run(arguments).get(source)?;
        DataFile::open_copy(source, copy(|file| file.write_all(text.as_bytes()))?, rules)
    } else {
        DataFile::open(Path::new(source), rules)
    };
    file.map(Some).map_err(Fatal::not_loaded)
}

/// Writes a copy that can be read twice: to check it, and to run it.
fn copy(write: impl FnOnce(&mut NamedTempFile) -> io::Result<()>) -> Result<NamedTempFile, Fatal> {
    let failed = |cause: io::Error| {
        Fatal::not_loaded(format!("iteration data: no temporary copy can be made: {cause}"))
    };
    let mut file = NamedTempFile::new().map_err(failed)?;
    write(&mut file).map_err(failed)?;
    Ok(file)
}
