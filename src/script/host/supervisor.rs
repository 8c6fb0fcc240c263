//! Runs scripts on a worker and replaces the worker when it has to.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use crate::script::frame::FrameError;
use crate::script::protocol::{Call, FromWorker, ScriptError, ScriptOutcome, ToWorker};

use super::held::Held;
use super::job::{HostCalls, Sandbox, ScriptEvent, ScriptJob, ScriptResult};
use super::knowledge::{self, Knowledge};
use super::link::{Link, Start};

/// What the worker gets beyond a script's time limit to end by itself.
const GRACE: Duration = Duration::from_millis(250);

const STATE_LOST: &str = " (names that earlier scripts assigned without declaring them are gone)";

/// A sandbox on one worker at a time, started when the first script needs it.
#[derive(Debug)]
pub struct Supervisor<S: Start> {
    start: S,
    worker: Option<Worker<S::Link>>,
    /// The worker has run a script, so that there is state to lose.
    ran: bool,
    /// The next script begins anew, with this seed.
    renewal: Option<Option<u64>>,
}

#[derive(Debug)]
struct Worker<L> {
    link: L,
    knows: Knowledge,
}

/// Why the message loop of a script ended early.
enum Broken {
    Deadline,
    Pipe(FrameError),
}

impl<S: Start> Supervisor<S> {
    /// Makes a sandbox whose workers come from `start`.
    pub fn new(start: S) -> Self {
        Self { start, worker: None, ran: false, renewal: None }
    }

    async fn worker(&mut self) -> Result<&mut Worker<S::Link>, String> {
        if self.worker.is_none() {
            let mut link = self.start.start()?;
            let settings = ToWorker::Start(self.start.settings().clone());
            if let Err(error) = link.send(&settings).await {
                return Err(format!("{error}; {}", link.bury().await));
            }
            self.worker = Some(Worker { link, knows: Knowledge::default() });
            self.ran = false;
        }
        self.worker.as_mut().ok_or_else(|| "the worker is gone".to_owned())
    }

    /// Ends the worker and says what the script's error is.
    async fn end_worker(&mut self, broken: Broken) -> ScriptError {
        let death = match self.worker.take() {
            Some(worker) => worker.link.bury().await,
            None => "the script worker is gone".to_owned(),
        };
        let message = match broken {
            Broken::Deadline => "synchronous script execution timeout".to_owned(),
            Broken::Pipe(FrameError::Closed | FrameError::Io(_)) => death,
            Broken::Pipe(error) => error.to_string(),
        };
        let lost = if self.ran { STATE_LOST } else { "" };
        error(format!("sandbox: {message}{lost}"))
    }
}

impl<S: Start> Sandbox for Supervisor<S> {
    type Sibling = Self;

    fn sibling(&self) -> Self {
        Self::new(self.start.clone())
    }

    async fn warm_up(&mut self) {
        // A worker that cannot be started is reported by the first script, which has a place for it.
        let _ = self.worker().await;
    }

    fn renew(&mut self, seed: Option<u64>) {
        self.renewal = Some(seed);
        self.ran = false;
    }

    async fn close(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.link.end().await;
        }
    }

    async fn run(
        &mut self,
        job: ScriptJob<'_>,
        calls: &(impl HostCalls + Send),
        events: &mut (dyn FnMut(ScriptEvent) + Send),
    ) -> ScriptResult {
        let started = Instant::now();
        let mut errors = Vec::new();
        let timeout = job.timeout;
        let renewal = self.renewal.take();
        let worker = match self.worker().await {
            Ok(worker) => worker,
            Err(reason) => {
                let error =
                    error(format!("sandbox: the script worker cannot be started: {reason}"));
                events(ScriptEvent::Error(error.clone()));
                return ScriptResult { errors: vec![error], ..ScriptResult::default() };
            }
        };
        let mut held = Held::default();
        let message = ToWorker::Run(Box::new(worker.knows.message(&job, &mut held)));
        let mut tell = |event: ScriptEvent| {
            if let ScriptEvent::Error(error) = &event {
                errors.push(error.clone());
            }
            events(event);
        };
        let first = renewal.map(|seed| ToWorker::Renew { seed });
        let messages = first.iter().chain([&message]);
        let talk = converse(&mut worker.link, messages, &mut held, calls, &mut tell);
        let ended = match timeout {
            None => talk.await.map_err(Broken::Pipe),
            Some(limit) => match tokio::time::timeout(limit + GRACE, talk).await {
                Ok(ended) => ended.map_err(Broken::Pipe),
                Err(_) => Err(Broken::Deadline),
            },
        };
        let outcome = match ended {
            Ok(outcome) => {
                worker.knows.apply(&outcome.mutations);
                knowledge::apply(job.scopes, &outcome.mutations);
                outcome
            }
            Err(broken) => {
                let error = self.end_worker(broken).await;
                events(ScriptEvent::Error(error.clone()));
                errors.push(error);
                ScriptOutcome::default()
            }
        };
        self.ran = self.worker.is_some();
        ScriptResult { outcome, errors, duration: started.elapsed() }
    }
}

/// Hands messages over, the last of which is a script, and talks with the worker until it says that
/// the script has ended.
async fn converse<L: Link>(
    link: &mut L,
    messages: impl Iterator<Item = &ToWorker>,
    held: &mut Held,
    calls: &(impl HostCalls + Send),
    tell: &mut (dyn FnMut(ScriptEvent) + Send),
) -> Result<ScriptOutcome, FrameError> {
    for message in messages {
        link.send(message).await?;
    }
    let mut pending = FuturesUnordered::new();
    loop {
        let message = tokio::select! {
            message = link.receive() => message?,
            Some((id, mut reply)) = pending.next(), if !pending.is_empty() => {
                held.keep(&mut reply);
                link.send(&ToWorker::Reply { id, reply }).await?;
                continue;
            }
        };
        match message {
            FromWorker::Ready => {}
            FromWorker::Assertion(assertion) => tell(ScriptEvent::Assertion(assertion)),
            FromWorker::Console(line) => tell(ScriptEvent::Console(line)),
            FromWorker::Error(error) => tell(ScriptEvent::Error(error)),
            FromWorker::Call { id, call: Call::ResponseBody(response) } => {
                link.send(&ToWorker::Reply { id, reply: held.content(&response) }).await?;
            }
            FromWorker::Call { id, call } => {
                pending.push(async move { (id, calls.call(call).await) });
            }
            FromWorker::Done(outcome) => return Ok(*outcome),
        }
    }
}

fn error(message: String) -> ScriptError {
    ScriptError { name: "Error".to_owned(), message, ..ScriptError::default() }
}
