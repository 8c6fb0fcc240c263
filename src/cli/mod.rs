//! Everything the user types and the process returns.

pub mod args;
pub mod exit;

mod convert;
mod directory;
mod emulator;
mod interrupt;
mod lint;
mod load;
mod main;
mod remote;
mod report;
mod run;
mod source;

pub use main::main;
