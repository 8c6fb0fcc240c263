//! Instants and names of the calendar.

use jiff::{SignedDuration, Timestamp};
use rand::RngExt;

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("timestamp", timestamp),
    ("isoTimestamp", iso_timestamp),
    ("randomDatePast", |dynamic| from_now(dynamic, -YEAR)),
    ("randomDateFuture", |dynamic| from_now(dynamic, YEAR)),
    ("randomDateRecent", |dynamic| from_now(dynamic, -DAY)),
    ("randomMonth", |dynamic| dynamic.pick(MONTHS)),
    ("randomWeekday", |dynamic| dynamic.pick(WEEKDAYS)),
];

/// In milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
const YEAR: i64 = 365 * DAY;

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: &[&str] =
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Seconds since the Unix epoch.
fn timestamp(dynamic: &mut Dynamic) -> String {
    dynamic.now().as_second().to_string()
}

/// The instant as JavaScript's `toISOString` writes it: UTC, always three decimals.
fn iso_timestamp(dynamic: &mut Dynamic) -> String {
    dynamic.now().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// An instant up to `span` milliseconds from now, as JavaScript's `Date` prints itself in UTC.
fn from_now(dynamic: &mut Dynamic, span: i64) -> String {
    let distance = dynamic.rng.random_range(1000..=span.abs()) * span.signum();
    let instant = dynamic.now().checked_add(SignedDuration::from_millis(distance));
    let instant = instant.unwrap_or(Timestamp::UNIX_EPOCH);
    instant.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)").to_string()
}
