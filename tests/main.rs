//! Integration tests: the real binary against real local servers, one module a subject.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

mod invariants;

mod auth;
mod bad_input;
mod beyond;
mod check;
mod collections;
mod convert;
mod cookies;
mod data;
mod differential;
mod dynamic;
mod emulator;
mod env;
mod exports;
mod faults;
mod hostile;
mod html_report;
mod http2;
mod import;
mod inputs;
mod json_report;
mod leaks;
mod lint;
mod main_job;
mod mock;
mod newman_compat;
mod proxy;
mod real_files;
mod real_packages;
mod recorded;
mod report_counts;
mod reporters;
mod reports;
mod run_options;
mod sandbox;
mod scale;
mod script_order;
mod settings_files;
mod terminal;
mod tls;
mod transport;
mod v3;
mod vectors;
mod vipps_files;
