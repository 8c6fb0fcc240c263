//! `apikey`: a key in a header or in the query.

use super::signing::Signing;

/// Sends `value` under the name `key`, in the header unless `in` says `query`. Like Postman it
/// replaces a header or parameter of the same name; without a key it does nothing.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let key = signing.required("key")?;
    let value = signing.text("value").unwrap_or_default();
    match signing.choice("in", &["header", "query"]) {
        Some("query") => {
            signing.set_param(&key, &value);
            Ok(())
        }
        _ => signing.set_header(key.trim(), &value),
    }
}
