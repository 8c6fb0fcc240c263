//! Streams become events again.

use std::collections::HashSet;

use super::merge::{self, Merge};
use super::shards::{self, Candidate};
use super::stream::{Source, Stream, StreamError};
use crate::run::event::{RunEnd, RunEvent, Warning, WarningKind};

/// Tells the events of saved streams as those of one run. One stream alone is told as it stands.
/// What could not be read is told by warnings; a stream without its end makes a run that ended
/// [`Incomplete`](crate::run::event::Abort::Incomplete).
///
/// # Errors
/// Fails before the first event when something given is no event stream, or one of another version.
pub fn replay(sources: Vec<Source>, mut tell: impl FnMut(&RunEvent)) -> Result<(), StreamError> {
    let streams: Result<Vec<Stream>, _> = sources.into_iter().map(Stream::open).collect();
    let (streams, left_out) = without_doubles(streams?);
    let mut streams = in_order(streams);
    let merge = Merge::new(streams.iter().map(|stream| &stream.info));
    let Some(info) = merge.info() else { return Ok(()) };
    let mut latest = info.started;
    match streams.as_slice() {
        [only] => tell(&RunEvent::Start(only.info.clone())),
        _ => tell(&RunEvent::Start(info)),
    }
    for (index, stream) in streams.iter_mut().enumerate() {
        while let Some(mut event) = stream.next() {
            if let RunEvent::BeforeItem(start) = &event {
                latest = latest.max(start.started);
            }
            if !merge.is_repeated(index, &event) {
                merge.shift(index, &mut event);
                tell(&event);
            }
        }
    }
    let infos: Vec<_> = streams.iter().map(|stream| &stream.info).collect();
    let mut gaps = shards::missing(&infos);
    if streams.len() > 1 {
        gaps.extend(merge.gaps());
    }
    let complete = gaps.is_empty() && streams.iter().all(Stream::is_complete);
    let notes = streams.iter().flat_map(Stream::notes);
    for message in left_out.into_iter().chain(notes).chain(gaps).chain(merge.overlaps()) {
        let (cursor, item, kind) = (None, None, WarningKind::Other);
        tell(&RunEvent::Warning(Warning { cursor, item, kind, message }));
    }
    let end = merge::end(streams.into_iter().map(|stream| stream.end).collect(), complete);
    tell(&RunEvent::Done(RunEnd { completed: end.completed.max(latest), ..end }));
    Ok(())
}

/// Leaves out streams of shards that another one tells better; says which.
fn without_doubles(streams: Vec<Stream>) -> (Vec<Stream>, Vec<String>) {
    let candidates: Vec<_> = streams
        .iter()
        .map(|stream| Candidate {
            name: &stream.source.name,
            info: &stream.info,
            ended: stream.source.ended.unwrap_or(true),
        })
        .collect();
    let (left_out, notes): (HashSet<usize>, Vec<String>) =
        shards::doubled(&candidates).into_iter().unzip();
    let kept = streams.into_iter().enumerate().filter(|(index, _)| !left_out.contains(index));
    (kept.map(|(_, stream)| stream).collect(), notes)
}

/// Puts the streams in the order they are told in.
fn in_order(streams: Vec<Stream>) -> Vec<Stream> {
    let infos: Vec<_> = streams.iter().map(|stream| &stream.info).collect();
    let order = Merge::order(&infos);
    let mut slots: Vec<Option<Stream>> = streams.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| slots[index].take()).collect()
}
