//! Runs scripts on a worker and replaces the worker when it has to.

use std::pin::Pin;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::time::{Sleep, sleep_until};

use crate::script::frame::FrameError;
use crate::script::protocol::{
    Call, FromWorker, Reply, ScriptError, ScriptInfo, ScriptOutcome, ScriptRun, ToWorker,
};

use super::held::Held;
use super::inline::{Inline, sees_little};
use super::job::{Definition, HostCalls, Sandbox, ScriptEvent, ScriptJob, ScriptResult};
use super::knowledge::Knowledge;
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
    /// Runs harmless scripts without a worker.
    inline: Inline,
}

#[derive(Debug)]
struct Worker<L> {
    link: L,
    knows: Knowledge,
    /// What was sent along with the script before, to run after it.
    ahead: Option<ScriptInfo>,
    /// Set anew for every script: to make one is work for the event loop.
    clock: Option<Pin<Box<Sleep>>>,
}

impl<L: Link> Worker<L> {
    /// Makes the messages for a script and for what is to follow it; none for a script that was sent
    /// along with the one before.
    fn messages(&mut self, job: &ScriptJob<'_>, judge: bool, held: &mut Held) -> Vec<ToWorker> {
        let mut messages = Vec::with_capacity(3);
        if self.ahead.take().is_none() {
            let run = self.knows.message(job, held);
            messages.push(ScriptRun { judge: judge && self.knows.is_undecided(), ..run });
        }
        if let Some(run) = job.ahead.as_ref().and_then(|next| self.knows.ahead(next)) {
            self.ahead = Some(run.info.clone());
            messages.push(run);
        }
        messages.into_iter().map(|run| ToWorker::Run(Box::new(run))).collect()
    }
}

/// Why the message loop of a script ended early.
enum Broken {
    Deadline,
    Pipe(FrameError),
}

impl<S: Start> Supervisor<S> {
    /// Makes a sandbox whose workers come from `start`.
    pub fn new(start: S) -> Self {
        let inline = Inline::new(start.inline());
        Self { start, worker: None, ran: false, renewal: None, inline }
    }

    async fn worker(&mut self) -> Result<&mut Worker<S::Link>, String> {
        if self.worker.is_none() {
            let mut link = self.start.start()?;
            let settings = ToWorker::Start(self.start.settings().clone());
            if let Err(error) = link.send(&[settings]).await {
                return Err(format!("{error}; {}", link.bury().await));
            }
            let knows = Knowledge::default();
            self.worker = Some(Worker { link, knows, ahead: None, clock: None });
            self.ran = false;
        }
        self.worker.as_mut().ok_or_else(|| "the worker is gone".to_owned())
    }

    /// Runs a script without a worker, when it may be.
    fn inline(
        &mut self,
        job: &ScriptJob<'_>,
        events: &mut (dyn FnMut(ScriptEvent) + Send),
    ) -> Option<ScriptResult> {
        let worker = self.worker.as_mut().filter(|worker| worker.ahead.is_none())?;
        if !worker.knows.is_harmless(job) || !sees_little(job) {
            return None;
        }
        let result = self.inline.run(self.start.settings(), job, events);
        if result.is_none() {
            worker.knows.is_not_harmless();
        }
        result
    }

    /// Ends a worker that was sent another script than the one that comes now, and may be running it.
    async fn expect(&mut self, info: &ScriptInfo) {
        let other = |worker: &Worker<_>| worker.ahead.as_ref().is_some_and(|ahead| ahead != info);
        if self.worker.as_ref().is_some_and(other) {
            self.close().await;
        }
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
        self.inline.close();
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
        if let Some(result) = self.inline(&job, events) {
            return result;
        }
        let started = Instant::now();
        let mut errors = Vec::new();
        let timeout = job.timeout;
        let renewal = self.renewal.take();
        self.expect(&job.info).await;
        let again = self.worker.as_ref().is_some_and(|worker| worker.knows.has_run(&job));
        let judge = self.inline.handed_over(again);
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
        let mut messages = worker.messages(&job, judge, &mut held);
        messages.splice(..0, renewal.map(|seed| ToWorker::Renew { seed }));
        let here = Here { held, request: job.request };
        let mut tell = |event: ScriptEvent| {
            errors.extend(event.error().cloned());
            events(event);
        };
        let talk = converse(&mut worker.link, &messages, here, calls, &mut tell);
        let ended = match timeout {
            None => talk.await.map_err(Broken::Pipe),
            Some(limit) => {
                let until = (started + limit + GRACE).into();
                let clock = worker.clock.get_or_insert_with(|| Box::pin(sleep_until(until)));
                clock.as_mut().reset(until);
                tokio::select! {
                    biased;
                    ended = talk => ended.map_err(Broken::Pipe),
                    () = clock => Err(Broken::Deadline),
                }
            }
        };
        let outcome = match ended {
            Ok(outcome) => {
                worker.knows.apply(&outcome.mutations);
                worker.knows.learn(&outcome.judged);
                if outcome.next_request.is_some() {
                    worker.ahead = None;
                }
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
        let duration = match self.ran {
            true => outcome.duration(),
            false => started.elapsed(),
        };
        ScriptResult { outcome, errors, duration }
    }
}

/// What stays with the host until the script asks for it.
struct Here<'a> {
    held: Held,
    request: Definition<'a>,
}

impl Here<'_> {
    /// Answers a call that needs nobody else; gives back any other.
    fn answer(&self, call: Call) -> Result<Reply, Call> {
        match call {
            Call::ResponseBody(response) => Ok(self.held.content(&response)),
            Call::Request => Ok(Reply::Request(match self.request {
                Definition::Text(text) => text.to_owned(),
                Definition::Made(make) => make(),
            })),
            other => Err(other),
        }
    }
}

/// Hands messages over and talks with the worker until it says that a script has ended.
async fn converse<L: Link>(
    link: &mut L,
    messages: &[ToWorker],
    mut here: Here<'_>,
    calls: &(impl HostCalls + Send),
    tell: &mut (dyn FnMut(ScriptEvent) + Send),
) -> Result<ScriptOutcome, FrameError> {
    link.send(messages).await?;
    let mut pending = FuturesUnordered::new();
    loop {
        let message = tokio::select! {
            message = link.receive() => message?,
            Some((id, mut reply)) = pending.next(), if !pending.is_empty() => {
                here.held.keep(&mut reply);
                link.send(&[ToWorker::Reply { id, reply }]).await?;
                continue;
            }
        };
        match ScriptEvent::of(message) {
            Ok(event) => tell(event),
            Err(FromWorker::Call { id, call }) => match here.answer(call) {
                Ok(reply) => link.send(&[ToWorker::Reply { id, reply }]).await?,
                Err(call) => pending.push(async move { (id, calls.call(call).await) }),
            },
            Err(FromWorker::Done(outcome)) => return Ok(*outcome),
            Err(_) => {}
        }
    }
}

fn error(message: String) -> ScriptError {
    ScriptError { name: "Error".to_owned(), message, ..ScriptError::default() }
}
