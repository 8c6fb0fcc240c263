//! Saved event streams, read back: any report from any run, and one report of several runs.

mod line;
mod merge;
mod reached;
mod replay;
mod shards;
mod stream;

pub use reached::{Reached, reached, retell};
pub use replay::replay;
pub use stream::{Source, StreamError};

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
