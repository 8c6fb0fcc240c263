//! `apikey`: a key in a header or in the query.

use super::{set_header, set_query, text};
use crate::collection::Auth;
use crate::http::Request;

/// Sends `value` under the name `key`, in the header unless `in` says `query`. Like Postman it
/// replaces a header or parameter of the same name; without a key it does nothing.
pub(super) fn sign(auth: &Auth, request: &mut Request) -> Result<(), String> {
    let key = text(auth, "key").filter(|key| !key.trim().is_empty());
    let Some(key) = key else { return Err("\"key\" is missing".to_owned()) };
    let value = text(auth, "value").unwrap_or_default();
    match text(auth, "in").as_deref() {
        Some("query") => {
            set_query(request, &key, &value);
            Ok(())
        }
        _ => set_header(request, key.trim(), &value),
    }
}
