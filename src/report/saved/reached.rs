//! How far a saved run came, for going on with it.

use std::io::BufRead;

use super::line::{self, Line};
use super::stream::{Source, Stream, StreamError};
use crate::run::event::{RunEvent, RunInfo};

/// How far a saved run came.
#[derive(Debug)]
pub struct Reached {
    /// Its first event.
    pub info: RunInfo,
    /// How many of its iterations have ended, from the first one on without a gap.
    pub iterations: u64,
    /// The length of the stream up to there, in bytes.
    pub bytes: u64,
    /// The number of events up to there, the first one among them.
    pub events: u64,
    /// Everything that was planned was run: there is nothing to go on with.
    pub ended: bool,
}

/// Reads a stream as far as it tells of iterations that have ended. A line that cannot be read ends
/// it: it was being written when the run was killed.
///
/// # Errors
/// Fails when it is no event stream, or one of another version.
pub fn reached(source: Source) -> Result<Reached, StreamError> {
    let mut stream = Stream::open(source)?;
    let mut at = Position { bytes: stream.line_length(), events: 1 };
    let mut reached = Reached {
        info: stream.info.clone(),
        iterations: 0,
        bytes: at.bytes,
        events: at.events,
        ended: false,
    };
    let mut line = Vec::new();
    while !reached.ended {
        line.clear();
        match stream.source.content.read_until(b'\n', &mut line) {
            Ok(1..) if line.ends_with(b"\n") => {}
            _ => break,
        }
        let Line::Event(event) = line::read(&line) else { break };
        let before = at;
        at = Position { bytes: at.bytes + line.len() as u64, events: at.events + 1 };
        match *event {
            // What was said before the first iteration stays.
            RunEvent::BeforeIteration(_) if reached.iterations == 0 => reached.is_at(before),
            RunEvent::Iteration(end) if end.cut => break,
            RunEvent::Iteration(end) => {
                let next = reached.info.first_iteration + reached.iterations;
                if end.cursor.iteration != next {
                    break;
                }
                reached.iterations += 1;
                reached.is_at(at);
            }
            RunEvent::Done(end) if end.aborted.is_none() => {
                reached.ended = true;
                reached.is_at(at);
            }
            RunEvent::Done(_) => break,
            _ => {}
        }
    }
    Ok(reached)
}

/// A place in a stream.
#[derive(Clone, Copy)]
struct Position {
    bytes: u64,
    events: u64,
}

impl Reached {
    fn is_at(&mut self, position: Position) {
        (self.bytes, self.events) = (position.bytes, position.events);
    }
}

/// Tells the first `count` events of a stream as they stand.
///
/// # Errors
/// Fails when it is no event stream, or one of another version.
pub fn retell(
    source: Source,
    count: u64,
    mut tell: impl FnMut(RunEvent),
) -> Result<(), StreamError> {
    let mut stream = Stream::open(source)?;
    tell(RunEvent::Start(stream.info.clone()));
    for _ in 1..count {
        match stream.next() {
            Some(event) => tell(event),
            None => break,
        }
    }
    if let Some(end) = stream.end.take() {
        tell(RunEvent::Done(end));
    }
    Ok(())
}
