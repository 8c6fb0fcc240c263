//! Everything the user types and the process returns.

pub mod args;
pub mod exit;

mod certificates;
mod check;
mod config;
mod convert;
mod cookie_file;
mod directory;
mod dry_run;
mod emulator;
mod env;
mod exports;
mod import;
mod interrupt;
mod iteration_data;
mod last_words;
mod lint;
mod load;
mod main;
mod manual;
mod mock;
mod network;
mod newman;
mod output;
mod places;
mod previous;
mod prompt;
mod remote;
mod report;
mod resume;
mod run;
mod saved;
mod shard;
mod source;
mod terminal;
mod variables;
mod waiting;

pub use main::main;
