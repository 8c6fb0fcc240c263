//! Secrets: which names hold them, which values were seen, and the masking of text.
//!
//! The engine tells [`Secrets`] every secret it meets; every event is masked with it once, on the
//! way to the reporters, so that no reporter can forget it. Values shorter than [`SHORTEST`]
//! bytes are not masked by content: masking `1236` wherever it stands would ruin every report.
//! What the program itself holds is a [`Secret`], which cannot be printed by accident.

mod document;
mod finder;
mod forms;
mod markup;
mod masking;
mod names;
mod script;
mod secret;
mod secrets;

pub use names::{is_secret_header, is_secret_name};
pub use secret::{Secret, in_clear};
pub use secrets::Secrets;

/// What stands in place of a secret.
pub const MASK: &str = "*****";

/// The shortest value that is masked wherever it stands, in bytes.
pub const SHORTEST: usize = 6;
