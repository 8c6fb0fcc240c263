//! Several reporters behind one.

use std::panic::{self, AssertUnwindSafe};

use super::{ReportError, Reporter};
use crate::run::LaneState;
use crate::run::event::RunEvent;

/// Gives every event to every reporter. A reporter that fails is given no further event; the others
/// go on.
#[derive(Default)]
pub struct Reporters {
    active: Vec<(String, Box<dyn Reporter>)>,
    failed: Vec<(String, ReportError)>,
}

impl Reporters {
    /// Adds a reporter.
    pub fn push(&mut self, name: &str, reporter: Box<dyn Reporter>) {
        self.active.push((name.to_owned(), reporter));
    }

    /// Gives an event to every reporter that still works.
    pub fn event(&mut self, event: &RunEvent) {
        let failed = &mut self.failed;
        self.active.retain_mut(|(name, reporter)| match guarded(reporter.as_mut(), event) {
            Ok(()) => true,
            Err(error) => {
                failed.push((std::mem::take(name), error));
                false
            }
        });
    }

    /// Tells every reporter that still works what a lane does.
    pub fn lane(&mut self, lane: LaneState<'_>) {
        self.active.iter_mut().for_each(|(_, reporter)| reporter.lane(lane));
    }

    /// Tells how many bytes of a body the reporters read that still work.
    #[must_use]
    pub fn body_limit(&self) -> usize {
        self.active.iter().map(|(_, reporter)| reporter.body_limit()).max().unwrap_or(0)
    }

    /// Ends all reports and returns the reporters that failed, with the reason. A run with such
    /// failures has not done what was asked and must not exit with 0.
    #[must_use]
    pub fn finish(self) -> Vec<(String, ReportError)> {
        self.failed
    }
}

/// Gives an event to a reporter; its panic is an error of its own, and not the end of the run. It is
/// never called again, so what it left half done is seen by nobody.
fn guarded(reporter: &mut dyn Reporter, event: &RunEvent) -> Result<(), ReportError> {
    let told = panic::catch_unwind(AssertUnwindSafe(|| reporter.event(event)));
    told.unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        Err(ReportError::Panicked(text.unwrap_or_else(|| "no reason given".to_owned())))
    })
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::fixture;
    use super::*;

    struct Counting {
        seen: Arc<AtomicUsize>,
        breaks_at: usize,
        panics_at: usize,
    }

    impl Reporter for Counting {
        fn event(&mut self, _: &RunEvent) -> Result<(), ReportError> {
            let seen = self.seen.fetch_add(1, Ordering::Relaxed) + 1;
            assert!(self.panics_at != seen, "slipped at {seen}");
            if seen == self.breaks_at { Err(io::Error::other("full").into()) } else { Ok(()) }
        }

        fn body_limit(&self) -> usize {
            self.breaks_at
        }
    }

    #[test]
    fn one_broken_reporter_does_not_stop_the_others() {
        let (good, bad) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut reporters = Reporters::default();
        let counting = |seen: &Arc<AtomicUsize>, breaks_at, panics_at| {
            Box::new(Counting { seen: Arc::clone(seen), breaks_at, panics_at })
        };
        reporters.push("bad", counting(&bad, 2, 0));
        reporters.push("worse", counting(&Arc::default(), 0, 3));
        reporters.push("good", counting(&good, 0, 0));
        assert_eq!(reporters.body_limit(), 2);
        let events = fixture::rich_run();
        for event in &events {
            reporters.event(event);
        }
        assert_eq!(reporters.body_limit(), 0);
        assert_eq!(bad.load(Ordering::Relaxed), 2);
        assert_eq!(good.load(Ordering::Relaxed), events.len());
        let failed = reporters.finish();
        let failed: Vec<_> =
            failed.iter().map(|(name, error)| format!("{name}: {error}")).collect();
        assert_eq!(
            failed,
            [
                "bad: cannot write the report: full",
                "worse: the reporter failed, which is a bug in it: slipped at 3"
            ]
        );
    }
}
