//! Everything the user types and the process returns.

pub mod args;
pub mod exit;

mod config;
mod cookie_file;
mod dry_run;
mod emulator;
mod exports;
mod interrupt;
mod load;
mod main;
mod manual;
mod previous;
mod report;
mod run;

pub use main::main;
