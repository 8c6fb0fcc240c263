//! `protocolProfileBehavior`, merged from the collection down to the item.

use std::collections::BTreeSet;

use serde_json::Value;

use super::notice::{Notice, NoticeKind};
use crate::collection::Extra;
use crate::http::tls_options::{cipher_names, standard_name};
use crate::http::{Protocol, SendOptions};

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

/// The setting of Node's TLS that has no counterpart here: a server picks the cipher anyway.
const UNSUPPORTED: &str = "tlsPreferServerCiphers";

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
        put("insecureHTTPParser", &mut options.lenient_parser);
        let mut notices = Vec::new();
        if flag(UNSUPPORTED) == Some(true) {
            let message = format!("{UNSUPPORTED} is not supported and has no effect");
            notices.push(notice(&message));
        }
        if let Some(name) = find("protocolVersion").and_then(Value::as_str) {
            protocol(name, &mut options, &mut notices);
        }
        for version in strings(find("tlsDisabledProtocols")) {
            if !options.tls.disable(version) {
                notices.push(notice(&format!(
                    "tlsDisabledProtocols names {version}, which is unknown"
                )));
            }
        }
        if let Some(selection) = find("tlsCipherSelection") {
            ciphers(&strings(Some(selection)), &mut options, &mut notices);
        }
        Self {
            options,
            disable_body_pruning: flag("disableBodyPruning").unwrap_or(false),
            disable_url_encoding: flag("disableUrlEncoding").unwrap_or(false),
            disabled_system_headers: disabled_headers(find("disabledSystemHeaders")),
            notices,
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

/// Postman's names; an empty one means the default.
fn protocol(name: &str, options: &mut SendOptions, notices: &mut Vec<Notice>) {
    match name {
        "http1" => options.protocol = Some(Protocol::Http1),
        "http2" => options.protocol = Some(Protocol::Http2),
        "auto" => options.protocol = Some(Protocol::Auto),
        "" => {}
        other => {
            let known = "there are http1, http2 and auto";
            notices.push(notice(&format!("protocolVersion \"{other}\" is unknown: {known}")));
        }
    }
}

/// Keeps the selection as written; what is unknown is told, and left out when TLS is set up.
fn ciphers(selection: &[&str], options: &mut SendOptions, notices: &mut Vec<Notice>) {
    options.tls.ciphers = selection.iter().map(|name| (*name).to_owned()).collect();
    let unknown: Vec<&str> =
        selection.iter().copied().filter(|name| standard_name(name).is_none()).collect();
    if !unknown.is_empty() {
        let (unknown, known) = (unknown.join(", "), cipher_names());
        let message =
            format!("tlsCipherSelection names what is not available: {unknown}; there are {known}");
        notices.push(notice(&message));
    }
}

fn strings(value: Option<&Value>) -> Vec<&str> {
    let list = value.and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn notice(message: &str) -> Notice {
    Notice::new(NoticeKind::Unsupported, format!("protocolProfileBehavior: {message}"))
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
            "insecureHTTPParser": true,
        });
        let layers = [collection.as_object().unwrap(), item.as_object().unwrap()];
        let behavior = Behavior::merge(SendOptions::default(), &layers);
        assert!(behavior.options.follow_redirects);
        assert!(!behavior.options.strict_tls);
        assert_eq!(behavior.options.max_redirects, 3);
        assert!(!behavior.allows("user-agent"));
        assert!(behavior.allows("accept"));
        assert!(behavior.options.lenient_parser);
        assert_eq!(behavior.notices, []);
    }

    #[test]
    fn tls_and_protocol_settings_are_taken_or_told() {
        let item = json!({
            "protocolVersion": "http2",
            "tlsDisabledProtocols": ["TLSv1", "TLSv1_2", "TLSv9"],
            "tlsCipherSelection": ["TLS_AES_128_GCM_SHA256", "RC4-MD5"],
            "tlsPreferServerCiphers": true,
        });
        let behavior = Behavior::merge(SendOptions::default(), &[item.as_object().unwrap()]);
        assert_eq!(behavior.options.protocol, Some(Protocol::Http2));
        assert!(behavior.options.tls.without_tls12 && !behavior.options.tls.without_tls13);
        assert_eq!(behavior.options.tls.ciphers.len(), 2);
        let told: Vec<_> = behavior.notices.iter().map(|notice| notice.message.as_str()).collect();
        for (message, word) in told.iter().zip(["tlsPreferServerCiphers", "TLSv9", "RC4-MD5"]) {
            assert!(message.contains(word), "{message}");
        }
        assert_eq!(told.len(), 3);
    }
}
