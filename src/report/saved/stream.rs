//! One saved stream.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use super::line::{self, Line};
use crate::run::event::{REVISION, RunEnd, RunEvent, RunInfo, VERSION};

/// A saved stream before it is read.
pub struct Source {
    /// What people call it: its path.
    pub name: String,
    /// Its lines.
    pub content: Box<dyn BufRead>,
    /// Whether its last line is that of a run's end; `None` where that is not known before it is read.
    pub ended: Option<bool>,
}

/// Why a stream cannot be reported.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// The first line is no `start` event.
    #[error(
        "{name}: this is no event stream{}; give a file that `postbud run -r events` wrote",
        reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default()
    )]
    NoStream {
        /// The stream.
        name: String,
        /// What is wrong with the line.
        reason: Option<String>,
    },
    /// The stream has another version.
    #[error(
        "{name}: this event stream has version {version}, and this program reads version {VERSION}; \
         use the one that wrote it ({generator})"
    )]
    OtherVersion {
        /// The stream.
        name: String,
        /// Its version.
        version: u32,
        /// Who wrote it.
        generator: String,
    },
    /// The stream could not be read.
    #[error("{name}: {source}")]
    Io {
        /// The stream.
        name: String,
        /// What the system says.
        source: io::Error,
    },
}

/// A stream that is being read. Memory holds one line at a time.
pub(super) struct Stream {
    pub(super) source: Source,
    /// The first event.
    pub(super) info: RunInfo,
    /// The last event, once it was read.
    pub(super) end: Option<RunEnd>,
    number: u64,
    line: Vec<u8>,
    /// Lines of a newer revision that were left out, by event.
    unknown: BTreeMap<String, u64>,
    /// The first line that could not be read, why, and how many there are.
    broken: Option<(u64, String, u64)>,
    /// Why reading ended before the stream did.
    failed: Option<String>,
}

impl Stream {
    /// Reads the first event.
    ///
    /// # Errors
    /// Fails when there is none, or when it is of another version.
    pub(super) fn open(mut source: Source) -> Result<Self, StreamError> {
        let mut line = Vec::new();
        if let Err(cause) = source.content.read_until(b'\n', &mut line) {
            return Err(StreamError::Io { name: source.name, source: cause });
        }
        if let Some((version, generator)) = line::other_version(&line) {
            return Err(StreamError::OtherVersion { name: source.name, version, generator });
        }
        let reason = match line::read(&line) {
            Line::Event(event) => match *event {
                RunEvent::Start(info) => return Ok(Self::started(source, info, line)),
                _ => Some("it does not begin with the event \"start\"".to_owned()),
            },
            Line::Unknown(name) => Some(format!("it begins with the event \"{name}\"")),
            Line::Broken(_) if line.is_empty() => Some("it is empty".to_owned()),
            Line::Broken(reason) => Some(reason),
        };
        Err(StreamError::NoStream { name: source.name, reason })
    }

    fn started(source: Source, info: RunInfo, line: Vec<u8>) -> Self {
        let (unknown, broken, failed, end) = (BTreeMap::new(), None, None, None);
        Self { source, info, end, number: 1, line, unknown, broken, failed }
    }

    /// The length of the line that was read last, in bytes; of a stream just opened, the first.
    pub(super) fn line_length(&self) -> u64 {
        self.line.len() as u64
    }

    /// Reads the next event but the last, which stays in [`Stream::end`].
    pub(super) fn next(&mut self) -> Option<RunEvent> {
        loop {
            self.line.clear();
            self.number += 1;
            match self.source.content.read_until(b'\n', &mut self.line) {
                Ok(0) => return None,
                Ok(_) if self.line.trim_ascii().is_empty() => continue,
                Ok(_) => {}
                Err(error) => {
                    self.failed = Some(error.to_string());
                    return None;
                }
            }
            match line::read(&self.line) {
                Line::Event(event) => match *event {
                    RunEvent::Done(end) => self.end = Some(end),
                    RunEvent::Start(_) => self.break_at("a second run begins: save each by itself"),
                    event => return Some(event),
                },
                Line::Unknown(name) => *self.unknown.entry(name).or_default() += 1,
                Line::Broken(reason) => self.break_at(&reason),
            }
        }
    }

    fn break_at(&mut self, reason: &str) {
        let (_, _, count) = self.broken.get_or_insert_with(|| (self.number, reason.to_owned(), 0));
        *count += 1;
    }

    /// Tells whether everything that belongs to the run was read.
    pub(super) fn is_complete(&self) -> bool {
        self.end.is_some() && self.broken.is_none() && self.failed.is_none()
    }

    /// Says what was left out.
    pub(super) fn notes(&self) -> Vec<String> {
        let name = &self.source.name;
        let mut notes = Vec::new();
        for (event, count) in &self.unknown {
            let revision = self.info.revision.max(REVISION + 1);
            notes.push(format!(
                "{name}: {count} events \"{event}\" were left out: they belong to revision {revision} of the \
                 stream, and this program knows revision {REVISION}; use {} or a newer one",
                self.info.generator
            ));
        }
        if let Some((line, reason, count)) = &self.broken {
            let more = if *count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            notes.push(format!(
                "{name}: line {line}{more} could not be read and was left out: {reason}"
            ));
        }
        if let Some(reason) = &self.failed {
            notes.push(format!(
                "{name}: what follows line {} could not be read: {reason}",
                self.number - 1
            ));
        } else if self.end.is_none() {
            notes.push(format!(
                "{name}: the run has no end: its process was killed, or the file was cut off; what stands here \
                 is what is known"
            ));
        }
        notes
    }
}
