//! Identifiers: random, or the same in every run when seeded.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Makes identifiers.
#[derive(Debug)]
pub(super) struct Ids(StdRng);

impl Ids {
    pub(super) fn new(seed: Option<u64>) -> Self {
        Self(seed.map_or_else(rand::make_rng, StdRng::seed_from_u64))
    }

    /// A transaction id: ten digits, the first one not zero.
    pub(super) fn transaction(&mut self) -> String {
        self.0.random_range(1_000_000_000_u64..10_000_000_000).to_string()
    }

    /// A random UUID, for context, trace and correlation ids.
    pub(super) fn uuid(&mut self) -> String {
        uuid::Builder::from_random_bytes(self.0.random()).into_uuid().to_string()
    }

    /// Random bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_them() {
        let (mut one, mut two) = (Ids::new(Some(7)), Ids::new(Some(7)));
        for _ in 0..100 {
            let id = one.transaction();
            assert_eq!(id, two.transaction());
            assert!(id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
        }
        assert_eq!(one.uuid(), two.uuid());
        assert_ne!(one.uuid(), one.uuid());
    }
}
