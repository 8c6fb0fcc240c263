//! `bearer`: a token (RFC 6750).

use super::{set_header, text};
use crate::collection::Auth;
use crate::http::Request;

/// Sends `token`; without one it does nothing, as in Postman.
pub(super) fn sign(auth: &Auth, request: &mut Request) -> Result<(), String> {
    match text(auth, "token").filter(|token| !token.is_empty()) {
        Some(token) => set_header(request, "Authorization", &format!("Bearer {token}")),
        None => Err("\"token\" is missing".to_owned()),
    }
}
