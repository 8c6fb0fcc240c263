//! `postbud check`: whether credentials work, and which one is wrong.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod answers;
mod bench;

mod custom;
mod formats;
mod matrix;
mod selection;
mod slips;
