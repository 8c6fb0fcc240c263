//! `bearer`: a token (RFC 6750).

use super::signing::Signing;

/// Sends `token`; without one it does nothing, as in Postman.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let token = signing.required("token")?;
    signing.authorize(&format!("Bearer {token}"))
}
