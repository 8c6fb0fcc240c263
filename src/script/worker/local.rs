//! An engine on the host's own thread, for harmless scripts: nothing is handed over, and nobody
//! sleeps meanwhile.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};

use crate::script::frame::FrameError;
use crate::script::protocol::{FromWorker, ScriptRun, WorkerSettings};

use super::engine::Engine;
use super::{Inbox, Outbox, execute};

/// After how many bytes of responses garbage is worth collecting: the engine's collector sees objects,
/// not the texts that they hold, and live bytes are counted in workers only.
const COLLECT_AFTER: u64 = 8 * 1024 * 1024;

/// An engine that runs scripts while its caller waits.
pub(in super::super) struct Local {
    engine: Engine,
    said: Receiver<FromWorker>,
    gave_up: Arc<AtomicBool>,
    /// Bytes of responses since garbage was collected.
    taken: u64,
}

impl Local {
    /// Makes an engine.
    ///
    /// # Errors
    /// The engine could not be built; its own fault.
    pub(in super::super) fn new(settings: &WorkerSettings) -> io::Result<Self> {
        let gave_up = Arc::new(AtomicBool::new(false));
        let (outbox, said) = channel();
        let outbox = Outbox::Channel(Box::new(move |message| {
            outbox.send(message).map_err(|_| FrameError::Closed)
        }));
        let engine = Engine::new(settings, Inbox::Nobody(Arc::clone(&gave_up)), outbox)?;
        Ok(Self { engine, said, gave_up, taken: 0 })
    }

    /// Runs a script and gives back all it said; `None` when it did not do without the host, or nests
    /// too deeply for the host's stack. Then the engine is good for nothing more.
    pub(in super::super) fn run(&mut self, run: ScriptRun) -> Option<Vec<FromWorker>> {
        self.taken += run.response.as_ref().map_or(0, |response| response.body.size());
        let ended = execute::run(&mut self.engine, run);
        if self.taken > COLLECT_AFTER {
            boa_gc::force_collect();
            self.taken = 0;
        }
        let said: Vec<_> = self.said.try_iter().collect();
        let asked = |message: &FromWorker| matches!(message, FromWorker::Call { .. });
        let alone = !self.gave_up.load(Ordering::Relaxed) && !said.iter().any(asked);
        (ended.is_ok() && alone).then_some(said)
    }
}
