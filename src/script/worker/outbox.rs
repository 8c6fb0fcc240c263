//! Where messages to the host go.

use std::fs::File;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::Builder;
use std::time::Duration;

use super::super::frame::{self, FrameError};
use super::super::protocol::FromWorker;

/// How long a message that nobody waits for may stay: what a script said before it hung or died is
/// not lost.
const LINGER: Duration = Duration::from_millis(20);

/// How many bytes are worth a write of their own.
const FULL: usize = 16 * 1024;

/// Where messages to the host go.
pub(in super::super) enum Outbox {
    /// To another thread of the process.
    Channel(Box<dyn Fn(FromWorker) -> Result<(), FrameError> + Send>),
    /// To another process.
    Pipe(Pipe),
}

impl Outbox {
    /// Sends a message. Tests and console lines may travel together with what comes next.
    ///
    /// # Errors
    /// The host is gone, or the message is too large.
    pub(super) fn send(&self, message: FromWorker) -> Result<(), FrameError> {
        match self {
            Self::Channel(send) => send(message),
            Self::Pipe(pipe) => pipe.send(&message),
        }
    }

    /// Lets everything go that was sent.
    ///
    /// # Errors
    /// The host is gone.
    pub(super) fn flush(&self) -> Result<(), FrameError> {
        match self {
            Self::Channel(_) => Ok(()),
            Self::Pipe(pipe) => pipe.0.lock().flush(),
        }
    }
}

/// Writes to a pipe, several messages at once where it can.
#[derive(Clone)]
pub(in super::super) struct Pipe(Arc<Shared>);

struct Shared(Mutex<Pending>);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Pending {
    output: File,
    bytes: Vec<u8>,
    /// What was there already when the clock ticked last.
    old: bool,
}

impl Pipe {
    /// Starts the clock that lets lingering messages go.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn new(output: File) -> std::io::Result<Self> {
        let pending = Pending { output, bytes: Vec::new(), old: false };
        let shared = Arc::new(Shared(Mutex::new(pending)));
        let clock = Arc::downgrade(&shared);
        Builder::new().name("outbox".to_owned()).spawn(move || tick(&clock))?;
        Ok(Self(shared))
    }

    fn send(&self, message: &FromWorker) -> Result<(), FrameError> {
        let mut pending = self.0.lock();
        frame::append(&mut pending.bytes, message)?;
        let lingers = match message {
            FromWorker::Assertion(..) | FromWorker::Console(_) | FromWorker::Error(_) => true,
            FromWorker::Ready | FromWorker::Call { .. } | FromWorker::Done(_) => false,
        };
        if lingers && pending.bytes.len() < FULL { Ok(()) } else { pending.flush() }
    }

    /// Lets everything go that was sent, before the process ends.
    ///
    /// # Errors
    /// The host is gone.
    pub(super) fn flush(&self) -> Result<(), FrameError> {
        self.0.lock().flush()
    }
}

impl Pending {
    fn flush(&mut self) -> Result<(), FrameError> {
        self.old = false;
        if self.bytes.is_empty() {
            return Ok(());
        }
        let written = self.output.write_all(&self.bytes);
        self.bytes.clear();
        self.bytes.shrink_to(FULL);
        Ok(written?)
    }
}

fn tick(shared: &Weak<Shared>) {
    let host = host();
    loop {
        std::thread::sleep(LINGER);
        // A host that was killed cannot end a script that hangs.
        if host != self::host() {
            std::process::exit(1);
        }
        let Some(shared) = shared.upgrade() else { return };
        let mut pending = shared.lock();
        if pending.old {
            // A host that is gone is noticed by the script's next message.
            let _ = pending.flush();
        }
        pending.old = !pending.bytes.is_empty();
    }
}

/// Names the process that started this one, or what took over when it was gone.
#[cfg(unix)]
fn host() -> Option<u32> {
    Some(std::os::unix::process::parent_id())
}

/// Elsewhere processes do not tell.
#[cfg(not(unix))]
fn host() -> Option<u32> {
    None
}
