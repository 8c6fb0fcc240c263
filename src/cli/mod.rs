//! Everything the user types and the process returns.

pub mod args;
pub mod exit;

mod certificates;
mod emulator;
mod interrupt;
mod load;
mod main;
mod network;
mod report;
mod run;

pub use main::main;
