//! Everything the user types and the process returns.

pub mod args;
pub mod exit;

mod emulator;
mod interrupt;
mod load;
mod main;
mod report;
mod run;

pub use main::main;
