//! Iterations side by side (`--jobs`): lanes that each run one iteration after another.
//!
//! Every iteration begins with the scopes as they were loaded, the cookies as they were loaded and a
//! sandbox that remembers nothing of other iterations, so that the result does not depend on which
//! lane runs it, or when. What authorization has fetched (tokens) is kept by the lane. Events are
//! told in the order of the iterations, of several collections one after another.

mod board;
mod units;

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::sync::{mpsc, watch};

use self::board::{Board, Slot};
use self::units::{Unit, Units};
use super::drive::drive;
use super::emit::{Emitter, Marks, Sink};
use super::engine::{Finished, end, learn_plan, stop, walk, warn_of_inputs};
use super::event::{Abort, RunEvent};
use super::outbound::Outbound;
use super::overview::Overview;
use super::plan::Plan;
use super::rows::Rows;
use super::series::{Whole, name_folders};
use super::step::Step;
use crate::auth::Session;
use crate::http::{CookieJar, Transport};
use crate::redact::Secrets;
use crate::script::host::Sandbox;
use crate::vars::{Dynamic, Scopes};

/// What one lane works with.
pub struct Lane<T, S> {
    /// Sends requests.
    pub transport: T,
    /// The transport's cookie jar; every iteration begins with what it holds now.
    pub cookies: Arc<Mutex<CookieJar>>,
    /// Runs scripts.
    pub sandbox: S,
}

/// What a run on lanes leaves behind.
#[derive(Debug)]
pub struct Ended {
    /// Scopes and reason of the end; the scopes are those of the last iteration.
    pub finished: Finished,
    /// The cookies of the last iteration.
    pub cookies: CookieJar,
}

/// What all lanes share.
struct Shared {
    plans: Vec<Plan>,
    /// Items of the plans before each.
    items_before: Vec<usize>,
    items: usize,
    units: Units,
    board: Board,
    secrets: Arc<Secrets>,
    marks: Marks,
    last: Mutex<Option<Last>>,
}

/// The end of the last iteration so far.
struct Last {
    ticket: u64,
    scopes: Scopes,
    cookies: CookieJar,
}

/// Runs the iterations of all plans on lanes, to their end or until `interrupt` resolves. Time limit
/// and `--bail` are the first plan's, for the whole. `None` without plans.
///
/// # Errors
/// Fails when a thread or its event loop cannot be started.
pub async fn run_jobs<T, S>(
    mut plans: Vec<Plan>,
    lanes: Vec<Lane<T, S>>,
    secrets: Arc<Secrets>,
    sink: Arc<dyn Sink>,
    interrupt: impl Future<Output = ()>,
) -> io::Result<Option<Ended>>
where
    T: Transport + Send + 'static,
    S: Sandbox + Send + 'static,
{
    if plans.len() > 1 {
        name_folders(&mut plans);
    }
    let Some(first) = plans.first() else { return Ok(None) };
    let timeout = first.settings.timeout;
    let mut last = Last {
        ticket: 0,
        scopes: first.scopes.clone(),
        cookies: lanes.first().map(|lane| copy(&lane.cookies)).unwrap_or_default(),
    };
    let shared = Arc::new(open(plans, secrets, Arc::clone(&sink)));
    let (halt, halted) = watch::channel(None);
    let (told, mut results) = mpsc::unbounded_channel();
    let mut threads = Vec::new();
    for (number, lane) in lanes.into_iter().enumerate() {
        let worker = Worker { number, lane, shared: Arc::clone(&shared), halted: halted.clone() };
        threads.push(worker.start(told.clone())?);
    }
    drop(told);
    let mut stop = pin!(stop(timeout, interrupt));
    let (mut aborted, mut failed) = (None, None);
    loop {
        tokio::select! {
            abort = &mut stop, if aborted.is_none() => {
                aborted = Some(abort);
                shared.units.close();
                let _ = halt.send(Some(abort));
            }
            result = results.recv() => match result {
                None => break,
                Some(Ok(abort)) => aborted = aborted.or(abort),
                Some(Err(error)) => failed = Some(error),
            },
        }
    }
    join(threads);
    if let Some(error) = failed {
        return Err(error);
    }
    if let Some(ended) = shared.last.lock().unwrap_or_else(PoisonError::into_inner).take() {
        last = ended;
    }
    let strict = shared.plans.iter().any(|plan| plan.settings.strict);
    let emitter = Emitter::new(sink.as_ref(), &shared.secrets, strict, &shared.marks);
    if aborted.is_none() {
        emitter.warn_if_idle();
    }
    emitter.emit(RunEvent::Done(end(&last.scopes, aborted, &shared.secrets)));
    let finished = Finished { scopes: last.scopes, aborted };
    Ok(Some(Ended { finished, cookies: last.cookies }))
}

/// Begins the run: the first event, and what is odd about the inputs.
fn open(plans: Vec<Plan>, secrets: Arc<Secrets>, sink: Arc<dyn Sink>) -> Shared {
    plans.iter().for_each(|plan| learn_plan(plan, &secrets));
    let info = match plans.as_slice() {
        [only] => Some(Overview::of(only).info(&secrets)),
        several => Whole::new(several, &secrets).into_info(),
    };
    let marks = Marks::default();
    for (index, plan) in plans.iter().enumerate() {
        let emitter = Emitter::new(sink.as_ref(), &secrets, plan.settings.strict, &marks);
        if let (0, Some(info)) = (index, &info) {
            emitter.emit(RunEvent::Start(info.clone()));
            secrets.keep();
        }
        warn_of_inputs(plan, &emitter);
    }
    let items_before = plans
        .iter()
        .scan(0, |sum, plan| {
            let before = *sum;
            *sum += plan.items.len();
            Some(before)
        })
        .collect();
    Shared {
        items: plans.iter().map(|plan| plan.items.len()).sum(),
        items_before,
        plans,
        units: Units::new(),
        board: Board::new(sink),
        secrets,
        marks,
        last: Mutex::default(),
    }
}

/// Waits for threads that have nothing left to do; a panic of one goes on here.
fn join(threads: Vec<JoinHandle<()>>) {
    for thread in threads {
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    }
}

fn copy(jar: &Mutex<CookieJar>) -> CookieJar {
    jar.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The stack of a lane, in bytes: the same as a program's first thread has. Only what is used is taken
/// from the machine.
const STACK: usize = 8 * 1024 * 1024;

/// A lane on its thread.
struct Worker<T, S> {
    number: usize,
    lane: Lane<T, S>,
    shared: Arc<Shared>,
    halted: watch::Receiver<Option<Abort>>,
}

/// How a lane ended.
type Told = mpsc::UnboundedSender<io::Result<Option<Abort>>>;

impl<T, S> Worker<T, S>
where
    T: Transport + Send + 'static,
    S: Sandbox + Send + 'static,
{
    /// Starts the thread. It has an event loop of its own: nothing of one lane waits for another.
    fn start(self, told: Told) -> io::Result<JoinHandle<()>> {
        let name = format!("lane-{}", self.number + 1);
        thread::Builder::new().name(name).stack_size(STACK).spawn(move || {
            let _ = told.send(drive(self.work()));
        })
    }

    /// Runs units until there are no more; says why it ended early.
    async fn work(mut self) -> Option<Abort> {
        self.lane.sandbox.warm_up().await;
        let cookies = copy(&self.lane.cookies);
        let auth = Session::new();
        let mut aborted = None;
        while aborted.is_none()
            && let Some(unit) = self.shared.units.next(&self.shared.plans)
        {
            aborted = self.unit(unit, &auth, &cookies).await;
        }
        if aborted.is_some() {
            self.shared.units.close();
        }
        self.lane.sandbox.close().await;
        self.shared.board.idle(self.number);
        aborted
    }

    /// Runs a unit, and leaves the lane's jar as it was loaded.
    async fn unit(&mut self, unit: Unit, auth: &Session, loaded: &CookieJar) -> Option<Abort> {
        let shared = Arc::clone(&self.shared);
        let plan = &shared.plans[unit.plan];
        let items = (shared.items_before[unit.plan], shared.items);
        let slot = Slot::new(&shared.board, (self.number, unit.ticket), items);
        let settings = &plan.settings;
        let emitter = Emitter::new(&slot, &shared.secrets, settings.strict, &shared.marks);
        let (span, seed) = (unit.span(plan), unit.seed(plan));
        self.lane.sandbox.renew(seed.map(|seed| !seed));
        let mut step = Step {
            plan,
            outbound: Outbound {
                transport: &self.lane.transport,
                cookies: &self.lane.cookies,
                auth,
                settings,
                emitter: &emitter,
            },
            sandbox: &mut self.lane.sandbox,
            scopes: plan.scopes.clone(),
            dynamic: Dynamic::new(seed),
            rows: Rows::given(unit.row),
            changes: Vec::new(),
            depth: 0,
        };
        let aborted = walk(&mut step, span, halt(self.halted.clone())).await;
        let scopes = step.scopes;
        let mut jar = self.lane.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let cookies = std::mem::replace(&mut *jar, loaded.clone());
        shared.keep(Last { ticket: unit.ticket, scopes, cookies });
        aborted
    }
}

impl Shared {
    /// Keeps what the last iteration leaves behind.
    fn keep(&self, ended: Last) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_none_or(|last| last.ticket < ended.ticket) {
            *last = Some(ended);
        }
    }
}

/// Resolves when the run has to stop, with the reason.
async fn halt(mut halted: watch::Receiver<Option<Abort>>) -> Abort {
    if let Ok(reason) = halted.wait_for(Option::is_some).await
        && let Some(abort) = *reason
    {
        return abort;
    }
    std::future::pending().await
}
