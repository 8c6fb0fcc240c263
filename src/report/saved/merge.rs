//! Several runs as one.
//!
//! Runs of the same items are parts of one run: their iterations follow one another, in the order
//! the streams were given. Runs of other items follow one another as the collections of one run do.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::run::event::{
    Abort, Documents, ItemRef, PlannedRef, REVISION, RunEnd, RunEvent, RunInfo, VERSION,
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
    /// Iterations of all streams.
    iterations: u64,
    /// The collection's name where it stands in front of the path of the items.
    folder: Option<String>,
}

/// How several runs become one.
pub(super) struct Merge {
    parts: Vec<Part>,
    plans: Vec<Plan>,
    items: usize,
    started: u64,
}

impl Merge {
    /// Decides where each stream's events go.
    pub(super) fn new<'a>(infos: impl Iterator<Item = &'a RunInfo>) -> Self {
        let mut merge = Self { parts: Vec::new(), plans: Vec::new(), items: 0, started: u64::MAX };
        for info in infos {
            merge.started = merge.started.min(info.started);
            let same = |plan: &Plan| {
                plan.info.collection_name == info.collection_name && plan.info.plan == info.plan
            };
            let plan = merge.plans.iter().position(same).unwrap_or_else(|| merge.add(info));
            let iterations_before = merge.plans[plan].iterations;
            merge.plans[plan].iterations += info.iterations;
            merge.parts.push(Part { plan, iterations_before });
        }
        let name = |plan: &Plan| plan.info.collection_name.clone();
        if merge.plans.iter().any(|plan| name(plan) != name(&merge.plans[0])) {
            merge.plans.iter_mut().for_each(|plan| plan.folder = Some(name(plan)));
        }
        merge
    }

    fn add(&mut self, info: &RunInfo) -> usize {
        let items_before = self.items;
        self.items += info.items;
        self.plans.push(Plan { info: info.clone(), items_before, iterations: 0, folder: None });
        self.plans.len() - 1
    }

    /// Tells what the whole is; `None` of no stream.
    pub(super) fn info(&self) -> Option<RunInfo> {
        let first = &self.plans.first()?.info;
        let mut info = RunInfo {
            version: VERSION,
            revision: REVISION,
            items: self.items,
            started: self.started,
            iterations: self.plans.iter().map(|plan| plan.iterations).max().unwrap_or_default(),
            ..first.clone()
        };
        if self.plans.len() > 1 {
            info.collection_name = self.names().join(" + ");
            info.plan = self.plan();
            info.documents = Arc::new(Documents {
                collection: self.collection(&info.collection_name),
                ..Documents::clone(&first.documents)
            });
        }
        Some(info)
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

impl Plan {
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
