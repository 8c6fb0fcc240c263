//! Identifiers: random, or the same in every run when seeded.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Makes identifiers.
#[derive(Debug)]
pub(super) struct Ids(StdRng);

/// Random numbers: the same again for a seed.
pub(super) fn chance(seed: Option<u64>) -> StdRng {
    seed.map_or_else(rand::make_rng, StdRng::seed_from_u64)
}

impl Ids {
    pub(super) fn new(seed: Option<u64>) -> Self {
        Self(chance(seed))
    }

    /// A prefix and seven letters or digits, as agreements and charges are named.
    pub(super) fn short(&mut self, prefix: &str) -> String {
        const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let mut letter = || char::from(LETTERS[self.0.random_range(0..LETTERS.len())]);
        let letters: String = (0..7).map(|_| letter()).collect();
        format!("{prefix}{letters}")
    }

    /// Opaque text of so many random bytes, in base64url.
    pub(super) fn opaque<const N: usize>(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<N>())
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
