//! People and what they do.

use fake::Fake;
use fake::faker::job::en::{Field, Position, Seniority, Title as JobTitle};
use fake::faker::name::en::{FirstName, LastName, Suffix, Title};

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomFirstName", |dynamic| FirstName().fake_with_rng(&mut dynamic.rng)),
    ("randomLastName", |dynamic| LastName().fake_with_rng(&mut dynamic.rng)),
    ("randomFullName", full_name),
    ("randomNamePrefix", |dynamic| Title().fake_with_rng(&mut dynamic.rng)),
    ("randomNameSuffix", |dynamic| Suffix().fake_with_rng(&mut dynamic.rng)),
    ("randomJobTitle", |dynamic| JobTitle().fake_with_rng(&mut dynamic.rng)),
    ("randomJobDescriptor", |dynamic| Seniority().fake_with_rng(&mut dynamic.rng)),
    ("randomJobArea", |dynamic| Field().fake_with_rng(&mut dynamic.rng)),
    ("randomJobType", |dynamic| Position().fake_with_rng(&mut dynamic.rng)),
];

/// First and last name, now and then with what stands before or behind them.
fn full_name(dynamic: &mut Dynamic) -> String {
    let form = dynamic.between(0, 8);
    let rng = &mut dynamic.rng;
    let first: &str = FirstName().fake_with_rng(rng);
    let last: &str = LastName().fake_with_rng(rng);
    match form {
        0 => format!("{} {first} {last}", Title().fake_with_rng::<&str, _>(rng)),
        1 => format!("{first} {last} {}", Suffix().fake_with_rng::<&str, _>(rng)),
        _ => format!("{first} {last}"),
    }
}
