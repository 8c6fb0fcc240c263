//! The table of schemes.

use super::signing::Signing;
use super::{
    apikey, asap, awsv4, basic, bearer, digest, edgegrid, hawk, jwt, ntlm, oauth1, oauth2,
};
use crate::http::Response;

/// How a scheme signs. `Err` is the reason why it could not; the request then goes out unsigned.
type Sign = fn(&mut Signing<'_>) -> Result<(), String>;

/// How a scheme answers a challenge: `true` when it changed the request, which is then sent again.
/// The number counts the answers given before to the same request.
type Answer = fn(&mut Signing<'_>, &Response, usize) -> Result<bool, String>;

/// A scheme.
pub(super) struct Scheme {
    kind: &'static str,
    pub(super) sign: Sign,
    pub(super) answer: Option<Answer>,
    /// It authorizes the connection: all rounds of a request have to go over the same one.
    pub(super) binds_connection: bool,
}

/// All schemes of Postman.
static SCHEMES: [Scheme; 13] = [
    plain("noauth", |_| Ok(())),
    plain("apikey", apikey::sign),
    plain("asap", asap::sign),
    plain("awsv4", awsv4::sign),
    plain("basic", basic::sign),
    plain("bearer", bearer::sign),
    Scheme { answer: Some(digest::answer), ..plain("digest", digest::sign) },
    plain("edgegrid", edgegrid::sign),
    plain("hawk", hawk::sign),
    plain("jwt", jwt::sign),
    Scheme { answer: Some(ntlm::answer), binds_connection: true, ..plain("ntlm", ntlm::sign) },
    plain("oauth1", oauth1::sign),
    plain("oauth2", oauth2::sign),
];

/// Makes a scheme that needs no challenge.
const fn plain(kind: &'static str, sign: Sign) -> Scheme {
    Scheme { kind, sign, answer: None, binds_connection: false }
}

/// Finds a scheme by Postman's name for it.
pub(super) fn find(kind: &str) -> Option<&'static Scheme> {
    SCHEMES.iter().find(|scheme| scheme.kind == kind)
}

/// Lists the names of all schemes.
pub(super) fn known() -> String {
    SCHEMES.iter().map(|scheme| scheme.kind).collect::<Vec<_>>().join(", ")
}
