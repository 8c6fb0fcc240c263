//! The time and the randomness of a signature.

use jiff::Timestamp;

/// What differs from signature to signature. It is handed in, so that published examples with their
/// fixed nonces and timestamps can be reproduced.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    pub(super) now: Timestamp,
    pub(super) random: [u8; 32],
}

impl Fresh {
    /// Reads the clock and draws randomness.
    pub(super) fn draw() -> Self {
        Self { now: Timestamp::now(), random: rand::random() }
    }

    /// The Unix time in seconds.
    pub(super) fn seconds(&self) -> i64 {
        self.now.as_second()
    }

    /// A nonce of letters and digits, at most 32 long.
    pub(super) fn nonce(&self, length: usize) -> String {
        const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        let letter = |byte: &u8| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]);
        self.random.iter().take(length).map(letter).collect()
    }

    /// A version 4 UUID.
    pub(super) fn uuid(&self) -> String {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.random[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid().as_hyphenated().to_string()
    }
}
