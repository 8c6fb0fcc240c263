//! A line to one worker.

use std::future::Future;

use crate::script::frame::FrameError;
use crate::script::protocol::{FromWorker, ToWorker, WorkerSettings};

use super::inline::InlineWhen;

/// A line to one running worker.
pub trait Link: Send {
    /// Sends messages.
    fn send(
        &mut self,
        messages: &[ToWorker],
    ) -> impl Future<Output = Result<(), FrameError>> + Send;

    /// Waits for a message; may be dropped and called again without losing one.
    fn receive(&mut self) -> impl Future<Output = Result<FromWorker, FrameError>> + Send;

    /// Ends a worker that has nothing left to do, and leaves nothing of it behind.
    fn end(self) -> impl Future<Output = ()> + Send;

    /// Ends the worker if it lives, and says in words of what it died.
    fn bury(self) -> impl Future<Output = String> + Send;
}

/// Starts workers.
pub trait Start: Clone + Send {
    /// The line to a started worker.
    type Link: Link;

    /// Settings for the workers.
    fn settings(&self) -> &WorkerSettings;

    /// When scripts are run without a worker.
    fn inline(&self) -> InlineWhen;

    /// Starts a worker.
    ///
    /// # Errors
    /// Says why it could not be started.
    fn start(&mut self) -> Result<Self::Link, String>;
}
