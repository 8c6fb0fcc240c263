//! `oauth2`: an access token, stored in the block or fetched (RFC 6749).

mod grant;
mod token;
mod tokens;

pub(super) use tokens::Tokens;

use super::signing::Signing;

/// Postman's name of the scheme.
pub(super) const KIND: &str = "oauth2";

/// Sends `accessToken` in the header, or as `access_token` in the query with `addTokenTo:
/// queryParams`. `headerPrefix` (`Bearer`) stands before the token; `tokenType: mac` is refused.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let Some(token) = signing.filled("accessToken") else {
        return Err("there is no \"accessToken\"; store one, or tell with \"grant_type\" and \
                    \"accessTokenUrl\" how to fetch one"
            .to_owned());
    };
    if signing.text("tokenType").is_some_and(|kind| kind.eq_ignore_ascii_case("mac")) {
        return Err("MAC tokens are not supported".to_owned());
    }
    if signing.choice("addTokenTo", &["header", "queryParams"]) == Some("queryParams") {
        signing.set_param("access_token", &token);
        return Ok(());
    }
    let prefix = signing.text("headerPrefix").unwrap_or_else(|| "Bearer".to_owned());
    let value = format!("{} {token}", prefix.trim());
    signing.authorize(value.trim_start())
}
