//! A line of an event stream.

use serde::Deserialize;

use crate::run::event::{RunEvent, VERSION};

/// The names of all events this version knows.
const KNOWN: [&str; 14] = [
    "start",
    "beforeIteration",
    "beforeItem",
    "script",
    "assertion",
    "console",
    "visualizer",
    "request",
    "retry",
    "warning",
    "problem",
    "item",
    "iteration",
    "done",
];

/// What a line says.
#[derive(Debug)]
pub(super) enum Line {
    /// An event.
    Event(Box<RunEvent>),
    /// An event of this name, which a newer revision has.
    Unknown(String),
    /// Nothing that can be read, and why.
    Broken(String),
}

/// The members that decide how the rest is read.
#[derive(Deserialize)]
struct Head {
    event: String,
    version: Option<u32>,
    generator: Option<String>,
}

/// Reads a line.
pub(super) fn read(line: &[u8]) -> Line {
    let head: Head = match serde_json::from_slice(line) {
        Ok(head) => head,
        Err(error) => return Line::Broken(error.to_string()),
    };
    if !KNOWN.contains(&head.event.as_str()) {
        return Line::Unknown(head.event);
    }
    match serde_json::from_slice(line) {
        Ok(event) => Line::Event(Box::new(event)),
        Err(error) => Line::Broken(format!("{}: {error}", head.event)),
    }
}

/// Tells which other version a first line is of, and who wrote it.
pub(super) fn other_version(line: &[u8]) -> Option<(u32, String)> {
    let head: Head = serde_json::from_slice(line).ok()?;
    let version = head.version.filter(|version| *version != VERSION)?;
    (head.event == "start").then(|| (version, head.generator.unwrap_or_default()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::collections::BTreeSet;

    use super::super::super::fixture::rich_run;
    use super::*;

    #[test]
    fn every_event_is_known_by_its_name() {
        let mut names = BTreeSet::new();
        for event in rich_run() {
            let text = serde_json::to_string(&event).unwrap();
            assert!(matches!(read(text.as_bytes()), Line::Event(read) if *read == event), "{text}");
            names.insert(
                serde_json::to_value(&event).unwrap()["event"].as_str().unwrap().to_owned(),
            );
        }
        assert_eq!(names.len(), KNOWN.len(), "the rich run has one of each: {names:?}");
    }

    #[test]
    fn what_is_not_known_is_told_from_what_is_broken() {
        assert!(
            matches!(read(br#"{"event":"party","x":1}"#), Line::Unknown(name) if name == "party")
        );
        assert!(
            matches!(read(br#"{"event":"item"}"#), Line::Broken(why) if why.starts_with("item: "))
        );
        assert!(matches!(read(br#"{"event":"it"#), Line::Broken(_)));
        let newer = br#"{"event":"start","version":2,"generator":"postbud/9"}"#;
        assert_eq!(other_version(newer), Some((2, "postbud/9".to_owned())));
        assert_eq!(other_version(b"{}"), None);
    }
}
