//! Where reports of lines go: a file, or the standard output.

use std::io::Write;

use super::options::ReporterOptions;
use super::output::ReportFile;
use super::{ReportError, Setup};

/// Takes a report line by line.
pub(super) struct Lines(Target);

enum Target {
    Stream(Box<dyn Write + Send>),
    File(ReportFile),
    /// The report has ended.
    Closed,
}

impl Lines {
    /// Opens the file of `--reporter-<name>-export`; without one, the standard output.
    pub(super) fn open(
        options: &ReporterOptions,
        setup: &Setup<'_>,
        extension: &str,
    ) -> Result<Self, ReportError> {
        Ok(Self(match options.text("export") {
            None => Target::Stream((setup.stdout)()),
            Some(path) => Target::File(ReportFile::create(Some(path), extension, (setup.clock)())?),
        }))
    }

    /// Writes to a screen that a test looks at.
    #[cfg(test)]
    pub(super) fn to_screen(screen: &super::fixture::Screen) -> Self {
        Self(Target::Stream(Box::new(screen.clone())))
    }

    /// Writes whole lines in one piece.
    pub(super) fn write(&mut self, lines: &str) -> Result<(), ReportError> {
        match &mut self.0 {
            Target::Stream(stream) => {
                stream.write_all(lines.as_bytes())?;
                stream.flush()?;
            }
            Target::File(file) => file.write_all(lines.as_bytes())?,
            Target::Closed => {}
        }
        Ok(())
    }

    /// Ends the report: puts the file in place.
    pub(super) fn finish(&mut self) -> Result<(), ReportError> {
        match std::mem::replace(&mut self.0, Target::Closed) {
            Target::File(file) => file.commit(),
            Target::Stream(_) | Target::Closed => Ok(()),
        }
    }
}
