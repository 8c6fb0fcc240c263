//! Credential checks: whether keys work, and if not, which one is wrong and what to do.
//!
//! Everything about an API is data: `systems/*.toml` say which variables hold its credentials,
//! which requests prove them without changing anything, and what each refusal means. To add an
//! API, write such a file; [`System::parse`] describes the format.
//!
//! The engine sends the probes in order, judges by the whole answer and never by the status
//! alone, and follows three rules that no file can break: what is not filled in is not sent;
//! 5xx, 429, timeouts and connection trouble are inconclusive, never somebody's fault; level 2,
//! which changes something, never runs against a production host.

mod answer;
mod catalog;
mod conclusion;
mod detect;
mod examine;
mod flaw;
mod inputs;
mod request;
mod suspect;
mod system;
mod verdict;

pub use catalog::Systems;
pub use detect::{Mismatch, detect, fits};
pub use examine::{Options, Subject, examine, production_host};
pub use flaw::{Flaw, cleaned};
pub use inputs::Inputs;
pub use system::{Credential, System, SystemError};
pub use verdict::{Status, SystemReport, Unfilled, Verdict};
