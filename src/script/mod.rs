//! The JavaScript sandbox.
//!
//! Scripts run in a child process (the same binary, re-executed), since nothing can interrupt the
//! engine from inside its process and some scripts end in an abort. Those that can be proved harmless
//! need neither, and the runner may run them itself. [`protocol`] is the language
//! between the two sides, [`host`] the parent's side, [`worker`] the child's.

pub mod check;
mod frame;
pub mod host;
pub mod protocol;
pub mod worker;
