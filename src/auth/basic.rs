//! `basic`: user and password (RFC 7617, UTF-8).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{set_header, text};
use crate::collection::Auth;
use crate::http::Request;

/// Sends `username` and `password`; missing ones count as empty (`Basic Og==`).
pub(super) fn sign(auth: &Auth, request: &mut Request) -> Result<(), String> {
    let user = text(auth, "username").unwrap_or_default();
    let password = text(auth, "password").unwrap_or_default();
    let value = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
    set_header(request, "Authorization", &value)
}
