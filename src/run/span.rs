//! Which iterations of a run are run: all of them, or a slice (`--iteration-range`).

use std::str::FromStr;

/// Iterations `first..end` of `total`, counted from 0. They keep their numbers and data rows: the
/// third iteration is the third one in scripts and reports, whether or not the first two are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first one that is run.
    pub first: u64,
    /// The one behind the last one that is run.
    pub end: u64,
    /// What `-n` or the data say.
    pub total: u64,
}

impl Span {
    /// All iterations.
    #[must_use]
    pub fn all(total: u64) -> Self {
        Self { first: 0, end: total, total }
    }

    /// The number of iterations that are run.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.end.saturating_sub(self.first)
    }
}

/// A slice as people write it: `3..7`, `3..`, `..7` or `3`; counted from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IterationRange {
    first: u64,
    last: Option<u64>,
}

/// Why a slice is none of a run.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RangeError {
    /// The text is no range.
    #[error("write it as 3..7, 3.., ..7 or 3; iterations are counted from 1")]
    Form,
    /// The run is too short.
    #[error("--iteration-range begins at {first}, but the run has {total} iteration(s)")]
    Beyond {
        /// Where the slice begins, counted from 1.
        first: u64,
        /// The iterations of the run.
        total: u64,
    },
}

impl IterationRange {
    /// Cuts the slice out of `total` iterations; it may end behind the last one.
    ///
    /// # Errors
    /// Fails when it begins behind the last one: nothing would run.
    pub fn of(self, total: u64) -> Result<Span, RangeError> {
        if self.first > total {
            return Err(RangeError::Beyond { first: self.first, total });
        }
        Ok(Span { first: self.first - 1, end: self.last.unwrap_or(total).min(total), total })
    }
}

impl FromStr for IterationRange {
    type Err = RangeError;

    fn from_str(text: &str) -> Result<Self, RangeError> {
        let number = |text: &str| text.trim().parse().map_err(|_| RangeError::Form);
        let (first, last) = match text.split_once("..") {
            None => {
                let only = number(text)?;
                (only, Some(only))
            }
            Some(("", "")) => return Err(RangeError::Form),
            Some(("", last)) => (1, Some(number(last)?)),
            Some((first, "")) => (number(first)?, None),
            Some((first, last)) => (number(first)?, Some(number(last)?)),
        };
        let sound = first > 0 && last.is_none_or(|last| last >= first);
        if sound { Ok(Self { first, last }) } else { Err(RangeError::Form) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_count_from_one_and_hold_both_ends() {
        for (text, first, end) in
            [("3..7", 2, 7), ("3..", 2, 10), ("..7", 0, 7), ("3", 2, 3), ("9..99", 8, 10)]
        {
            let span = text.parse::<IterationRange>().and_then(|range| range.of(10));
            assert_eq!(span, Ok(Span { first, end, total: 10 }), "{text}");
        }
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for text in ["", "..", "0..3", "0", "5..4", "a..b", "1-3", "-1..3", "1...3"] {
            assert_eq!(text.parse::<IterationRange>(), Err(RangeError::Form), "{text}");
        }
        let beyond = "4..".parse::<IterationRange>().and_then(|range| range.of(3));
        assert_eq!(beyond, Err(RangeError::Beyond { first: 4, total: 3 }));
    }
}
