//! One script from start to end: its code, its promise jobs, its timers, its calls to the host.

use std::rc::Rc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use boa_engine::builtins::promise::PromiseState;
use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsFunction, JsPromise};
use boa_engine::{Context, JsError, JsValue};

use crate::script::frame::FrameError;
use crate::script::protocol::{FromWorker, ScriptError, ScriptRun, ToWorker};

use super::builtins::define;
use super::compile::HELPERS;
use super::engine::Engine;
use super::jobs::Drained;
use super::session::Session;
use super::{console, error, legacy, native, pm, timers};

/// What stands first in a script that wants no legacy globals.
const MODERN: [&str; 2] = ["\"use sandbox2\";", "'use sandbox2';"];

/// How a script ended.
enum End {
    Done,
    Late,
    /// It waits for something that nothing will bring about.
    Stuck,
}

/// A running script.
struct Execution<'a> {
    engine: &'a mut Engine,
    session: Rc<Session>,
    deadline: Option<Instant>,
    /// The promise of the script's own code; taken when its rejection has been reported.
    main: Option<JsPromise>,
}

/// Runs a script and reports its end. Tells whether the script that was sent along follows.
///
/// # Errors
/// The host is gone.
pub(super) fn run(engine: &mut Engine, run: ScriptRun) -> Result<bool, FrameError> {
    let session = engine.session();
    let started = Instant::now();
    let deadline = (run.timeout_ms > 0).then(|| started + Duration::from_millis(run.timeout_ms));
    let (id, name, judge) = (run.source_id, run.name.clone(), run.judge);
    let source = session.begin(run);
    match engine.compiled.function(id, source, &name, &mut engine.context) {
        Err(thrown) => {
            if let Some(error) = error::describe_syntax(&thrown, id, &mut engine.context) {
                session.report_error(error);
            }
        }
        Ok(function) => {
            let source = session.sources.borrow().get(&id).cloned().unwrap_or_default();
            let modern = MODERN.iter().any(|marker| source.text.starts_with(marker));
            session.script.borrow_mut().modern = modern;
            let session = Rc::clone(&session);
            let mut execution = Execution { engine, session, deadline, main: None };
            let end = execution.run(&function);
            execution.close(&end);
            if source.assigns_console {
                // The engine's own fault, if any: the console stays as the script made it.
                let _ = console::register(&mut engine.context);
            }
        }
    }
    pm::settle(&session, &mut engine.context);
    let mut outcome = session.finish();
    engine.jobs.clear();
    session.collect_if_grown();
    outcome.took = started.elapsed().as_secs_f64() * 1000.0;
    if judge {
        outcome.judged = session.verdicts();
    }
    let follows = outcome.next_request.is_none();
    session.send(FromWorker::Done(Box::new(outcome)))?;
    Ok(follows)
}

/// Makes the functions that scripts call without having written it.
pub(super) fn helpers(context: &Context) -> [JsObject; HELPERS.len()] {
    HELPERS.map(|(name, length, code)| native::function(name, length, code, context))
}

impl Execution<'_> {
    fn run(&mut self, function: &JsFunction) -> End {
        self.start(function);
        legacy::flush_tests(&self.session, &mut self.engine.context);
        loop {
            match self.engine.jobs.drain(self.deadline, &mut self.engine.context) {
                Drained::Late => return End::Late,
                Drained::Empty(errors) => errors.iter().for_each(|error| self.report(error)),
            }
            self.report_rejections();
            self.session.collect_if_grown();
            if self.session.script.borrow().ended || self.session.host_gone() {
                return End::Done;
            }
            let next = timers::next(&self.session);
            if let timers::Next::Now(callback) = next {
                if self.late() {
                    return End::Late;
                }
                // Postman's timers call with an object of their own.
                let this = native::object(&self.engine.context).into();
                let called = callback.call(&this, &[], &mut self.engine.context);
                if let Err(error) = called {
                    self.report(&error);
                }
                continue;
            }
            if self.calls_pending() || matches!(next, timers::Next::At(_)) {
                if let Some(end) = self.wait(next) {
                    return end;
                }
            } else if self.main_settled() {
                return End::Done;
            } else if self.deadline.is_none() {
                return End::Stuck;
            } else if let Some(end) = self.wait(next) {
                return end;
            }
        }
    }

    fn start(&mut self, function: &JsFunction) {
        let Engine { context, helpers, .. } = &mut *self.engine;
        // Reads find the globals, writes stay with this script.
        let this = define::shaped(context.global_object(), (), context);
        let called = pm::object(context)
            .and_then(|pm| native::shown(&this, "pm", pm.clone(), context).map(|()| pm))
            .and_then(|pm| {
                let [caught, deep, text, texts] = helpers.clone().map(JsValue::from);
                let arguments = [pm.into(), JsValue::undefined(), caught, deep, text, texts];
                function.call(&this.into(), &arguments, context)
            })
            .and_then(|returned| match returned.is_object() {
                true => JsPromise::resolve(returned, context).map(Some),
                false => Ok(None),
            });
        match called {
            Ok(promise) => self.main = promise,
            Err(thrown) => self.report(&thrown),
        }
        self.report_main();
    }

    /// Waits for the next timer or reply; `Some` when the script ends here.
    fn wait(&mut self, next: timers::Next) -> Option<End> {
        let timer = if let timers::Next::At(at) = next { Some(at) } else { None };
        let until = [timer, self.deadline].into_iter().flatten().min();
        match self.session.receive(until) {
            Ok(ToWorker::Reply { id, reply }) => {
                let finish = self.session.calls.borrow_mut().take(id);
                if let Some(finish) = finish
                    && let Err(thrown) = finish(reply, &mut self.engine.context)
                {
                    self.report(&thrown);
                }
                None
            }
            Ok(ToWorker::Run(run)) => {
                self.session.keep_next(run);
                None
            }
            Ok(ToWorker::Start(_) | ToWorker::Renew { .. }) => None,
            Err(RecvTimeoutError::Timeout) => self.late().then_some(End::Late),
            Err(RecvTimeoutError::Disconnected) => Some(End::Done),
        }
    }

    /// Says why the script ended, unless it ended by itself.
    fn close(&mut self, end: &End) {
        let waiting = self.calls_pending() || timers::pending(&self.session);
        let message = match end {
            End::Done => return,
            End::Late if waiting => "sandbox: asynchronous script execution timeout",
            End::Late => "sandbox: synchronous script execution timeout",
            End::Stuck => "sandbox: the script waits for a promise that nothing will settle",
        };
        self.session.report_error(ScriptError {
            name: "Error".to_owned(),
            message: message.to_owned(),
            ..ScriptError::default()
        });
    }

    fn report(&mut self, thrown: &JsError) {
        self.session.report(thrown, &mut self.engine.context);
    }

    /// Reports the rejection of the script's own promise, once.
    fn report_main(&mut self) {
        let Some(PromiseState::Rejected(reason)) = self.main.as_ref().map(JsPromise::state) else {
            return;
        };
        if let Some(main) = self.main.take() {
            let promise = JsObject::from(main);
            let mut rejections = self.session.rejections.borrow_mut();
            rejections.retain(|other| !JsObject::equals(other, &promise));
        }
        self.report(&JsError::from_opaque(reason));
    }

    fn report_rejections(&mut self) {
        self.report_main();
        let rejections = std::mem::take(&mut *self.session.rejections.borrow_mut());
        for promise in rejections {
            let state = JsPromise::from_object(promise).map(|promise| promise.state());
            if let Ok(PromiseState::Rejected(reason)) = state {
                let error = error::unhandled_rejection(&reason, &mut self.engine.context);
                self.session.report_error(error);
            }
        }
    }

    fn main_settled(&self) -> bool {
        self.main.as_ref().is_none_or(|main| !matches!(main.state(), PromiseState::Pending))
    }

    fn calls_pending(&self) -> bool {
        !self.session.calls.borrow().is_empty()
    }

    fn late(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }
}
