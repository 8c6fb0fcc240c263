//! Where the host's messages arrive.

use std::cell::Cell;
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;
use std::time::Instant;

use super::super::frame;
use super::super::protocol::ToWorker;

type Input = Box<dyn Read + Send>;

/// Where the host's messages arrive.
pub(in super::super) enum Inbox {
    /// From another thread of the process.
    Channel(Receiver<ToWorker>),
    /// From another process.
    Pipe(Pipe),
    /// Nobody says anything: the host runs the script itself, while it waits for its end. Notes when
    /// that cannot be.
    Nobody(Arc<AtomicBool>),
}

impl Inbox {
    /// Waits for the next message, until some time.
    ///
    /// # Errors
    /// The time has come, or the host is gone.
    pub(super) fn receive(&self, until: Option<Instant>) -> Result<ToWorker, RecvTimeoutError> {
        match self {
            Self::Channel(channel) => receive(channel, until),
            Self::Pipe(pipe) => pipe.receive(until),
            Self::Nobody(_) => {
                self.give_up();
                Err(RecvTimeoutError::Disconnected)
            }
        }
    }

    /// Whether the host runs the script itself.
    pub(super) fn is_nobody(&self) -> bool {
        matches!(self, Self::Nobody(_))
    }

    /// Notes that the host cannot run this script itself.
    pub(super) fn give_up(&self) {
        if let Self::Nobody(gave_up) = self {
            gave_up.store(true, Ordering::Relaxed);
        }
    }
}

fn receive<T>(channel: &Receiver<T>, until: Option<Instant>) -> Result<T, RecvTimeoutError> {
    match until {
        None => channel.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(until) => channel.recv_timeout(until.saturating_duration_since(Instant::now())),
    }
}

/// Reads a pipe. Waiting without an end, as between two scripts, is reading, which costs no
/// hand-over between threads; for waiting with an end a helper reads one message.
pub(in super::super) struct Pipe {
    input: Arc<Mutex<Input>>,
    helper: Sender<()>,
    read: Receiver<Option<ToWorker>>,
    /// The helper reads, or has read, a message that was not taken yet.
    asked: Cell<bool>,
}

impl Pipe {
    /// Starts the helper.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn new(input: impl Read + Send + 'static) -> std::io::Result<Self> {
        let input = Arc::new(Mutex::new(Box::new(input) as Input));
        let (helper, requests) = channel();
        let (sender, read) = channel();
        let shared = Arc::clone(&input);
        Builder::new().name("inbox".to_owned()).spawn(move || {
            while let Ok(()) = requests.recv() {
                if sender.send(read_from(&shared)).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { input, helper, read, asked: Cell::new(false) })
    }

    fn receive(&self, until: Option<Instant>) -> Result<ToWorker, RecvTimeoutError> {
        let message = if self.asked.get() || until.is_some() {
            if !self.asked.replace(true) {
                let _ = self.helper.send(());
            }
            let message = receive(&self.read, until)?;
            self.asked.set(false);
            message
        } else {
            read_from(&self.input)
        };
        message.ok_or(RecvTimeoutError::Disconnected)
    }
}

/// Reads one message; `None` when the host is gone, or sends what is no message.
fn read_from(input: &Mutex<Input>) -> Option<ToWorker> {
    frame::read(&mut *input.lock().unwrap_or_else(PoisonError::into_inner)).ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::io::Write;
    use std::time::Duration;

    use super::super::super::protocol::Reply;
    use super::*;

    #[test]
    fn messages_arrive_however_they_are_waited_for() {
        let (input, mut output) = std::io::pipe().unwrap();
        let inbox = Inbox::Pipe(Pipe::new(input).unwrap());
        let mut send = |id| {
            let message = ToWorker::Reply { id, reply: Reply::Unit };
            output.write_all(&frame::encode(&message).unwrap()).unwrap();
        };
        let soon = || Some(Instant::now() + Duration::from_millis(1));
        let late = || Some(Instant::now() + Duration::from_secs(60));
        let id = |message| match message {
            Ok(ToWorker::Reply { id, .. }) => Some(id),
            _ => None,
        };
        send(1);
        assert_eq!(id(inbox.receive(None)), Some(1));
        assert!(matches!(inbox.receive(soon()), Err(RecvTimeoutError::Timeout)));
        send(2);
        send(3);
        send(4);
        // The helper has the first of them, whoever waits.
        assert_eq!(id(inbox.receive(None)), Some(2));
        assert_eq!(id(inbox.receive(late())), Some(3));
        assert_eq!(id(inbox.receive(None)), Some(4));
        drop(output);
        assert!(matches!(inbox.receive(None), Err(RecvTimeoutError::Disconnected)));
    }
}
