//! How much of the bodies fits into a report that stays small.

/// The longest part of a body that is kept, in bytes.
pub(super) const BODY_LIMIT: usize = 16 << 10;

/// The part of a body that every request keeps, in bytes.
const LEAST: usize = 256;

/// What all blocks together may take in the file, in bytes: with the rows of 10,000 requests the file
/// stays under 10 MB.
const BLOCKS_LIMIT: u64 = 7_000_000;

/// The part of it that is for requests that failed.
const FAILURES_SHARE: u64 = BLOCKS_LIMIT / 4;

/// What everything else of a request takes at most, as a rule (headers, tests), in bytes.
const OVERHEAD: u64 = 1000;

/// What was spent, and what is expected.
#[derive(Debug, Default)]
pub(super) struct Budget {
    /// Requests that are still to come, as planned.
    remaining: u64,
    /// Bytes before compression.
    raw: u64,
    /// Bytes in the file.
    spent: u64,
    /// Bytes of bodies of failed requests before compression.
    failures: u64,
}

impl Budget {
    /// Expects so many requests.
    pub(super) fn new(planned: u64) -> Self {
        Self { remaining: planned, ..Self::default() }
    }

    /// Tells how many bytes of a body the next request may keep. Failed requests have a share of
    /// their own; the others share what is left, as far as it is known how well they compress.
    pub(super) fn body_limit(&mut self, failed: bool) -> usize {
        self.remaining = self.remaining.saturating_sub(1);
        if failed && self.failures < FAILURES_SHARE * 2 {
            self.failures += BODY_LIMIT as u64;
            return BODY_LIMIT;
        }
        let left = (BLOCKS_LIMIT - FAILURES_SHARE).saturating_sub(self.spent);
        let expected = left.saturating_mul(self.ratio()) / self.remaining.max(100);
        // A request has two bodies, one of which is mostly small.
        let fair = expected.saturating_sub(OVERHEAD);
        usize::try_from(fair).unwrap_or(BODY_LIMIT).clamp(LEAST, BODY_LIMIT)
    }

    /// Notes what a block took.
    pub(super) fn spend(&mut self, raw: usize, stored: usize) {
        self.raw += raw as u64;
        self.spent += stored as u64;
    }

    /// How many bytes go into one of the file; three until it is known.
    fn ratio(&self) -> u64 {
        const GUESS: u64 = 100_000;
        ((self.raw + 3 * GUESS) / (self.spent + GUESS)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_requests_keep_their_bodies() {
        let mut budget = Budget::new(20);
        assert_eq!(budget.body_limit(false), BODY_LIMIT);
    }

    #[test]
    fn many_requests_share_the_file() {
        let mut budget = Budget::new(10_000);
        let mut stored = 0;
        for _ in 0..10_000 {
            // Content that does not compress at all, and headers that do.
            let kept = budget.body_limit(false) + 100;
            budget.spend(kept, kept * 4 / 3);
            stored += kept * 4 / 3;
        }
        assert!(stored < 7_000_000, "{stored}");
        assert!(budget.body_limit(true) == BODY_LIMIT);
    }
}
