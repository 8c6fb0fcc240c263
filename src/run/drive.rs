//! The event loop of one thread.

use std::future::Future;
use std::io;

use tokio::runtime::{Builder, LocalOptions};

/// Carries out a future on an event loop of its own, on this thread. A panic in it goes on here.
///
/// As a task, not as the loop's root: whoever wakes the root writes to the operating system, on the
/// loop's own thread too, and every request wakes several times.
///
/// # Errors
/// The event loop cannot be set up.
pub fn drive<F: Future + 'static>(future: F) -> io::Result<F::Output> {
    let runtime = Builder::new_current_thread().enable_all().build_local(LocalOptions::default())?;
    let task = runtime.spawn_local(future);
    runtime.block_on(task).map_err(|error| match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(cancelled) => cancelled.into(),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_result_comes_back() {
        let slept = drive(async {
            tokio::task::yield_now().await;
            7
        });
        assert_eq!(slept.unwrap(), 7);
    }

    #[test]
    #[should_panic(expected = "deep inside")]
    fn a_panic_goes_on() {
        let _ = drive(async { panic!("deep inside") });
    }
}
