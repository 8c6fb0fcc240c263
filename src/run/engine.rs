//! Walks a plan: iterations and items in order, ends early when told to, says everything in events.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::clock::now;
use super::cursor::{Move, Walk};
use super::emit::{Emitter, Marks, Sink};
use super::event::{Abort, Cursor, ItemRef, IterationEnd, RunEnd, RunEvent, WarningKind};
use super::mask::masked_document;
use super::outbound::Outbound;
use super::overview::Overview;
use super::plan::Plan;
use super::rows::{self, Rows};
use super::span::Span;
use super::step::Step;
use crate::auth::Session;
use crate::collection::environment_to_json;
use crate::http::{CookieJar, Transport};
use crate::redact::Secrets;
use crate::script::host::Sandbox;
use crate::vars::{Dynamic, Scope, Scopes};

/// What a run works with.
pub struct Tools<'a, T, S> {
    /// Sends requests.
    pub transport: &'a T,
    /// The cookies of the run: the transport's jar.
    pub cookies: &'a Mutex<CookieJar>,
    /// Runs scripts.
    pub sandbox: S,
    /// The secrets known so far; the run adds what it meets.
    pub secrets: &'a Secrets,
    /// Where events go.
    pub sink: &'a dyn Sink,
}

/// What is left when a run has ended.
#[derive(Debug)]
pub struct Finished {
    /// The scopes as the scripts left them, secrets in clear: for the exports that a user asked for.
    pub scopes: Scopes,
    /// Why it ended before its time.
    pub aborted: Option<Abort>,
}

/// Runs a plan to its end, or until `interrupt` resolves.
pub async fn run<T: Transport, S: Sandbox>(
    plan: &Plan,
    tools: Tools<'_, T, S>,
    interrupt: impl Future<Output = ()>,
) -> Finished {
    let marks = Marks::default();
    let emitter = Emitter::new(tools.sink, tools.secrets, plan.settings.strict, &marks);
    learn_plan(plan, tools.secrets);
    emitter.emit(RunEvent::Start(Overview::of(plan).info(tools.secrets)));
    tools.secrets.keep();
    let auth = Session::new();
    let mut step = Step {
        plan,
        outbound: Outbound {
            transport: tools.transport,
            cookies: tools.cookies,
            auth: &auth,
            settings: &plan.settings,
            emitter: &emitter,
        },
        sandbox: tools.sandbox,
        scopes: plan.scopes.clone(),
        dynamic: Dynamic::new(plan.settings.seed),
        rows: Rows::of(plan),
        changes: Vec::new(),
        depth: 0,
    };
    warn_of_inputs(plan, &emitter);
    let stop = stop(plan.settings.timeout, interrupt);
    let aborted = walk(&mut step, plan.iterations, stop).await;
    if aborted.is_none() && !plan.is_empty_shard() {
        emitter.warn_if_idle();
    }
    let scopes = step.scopes;
    emitter.emit(RunEvent::Done(end(&scopes, aborted, tools.secrets)));
    Finished { scopes, aborted }
}

/// Says what the loader noticed, and what is odd about the data.
pub(super) fn warn_of_inputs(plan: &Plan, emitter: &Emitter<'_>) {
    let odd = plan.data.iter().flat_map(|data| data.warnings());
    for message in plan.notes.iter().cloned().chain(odd) {
        emitter.warn(WarningKind::Other, None, message);
    }
}

/// The last event of a run.
pub(super) fn end(scopes: &Scopes, aborted: Option<Abort>, secrets: &Secrets) -> RunEnd {
    let masked =
        |scope: &Scope| masked_document(environment_to_json(&scope.to_environment()), secrets);
    RunEnd {
        completed: now(),
        aborted,
        environment: masked(&scopes.environment),
        globals: masked(&scopes.globals),
    }
}

/// Walks over the items of some iterations, until `stop` resolves; says why it ended early.
pub(super) async fn walk<T: Transport, S: Sandbox>(
    step: &mut Step<'_, T, S>,
    iterations: Span,
    stop: impl Future<Output = Abort>,
) -> Option<Abort> {
    let (plan, emitter) = (step.plan, step.outbound.emitter);
    let (mut walk, mut at) = Walk::begin(plan.labels(), iterations)?;
    let mut stop = pin!(stop);
    if !rows::begin(step, at) {
        return None;
    }
    loop {
        let next = tokio::select! {
            biased;
            abort = &mut stop => Err(abort),
            next = step.item(&plan.items[at.position], at) => Ok(next),
        };
        let next = match next {
            Ok(next) => next,
            Err(abort) => {
                // The item stays open: what was cut short has not ended.
                emitter.emit(RunEvent::Iteration(IterationEnd { cursor: at, cut: true }));
                return Some(abort);
            }
        };
        if emitter.must_stop(plan.settings.bail) {
            emitter.emit(RunEvent::Iteration(IterationEnd { cursor: at, cut: true }));
            return Some(Abort::Bail);
        }
        at = match walk.advance(&next) {
            Move::Item(next) => next,
            Move::EndOfIteration { next, unknown } => {
                if let Some(name) = unknown {
                    warn_unknown(emitter, at, &plan.items[at.position].item, &name);
                }
                emitter.emit(RunEvent::Iteration(IterationEnd { cursor: at, cut: false }));
                let next = next?;
                if !rows::begin(step, next) {
                    return None;
                }
                next
            }
        };
    }
}

/// Resolves when the run has to stop, with the reason.
pub(super) async fn stop(timeout: Option<Duration>, interrupt: impl Future<Output = ()>) -> Abort {
    let timer = async {
        match timeout {
            Some(limit) => tokio::time::sleep(limit).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupt => Abort::Interrupt,
        () = timer => Abort::Timeout,
    }
}

fn warn_unknown(emitter: &Emitter<'_>, at: Cursor, item: &Arc<ItemRef>, name: &str) {
    let message = format!(
        "setNextRequest(\"{name}\") names no request of this run, so the iteration ended here; \
         check the spelling, and that --folder does not leave it out"
    );
    emitter.warn(WarningKind::UnknownNextRequest, Some((at, item)), message);
}

/// Learns all secrets that a plan holds.
pub(super) fn learn_plan(plan: &Plan, secrets: &Secrets) {
    learn_scopes(&plan.scopes, secrets);
    for secret in plan.settings.vault.iter().flat_map(|vault| vault.values()) {
        secrets.learn(secret.expose());
    }
    plan.items.iter().for_each(|item| learn_scope(&item.variables, secrets));
}

/// Learns the secrets that the files hold.
pub fn learn_scopes(scopes: &Scopes, secrets: &Secrets) {
    for scope in [&scopes.environment, &scopes.collection, &scopes.globals, &scopes.data] {
        learn_scope(scope, secrets);
    }
}

/// Learns the secrets of one scope.
pub(super) fn learn_scope(scope: &Scope, secrets: &Secrets) {
    for variable in scope.iter_all() {
        let text = variable.value.as_str().unwrap_or_default();
        if variable.is_secret() {
            secrets.learn(text);
        } else {
            secrets.learn_named(&variable.key, text);
        }
    }
}
