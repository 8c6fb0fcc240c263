//! Digest authentication of the echo server: RFC 7616 with MD5 and `qop=auth`, user `postman`,
//! password `password`.

use std::fmt::Write;

use md5::{Digest, Md5};

const REALM: &str = "Users";
const NONCE: &str = "ni1LiL0O37PRRhofWdCLmwFsnEtH1lew";

/// The challenge.
pub const CHALLENGE: &str =
    "Digest realm=\"Users\", nonce=\"ni1LiL0O37PRRhofWdCLmwFsnEtH1lew\", qop=\"auth\"";

/// Tells whether an `Authorization` value answers the challenge.
pub fn is_right(given: &str, method: &str) -> bool {
    let Some(fields) = given.strip_prefix("Digest ") else { return false };
    let field = |name: &str| {
        let mut pairs = fields.split(',').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(key, _)| *key == name).map_or("", |(_, value)| value.trim_matches('"'))
    };
    let user = hash(&format!("postman:{REALM}:password"));
    let request = hash(&format!("{method}:{}", field("uri")));
    let middle = [NONCE, field("nc"), field("cnonce"), field("qop")].join(":");
    field("response") == hash(&format!("{user}:{middle}:{request}"))
}

fn hash(text: &str) -> String {
    Md5::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
