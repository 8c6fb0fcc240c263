//! chai 4.4.1 with the chai-postman plugin, natively.
//!
//! Every assertion is a small object with one shared prototype. A chain word is an accessor on that
//! prototype, a method a native function; the rules themselves are plain functions over
//! `assertion::Assertion`, one file a subject, listed for the prototype in `words`.

mod assertion;
mod equality;
mod failure;
mod guard;
mod kind;
mod path;
mod words;

mod changes;
mod functions;
mod include;
mod keys;
mod members;
mod order;
mod property;
mod throws;
mod values;

mod content;
mod measures;
mod postman;
mod response;

mod assert;
mod core;
mod module;
mod prototype;

#[cfg(test)]
mod tests;

pub use module::{assertion, expect, module};
