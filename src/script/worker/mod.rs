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
//! | `session` | everything a native function needs to know |
//! | `compile`, `nesting` | from source text to a function |
//! | `execute` | one script from start to end: the event loop |
//! | `error`, `wording/`, `scan`, `tokens`, `catches`, `promises`, `declarations` | from what was thrown to what people read |
//! | `packages/` | packages that the user installed |
//! | `pm/`, `legacy/`, `console`, `timers` | what scripts see |
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
mod engine;
mod error;
mod execute;
mod hooks;
pub mod inspect;
mod jobs;
pub mod json;
mod legacy;
pub mod libs;
mod native;
mod nesting;
mod packages;
mod pm;
mod promises;
mod renew;
mod scan;
pub mod sdk;
mod session;
mod timers;
mod tokens;
mod web;
mod wording;

use std::io;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{Builder, JoinHandle};

use super::frame::{self, FrameError};
use super::protocol::{FromWorker, ToWorker};

/// The hidden argument that makes the program a worker.
pub const ARGUMENT: &str = "__script-worker";

/// Room for the engine's recursive parser; only what is used is taken from the machine.
const STACK: usize = 256 * 1024 * 1024;

/// Where the host's messages arrive.
pub(super) type Inbox = Receiver<ToWorker>;

/// Where messages to the host go.
pub(super) type Outbox = Box<dyn Fn(FromWorker) -> Result<(), FrameError> + Send>;

/// Runs the worker on stdin and stdout until the host closes them.
#[must_use]
pub fn main() -> ExitCode {
    let mut input = io::stdin().lock();
    let Ok(start @ ToWorker::Start(_)) = frame::read::<ToWorker>(&mut input) else {
        return ExitCode::FAILURE;
    };
    drop(input);
    match run(start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn run(start: ToWorker) -> Result<(), FrameError> {
    let output = confine::output()?;
    if let ToWorker::Start(settings) = &start {
        confine::before_threads(settings);
    }
    let (sender, inbox) = channel();
    let _ = sender.send(start);
    let outbox: Outbox = Box::new(move |message| frame::write(&mut &output, &message));
    let worker = spawn(inbox, outbox)?;
    Builder::new().spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(message) = frame::read(&mut input) {
            if sender.send(message).is_err() {
                return;
            }
        }
    })?;
    confine::after_threads();
    // A panic of the engine was reported on stderr by the panic handler; the host reads it there.
    worker.join().unwrap_or(Err(FrameError::Closed))
}

/// Starts the worker's loop on a thread of its own; the first message must be the settings.
pub(super) fn spawn(
    inbox: Inbox,
    outbox: Outbox,
) -> io::Result<JoinHandle<Result<(), FrameError>>> {
    Builder::new().name("script".to_owned()).stack_size(STACK).spawn(move || serve(inbox, outbox))
}

/// Runs scripts until the host is gone.
fn serve(inbox: Inbox, outbox: Outbox) -> Result<(), FrameError> {
    let Ok(ToWorker::Start(settings)) = inbox.recv() else { return Ok(()) };
    let mut engine = engine::Engine::new(&settings, inbox, outbox)?;
    let session = engine.session();
    session.send(FromWorker::Ready)?;
    while let Ok(message) = session.receive(None) {
        match message {
            ToWorker::Run(run) => execute::run(&mut engine, *run)?,
            ToWorker::Renew { seed } => engine.renew(seed),
            // The reply to a call of a script that has ended, or settings that came twice.
            ToWorker::Reply { .. } | ToWorker::Start(_) => {}
        }
    }
    Ok(())
}
