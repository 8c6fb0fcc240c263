//! Dynamic variables: `{{$guid}}` and its like, a new value at every occurrence. All 118 of
//! Postman's, each in the form that Postman gives it.
//!
//! To add one: a function `fn(&mut Dynamic) -> String` in the file of its family, a line in that
//! family's table, and a line in the table of forms in the tests.

mod address;
mod basic;
mod commerce;
mod company;
mod database;
mod date;
mod finance;
mod hacker;
mod image;
mod internet;
mod lorem;
mod name;
mod system;
#[cfg(test)]
mod tests;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// A name and what makes its values.
type Generator = (&'static str, fn(&mut Dynamic) -> String);

/// The families, each a table of its own.
const FAMILIES: &[&[Generator]] = &[
    basic::GENERATORS,
    date::GENERATORS,
    name::GENERATORS,
    internet::GENERATORS,
    address::GENERATORS,
    company::GENERATORS,
    commerce::GENERATORS,
    finance::GENERATORS,
    lorem::GENERATORS,
    hacker::GENERATORS,
    database::GENERATORS,
    image::GENERATORS,
    system::GENERATORS,
];

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

    /// Makes generators with the same clock and randomness of their own, drawn from these.
    #[must_use]
    pub fn fork(&mut self) -> Self {
        Self { rng: StdRng::from_rng(&mut self.rng), clock: self.clock }
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

    /// A whole number, both ends included.
    fn between(&mut self, least: u32, most: u32) -> u32 {
        self.rng.random_range(least..=most)
    }

    /// One of a list that is not empty.
    fn pick(&mut self, list: &[&str]) -> String {
        list[self.rng.random_range(0..list.len())].to_owned()
    }

    /// Letters of an ASCII alphabet.
    fn letters(&mut self, alphabet: &str, count: usize) -> String {
        let alphabet = alphabet.as_bytes();
        (0..count).map(|_| char::from(alphabet[self.rng.random_range(0..alphabet.len())])).collect()
    }
}

fn generator(name: &str) -> Option<fn(&mut Dynamic) -> String> {
    let name = name.strip_prefix('$')?;
    FAMILIES.iter().copied().flatten().find(|(known, _)| *known == name).map(|(_, make)| *make)
}
