//! The `events` reporter: the event stream itself, one JSON object a line.
//!
//! It grows item by item: what a killed run leaves in its file can be reported all the same.

use std::io::{BufWriter, Write};

use super::options::ReporterOptions;
use super::output::ReportFile;
use super::{ReportError, Reporter, Setup};
use crate::run::event::{Content, RunEvent};

/// The reporter's switches.
pub(super) const SWITCHES: &[&str] = &["omit-bodies"];

/// Writes to the file of `--reporter-events-export`, or to the standard output.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let export = options.text("export");
    let continued =
        setup.continued.filter(|continued| export.is_some_and(|path| continued.is_at(path)));
    let target = match (export, continued) {
        (None, _) => Target::Stream(BufWriter::new((setup.stdout)())),
        (Some(_), Some(continued)) => {
            Target::File(Some(ReportFile::append(continued.path, continued.bytes)?))
        }
        (Some(path), None) => {
            Target::File(Some(ReportFile::stream(path, "ndjson", (setup.clock)())?))
        }
    };
    let written = continued.map_or(0, |continued| continued.events);
    Ok(Box::new(Events { target, omit_bodies: options.switch("omit-bodies")?, written }))
}

struct Events {
    target: Target,
    omit_bodies: bool,
    /// Events that stand in the file already.
    written: u64,
}

enum Target {
    Stream(BufWriter<Box<dyn Write + Send>>),
    /// `None` once the file is in place.
    File(Option<ReportFile>),
}

/// Writes an event as a line of the stream, line end included.
pub(super) fn line(event: &RunEvent) -> Result<Vec<u8>, ReportError> {
    let mut line = serde_json::to_vec(event)?;
    line.push(b'\n');
    Ok(line)
}

impl Reporter for Events {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        if self.written > 0 {
            self.written -= 1;
            return Ok(());
        }
        let line = match event {
            RunEvent::Request(request) if self.omit_bodies => {
                line(&RunEvent::Request(Box::new(request.without_bodies())))?
            }
            event => line(event)?,
        };
        let done = matches!(event, RunEvent::Done(_));
        let out: &mut dyn Write = match &mut self.target {
            Target::Stream(stream) => stream,
            Target::File(Some(file)) => file,
            Target::File(None) => return Ok(()),
        };
        out.write_all(&line)?;
        if done || matches!(event, RunEvent::Start(_) | RunEvent::Item(_) | RunEvent::Iteration(_))
        {
            out.flush()?;
        }
        match &mut self.target {
            Target::File(file) if done => file.take().map_or(Ok(()), ReportFile::commit),
            Target::File(_) | Target::Stream(_) => Ok(()),
        }
    }

    fn body_limit(&self) -> usize {
        if self.omit_bodies { 0 } else { Content::LIMIT }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::fixture::{self, Screen};
    use super::*;
    use crate::run::event::REVISION;

    fn written(events: &[RunEvent], omit_bodies: bool) -> String {
        let screen = Screen::default();
        let target = Target::Stream(BufWriter::new(Box::new(screen.clone())));
        let mut reporter = Events { target, omit_bodies, written: 0 };
        for event in events {
            reporter.event(event).unwrap();
        }
        screen.text()
    }

    /// The schema with nothing allowed that it does not name: what a reader may find, and no more.
    fn strict(mut schema: serde_json::Value) -> jsonschema::Validator {
        fn close(value: &mut serde_json::Value) {
            match value {
                serde_json::Value::Array(items) => items.iter_mut().for_each(close),
                serde_json::Value::Object(members) => {
                    if members.get("properties").is_some_and(serde_json::Value::is_object) {
                        members.insert("additionalProperties".into(), false.into());
                    }
                    members.values_mut().for_each(close);
                }
                _ => {}
            }
        }
        close(&mut schema);
        jsonschema::validator_for(&schema).unwrap()
    }

    #[test]
    fn every_line_is_as_the_schema_says() {
        let schema = serde_json::from_str(include_str!("events.schema.json")).unwrap();
        let validator = strict(schema);
        let events = [fixture::rich_run(), fixture::green_run()].concat();
        for line in written(&events, false).lines().chain(written(&events, true).lines()) {
            let value = serde_json::from_str(line).unwrap();
            let errors: Vec<_> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{line}: {errors:?}");
        }
        assert!(!validator.is_valid(&serde_json::json!({"event": "party"})));
    }

    #[test]
    fn bodies_are_left_out_on_request() {
        let text = written(&fixture::green_run(), true);
        let line = text.lines().find(|line| line.contains("\"event\":\"request\"")).unwrap();
        assert!(line.contains(r#""body":{"size":14,"truncated":true}"#), "{line}");
        assert!(line.contains(r#""body":{"size":3,"truncated":true}"#), "{line}");
    }

    #[test]
    fn every_event_is_a_line_with_its_name() {
        let events = fixture::rich_run();
        let text = written(&events, false);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), events.len());
        assert_eq!(lines[0]["event"], "start");
        assert_eq!(lines[0]["version"], 1);
        assert_eq!(lines.last().unwrap()["event"], "done");
        assert_eq!(lines[0]["revision"], REVISION);
        let failed =
            lines.iter().find(|line| line["event"] == "request" && line["error"].is_object());
        assert_eq!(failed.unwrap()["error"]["code"], "ECONNREFUSED");
        for (line, event) in text.lines().zip(&events) {
            assert_eq!(&serde_json::from_str::<RunEvent>(line).unwrap(), event, "{line}");
        }
    }
}
