//! Several collections, one after another, told as one run.
//!
//! Every collection runs with its own iterations, collection variables and `pm.variables`;
//! environment, globals, cookies and the sandbox's global scope go on from one to the next. In the
//! events, positions count on, and the collection's name is the outermost folder.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::emit::Sink;
use super::engine::{self, Finished, Tools, learn_scopes};
use super::event::{Cursor, ItemRef, RunEnd, RunEvent, RunInfo, Warning, WarningKind};
use super::overview::Overview;
use super::plan::Plan;
use crate::collection::{Collection, Folder, Info, Node, walk};
use crate::http::Transport;
use crate::redact::Secrets;
use crate::script::host::Sandbox;

/// Most names that stand in the name of the whole.
const MOST_NAMES: usize = 3;

/// Runs plans in order, to their end or until `interrupt` resolves; a failure under `--bail`, the
/// time limit and an interrupt end them all. The time limit is the first plan's, for the whole.
/// Without plans nothing happens.
pub async fn run_all<T: Transport, S: Sandbox + Send>(
    mut plans: Vec<Plan>,
    mut tools: Tools<'_, T, S>,
    interrupt: impl Future<Output = ()>,
) -> Option<Finished> {
    if plans.len() < 2 {
        return Some(engine::run(plans.first()?, tools, interrupt).await);
    }
    name_folders(&mut plans);
    let started = Instant::now();
    let whole = Whole::new(&plans, tools.secrets);
    let mut interrupt = pin!(interrupt);
    let mut finished: Option<Finished> = None;
    let (count, mut offset, mut idle) = (plans.len(), 0, 0);
    let mut ending = None;
    for (index, mut plan) in plans.into_iter().enumerate() {
        if let Some(before) = finished.take() {
            plan.scopes.environment = before.scopes.environment;
            plan.scopes.globals = before.scopes.globals;
        }
        plan.settings.timeout =
            plan.settings.timeout.map(|limit| limit.saturating_sub(started.elapsed()));
        // Else every collection would draw the same values.
        plan.settings.seed = plan.settings.seed.map(|seed| seed.wrapping_add(index as u64));
        let part = Part::new(tools.sink, &whole, offset);
        offset += plan.items.len();
        let part_tools = Tools {
            transport: tools.transport,
            cookies: tools.cookies,
            sandbox: &mut tools.sandbox,
            secrets: tools.secrets,
            sink: &part,
        };
        let ended = engine::run(&plan, part_tools, interrupt.as_mut()).await;
        let (end, unverified) = part.close();
        idle += usize::from(unverified.is_some());
        if let Some(warning) = unverified.filter(|_| idle == count) {
            tools.sink.emit(warning);
        }
        ending = end.or(ending);
        let aborted = ended.aborted.is_some();
        finished = Some(ended);
        if aborted {
            break;
        }
    }
    if let Some(end) = ending {
        tools.sink.emit(RunEvent::Done(end));
    }
    finished
}

/// Puts the collection's name in front of the path of its items.
pub(super) fn name_folders(plans: &mut [Plan]) {
    for plan in plans {
        let name = &plan.collection.info.name;
        for planned in &mut plan.items {
            let mut item = ItemRef::clone(&planned.item);
            item.path.insert(0, name.clone());
            planned.item = Arc::new(item);
        }
    }
}

/// What all parts together are.
pub(super) struct Whole {
    info: Mutex<Option<RunInfo>>,
    items: usize,
}

impl Whole {
    pub(super) fn new(plans: &[Plan], secrets: &Secrets) -> Self {
        plans.iter().for_each(|plan| learn_scopes(&plan.scopes, secrets));
        let items = plans.iter().map(|plan| plan.items.len()).sum();
        let mut before = 0;
        let mut listed = Vec::new();
        for plan in plans {
            listed.extend(plan.items.iter().map(|item| (before + item.place, item)));
            before += walk(&plan.collection).len();
        }
        let info = plans.first().map(|first| {
            let collection = &merged(plans);
            let Plan { scopes, iterations, shard, .. } = first;
            let (iterations, shard) = (*iterations, *shard);
            Overview { collection, scopes, iterations, shard, items: listed }.info(secrets)
        });
        Self { info: Mutex::new(info), items }
    }

    /// What the first event says.
    pub(super) fn into_info(self) -> Option<RunInfo> {
        self.info.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One collection with the others as its folders.
fn merged(plans: &[Plan]) -> Collection {
    let names: Vec<&str> =
        plans.iter().map(|plan| plan.collection.info.name.as_str()).take(MOST_NAMES).collect();
    let mut name = names.join(" + ");
    if plans.len() > MOST_NAMES {
        name.push_str(&format!(" + {} more", plans.len() - MOST_NAMES));
    }
    let folders = plans.iter().map(|plan| {
        let Collection { info, items, events, variables, auth, behavior, extra } =
            plan.collection.clone();
        Node::Folder(Box::new(Folder {
            id: info.id,
            name: info.name,
            description: info.description,
            items,
            events,
            variables,
            auth,
            behavior,
            extra,
        }))
    });
    let items = folders.collect();
    Collection { info: Info { name, ..Info::default() }, items, ..Collection::default() }
}

/// Tells the events of one collection as a part of the whole.
struct Part<'a> {
    sink: &'a dyn Sink,
    whole: &'a Whole,
    offset: usize,
    held: Mutex<Held>,
}

/// What is told only when it is clear whether more comes.
#[derive(Default)]
struct Held {
    end: Option<RunEnd>,
    unverified: Option<RunEvent>,
}

impl<'a> Part<'a> {
    fn new(sink: &'a dyn Sink, whole: &'a Whole, offset: usize) -> Self {
        Self { sink, whole, offset, held: Mutex::default() }
    }

    fn close(self) -> (Option<RunEnd>, Option<RunEvent>) {
        let held = self.held.into_inner().unwrap_or_else(PoisonError::into_inner);
        (held.end, held.unverified)
    }

    fn shift(&self, cursor: &mut Cursor) {
        cursor.position += self.offset;
        cursor.length = self.whole.items;
    }

    fn hold(&self, keep: impl FnOnce(&mut Held)) {
        keep(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Sink for Part<'_> {
    fn emit(&self, mut event: RunEvent) {
        match &mut event {
            RunEvent::Start(_) => {
                let first = self.whole.info.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(info) = first {
                    self.sink.emit(RunEvent::Start(info));
                }
                return;
            }
            RunEvent::Done(end) => {
                let end = end.clone();
                return self.hold(|held| held.end = Some(end));
            }
            RunEvent::Warning(Warning { kind: WarningKind::NothingVerified, .. })
            | RunEvent::Problem(Warning { kind: WarningKind::NothingVerified, .. }) => {
                return self.hold(|held| held.unverified = Some(event));
            }
            event => {
                if let Some(cursor) = event.place_mut().cursor {
                    self.shift(cursor);
                }
            }
        }
        self.sink.emit(event);
    }

    fn body_limit(&self) -> usize {
        self.sink.body_limit()
    }
}
