//! Saved event streams, read back: any report from any run, and one report of several runs.

mod line;
mod merge;
mod replay;
mod stream;

pub use replay::replay;
pub use stream::{Source, StreamError};

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
