//! The JavaScript engine of a worker.

use std::io;
use std::rc::Rc;

use boa_engine::context::ContextBuilder;
use boa_engine::vm::RuntimeLimits;
use boa_engine::{Context, JsObject, JsResult, js_string};

use crate::memory;
use crate::script::protocol::WorkerSettings;

use super::compile::{Compiled, HELPERS};
use super::hooks::Hooks;
use super::jobs::Jobs;
use super::renew::Names;
use super::session::Session;
use super::{
    Inbox, Outbox, builtins, console, evals, execute, function_text, json, legacy, packages, pm,
    promises, recursion, timers, web,
};

/// Values on the engine's own stack.
const STACK_VALUES: usize = 4 * 1024 * 1024;
/// Frames kept with an error.
const BACKTRACE: usize = 50;
/// Names that exist in the engine and not in Postman's sandbox.
const HIDDEN: [&str; 4] = ["globalThis", "WeakRef", "FinalizationRegistry", "Float16Array"];

/// One JavaScript world.
pub(super) struct Engine {
    /// The engine's context.
    pub(super) context: Context,
    /// Its job queue.
    pub(super) jobs: Rc<Jobs>,
    /// Functions made of source texts.
    pub(super) compiled: Compiled,
    /// The functions that the wrapping of scripts is given.
    pub(super) helpers: [JsObject; HELPERS.len()],
    session: Rc<Session>,
    names: Names,
}

impl Engine {
    /// Makes a world with everything in it that does not depend on the script.
    ///
    /// # Errors
    /// The engine could not be built; its own fault.
    pub(super) fn new(settings: &WorkerSettings, inbox: Inbox, outbox: Outbox) -> io::Result<Self> {
        let session = Rc::new(Session::new(settings, inbox, outbox));
        let jobs = Rc::clone(&session.jobs);
        let mut context =
            build(&session, &jobs).map_err(|error| io::Error::other(error.to_string()))?;
        let names = Names::of(&mut context).map_err(|error| io::Error::other(error.to_string()))?;
        session.collected.set(memory::live_bytes());
        let helpers = execute::helpers(&context);
        Ok(Self { context, jobs, compiled: Compiled::default(), helpers, session, names })
    }

    /// Forgets what scripts left behind in the global scope, and draws dynamic variables anew.
    pub(super) fn renew(&mut self, seed: Option<u64>) {
        self.session.draw_from(seed);
        // Names that stay are what happens without `--jobs`, too.
        let _ = self.names.restore(&mut self.context);
    }

    /// What native functions know.
    pub(super) fn session(&self) -> Rc<Session> {
        Rc::clone(&self.session)
    }
}

fn build(session: &Rc<Session>, jobs: &Rc<Jobs>) -> JsResult<Context> {
    let mut context = ContextBuilder::new()
        .host_hooks(Rc::new(Hooks { session: Rc::clone(session) }))
        .job_executor(Rc::clone(jobs))
        .module_loader(Rc::new(packages::Loader))
        .build()?;
    context.set_runtime_limits(limits());
    context.insert_data(Rc::clone(session));
    let global = context.global_object();
    for name in HIDDEN {
        global.delete_property_or_throw(js_string!(name), &mut context)?;
    }
    json::register(&mut context);
    builtins::register(&mut context);
    promises::register(&mut context)?;
    function_text::register(&mut context)?;
    evals::register(&mut context)?;
    console::register(&mut context)?;
    timers::register(&mut context)?;
    legacy::register(&mut context)?;
    web::register(&mut context)?;
    pm::register(&mut context)?;
    Ok(context)
}

fn limits() -> RuntimeLimits {
    let mut limits = RuntimeLimits::default();
    limits.set_recursion_limit(recursion::ENGINE_LIMIT);
    limits.set_stack_size_limit(STACK_VALUES);
    limits.set_backtrace_limit(BACKTRACE);
    limits
}
