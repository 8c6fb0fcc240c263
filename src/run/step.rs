//! One item: pre-request scripts, request, test scripts.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Mutex;

use super::answer::Answer;
use super::calls::ScriptCalls;
use super::clock::now;
use super::cursor::Next;
use super::event::{
    Assertion, Console, Cursor, ItemEnd, ItemStart, Origin, RunEvent, ScriptEnd, ScriptFailure,
    Visualizer, WarningKind,
};
use super::nested::Nested;
use super::outbound::{Outbound, Place, as_sent};
use super::plan::{Bail, Plan, PlannedItem, PlannedScript};
use super::rows::Rows;
use super::visualizer;
use crate::collection::{Request, parse_request, request_to_json};
use crate::http::Transport;
use crate::script::host::{Definition, Sandbox, ScriptEvent, ScriptJob, ScriptResult, apply};
use crate::script::protocol::{
    CookieData, Mutation, NextRequest, ResponseData, ScriptError, ScriptInfo, Target,
};
use crate::vars::{Dynamic, Scopes};

/// Carries out items one after another; holds what lives for the whole run.
pub(super) struct Step<'a, T, S> {
    pub(super) plan: &'a Plan,
    pub(super) outbound: Outbound<'a, T>,
    pub(super) sandbox: S,
    pub(super) scopes: Scopes,
    pub(super) dynamic: Dynamic,
    pub(super) rows: Rows,
    /// What scripts changed, where `pm.execution.runRequest` hands it on.
    pub(super) changes: Vec<Mutation>,
    /// How many requests are running around this one.
    pub(super) depth: usize,
}

/// What a phase's scripts left behind.
#[derive(Default)]
struct Phase {
    next: Option<NextRequest>,
    skip: bool,
    request: Option<Value>,
    visualizer: Option<Value>,
    response: Option<Arc<ResponseData>>,
}

/// What a script sees of the exchange.
struct View<'a> {
    request: Definition<'a>,
    response: Option<Arc<ResponseData>>,
    cookies: &'a [CookieData],
    /// The item whose scripts come next.
    next: Option<&'a PlannedItem>,
}

/// A script of an item.
#[derive(Clone, Copy)]
struct At<'a> {
    planned: &'a PlannedItem,
    cursor: Cursor,
    target: Target,
    script: &'a PlannedScript,
}

impl<'a> View<'a> {
    fn before(request: &'a str) -> Self {
        Self { request: Definition::Text(request), response: None, cookies: &[], next: None }
    }
}

impl<'a, T: Transport, S: Sandbox> Step<'a, T, S> {
    /// Runs an item and returns where it wants the run to go next.
    pub(super) async fn item(&mut self, planned: &PlannedItem, cursor: Cursor) -> Next {
        let emitter = self.outbound.emitter;
        if self.scopes.folder != planned.variables {
            self.scopes.folder.clone_from(&planned.variables);
        }
        if !self.plan.settings.delay.is_zero() {
            tokio::time::sleep(self.plan.settings.delay).await;
        }
        emitter.emit(RunEvent::BeforeItem(ItemStart {
            cursor,
            item: Arc::clone(&planned.item),
            started: now(),
        }));
        if let Some(kind) = planned.unsupported() {
            let message = format!(
                "a {kind} cannot be run yet: it was skipped; only HTTP and GraphQL requests are run"
            );
            emitter.warn(WarningKind::Other, Some((cursor, &planned.item)), message);
            return self.finish(planned, cursor, true, None);
        }
        let mut phase = self.prerequest(planned, cursor).await;
        if !phase.skip && !self.must_stop() {
            phase = self.exchange(planned, cursor, phase).await;
        }
        if let Some(visualizer) = phase.visualizer {
            self.visualize(planned, cursor, &visualizer);
        }
        self.finish(planned, cursor, phase.skip, phase.next)
    }

    /// Runs an item inside of another one's script; returns its response.
    pub(super) async fn inside(
        &mut self,
        planned: &PlannedItem,
        cursor: Cursor,
    ) -> Option<Arc<ResponseData>> {
        let before = self.prerequest(planned, cursor).await;
        if before.skip || self.must_stop() {
            return None;
        }
        self.exchange(planned, cursor, before).await.response
    }

    fn finish(
        &self,
        planned: &PlannedItem,
        cursor: Cursor,
        skipped: bool,
        next: Option<NextRequest>,
    ) -> Next {
        let named = next.as_ref().map(|next| match next {
            NextRequest::To(name) => Some(name.clone()),
            NextRequest::Stop => None,
        });
        let item = Arc::clone(&planned.item);
        self.outbound.emitter.emit(RunEvent::Item(ItemEnd {
            cursor,
            item,
            skipped,
            next_request: named,
        }));
        match next {
            None => Next::Following,
            Some(NextRequest::To(name)) => Next::To(name),
            Some(NextRequest::Stop) => Next::EndIteration,
        }
    }

    /// Tells whether a failure ends the run now (`--bail`).
    fn must_stop(&self) -> bool {
        self.outbound.emitter.must_stop(self.plan.settings.bail)
    }

    async fn prerequest(&mut self, planned: &PlannedItem, cursor: Cursor) -> Phase {
        let mut definition = Arc::clone(&planned.request_text);
        let mut phase = Phase::default();
        for script in &planned.prerequest {
            let at = At { planned, cursor, target: Target::PreRequest, script };
            let result = self.script(at, View::before(&definition)).await;
            phase.next = result.outcome.next_request.or(phase.next);
            phase.visualizer = result.outcome.visualizer.or(phase.visualizer);
            if let Some(changed) = result.outcome.request {
                definition = changed.to_string().into();
                phase.request = Some(changed);
            }
            phase.skip = result.outcome.skip_request;
            if phase.skip || self.must_stop() {
                break;
            }
        }
        phase
    }

    /// Sends the item's request and runs its test scripts; adds to what its pre-request scripts left.
    async fn exchange(&mut self, planned: &PlannedItem, cursor: Cursor, mut phase: Phase) -> Phase {
        let request = match phase.request.take() {
            Some(changed) => Cow::Owned(self.changed(planned, cursor, &changed)),
            None => Cow::Borrowed(&planned.request),
        };
        let (answer, resolved) = self
            .outbound
            .send(
                &request,
                Place { planned, cursor, origin: Origin::Item },
                &self.scopes,
                &mut self.dynamic,
            )
            .await;
        if (planned.test.is_empty() && self.depth == 0) || self.must_stop() {
            return phase;
        }
        self.tests(planned, cursor, (&answer, &resolved), phase).await
    }

    async fn tests(
        &mut self,
        planned: &PlannedItem,
        cursor: Cursor,
        (answer, resolved): (&Answer, &Request),
        mut phase: Phase,
    ) -> Phase {
        let sent = || request_to_json(&as_sent(answer, resolved)).to_string();
        let mut changed: Option<String> = None;
        let cookies = self.outbound.cookies(answer.url());
        let response = answer.response_data().ok().map(Arc::new);
        phase.response.clone_from(&response);
        for (number, script) in planned.test.iter().enumerate() {
            let is_last = number + 1 == planned.test.len() && phase.next.is_none();
            let next = is_last.then(|| self.following(planned, cursor)).flatten();
            let request = match &changed {
                Some(changed) => Definition::Text(changed),
                None => Definition::Made(&sent),
            };
            let view = View { request, response: response.clone(), cookies: &cookies, next };
            let at = At { planned, cursor, target: Target::Test, script };
            let result = self.script(at, view).await;
            phase.next = result.outcome.next_request.or(phase.next);
            phase.visualizer = result.outcome.visualizer.or(phase.visualizer);
            changed = result.outcome.request.map(|request| request.to_string()).or(changed);
            if self.must_stop() {
                break;
            }
        }
        phase
    }

    /// Reports the page that an item's scripts made.
    fn visualize(&self, planned: &PlannedItem, cursor: Cursor, visualizer: &Value) {
        let rendered = visualizer::render(visualizer);
        let (html, error) = match rendered {
            Ok(html) => (Some(html), None),
            Err(error) => (None, Some(error)),
        };
        let (item, data) = (Arc::clone(&planned.item), visualizer["data"].clone());
        let page = Visualizer { cursor, item, html, error, data };
        self.outbound.emitter.emit(RunEvent::Visualizer(Box::new(page)));
    }

    /// Reads the request back that a pre-request script changed; falls back to the file's when the
    /// script left something that is no request.
    fn changed(&self, planned: &PlannedItem, cursor: Cursor, changed: &Value) -> Request {
        parse_request(changed).unwrap_or_else(|error| {
            let message = format!("a pre-request script left pm.request in a state that cannot be sent, so the request went out as in the file: {error}");
            self.outbound.emitter.warn(WarningKind::Other, Some((cursor, &planned.item)), message);
            planned.request.clone()
        })
    }

    /// The item whose first script may begin as soon as the last one of this item has ended: the next of
    /// the iteration, when nothing can come between.
    fn following(&self, planned: &PlannedItem, cursor: Cursor) -> Option<&'a PlannedItem> {
        let settings = &self.plan.settings;
        let may = self.depth == 0 && settings.delay.is_zero() && settings.bail == Bail::Never;
        let next = self.plan.items.get(cursor.position + 1).filter(|_| may)?;
        (next.unsupported().is_none() && next.variables == planned.variables).then_some(next)
    }

    async fn script(&mut self, at: At<'_>, view: View<'_>) -> ScriptResult {
        let emitter = self.outbound.emitter;
        let At { planned, cursor, target, script } = at;
        let job = job(&self.scopes, self.plan.settings.timeout_script, at, view);
        let place = Place { planned, cursor, origin: Origin::Script };
        let nested = Nested {
            plan: self.plan,
            outbound: self.outbound,
            sandbox: Mutex::new(self.sandbox.sibling()),
            cursor,
            depth: self.depth,
        };
        let calls = ScriptCalls::new(nested, &self.scopes, place, self.dynamic.fork());
        let mut events = |event: ScriptEvent| match event {
            ScriptEvent::Assertion(assertion, duration) => {
                let item = Arc::clone(&planned.item);
                emitter.emit(RunEvent::Assertion(Assertion {
                    cursor,
                    item,
                    target,
                    assertion,
                    duration,
                }));
            }
            ScriptEvent::Console(console) => {
                let item = Arc::clone(&planned.item);
                emitter.emit(RunEvent::Console(Console { cursor, item, console }));
            }
            // Told with the script's end.
            ScriptEvent::Error(_) => {}
        };
        let hold = emitter.hold();
        let result = self.sandbox.run(job, &calls, &mut events).await;
        apply(&mut self.scopes, &result.outcome.mutations);
        self.learn(&result.outcome.mutations);
        drop(hold);
        if self.depth > 0 {
            self.changes.extend(result.outcome.mutations.iter().cloned());
        }
        emitter.emit(RunEvent::Script(ScriptEnd {
            cursor,
            item: Arc::clone(&planned.item),
            target,
            owner: script.owner.clone(),
            duration: result.duration.as_secs_f64() * 1000.0,
            errors: result.errors.iter().map(|error| failure(error, &script.source)).collect(),
        }));
        result
    }

    /// Learns what a script stored under a secret name, or in a variable typed secret.
    fn learn(&self, mutations: &[Mutation]) {
        let secrets = self.outbound.emitter.secrets;
        for Mutation { scope, key, value, .. } in mutations {
            let Some(text) = value.as_ref().and_then(Value::as_str) else { continue };
            let typed = self
                .scopes
                .scope(*scope)
                .get(key)
                .is_some_and(crate::collection::Variable::is_secret);
            if typed {
                secrets.learn(text);
            } else {
                secrets.learn_named(key, text);
            }
        }
    }
}

fn job<'a>(
    scopes: &'a Scopes,
    timeout: Option<Duration>,
    at: At<'a>,
    view: View<'a>,
) -> ScriptJob<'a> {
    let At { planned, cursor, target, script } = at;
    let first = view.next.and_then(|next| Some((next, next.prerequest.first()?)));
    let ahead = first.map(|(planned, script)| {
        let at = At { planned, script, target: Target::PreRequest, cursor };
        Box::new(job(scopes, timeout, at, View::before(&planned.request_text)))
    });
    ScriptJob {
        source: &script.source,
        target,
        info: ScriptInfo {
            iteration: cursor.iteration,
            iteration_count: cursor.cycles,
            request_name: planned.item.name.clone(),
            request_id: planned.item.id.clone(),
        },
        location: planned.location.clone(),
        current: script.owner.clone(),
        request: view.request,
        response: view.response,
        cookies: view.cookies.to_vec(),
        scopes,
        timeout,
        ahead,
    }
}

fn failure(error: &ScriptError, source: &str) -> ScriptFailure {
    let line = error.line.and_then(|line| source.lines().nth(line.checked_sub(1)? as usize));
    ScriptFailure { error: error.clone(), source_line: line.map(|line| line.trim().to_owned()) }
}
