//! The engine's job queue: promise reactions and their like. Timers are `timers`' own.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Instant;

use boa_engine::job::{Job, JobExecutor};
use boa_engine::{Context, JsError, JsResult};
use futures_util::FutureExt;

/// Jobs in order of arrival.
#[derive(Default)]
pub(super) struct Jobs(RefCell<VecDeque<Job>>);

/// How draining the queue ended.
pub(super) enum Drained {
    /// The queue is empty; what jobs threw, in order.
    Empty(Vec<JsError>),
    /// The deadline passed; jobs are left.
    Late,
}

impl Jobs {
    /// Runs jobs until there is none, or the deadline has passed.
    pub(super) fn drain(&self, deadline: Option<Instant>, context: &mut Context) -> Drained {
        let mut errors = Vec::new();
        loop {
            let Some(job) = self.0.borrow_mut().pop_front() else { break };
            if let Err(error) = call(job, context) {
                errors.push(error);
            }
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                return Drained::Late;
            }
        }
        context.clear_kept_objects();
        Drained::Empty(errors)
    }

    /// Runs what a function enqueues, and what that enqueues, without the jobs that wait already:
    /// these keep their turn.
    ///
    /// # Errors
    /// What a job throws.
    pub(super) fn apart<T>(
        &self,
        context: &mut Context,
        work: impl FnOnce(&mut Context) -> T,
    ) -> JsResult<T> {
        let waiting = std::mem::take(&mut *self.0.borrow_mut());
        let result = work(context);
        let drained = self.drain(None, context);
        self.0.borrow_mut().extend(waiting);
        match drained {
            Drained::Empty(errors) => errors.into_iter().next().map_or(Ok(result), Err),
            Drained::Late => Ok(result),
        }
    }

    /// Forgets what a script that was cut off left behind.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}

impl JobExecutor for Jobs {
    fn enqueue_job(self: Rc<Self>, job: Job, _: &mut Context) {
        self.0.borrow_mut().push_back(job);
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        match self.drain(None, context) {
            Drained::Empty(errors) => errors.into_iter().next().map_or(Ok(()), Err),
            Drained::Late => Ok(()),
        }
    }
}

fn call(job: Job, context: &mut Context) -> JsResult<()> {
    match job {
        Job::PromiseJob(job) => job.call(context).map(drop),
        Job::GenericJob(job) => job.call(context).map(drop),
        // Dynamic import is the one asynchronous job of the engine, and the loader refuses it at once.
        Job::AsyncJob(job) => job
            .call(&RefCell::new(context))
            .now_or_never()
            .unwrap_or(Ok(Default::default()))
            .map(drop),
        // `Atomics.waitAsync` alone makes such jobs: one agent, so nobody could wake it anyway.
        Job::TimeoutJob(job) => job.call(context).map(drop),
        // Finalization callbacks may be dropped, and nothing in the engine makes interval jobs.
        _ => Ok(()),
    }
}
