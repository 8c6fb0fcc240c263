//! Everything a native function needs to know: what lives as long as the worker, and what belongs
//! to the running script.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Instant;

use boa_engine::object::JsObject;
use boa_engine::{Context, JsError, JsNativeError, JsResult, JsValue};

use uuid::Uuid;

use crate::collection::Variable;
use crate::maps::FastMap;
use crate::memory;
use crate::script::frame::FrameError;
use crate::script::protocol::{
    AssertionData, FromWorker, Mutation, Offers, Reply, ResponseData, ScopeUpdate, ScriptError,
    ScriptOutcome, ScriptRun, ToWorker, WorkerSettings,
};
use crate::vars::{Dynamic, Resolver, Scope, ScopeName, Scopes};

use super::calls::Calls;
use super::compile::SourceText;
use super::jobs::Jobs;
use super::last_match::LastMatch;
use super::packages::Loaded;
use super::sdk::Received;
use super::timers::Timers;
use super::{Inbox, Outbox};
use super::{console, error, evals, json, verdict};

/// Growth of live memory that makes a collection worth its time: the engine's collector sees
/// objects, not the strings and buffers they hold.
const COLLECT_AFTER: usize = 64 * 1024 * 1024;

/// The deepest nesting of JSON that is read on the host's own stack.
const DEEPEST_LOCAL: usize = 64;

/// Most decided tests of one script.
const MAX_TESTS: usize = 20_000;

/// What lives as long as the worker.
pub(super) struct Session {
    inbox: Inbox,
    /// Messages that came while something else was waited for.
    early: RefCell<VecDeque<ToWorker>>,
    /// The script that comes next, when it came already.
    next: RefCell<Option<Box<ScriptRun>>>,
    outbox: Outbox,
    /// What the host offers.
    pub(super) offers: Offers,
    /// The engine's job queue.
    pub(super) jobs: Rc<Jobs>,
    /// Packages that were loaded.
    pub(super) packages: Loaded,
    /// Makes `$guid` and its like.
    dynamic: RefCell<Dynamic>,
    /// The variables as scripts see them.
    pub(super) scopes: RefCell<Scopes>,
    /// The running script.
    pub(super) script: RefCell<Script>,
    /// Its timers.
    pub(super) timers: RefCell<Timers>,
    /// Its calls that the host has not answered yet.
    pub(super) calls: RefCell<Calls>,
    /// Promises that were rejected and that nobody has handled yet.
    pub(super) rejections: RefCell<Vec<JsObject>>,
    /// Source texts by id, to quote from in error messages.
    pub(super) sources: RefCell<FastMap<u64, Rc<SourceText>>>,
    /// Which of them were judged.
    judged: RefCell<HashSet<u64>>,
    /// The texts that scripts evaluated last, newest first, to quote from as well.
    pub(super) evaluated: RefCell<VecDeque<Rc<str>>>,
    /// The texts that scripts evaluated last, and what they were changed to.
    pub(super) instrumented: RefCell<evals::Known>,
    /// What regular expressions matched last; nothing as long as no script asks.
    pub(super) last_match: RefCell<Option<LastMatch>>,
    /// Objects made once a worker and shared by its scripts, by name.
    pub(super) shared: RefCell<FastMap<&'static str, JsObject>>,
    /// The prototype of every script's `pm`.
    pub(super) pm_prototype: OnceCell<JsObject>,
    /// Live bytes after the last collection of garbage.
    pub(super) collected: Cell<usize>,
    response: RefCell<Option<Rc<Received>>>,
    host_gone: Cell<bool>,
}

/// What belongs to one script.
#[derive(Default)]
pub(super) struct Script {
    /// What the host sent, without source, scopes and response.
    pub(super) run: Option<Rc<ScriptRun>>,
    /// The response.
    pub(super) response: Option<Rc<Received>>,
    /// What is left when it has ended.
    pub(super) outcome: ScriptOutcome,
    /// Number of tests so far.
    pub(super) tests: usize,
    /// Number of decisions so far; a test that calls `done` twice is decided twice.
    pub(super) decided: usize,
    /// When the last one was; at first, when the script began.
    pub(super) decided_at: Option<Instant>,
    /// Members of `pm` and legacy globals that the script has looked at, by name.
    pub(super) members: FastMap<&'static str, JsValue>,
    /// Values set by this script that are not plain JSON, or are shared with the script.
    pub(super) kept: FastMap<(ScopeName, String), JsValue>,
    /// Iteration data before the script changed it: such changes last until its end.
    pub(super) data_before: Option<Scope>,
    /// Environment and globals before the script changed them: the legacy globals show this.
    pub(super) before: FastMap<ScopeName, Scope>,
    /// Names whose deprecation was warned of.
    pub(super) warned: HashSet<&'static str>,
    /// Console lines and bytes so far.
    pub(super) logged: (usize, usize),
    /// It begins with `"use sandbox2";` and sees no legacy globals.
    pub(super) modern: bool,
    /// Its `pm`.
    pub(super) pm: Option<JsObject>,
    /// It asked to be ended (`skipRequest`).
    pub(super) ended: bool,
}

impl Session {
    /// Makes the state of a worker that has run nothing.
    pub(super) fn new(settings: &WorkerSettings, inbox: Inbox, outbox: Outbox) -> Self {
        Self {
            inbox,
            early: RefCell::default(),
            next: RefCell::default(),
            outbox,
            offers: settings.offers,
            jobs: Rc::default(),
            packages: Loaded::default(),
            dynamic: RefCell::new(Dynamic::new(settings.seed)),
            scopes: RefCell::default(),
            script: RefCell::default(),
            timers: RefCell::default(),
            calls: RefCell::default(),
            rejections: RefCell::default(),
            sources: RefCell::default(),
            judged: RefCell::default(),
            evaluated: RefCell::default(),
            instrumented: RefCell::default(),
            last_match: RefCell::default(),
            shared: RefCell::default(),
            pm_prototype: OnceCell::new(),
            collected: Cell::new(0),
            response: RefCell::default(),
            host_gone: Cell::new(false),
        }
    }

    /// Finds the session of a context.
    pub(super) fn of(context: &Context) -> JsResult<Rc<Self>> {
        context.get_data::<Rc<Self>>().cloned().ok_or_else(|| {
            JsNativeError::error().with_message("this function belongs to a script worker").into()
        })
    }

    /// Draws dynamic variables from another seed.
    pub(super) fn draw_from(&self, seed: Option<u64>) {
        *self.dynamic.borrow_mut() = Dynamic::new(seed);
    }

    /// Collects garbage when memory has grown much since the last time. Native functions that
    /// scripts call often, or that make large values, call this.
    pub(super) fn collect_if_grown(&self) {
        if memory::live_bytes() > self.collected.get() + COLLECT_AFTER {
            boa_gc::force_collect();
            self.collected.set(memory::live_bytes());
        }
    }

    /// Sends a message to the host.
    ///
    /// # Errors
    /// The host is gone.
    pub(super) fn send(&self, message: FromWorker) -> Result<(), FrameError> {
        self.outbox.send(message).inspect_err(|_| self.host_gone.set(true))
    }

    /// Waits for the host's next message, until some time.
    ///
    /// # Errors
    /// The time has come, or the host is gone.
    pub(super) fn receive(&self, until: Option<Instant>) -> Result<ToWorker, RecvTimeoutError> {
        if let Some(message) = self.early.borrow_mut().pop_front() {
            return Ok(message);
        }
        if self.outbox.flush().is_err() {
            self.host_gone.set(true);
        }
        self.inbox.receive(until)
    }

    /// Keeps the script that comes next until the running one has ended.
    pub(super) fn keep_next(&self, run: Box<ScriptRun>) {
        self.next.replace(Some(run));
    }

    /// Waits for the message between two scripts.
    ///
    /// # Errors
    /// The host is gone.
    pub(super) fn next(&self) -> Result<ToWorker, RecvTimeoutError> {
        match self.next.take() {
            Some(run) => Ok(ToWorker::Run(run)),
            None => self.receive(None),
        }
    }

    /// Waits for the answer to one call; `None` when the host is gone.
    pub(super) fn answer(&self, wanted: u64) -> Option<Reply> {
        loop {
            match self.inbox.receive(None).ok()? {
                ToWorker::Reply { id, reply } if id == wanted => return Some(reply),
                ToWorker::Run(run) => self.keep_next(run),
                other => self.early.borrow_mut().push_back(other),
            }
        }
    }

    /// Sends a message from a place that cannot fail; a host that is gone is noticed later.
    pub(super) fn tell(&self, message: FromWorker) {
        let _ = self.send(message);
    }

    /// Tells whether the host is gone, so that nothing is worth doing any more.
    pub(super) fn host_gone(&self) -> bool {
        self.host_gone.get()
    }

    /// Reports something thrown outside a test.
    pub(super) fn report(&self, thrown: &JsError, context: &mut Context) {
        if let Some(error) = error::describe(thrown, context) {
            self.report_error(error);
        }
    }

    /// Reports an error outside a test.
    pub(super) fn report_error(&self, mut error: ScriptError) {
        if !self.script.borrow().ended {
            error.message = console::shortened(error.message);
            self.tell(FromWorker::Error(error));
        }
    }

    /// Reports a decided test.
    pub(super) fn assertion(&self, mut assertion: AssertionData) {
        if self.script.borrow().ended {
            return;
        }
        let (decided, took) = {
            let mut script = self.script.borrow_mut();
            let now = Instant::now();
            let before = script.decided_at.replace(now).unwrap_or(now);
            script.decided += 1;
            (script.decided, now.duration_since(before).as_secs_f64() * 1000.0)
        };
        if decided <= MAX_TESTS {
            assertion.name = console::shortened(assertion.name);
            if let Some(error) = &mut assertion.error {
                error.message = console::shortened(std::mem::take(&mut error.message));
            }
            self.tell(FromWorker::Assertion(assertion, took));
        } else if decided == MAX_TESTS + 1 {
            // Tests nobody hears of must not let a run pass.
            self.report_error(ScriptError {
                name: "Error".to_owned(),
                message: format!(
                    "this script decides more than {MAX_TESTS} tests; the rest is left out"
                ),
                ..ScriptError::default()
            });
        }
    }

    /// Judges the scripts that were not judged yet.
    pub(super) fn verdicts(&self) -> Vec<(u64, bool)> {
        let (sources, mut judged) = (self.sources.borrow(), self.judged.borrow_mut());
        let new = sources.iter().filter(|(id, _)| judged.insert(**id));
        new.map(|(id, source)| (*id, verdict::is_harmless(&source.text))).collect()
    }

    /// The deepest nesting of JSON that may be read.
    pub(super) fn deepest(&self) -> usize {
        if self.inbox.is_nobody() { DEEPEST_LOCAL } else { json::MAX_DEPTH }
    }

    /// Notes that the host cannot run this script itself, after all.
    pub(super) fn give_up(&self) {
        self.inbox.give_up();
    }

    /// Takes the next test's index.
    pub(super) fn next_test(&self) -> usize {
        let mut script = self.script.borrow_mut();
        script.tests += 1;
        script.tests - 1
    }

    /// Takes over what the host sent for a script; returns its source text, if that came along.
    pub(super) fn begin(&self, mut run: ScriptRun) -> Option<String> {
        for update in run.scopes.drain(..) {
            let (name, scope) = scope(update);
            *self.scopes.borrow_mut().scope_mut(name) = scope;
        }
        let source = run.source.take();
        let response = run.response.take().map(|response| self.response(response));
        *self.script.borrow_mut() = Script {
            run: Some(Rc::new(run)),
            response,
            decided_at: Some(Instant::now()),
            ..Script::default()
        };
        source
    }

    /// Ends the script: what is left of it.
    pub(super) fn finish(&self) -> ScriptOutcome {
        let script = std::mem::take(&mut *self.script.borrow_mut());
        if let Some(data) = script.data_before {
            self.scopes.borrow_mut().data = data;
        }
        self.timers.borrow_mut().clear();
        self.calls.borrow_mut().clear();
        self.rejections.borrow_mut().clear();
        script.outcome
    }

    /// Changes a variable, and notes the change for the host. Iteration data change until the
    /// script's end only.
    pub(super) fn change(&self, scope: ScopeName, key: &str, value: Option<serde_json::Value>) {
        self.mutate(Mutation { scope, key: key.to_owned(), value, disabled: false });
    }

    /// As [`Self::change`].
    pub(super) fn mutate(&self, mutation: Mutation) {
        let scope = mutation.scope;
        let mut scopes = self.scopes.borrow_mut();
        let mut script = self.script.borrow_mut();
        if scope == ScopeName::Data && script.data_before.is_none() {
            script.data_before = Some(scopes.data.clone());
        }
        if matches!(scope, ScopeName::Environment | ScopeName::Globals) && !script.modern {
            script.before.entry(scope).or_insert_with(|| scopes.scope(scope).clone());
        }
        mutation.apply(&mut scopes);
        if scope != ScopeName::Data && !script.ended {
            script.outcome.mutations.push(mutation);
        }
    }

    /// Resolves `{{name}}` in a text with the variables of a scope; with all for the local one.
    pub(super) fn replace(&self, scope: ScopeName, text: &str) -> String {
        let (scopes, mut dynamic) = (self.scopes.borrow(), self.dynamic.borrow_mut());
        if scope == ScopeName::Local {
            return Resolver::new(&scopes, &mut dynamic).text(text);
        }
        let mut one = Scopes::default();
        one.scope_mut(scope).clone_from(scopes.scope(scope));
        Resolver::new(&one, &mut dynamic).text(text)
    }

    /// Finds the response that the scripts of an item share.
    fn response(&self, response: ResponseData) -> Rc<Received> {
        let mut last = self.response.borrow_mut();
        if let Some(last) = last.as_ref().filter(|last| last.id == response.id) {
            return Rc::clone(last);
        }
        let response = Rc::new(Received::from(response));
        *last = Some(Rc::clone(&response));
        response
    }
}

fn scope(update: ScopeUpdate) -> (ScopeName, Scope) {
    let mut scope = Scope::new(update.values.into_iter().map(|data| Variable {
        kind: data.kind,
        disabled: data.disabled,
        ..Variable::new(data.key, data.value)
    }));
    scope.name = update.name;
    // Every scope of Postman has an id.
    scope.id = update.id.or_else(|| Some(Uuid::new_v4().to_string()));
    (update.scope, scope)
}
