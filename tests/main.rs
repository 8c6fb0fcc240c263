//! Integration tests: the real binary against real local servers, one module a subject.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

mod invariants;

mod bad_input;
mod emulator;
mod faults;
mod http2;
mod main_job;
mod proxy;
mod real_files;
mod sandbox;
mod tls;
mod transport;
