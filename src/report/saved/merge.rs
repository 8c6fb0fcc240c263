//! Several runs as one.
//!
//! Runs of the same items are parts of one run. Slices of one whole (`--iteration-range`) keep the
//! numbers of their iterations, and are told in their order; the iterations of whole runs follow one
//! another in the order the streams were given. Runs of other items follow one another as the
//! collections of one run do.

use std::sync::Arc;

use serde_json::{Value, json};

use super::shards;
use crate::run::event::{
    Abort, Documents, ItemRef, PlannedRef, REVISION, RunEnd, RunEvent, RunInfo, ShardBy, VERSION,
};

/// Where the events of one stream go.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// Index of its plan.
    plan: usize,
    /// Iterations of earlier streams of the same plan.
    iterations_before: u64,
}

/// Items that run one after another.
struct Plan {
    info: RunInfo,
    /// Items of earlier plans.
    items_before: usize,
    /// Iterations of all streams so far; of slices, those of the whole.
    iterations: u64,
    /// First iteration and the one behind the last of every slice; empty for whole runs.
    slices: Vec<(u64, u64)>,
    /// The collection's name where it stands in front of the path of the items.
    folder: Option<String>,
}

/// How several runs become one.
pub(super) struct Merge {
    parts: Vec<Part>,
    plans: Vec<Plan>,
    items: usize,
    started: u64,
    /// The plans are parts of one collection, which every stream holds as a whole; this is the first
    /// that has items.
    divided_from: Option<usize>,
}

impl Merge {
    /// Decides where each stream's events go.
    pub(super) fn new<'a>(infos: impl Iterator<Item = &'a RunInfo>) -> Self {
        let mut merge = Self {
            parts: Vec::new(),
            plans: Vec::new(),
            items: 0,
            started: u64::MAX,
            divided_from: None,
        };
        for info in infos {
            merge.started = merge.started.min(info.started);
            let known = merge.plans.iter().position(|plan| plan.is_of(info));
            let plan = known.unwrap_or_else(|| merge.add(info));
            let iterations_before = merge.plans[plan].take(info);
            merge.parts.push(Part { plan, iterations_before });
        }
        let name = |plan: &Plan| plan.info.collection_name.clone();
        let named =
            |plan: &Plan| plan.info.shard.is_some_and(|shard| shard.by == ShardBy::Collections);
        let differs = |plan: &Plan| name(plan) != name(&merge.plans[0]);
        if merge.plans.iter().any(differs) && !merge.plans.iter().all(named) {
            merge.plans.iter_mut().for_each(|plan| plan.folder = Some(name(plan)));
        }
        if are_parts(&merge.plans) {
            let filled = merge.plans.iter().position(|plan| plan.info.items > 0);
            merge.divided_from = Some(filled.unwrap_or_default());
        }
        merge
    }

    fn add(&mut self, info: &RunInfo) -> usize {
        let items_before = self.items;
        self.items += info.items;
        let (info, slices) = (info.clone(), Vec::new());
        self.plans.push(Plan { info, items_before, iterations: 0, slices, folder: None });
        self.plans.len() - 1
    }

    /// The order in which the streams are told: as given, slices of one whole by their iterations.
    pub(super) fn order(infos: &[&RunInfo]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..infos.len()).collect();
        order.sort_by_key(|index| {
            let info = infos[*index];
            let is_part =
                |other: &&RunInfo| shards::same_run(other, info) || Plan::slices(other, info);
            let group = infos.iter().position(is_part);
            let number = info.shard.map_or(info.first_iteration, |shard| shard.number);
            (group.unwrap_or(*index), if group.is_some() { number } else { 0 })
        });
        order
    }

    /// Says which iterations of a whole are in no slice, or in several.
    pub(super) fn gaps(&self) -> Vec<String> {
        let mut notes = Vec::new();
        // Of shards it is known which are missing.
        let sliced = |plan: &&Plan| !plan.slices.is_empty() && plan.info.shard.is_none();
        for plan in self.plans.iter().filter(sliced) {
            let mut slices = plan.slices.clone();
            slices.sort_unstable();
            slices.push((plan.iterations, plan.iterations));
            let mut next = 0;
            for (first, end) in slices {
                let name = &plan.info.collection_name;
                if first > next {
                    notes.push(format!(
                        "iterations {} to {first} of {} of {name} are in no stream: give the missing slice too",
                        next + 1,
                        plan.iterations
                    ));
                }
                next = next.max(end);
            }
        }
        notes
    }

    /// Says which iterations of a whole are in several slices: they count twice.
    pub(super) fn overlaps(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for plan in &self.plans {
            let mut slices = plan.slices.clone();
            slices.sort_unstable();
            for pair in slices.windows(2) {
                let (first, end) = (pair[1].0, pair[0].1.min(pair[1].1));
                if first < end {
                    notes.push(format!(
                        "iterations {} to {end} of {} are in several streams and count twice",
                        first + 1,
                        plan.info.collection_name
                    ));
                }
            }
        }
        notes
    }

    /// Tells what the whole is; `None` of no stream.
    pub(super) fn info(&self) -> Option<RunInfo> {
        let first = &self.plans.first()?.info;
        let iterations = self.plans.iter().map(|plan| plan.iterations).max().unwrap_or_default();
        let mut info = RunInfo {
            version: VERSION,
            revision: REVISION,
            items: self.items,
            started: self.started,
            iterations,
            first_iteration: 0,
            total_iterations: iterations,
            shard: None,
            ..first.clone()
        };
        if self.divided_from.is_some() {
            let items = self.plans.iter().flat_map(|plan| plan.info.plan.iter().cloned());
            info.plan = items.collect();
        } else if self.plans.len() > 1 {
            info.collection_name = self.names().join(" + ");
            info.plan = self.plan();
            info.documents = Arc::new(Documents {
                collection: self.collection(&info.collection_name),
                ..Documents::clone(&first.documents)
            });
        }
        Some(info)
    }

    /// Tells whether an event of a stream says again what the one before it said: the iterations of
    /// parts of one collection are the same ones.
    pub(super) fn is_repeated(&self, stream: usize, event: &RunEvent) -> bool {
        let of_iteration = matches!(event, RunEvent::BeforeIteration(_) | RunEvent::Iteration(_));
        let plan = self.parts.get(stream).map_or(0, |part| part.plan);
        of_iteration && self.divided_from.is_some_and(|first| plan > first)
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for plan in &self.plans {
            if !names.contains(&plan.info.collection_name.as_str()) {
                names.push(&plan.info.collection_name);
            }
        }
        names
    }

    fn plan(&self) -> Arc<[PlannedRef]> {
        let of = |(index, plan): (usize, &'_ Plan)| {
            let planned = plan.info.plan.iter().map(|planned| PlannedRef {
                item: plan.named(&planned.item),
                collection: planned.collection.clone(),
                pointer: format!("/item/{index}{}", planned.pointer),
                source: planned.source.clone(),
            });
            planned.collect::<Vec<_>>()
        };
        self.plans.iter().enumerate().flat_map(of).collect()
    }

    /// One collection with the others as its folders.
    fn collection(&self, name: &str) -> Value {
        let folders = self.plans.iter().map(|plan| {
            let mut folder = plan.info.documents.collection.clone();
            if let Value::Object(members) = &mut folder {
                members.insert("name".to_owned(), plan.info.collection_name.clone().into());
            }
            folder
        });
        json!({"info": {"name": name}, "item": folders.collect::<Vec<_>>()})
    }

    /// Moves an event of a stream to its place in the whole.
    pub(super) fn shift(&self, stream: usize, event: &mut RunEvent) {
        let (Some(part), true) = (self.parts.get(stream), self.parts.len() > 1) else { return };
        let plan = &self.plans[part.plan];
        let place = event.place_mut();
        if let Some(cursor) = place.cursor {
            cursor.iteration += part.iterations_before;
            cursor.cycles = plan.iterations;
            cursor.position += plan.items_before;
            cursor.length = self.items;
        }
        if let Some(item) = place.item {
            *item = plan.named(item);
        }
    }
}

/// Tells whether plans are parts of one collection, which every stream holds as a whole.
fn are_parts(plans: &[Plan]) -> bool {
    let Some(first) = plans.first() else { return false };
    let of_first = |plan: &Plan| {
        plan.info.shard.is_some_and(|shard| shard.by == ShardBy::Folders)
            && plan.info.documents.collection == first.info.documents.collection
    };
    plans.iter().all(of_first)
}

fn is_slice(info: &RunInfo) -> bool {
    info.iterations < info.total_iterations
}

impl Plan {
    fn same(one: &RunInfo, other: &RunInfo) -> bool {
        let of_slices = is_slice(one) && is_slice(other);
        one.collection_name == other.collection_name
            && one.plan == other.plan
            && is_slice(one) == is_slice(other)
            && (!of_slices || one.total_iterations == other.total_iterations)
    }

    /// Tells whether both are slices of one whole.
    fn slices(one: &RunInfo, other: &RunInfo) -> bool {
        is_slice(one) && is_slice(other) && Self::same(one, other)
    }

    fn is_of(&self, info: &RunInfo) -> bool {
        Self::same(&self.info, info)
    }

    /// Takes the iterations of a stream; returns by how much they move.
    fn take(&mut self, info: &RunInfo) -> u64 {
        if is_slice(info) {
            self.slices.push((info.first_iteration, info.first_iteration + info.iterations));
            self.iterations = info.total_iterations;
            return 0;
        }
        let before = self.iterations;
        if info.items == 0 {
            // A shard with nothing to run.
            return before;
        }
        self.iterations += info.iterations;
        before
    }

    fn named(&self, item: &Arc<ItemRef>) -> Arc<ItemRef> {
        let Some(folder) = &self.folder else { return Arc::clone(item) };
        let mut item = ItemRef::clone(item);
        item.path.insert(0, folder.clone());
        Arc::new(item)
    }
}

/// The end of the whole: the last one's state, and the worst ending.
pub(super) fn end(ends: Vec<Option<RunEnd>>, complete: bool) -> RunEnd {
    let mut whole = RunEnd {
        completed: 0,
        aborted: None,
        environment: Arc::default(),
        globals: Arc::default(),
    };
    for end in ends.into_iter().flatten() {
        let aborted = match (whole.aborted, end.aborted) {
            (None | Some(Abort::Bail), Some(abort)) => Some(abort),
            (before, _) => before,
        };
        whole = RunEnd { completed: whole.completed.max(end.completed), aborted, ..end };
    }
    if !complete {
        whole.aborted = Some(Abort::Incomplete);
    }
    whole
}
