//! The child's side of the sandbox, the only code that names the JavaScript engine.
//!
//! One engine context a worker, for the whole run: Postman shares one global scope over a run, and
//! scripts rely on it. A script is the body of an async function compiled once; what it may see is
//! made when it is looked at first, so that a script that touches nothing costs next to nothing.
//!
//! | file | what it is |
//! |---|---|
//! | `confine` | what the process gives up before it runs other people's code |
//! | `engine`, `hooks`, `jobs` | the context: limits, host hooks, job queue |
//! | `inbox`, `outbox` | the line to the host |
//! | `session` | everything a native function needs to know |
//! | `compile`, `nesting` | from source text to a function |
//! | `tokens`, `pieces`, `edits`, `lengths`, `rests`, `evals`, `last_match` | what source texts are changed to, or need, so that the engine runs them as V8 does |
//! | `execute` | one script from start to end: the event loop |
//! | `error`, `wording/`, `scan`, `catches`, `recursion`, `function_text`, `promises`, `declarations` | from what was thrown to what people read |
//! | `packages/` | packages that the user installed |
//! | `pm/`, `legacy/`, `console`, `timers` | what scripts see |
//! | `verdict/`, `local` | which scripts the host may run itself, and how it does |
//! | `web/` | the web's globals: `URL`, `crypto`, `Intl`, … |

pub mod builtins;
mod calls;
mod catches;
pub mod chai;
pub(super) mod check;
mod compile;
mod confine;
mod console;
mod declarations;
mod edits;
mod engine;
mod error;
mod evals;
mod execute;
mod function_text;
mod hooks;
mod inbox;
pub mod inspect;
mod jobs;
pub mod json;
mod last_match;
mod legacy;
mod lengths;
pub mod libs;
mod local;
mod native;
mod nesting;
mod outbox;
mod packages;
mod pieces;
mod pm;
mod promises;
mod recursion;
mod renew;
mod rests;
mod scan;
pub mod sdk;
mod session;
mod timers;
mod tokens;
mod verdict;
mod web;
mod wording;

use std::io::{self, BufReader};
use std::process::ExitCode;
use std::thread::{Builder, JoinHandle};

use super::frame::{self, FrameError};
use super::protocol::{FromWorker, ToWorker, WorkerSettings};

pub(super) use inbox::Inbox;
pub(super) use local::Local;
pub(super) use outbox::Outbox;

/// The hidden argument that makes the program a worker.
pub const ARGUMENT: &str = "__script-worker";

/// Room for the engine's recursive parser; only what is used is taken from the machine.
const STACK: usize = 256 * 1024 * 1024;

/// Runs the worker on stdin and stdout until the host closes them.
#[must_use]
pub fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn run() -> Result<(), FrameError> {
    let (input, output) = (confine::input()?, confine::output()?);
    let mut input = BufReader::new(input);
    let ToWorker::Start(settings) = frame::read(&mut input)? else {
        return Err(FrameError::Closed);
    };
    confine::before_threads(&settings);
    let (inbox, outbox) = (inbox::Pipe::new(input)?, outbox::Pipe::new(output)?);
    let worker = spawn(settings, Inbox::Pipe(inbox), Outbox::Pipe(outbox.clone()))?;
    confine::after_threads();
    // A panic of the engine was reported on stderr by the panic handler; the host reads it there.
    let served = worker.join().unwrap_or(Err(FrameError::Closed));
    outbox.flush()?;
    served
}

/// Starts the worker's loop on a thread of its own.
pub(super) fn spawn(
    settings: WorkerSettings,
    inbox: Inbox,
    outbox: Outbox,
) -> io::Result<JoinHandle<Result<(), FrameError>>> {
    let serve = move || serve(&settings, inbox, outbox);
    Builder::new().name("script".to_owned()).stack_size(STACK).spawn(serve)
}

/// Runs scripts until the host is gone.
fn serve(settings: &WorkerSettings, inbox: Inbox, outbox: Outbox) -> Result<(), FrameError> {
    let mut engine = engine::Engine::new(settings, inbox, outbox)?;
    let session = engine.session();
    session.send(FromWorker::Ready)?;
    let mut follows = false;
    while let Ok(message) = session.next() {
        match message {
            ToWorker::Run(run) if run.ahead && !follows => {}
            ToWorker::Run(run) => follows = execute::run(&mut engine, *run)?,
            ToWorker::Renew { seed } => engine.renew(seed),
            // The reply to a call of a script that has ended, or settings that came twice.
            ToWorker::Reply { .. } | ToWorker::Start(_) => {}
        }
    }
    Ok(())
}
