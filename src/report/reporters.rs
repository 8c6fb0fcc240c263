//! Several reporters behind one.

use super::{ReportError, Reporter};
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
        self.active.retain_mut(|(name, reporter)| match reporter.event(event) {
            Ok(()) => true,
            Err(error) => {
                failed.push((std::mem::take(name), error));
                false
            }
        });
    }

    /// Tells whether a reporter that still works reads bodies.
    #[must_use]
    pub fn need_bodies(&self) -> bool {
        self.active.iter().any(|(_, reporter)| reporter.needs_bodies())
    }

    /// Ends all reports and returns the reporters that failed, with the reason. A run with such
    /// failures has not done what was asked and must not exit with 0.
    #[must_use]
    pub fn finish(self) -> Vec<(String, ReportError)> {
        self.failed
    }
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
    }

    impl Reporter for Counting {
        fn event(&mut self, _: &RunEvent) -> Result<(), ReportError> {
            let seen = self.seen.fetch_add(1, Ordering::Relaxed) + 1;
            if seen == self.breaks_at { Err(io::Error::other("full").into()) } else { Ok(()) }
        }

        fn needs_bodies(&self) -> bool {
            self.breaks_at > 0
        }
    }

    #[test]
    fn one_broken_reporter_does_not_stop_the_others() {
        let (good, bad) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut reporters = Reporters::default();
        reporters.push("bad", Box::new(Counting { seen: Arc::clone(&bad), breaks_at: 2 }));
        reporters.push("good", Box::new(Counting { seen: Arc::clone(&good), breaks_at: 0 }));
        assert!(reporters.need_bodies());
        let events = fixture::rich_run();
        for event in &events {
            reporters.event(event);
        }
        assert!(!reporters.need_bodies());
        assert_eq!(bad.load(Ordering::Relaxed), 2);
        assert_eq!(good.load(Ordering::Relaxed), events.len());
        let failed = reporters.finish();
        assert_eq!(failed.len(), 1);
        assert_eq!(failed[0].0, "bad");
        assert_eq!(failed[0].1.to_string(), "cannot write the report: full");
    }
}
