//! The `events` reporter: the event stream itself, one JSON object a line.

use std::io::Write;

use super::options::ReporterOptions;
use super::output::ReportFile;
use super::{ReportError, Reporter, Setup};
use crate::run::event::RunEvent;

/// Writes to the file of `--reporter-events-export`, or to the standard output line by line.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let target = match options.text("export") {
        None => Target::Stream((setup.stdout)()),
        Some(path) => Target::File(Some(ReportFile::create(Some(path), "jsonl", (setup.clock)())?)),
    };
    Ok(Box::new(Events(target)))
}

struct Events(Target);

enum Target {
    Stream(Box<dyn Write + Send>),
    /// `None` once the file is in place.
    File(Option<ReportFile>),
}

impl Reporter for Events {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        match &mut self.0 {
            Target::Stream(stream) => {
                stream.write_all(&line)?;
                stream.flush()?;
            }
            Target::File(slot) => {
                if let Some(file) = slot {
                    file.write_all(&line)?;
                }
                if matches!(event, RunEvent::Done(_))
                    && let Some(file) = slot.take()
                {
                    file.commit()?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::fixture::{self, Screen};
    use super::*;

    #[test]
    fn every_event_is_a_line_with_its_name() {
        let screen = Screen::default();
        let mut reporter = Events(Target::Stream(Box::new(screen.clone())));
        let events = fixture::rich_run();
        for event in &events {
            reporter.event(event).unwrap();
        }
        let text = screen.text();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), events.len());
        assert_eq!(lines[0]["event"], "start");
        assert_eq!(lines[0]["version"], 1);
        assert_eq!(lines.last().unwrap()["event"], "done");
        let failed =
            lines.iter().find(|line| line["event"] == "request" && line["error"].is_object());
        assert_eq!(failed.unwrap()["error"]["code"], "ECONNREFUSED");
    }
}
