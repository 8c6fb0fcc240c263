//! Dynamic variables: `{{$guid}}` and its like, a new value at every occurrence.
//!
//! To add one: a function `fn(&mut Dynamic) -> String` in the file of its family, and a line in
//! that family's table.

mod basic;

use rand::SeedableRng;
use rand::rngs::StdRng;

/// A name and what makes its values.
type Generator = (&'static str, fn(&mut Dynamic) -> String);

/// The families, each a table of its own.
const FAMILIES: &[&[Generator]] = &[basic::GENERATORS];

/// The generators with the randomness and the clock they draw on.
#[derive(Debug)]
pub struct Dynamic {
    rng: StdRng,
    clock: Clock,
}

/// What tells the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    System,
    /// Always the same instant, in Unix epoch milliseconds.
    Fixed(i64),
}

impl Dynamic {
    /// Draws on the system's clock; equal seeds give equal values, no seed gives unpredictable ones.
    #[must_use]
    pub fn new(seed: Option<u64>) -> Self {
        Self::with_clock(seed, Clock::System)
    }

    /// As [`Dynamic::new`], with another clock.
    #[must_use]
    pub fn with_clock(seed: Option<u64>, clock: Clock) -> Self {
        let rng = seed.map_or_else(rand::make_rng, StdRng::seed_from_u64);
        Self { rng, clock }
    }

    /// Makes a new value of a dynamic variable, given with its `$`; `None` when there is none of
    /// that name.
    pub fn generate(&mut self, name: &str) -> Option<String> {
        generator(name).map(|generate| generate(self))
    }

    /// Tells whether there is a dynamic variable of that name.
    #[must_use]
    pub fn knows(name: &str) -> bool {
        generator(name).is_some()
    }

    fn now(&self) -> jiff::Timestamp {
        match self.clock {
            Clock::System => jiff::Timestamp::now(),
            Clock::Fixed(millis) => jiff::Timestamp::from_millisecond(millis).unwrap_or_default(),
        }
    }
}

fn generator(name: &str) -> Option<fn(&mut Dynamic) -> String> {
    let name = name.strip_prefix('$')?;
    FAMILIES.iter().copied().flatten().find(|(known, _)| *known == name).map(|(_, make)| *make)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = FAMILIES.iter().copied().flatten().map(|(name, _)| name).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn values_have_postmans_shapes() {
        let mut dynamic = Dynamic::with_clock(None, Clock::Fixed(1_577_934_245_678));
        for name in ["$guid", "$randomUUID"] {
            let guid = uuid::Uuid::parse_str(&dynamic.generate(name).unwrap()).unwrap();
            assert_eq!(guid.get_version_num(), 4);
        }
        assert_eq!(dynamic.generate("$timestamp").unwrap(), "1577934245");
        assert_eq!(dynamic.generate("$isoTimestamp").unwrap(), "2020-01-02T03:04:05.678Z");
        for _ in 0..1000 {
            let int: u32 = dynamic.generate("$randomInt").unwrap().parse().unwrap();
            assert!(int <= 1000);
        }
        assert_eq!(dynamic.generate("guid"), None);
        assert_eq!(dynamic.generate("$GUID"), None);
        assert!(Dynamic::knows("$guid") && !Dynamic::knows("$"));
    }

    #[test]
    fn equal_seeds_give_equal_values() {
        let values = |seed| {
            let mut dynamic = Dynamic::new(Some(seed));
            ["$guid", "$randomInt", "$guid"].map(|name| dynamic.generate(name))
        };
        assert_eq!(values(1), values(1));
        assert_ne!(values(1), values(2));
    }
}
