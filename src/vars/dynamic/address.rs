//! Places and phone numbers.

use fake::Fake;
use fake::faker::address::en::{CityName, CountryCode, CountryName, StreetName};

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomCity", |dynamic| CityName().fake_with_rng(&mut dynamic.rng)),
    ("randomStreetName", street_name),
    ("randomStreetAddress", street_address),
    ("randomCountry", |dynamic| CountryName().fake_with_rng(&mut dynamic.rng)),
    ("randomCountryCode", |dynamic| CountryCode().fake_with_rng(&mut dynamic.rng)),
    ("randomLatitude", |dynamic| degrees(dynamic, 90)),
    ("randomLongitude", |dynamic| degrees(dynamic, 180)),
    ("randomPhoneNumber", phone_number),
    ("randomPhoneNumberExt", phone_number_with_extension),
];

fn street_name(dynamic: &mut Dynamic) -> String {
    StreetName().fake_with_rng(&mut dynamic.rng)
}

/// `58197 Sterling Lake`
fn street_address(dynamic: &mut Dynamic) -> String {
    let number = dynamic.between(100, 99_999);
    format!("{number} {}", street_name(dynamic))
}

/// Degrees from `-limit` to `limit` with four decimals.
fn degrees(dynamic: &mut Dynamic, limit: u32) -> String {
    let steps = dynamic.between(0, 2 * limit * 10_000);
    format!("{:.4}", f64::from(steps) / 10_000.0 - f64::from(limit))
}

/// `201-642-3266`
fn phone_number(dynamic: &mut Dynamic) -> String {
    let (area, exchange) = (dynamic.between(200, 999), dynamic.between(200, 999));
    format!("{area}-{exchange}-{:04}", dynamic.between(0, 9999))
}

/// `15-376-973-5352`
fn phone_number_with_extension(dynamic: &mut Dynamic) -> String {
    let extension = dynamic.between(1, 99);
    format!("{extension}-{}", phone_number(dynamic))
}
