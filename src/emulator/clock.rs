//! The virtual clock: hours pass in a test without anybody waiting.

use std::time::Duration;

use jiff::Timestamp;

use super::config::StartTime;

/// Tells the emulator's time.
#[derive(Debug)]
pub(super) struct Clock {
    start: StartTime,
    ahead: Duration,
}

impl Clock {
    pub(super) fn new(start: StartTime) -> Self {
        Self { start, ahead: Duration::ZERO }
    }

    /// The present moment; the last one that can be written down when moved beyond it.
    pub(super) fn now(&self) -> Timestamp {
        let base = match self.start {
            StartTime::Now => Timestamp::now(),
            StartTime::Fixed(moment) => moment,
        };
        base.saturating_add(jiff::SignedDuration::try_from(self.ahead).unwrap_or_default())
            .unwrap_or(base)
    }

    /// Moves the clock forward, at most to ten thousand years ahead.
    pub(super) fn advance(&mut self, by: Duration) {
        const FAR: Duration = Duration::from_secs(10_000 * 366 * 86_400);
        self.ahead = self.ahead.saturating_add(by).min(FAR);
    }
}

/// Writes a moment as Vipps does: UTC, three decimals, `Z`.
pub(super) fn iso(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

/// The moment some seconds later, or the last one that can be written down.
pub(super) fn later(moment: Timestamp, seconds: i64) -> Timestamp {
    moment.saturating_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let start: Timestamp = "2020-04-23T10:00:00Z".parse().unwrap();
        let mut clock = Clock::new(StartTime::Fixed(start));
        assert_eq!(clock.now(), start);
        clock.advance(Duration::from_millis(3_600_500));
        assert_eq!(iso(clock.now()), "2020-04-23T11:00:00.500Z");
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        let mut clock = Clock::new(StartTime::Now);
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert!(clock.now() > Timestamp::now());
    }
}
