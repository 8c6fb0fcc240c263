//! `oauth2`: a stored access token. Like newman it never fetches or refreshes one.

use super::{set_header, set_query, text};
use crate::collection::Auth;
use crate::http::Request;

/// Sends `accessToken` in the header, or as `access_token` in the query with `addTokenTo:
/// queryParams`. `headerPrefix` (`Bearer`) stands before the token; `tokenType: mac` does nothing.
pub(super) fn sign(auth: &Auth, request: &mut Request) -> Result<(), String> {
    let Some(token) = text(auth, "accessToken").filter(|token| !token.is_empty()) else {
        return Err("there is no \"accessToken\": tokens are not fetched, store one".to_owned());
    };
    if text(auth, "tokenType").is_some_and(|kind| kind.eq_ignore_ascii_case("mac")) {
        return Err("MAC tokens are not supported".to_owned());
    }
    if text(auth, "addTokenTo").as_deref() == Some("queryParams") {
        set_query(request, "access_token", &token);
        return Ok(());
    }
    let prefix = text(auth, "headerPrefix").unwrap_or_else(|| "Bearer".to_owned());
    let value = format!("{} {token}", prefix.trim());
    set_header(request, "Authorization", value.trim_start())
}
