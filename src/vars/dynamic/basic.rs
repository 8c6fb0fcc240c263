//! Identifiers, time and plain numbers.

use rand::RngExt;

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("guid", guid),
    ("randomUUID", guid),
    ("timestamp", timestamp),
    ("isoTimestamp", iso_timestamp),
    ("randomInt", random_int),
];

/// A version 4 UUID.
fn guid(dynamic: &mut Dynamic) -> String {
    uuid::Builder::from_random_bytes(dynamic.rng.random()).into_uuid().to_string()
}

/// Seconds since the Unix epoch.
fn timestamp(dynamic: &mut Dynamic) -> String {
    dynamic.now().as_second().to_string()
}

/// The instant as JavaScript's `toISOString` writes it: UTC, always three decimals.
fn iso_timestamp(dynamic: &mut Dynamic) -> String {
    dynamic.now().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// An integer from 0 to 1000, both included.
fn random_int(dynamic: &mut Dynamic) -> String {
    dynamic.rng.random_range(0..=1000).to_string()
}
