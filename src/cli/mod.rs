//! Everything the user types and the process returns.

pub mod args;
pub mod exit;

mod certificates;
mod config;
mod convert;
mod cookie_file;
mod directory;
mod dry_run;
mod emulator;
mod exports;
mod interrupt;
mod iteration_data;
mod lint;
mod load;
mod main;
mod manual;
mod network;
mod previous;
mod remote;
mod report;
mod run;
mod source;

pub use main::main;
