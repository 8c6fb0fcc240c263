//! One part of a run that several machines share (`--shard 2/5`).
//!
//! Parts are consecutive, cover everything once and differ in size by at most one, so that every
//! machine finds its own without knowing of the others.

use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::plan::{Plan, PlannedItem};
use super::series::name_folders;
use super::span::Span;

/// Which part of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 0.
    index: u64,
    count: u64,
}

/// Why there is no such shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShardError {
    /// The text is no shard.
    #[error("write it as 2/5: the second of five parts; parts are counted from 1")]
    Form,
    /// The number is none of the parts.
    #[error("there is no part {number} of {count}: parts are counted from 1")]
    Beyond {
        /// The part, counted from 1.
        number: u64,
        /// The number of parts.
        count: u64,
    },
}

/// What is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ShardBy {
    /// The iterations, and with them the data rows.
    Iterations,
    /// The collections.
    Collections,
    /// The folders and requests at the top of a collection.
    Folders,
}

impl Shard {
    /// Makes part `number` of `count`, counted from 1.
    ///
    /// # Errors
    /// There is no such part.
    pub fn new(number: u64, count: u64) -> Result<Self, ShardError> {
        match number.checked_sub(1).filter(|index| *index < count) {
            Some(index) => Ok(Self { index, count }),
            None => Err(ShardError::Beyond { number, count }),
        }
    }

    /// Its number, counted from 1.
    #[must_use]
    pub fn number(self) -> u64 {
        self.index + 1
    }

    /// The number of parts.
    #[must_use]
    pub fn count(self) -> u64 {
        self.count
    }

    /// Which of `total` things are in it.
    #[must_use]
    pub fn part(self, total: u64) -> Range<u64> {
        let edge = |index: u64| {
            let edge = u128::from(total) * u128::from(index) / u128::from(self.count);
            u64::try_from(edge).unwrap_or(total)
        };
        edge(self.index)..edge(self.index + 1)
    }

    /// Leaves of the plans what is in the part. One in which there is nothing leaves a plan that does
    /// nothing, so that its report exists.
    pub fn cut(self, plans: &mut Vec<Plan>, by: ShardBy) {
        match by {
            ShardBy::Iterations => {
                for plan in plans.iter_mut() {
                    plan.iterations = self.span(plan.iterations);
                }
            }
            ShardBy::Collections => self.collections(plans),
            ShardBy::Folders => plans.iter_mut().for_each(|plan| self.folders(&mut plan.items)),
        }
        plans.iter_mut().for_each(|plan| plan.shard = Some((self, by)));
    }

    fn span(self, span: Span) -> Span {
        let part = self.part(span.count());
        Span { first: span.first + part.start, end: span.first + part.end, ..span }
    }

    fn collections(self, plans: &mut Vec<Plan>) {
        let several = plans.len() > 1;
        let part = self.part(plans.len() as u64);
        if part.is_empty() {
            plans.truncate(1);
            plans.iter_mut().for_each(|plan| plan.items.clear());
            return;
        }
        let mut index = 0..;
        plans.retain(|_| index.next().is_some_and(|index| part.contains(&index)));
        if several && plans.len() == 1 {
            // As it would stand in the report of all.
            name_folders(plans);
        }
    }

    fn folders(self, items: &mut Vec<PlannedItem>) {
        let mut last = None;
        let mut folders = 0;
        let numbers: Vec<u64> = items
            .iter()
            .map(|item| {
                let top = item.item.path.first().map(|name| (name.clone(), true));
                let top = top.unwrap_or_else(|| (item.item.id.clone(), false));
                if last.replace(top.clone()).is_none_or(|last| last != top) {
                    folders += 1;
                }
                folders - 1
            })
            .collect();
        let part = self.part(folders);
        let mut numbers = numbers.into_iter();
        items.retain(|_| numbers.next().is_some_and(|number| part.contains(&number)));
    }
}

impl ShardBy {
    /// What is best divided: iterations where there are several, else collections, else folders.
    #[must_use]
    pub fn of(plans: &[Plan]) -> Self {
        if plans.iter().any(|plan| plan.iterations.count() > 1) {
            Self::Iterations
        } else if plans.len() > 1 {
            Self::Collections
        } else {
            Self::Folders
        }
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let (number, count) = text.split_once('/').ok_or(ShardError::Form)?;
        let read = |text: &str| text.trim().parse().map_err(|_| ShardError::Form);
        Self::new(read(number)?, read(count)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shards_are_read() {
        assert_eq!("2/5".parse(), Ok(Shard { index: 1, count: 5 }));
        assert_eq!(" 1 / 1 ".parse(), Ok(Shard { index: 0, count: 1 }));
        for text in ["", "2", "2/", "/5", "a/5", "-1/5", "1/2/3", "1.5/2"] {
            assert_eq!(text.parse::<Shard>(), Err(ShardError::Form), "{text}");
        }
        for (text, number, count) in [("0/5", 0, 5), ("6/5", 6, 5), ("1/0", 1, 0)] {
            let beyond = ShardError::Beyond { number, count };
            assert_eq!(text.parse::<Shard>(), Err(beyond), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_cover_everything_once_and_are_about_equal(
            total in prop_oneof![0..200u64, any::<u64>()],
            count in 1..64u64,
        ) {
            let mut next = 0;
            for number in 1..=count {
                let part = Shard::new(number, count).map(|shard| shard.part(total));
                let part = part.unwrap_or_default();
                prop_assert_eq!(part.start, next);
                let size = part.end - part.start;
                prop_assert!(size == total / count || size == total / count + 1);
                next = part.end;
            }
            prop_assert_eq!(next, total);
        }
    }
}
