//! postbud: a Postman-compatible collection runner.
//!
//! # Code map, in reading order
//!
//! | module | what it is |
//! |---|---|
//! | [`collection`] | Postman files as plain typed data: collections, environments, the tree walk |
//! | [`vars`] | variable scopes, their order, `{{template}}` resolution, dynamic variables, iteration data |
//! | [`http`] | request and response types, ordered headers, URL and body rules, cookies, redirects; `http::client` alone names the HTTP library |
//! | [`auth`] | authorization: one scheme a file |
//! | [`script`] | the JavaScript sandbox: protocol, host (parent side), worker (child side, alone names the engine) |
//! | [`run`] | plan, cursor, step, events: a run is a function, plan in and events out |
//! | [`report`] | one file per reporter; each reads events only |
//! | [`check`] | credential checks: what an API's answers say about the keys, as data |
//! | [`mock`] | a server of a collection's saved examples |
//! | [`emulator`] | the built-in test APIs |
//! | [`redact`] | the set of secrets seen, and the masking of every event |
//! | [`memory`] | the allocator: live bytes and a limit on them |
//! | [`files`] | the one way to read a user's file |
//! | [`cli`] | everything the user types and the process returns |
//!
//! # Invariants
//!
//! `tests/invariants.rs` reads these lines and fails when a `use crate::` breaks one.
//!
//! Invariant: collection uses redact.
//! Invariant: redact uses nothing.
//! Invariant: files uses nothing.
//! Invariant: maps uses nothing.
//! Invariant: memory uses nothing.
//! Invariant: vars uses collection, files, maps.
//! Invariant: http uses collection, redact.
//! Invariant: auth uses collection, redact, http.
//! Invariant: script uses collection, maps, memory, redact, vars, http.
//! Invariant: run uses collection, redact, vars, http, auth, script.
//! Invariant: report uses redact, run.
//! Invariant: emulator uses collection.
//! Invariant: check uses collection, files, redact, vars, http.
//! Invariant: mock uses collection, http, vars.
//! Invariant: only http::client names reqwest.
//! Invariant: only script::worker names boa_engine, boa_gc.

pub mod auth;
pub mod check;
pub mod collection;
pub mod emulator;
pub mod files;
pub mod http;
pub mod memory;
pub mod mock;
pub mod redact;
pub mod report;
pub mod run;
pub mod script;
pub mod vars;

pub mod cli;

mod maps;
