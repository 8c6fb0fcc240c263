//! A run in short, in bounded memory: what summaries (markdown, github, html) begin with.

use super::execution::{Execution, Gathered, Gatherer};
use super::summary::FailureRecord;
use super::{Outcome, Summary};
use crate::run::event::RunEvent;

/// The most failures that are kept; the others are counted.
const KEPT_FAILURES: usize = 100;

/// The number of slowest requests that are kept.
const KEPT_SLOWEST: usize = 5;

/// A run in short.
#[derive(Debug, Default)]
pub(super) struct Digest {
    /// The collection's name.
    pub(super) collection: String,
    /// The environment's name.
    pub(super) environment: Option<String>,
    /// The first failures, in order.
    pub(super) failures: Vec<FailureRecord>,
    /// The slowest answered requests, slowest first.
    pub(super) slowest: Vec<Slow>,
    /// Times of answered requests.
    pub(super) times: ResponseTimes,
    gatherer: Gatherer,
}

/// A request that took long.
#[derive(Debug)]
pub(super) struct Slow {
    /// The execution's title.
    pub(super) title: String,
    /// Method and URL.
    pub(super) request: String,
    /// Milliseconds.
    pub(super) time: f64,
}

impl Digest {
    /// Takes the next event; returns what it brought to its end.
    pub(super) fn event(&mut self, event: &RunEvent) -> Gathered {
        if let RunEvent::Start(info) = event {
            self.collection.clone_from(&info.collection_name);
            self.environment.clone_from(&info.environment_name);
        }
        let gathered = self.gatherer.event(event);
        let room = KEPT_FAILURES.saturating_sub(self.failures.len());
        self.failures.extend(gathered.all_failures().take(room).cloned());
        gathered.executions.iter().for_each(|execution| self.measure(execution));
        gathered
    }

    /// The sums.
    pub(super) fn summary(&self) -> &Summary {
        &self.gatherer.summary
    }

    /// The verdict in a word.
    pub(super) fn verdict(&self) -> &'static str {
        match self.summary().outcome() {
            Outcome::Passed => "passed",
            Outcome::Failed | Outcome::RequestFailed => "failed",
            Outcome::Aborted => "aborted",
        }
    }

    fn measure(&mut self, execution: &Execution) {
        for end in execution.request.iter().chain(&execution.script_requests) {
            let Some(response) = &end.response else { continue };
            self.times.add(response.response_time);
            let at = self.slowest.partition_point(|slow| slow.time >= response.response_time);
            if at < KEPT_SLOWEST {
                let request = format!("{} {}", end.request.method, end.request.url);
                let (title, time) = (execution.title(), response.response_time);
                self.slowest.insert(at, Slow { title, request, time });
                self.slowest.truncate(KEPT_SLOWEST);
            }
        }
    }
}

/// Times of requests, for percentiles. Four bytes each.
#[derive(Debug, Default)]
pub(super) struct ResponseTimes(Vec<f32>);

impl ResponseTimes {
    #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough for people")]
    fn add(&mut self, milliseconds: f64) {
        self.0.push(milliseconds as f32);
    }

    /// Finds percentiles (0 to 100) by the nearest-rank method; `None` where nothing was measured.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "ranks are small and positive"
    )]
    pub(super) fn percentiles<const N: usize>(&self, wanted: [f64; N]) -> Option<[f64; N]> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable_by(f32::total_cmp);
        let last = sorted.len().checked_sub(1)?;
        Some(wanted.map(|percentile| {
            let rank = (percentile / 100.0 * sorted.len() as f64).ceil() as usize;
            f64::from(sorted[rank.saturating_sub(1).min(last)])
        }))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::fixture::rich_run;
    use super::*;

    #[test]
    fn a_run_in_short() {
        let mut digest = Digest::default();
        for event in rich_run() {
            digest.event(&event);
        }
        assert_eq!(digest.failures.len() as u64, digest.summary().failures);
        assert_eq!(digest.verdict(), "aborted");
        assert_eq!(digest.slowest.len(), KEPT_SLOWEST);
        assert!(digest.slowest[0].title.starts_with("Orders"), "{:?}", digest.slowest);
    }

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let mut times = ResponseTimes::default();
        assert_eq!(times.percentiles([50.0]), None);
        (1..=10).rev().for_each(|time| times.add(f64::from(time)));
        assert_eq!(times.percentiles([0.0, 50.0, 95.0, 100.0]).unwrap(), [1.0, 5.0, 10.0, 10.0]);
    }
}
