//! `basic`: user and password (RFC 7617, UTF-8).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::signing::Signing;

/// Sends `username` and `password`; missing ones count as empty (`Basic Og==`).
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let user = signing.text("username").unwrap_or_default();
    let password = signing.text("password").unwrap_or_default();
    signing.authorize(&format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
}
