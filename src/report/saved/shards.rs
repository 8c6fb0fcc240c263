//! Shards of one run (`--shard`): which of several streams counts, and which is missing.

use crate::run::event::{RunInfo, ShardBy, ShardInfo};

/// What tells the shards of one run from those of another. The requests are not compared where they
/// are what was divided, nor is the name of the whole, which is made of its collections.
pub(super) fn same_run(one: &RunInfo, other: &RunInfo) -> bool {
    let (Some(first), Some(second)) = (one.shard, other.shard) else { return false };
    let same = match first.by {
        ShardBy::Iterations => {
            one.collection_name == other.collection_name
                && one.plan == other.plan
                && one.total_iterations == other.total_iterations
        }
        ShardBy::Folders => one.collection_name == other.collection_name,
        ShardBy::Collections => true,
    };
    first.count == second.count && first.by == second.by && same
}

/// What is known of a stream before it is told.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) name: &'a str,
    pub(super) info: &'a RunInfo,
    /// It has its end, as far as one can tell.
    pub(super) ended: bool,
}

/// Chooses among streams of the same shard, as killed jobs that were started again leave them: one
/// with an end wins, then the later one. Returns the indices of those that are left out, each with
/// the reason.
pub(super) fn doubled(streams: &[Candidate<'_>]) -> Vec<(usize, String)> {
    let rank = |index: usize| (streams[index].ended, streams[index].info.started, index);
    let mut left_out = Vec::new();
    for (index, stream) in streams.iter().enumerate() {
        let Some(shard) = stream.info.shard else { continue };
        let same = |other: &usize| {
            let other = streams[*other].info;
            same_run(stream.info, other) && other.shard == Some(shard)
        };
        let best = (0..streams.len()).filter(same).max_by_key(|other| rank(*other));
        if let Some(best) = best.filter(|best| *best != index) {
            let ShardInfo { number, count, .. } = shard;
            let why = if stream.ended { "began later" } else { "has its end" };
            left_out.push((
                index,
                format!(
                    "{}: left out: {} is shard {number} of {count} as well, and {why}",
                    stream.name, streams[best].name
                ),
            ));
        }
    }
    left_out
}

/// Says which shards are in no stream.
pub(super) fn missing(infos: &[&RunInfo]) -> Vec<String> {
    let mut notes = Vec::new();
    for (index, info) in infos.iter().enumerate() {
        let Some(ShardInfo { count, .. }) = info.shard else { continue };
        if infos[..index].iter().any(|earlier| same_run(earlier, info)) {
            continue;
        }
        let has = |number: u64| {
            let is = |other: &&RunInfo| {
                same_run(info, other) && other.shard.is_some_and(|shard| shard.number == number)
            };
            infos.iter().any(is)
        };
        let missing: Vec<String> =
            (1..=count).filter(|number| !has(*number)).map(|number| number.to_string()).collect();
        if !missing.is_empty() {
            let (shard, is) = if missing.len() == 1 { ("shard", "is") } else { ("shards", "are") };
            notes.push(format!(
                "{shard} {} of {count} of {} {is} in no stream: give the missing streams too",
                missing.join(", "),
                info.collection_name
            ));
        }
    }
    notes
}
