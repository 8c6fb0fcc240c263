//! `protocolProfileBehavior`, merged from the collection down to the item.

use std::collections::BTreeSet;

use serde_json::Value;

use super::notice::{Notice, NoticeKind};
use crate::collection::Extra;
use crate::http::SendOptions;

/// What `protocolProfileBehavior` says about one request.
#[derive(Debug, Clone, Default)]
pub struct Behavior {
    /// How to send: the run's options, overridden by the collection's settings.
    pub options: SendOptions,
    /// Send a body with GET, COPY, HEAD, PURGE and UNLOCK too.
    pub disable_body_pruning: bool,
    /// Send path, query and fragment as written.
    pub disable_url_encoding: bool,
    /// Lower-case names of system headers not to be added.
    pub disabled_system_headers: BTreeSet<String>,
    /// Settings that have no effect here.
    pub notices: Vec<Notice>,
}

/// Settings of Node's TLS and parser that have no counterpart here.
const UNSUPPORTED: [&str; 5] = [
    "insecureHTTPParser",
    "tlsPreferServerCiphers",
    "tlsDisabledProtocols",
    "tlsCipherSelection",
    "protocolVersion",
];

impl Behavior {
    /// Merges the settings of collection, folders and item, given in this order: a later one
    /// overrides an earlier one key by key, and all override the run's `defaults`. Values of a
    /// wrong type are left out.
    #[must_use]
    pub fn merge(defaults: SendOptions, layers: &[&Extra]) -> Self {
        let find = |key: &str| layers.iter().rev().find_map(|layer| layer.get(key));
        let flag = |key: &str| find(key).and_then(Value::as_bool);
        let mut options = defaults;
        let put = |key: &str, target: &mut bool| *target = flag(key).unwrap_or(*target);
        put("strictSSL", &mut options.strict_tls);
        put("followRedirects", &mut options.follow_redirects);
        put("disableCookies", &mut options.disable_cookies);
        put("followOriginalHttpMethod", &mut options.keep_method_on_redirect);
        put("followAuthorizationHeader", &mut options.keep_auth_on_redirect);
        put("removeRefererHeaderOnRedirect", &mut options.drop_referer_on_redirect);
        if let Some(most) = find("maxRedirects").and_then(Value::as_u64) {
            options.max_redirects = usize::try_from(most).unwrap_or(usize::MAX);
        }
        Self {
            options,
            disable_body_pruning: flag("disableBodyPruning").unwrap_or(false),
            disable_url_encoding: flag("disableUrlEncoding").unwrap_or(false),
            disabled_system_headers: disabled_headers(find("disabledSystemHeaders")),
            notices: UNSUPPORTED.iter().filter_map(|key| unsupported(key, find(key)?)).collect(),
        }
    }

    /// Tells whether a system header (lower-case name) may be added.
    pub(super) fn allows(&self, name: &str) -> bool {
        !self.disabled_system_headers.contains(name)
    }
}

fn disabled_headers(value: Option<&Value>) -> BTreeSet<String> {
    let map = value.and_then(Value::as_object);
    let names = map.into_iter().flatten().filter(|(_, on)| on.as_bool() == Some(true));
    names.map(|(name, _)| name.to_ascii_lowercase()).collect()
}

/// Makes a notice of a setting that asks for something else than the default.
fn unsupported(key: &str, value: &Value) -> Option<Notice> {
    let harmless = match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(list) => list.is_empty(),
        Value::String(text) => matches!(text.as_str(), "" | "auto" | "http1"),
        _ => false,
    };
    let message = format!("protocolProfileBehavior {key} is not supported and has no effect");
    (!harmless).then(|| Notice::new(NoticeKind::Unsupported, message))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn later_layers_override_key_by_key() {
        let collection = json!({ "followRedirects": false, "strictSSL": false, "maxRedirects": 3 });
        let item = json!({
            "followRedirects": true,
            "disabledSystemHeaders": { "User-Agent": true, "accept": false },
            "tlsCipherSelection": [],
            "insecureHTTPParser": true,
        });
        let layers = [collection.as_object().unwrap(), item.as_object().unwrap()];
        let behavior = Behavior::merge(SendOptions::default(), &layers);
        assert!(behavior.options.follow_redirects);
        assert!(!behavior.options.strict_tls);
        assert_eq!(behavior.options.max_redirects, 3);
        assert!(!behavior.allows("user-agent"));
        assert!(behavior.allows("accept"));
        assert_eq!(behavior.notices.len(), 1);
        assert!(behavior.notices[0].message.contains("insecureHTTPParser"));
    }
}
