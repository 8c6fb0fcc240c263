//! `postbud report`: reports of saved runs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::args::SavedArgs;
use super::exit::{Exit, Fatal};
use super::report::Output;
use super::waiting;
use crate::report::saved::{Source, replay};

/// Makes reports of saved event streams; the exit code is that of the run.
///
/// # Errors
/// Fails when a file is no event stream, and when a report cannot be written.
pub(super) fn report(arguments: &SavedArgs) -> Result<Exit, Fatal> {
    let bar = waiting::bytes(total_size(&arguments.streams));
    let sources: Result<Vec<Source>, Fatal> = arguments
        .streams
        .iter()
        .map(|name| {
            let content = open(name)?;
            let ended = has_end(Path::new(name));
            Ok(Source { name: name.clone(), content: buffered(bar.wrap_read(content)), ended })
        })
        .collect();
    let sources = sources?;
    let output = Output::new(&arguments.report, None)?;
    let told = replay(sources, |event| output.tell(event));
    bar.finish_and_clear();
    told.map_err(Fatal::not_loaded)?;
    let exit = output.finish()?;
    Ok(if arguments.report.suppress_exit_code { Exit::Passed } else { exit })
}

fn total_size(names: &[String]) -> u64 {
    names.iter().filter_map(|name| std::fs::metadata(name).ok()).map(|found| found.len()).sum()
}

/// Tells whether a file's last line is that of a run's end; `None` for what is no file.
fn has_end(path: &Path) -> Option<bool> {
    /// Longer than that line is, unless the environment is huge: then the run counts as killed only
    /// where it is compared with another one.
    const TAIL: u64 = 1 << 20;
    let mut file = File::open(path).ok().filter(|_| path.is_file())?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL))).ok()?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail).ok()?;
    let tail = tail.trim_ascii_end();
    let start = memchr::memrchr(b'\n', tail).map_or(0, |at| at + 1);
    Some(tail[start..].starts_with(b"{\"event\":\"done\""))
}

fn open(name: &str) -> Result<Box<dyn Read>, Fatal> {
    if name == "-" {
        return Ok(Box::new(io::stdin()));
    }
    let wrong = |cause: io::Error| Fatal::not_loaded(format!("{name}: {cause}"));
    if Path::new(name).is_dir() {
        return Err(wrong(io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(File::open(name).map_err(wrong)?))
}

fn buffered(content: impl Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::with_capacity(1 << 16, content))
}
