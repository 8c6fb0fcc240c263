//! Everything the user types and the process returns.

pub mod args;
pub mod exit;

mod directory;
mod emulator;
mod interrupt;
mod load;
mod main;
mod remote;
mod report;
mod run;
mod source;

pub use main::main;
