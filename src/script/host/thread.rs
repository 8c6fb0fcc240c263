//! Workers as threads: for unit tests, and where no process can be started. A script that hangs
//! leaves its thread behind, and one that exhausts memory takes the process along.

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::script::frame::FrameError;
use crate::script::protocol::{FromWorker, ToWorker, WorkerSettings};
use crate::script::worker::{self, Outbox};

use super::link::{Link, Start};
use super::supervisor::Supervisor;

/// The sandbox on a thread of this process.
pub type ThreadSandbox = Supervisor<ThreadWorker>;

/// Starts the worker's loop on a thread. The memory limit of the settings is not kept there.
#[derive(Debug, Default)]
pub struct ThreadWorker {
    /// Settings for the workers.
    pub settings: WorkerSettings,
}

impl Start for ThreadWorker {
    type Link = ThreadLink;

    fn settings(&self) -> &WorkerSettings {
        &self.settings
    }

    fn start(&mut self) -> Result<ThreadLink, String> {
        let (to_worker, inbox) = std::sync::mpsc::channel();
        let (outbox, from_worker) = unbounded_channel();
        let outbox: Outbox =
            Box::new(move |message| outbox.send(message).map_err(|_| FrameError::Closed));
        worker::spawn(inbox, outbox).map_err(|error| error.to_string())?;
        Ok(ThreadLink { to_worker, from_worker })
    }
}

/// The channels of a worker thread.
#[derive(Debug)]
pub struct ThreadLink {
    to_worker: std::sync::mpsc::Sender<ToWorker>,
    from_worker: UnboundedReceiver<FromWorker>,
}

impl Link for ThreadLink {
    async fn send(&mut self, message: &ToWorker) -> Result<(), FrameError> {
        self.to_worker.send(message.clone()).map_err(|_| FrameError::Closed)
    }

    async fn receive(&mut self) -> Result<FromWorker, FrameError> {
        self.from_worker.recv().await.ok_or(FrameError::Closed)
    }

    async fn bury(self) -> String {
        "the script worker's thread ended unexpectedly".to_owned()
    }
}
