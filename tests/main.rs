//! Integration tests: the real binary against real local servers, one module a subject.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

mod invariants;

mod auth;
mod bad_input;
mod beyond;
mod convert;
mod data;
mod differential;
mod dynamic;
mod emulator;
mod exports;
mod faults;
mod http2;
mod inputs;
mod lint;
mod main_job;
mod proxy;
mod real_files;
mod recorded;
mod run_options;
mod sandbox;
mod settings_files;
mod tls;
mod transport;
mod v3;
mod vectors;
