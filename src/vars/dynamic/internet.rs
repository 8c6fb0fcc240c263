//! Addresses and names on the internet.

use std::net::Ipv4Addr;

use fake::Fake;
use fake::faker::internet::en::{DomainSuffix, FreeEmailProvider, UserAgent};
use fake::faker::name::en::{FirstName, LastName};
use rand::RngExt;

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomEmail", email),
    ("randomExampleEmail", example_email),
    ("randomUserName", user_name),
    ("randomProtocol", |dynamic| dynamic.pick(PROTOCOLS)),
    ("randomUrl", url),
    ("randomDomainName", domain_name),
    ("randomDomainSuffix", |dynamic| DomainSuffix().fake_with_rng(&mut dynamic.rng)),
    ("randomDomainWord", domain_word),
    ("randomIP", |dynamic| Ipv4Addr::from(dynamic.rng.random::<u32>()).to_string()),
    ("randomIPV6", ipv6),
    ("randomUserAgent", |dynamic| UserAgent().fake_with_rng(&mut dynamic.rng)),
    ("randomHexColor", |dynamic| format!("#{}", dynamic.letters(HEX, 6))),
    ("randomMACAddress", mac_address),
    ("randomPassword", |dynamic| dynamic.letters(ALPHANUMERIC, 15)),
];

const PROTOCOLS: &[&str] = &["http", "https"];
const HEX: &str = "0123456789abcdef";
const ALPHANUMERIC: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// `Clemens1@yahoo.com`
fn email(dynamic: &mut Dynamic) -> String {
    let provider: &str = FreeEmailProvider().fake_with_rng(&mut dynamic.rng);
    format!("{}@{provider}", user_name(dynamic))
}

fn example_email(dynamic: &mut Dynamic) -> String {
    let suffix = dynamic.pick(&["com", "net", "org"]);
    format!("{}@example.{suffix}", user_name(dynamic))
}

/// `Clementina32`, `Helga_Dietrich` or `Cali.Walsh28`
fn user_name(dynamic: &mut Dynamic) -> String {
    let form = dynamic.between(0, 2);
    let number = dynamic.between(0, 99);
    let joint = dynamic.pick(&[".", "_"]);
    let first = plain(FirstName().fake_with_rng(&mut dynamic.rng));
    let last = plain(LastName().fake_with_rng(&mut dynamic.rng));
    match form {
        0 => format!("{first}{number}"),
        1 => format!("{first}{joint}{last}"),
        _ => format!("{first}{joint}{last}{number}"),
    }
}

/// Names without apostrophes and the like.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn domain_word(dynamic: &mut Dynamic) -> String {
    plain(FirstName().fake_with_rng(&mut dynamic.rng)).to_lowercase()
}

fn domain_name(dynamic: &mut Dynamic) -> String {
    let word = domain_word(dynamic);
    format!("{word}.{}", DomainSuffix().fake_with_rng::<&str, _>(&mut dynamic.rng))
}

fn url(dynamic: &mut Dynamic) -> String {
    let protocol = dynamic.pick(PROTOCOLS);
    format!("{protocol}://{}", domain_name(dynamic))
}

/// All eight groups written out.
fn ipv6(dynamic: &mut Dynamic) -> String {
    [(); 8].map(|()| dynamic.letters(HEX, 4)).join(":")
}

fn mac_address(dynamic: &mut Dynamic) -> String {
    [(); 6].map(|()| dynamic.letters(HEX, 2)).join(":")
}
