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

/// All settings there are.
const KNOWN: [&str; 15] = [
    "strictSSL",
    "followRedirects",
    "maxRedirects",
    "disableCookies",
    "disableBodyPruning",
    "disableUrlEncoding",
    "disabledSystemHeaders",
    "insecureHTTPParser",
    "followOriginalHttpMethod",
    "followAuthorizationHeader",
    "protocolVersion",
    "removeRefererHeaderOnRedirect",
    "tlsDisabledProtocols",
    "tlsCipherSelection",
    UNSUPPORTED,
];

impl Behavior {
    /// Merges the settings of collection, folders and item, given in this order: a later one
    /// overrides an earlier one key by key, and all override the run's `defaults`. Unknown settings
    /// and values of a wrong type have no effect, which the notices tell.
    #[must_use]
    pub fn merge(defaults: SendOptions, layers: &[&Extra]) -> Self {
        let mut layers = Layers { layers, notices: Vec::new() };
        let mut options = defaults;
        let mut put = |key: &str, target: &mut bool| {
            *target = layers.flag(key).unwrap_or(*target);
        };
        put("strictSSL", &mut options.strict_tls);
        put("followRedirects", &mut options.follow_redirects);
        put("disableCookies", &mut options.disable_cookies);
        put("followOriginalHttpMethod", &mut options.keep_method_on_redirect);
        put("followAuthorizationHeader", &mut options.keep_auth_on_redirect);
        put("removeRefererHeaderOnRedirect", &mut options.drop_referer_on_redirect);
        put("insecureHTTPParser", &mut options.lenient_parser);
        if let Some(most) = layers.read("maxRedirects", "a whole number", Value::as_u64) {
            options.max_redirects = usize::try_from(most).unwrap_or(usize::MAX);
        }
        if let Some(name) = layers.read("protocolVersion", "text", Value::as_str) {
            protocol(name, &mut options, &mut layers.notices);
        }
        for version in layers.list("tlsDisabledProtocols").unwrap_or_default() {
            if !options.tls.disable(version) {
                layers.note(&format!("tlsDisabledProtocols names {version}, which is unknown"));
            }
        }
        if let Some(selection) = layers.list("tlsCipherSelection") {
            ciphers(&selection, &mut options, &mut layers.notices);
        }
        if layers.flag(UNSUPPORTED) == Some(true) {
            layers.note(&format!("{UNSUPPORTED} is not supported and has no effect"));
        }
        let disabled = layers.read("disabledSystemHeaders", "an object", Value::as_object);
        let behavior = Self {
            options,
            disable_body_pruning: layers.flag("disableBodyPruning").unwrap_or(false),
            disable_url_encoding: layers.flag("disableUrlEncoding").unwrap_or(false),
            disabled_system_headers: disabled.map(disabled_headers).unwrap_or_default(),
            notices: Vec::new(),
        };
        layers.note_unknown();
        Self { notices: layers.notices, ..behavior }
    }

    /// Tells whether a system header (lower-case name) may be added.
    pub(super) fn allows(&self, name: &str) -> bool {
        !self.disabled_system_headers.contains(name)
    }
}

/// Settings from the outside in, and what is wrong with them.
struct Layers<'a> {
    layers: &'a [&'a Extra],
    notices: Vec<Notice>,
}

impl<'a> Layers<'a> {
    /// Reads the innermost setting of a name; `null` counts as absent.
    fn read<T>(
        &mut self,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.layers.iter().rev().find_map(|layer| layer.get(key))?;
        let found = read(value);
        if found.is_none() && !value.is_null() {
            self.note(&format!("{key} is {value} and has no effect; write {wanted}"));
        }
        found
    }

    fn flag(&mut self, key: &str) -> Option<bool> {
        self.read(key, "true or false", Value::as_bool)
    }

    fn list(&mut self, key: &str) -> Option<Vec<&'a str>> {
        let texts = |list: &'a Vec<Value>| list.iter().map(Value::as_str).collect();
        self.read(key, "a list of texts", |value| value.as_array().and_then(texts))
    }

    fn note(&mut self, message: &str) {
        self.notices.push(notice(message));
    }

    fn note_unknown(&mut self) {
        let names: BTreeSet<&String> = self.layers.iter().flat_map(|layer| layer.keys()).collect();
        for name in names.into_iter().filter(|name| !KNOWN.contains(&name.as_str())) {
            self.note(&format!(
                "{name} is unknown and has no effect; there are {}",
                KNOWN.join(", ")
            ));
        }
    }
}

fn disabled_headers(map: &Extra) -> BTreeSet<String> {
    let names = map.iter().filter(|(_, on)| on.as_bool() == Some(true));
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
        for (message, word) in told.iter().zip(["TLSv9", "RC4-MD5", "tlsPreferServerCiphers"]) {
            assert!(message.contains(word), "{message}");
        }
        assert_eq!(told.len(), 3);
    }

    #[test]
    fn what_has_no_effect_is_told() {
        let item = json!({
            "strictSSL": "false",
            "maxRedirects": -1,
            "tlsDisabledProtocols": "TLSv1_2",
            "disableCookies": null,
            "followRedirect": false,
        });
        let behavior = Behavior::merge(SendOptions::default(), &[item.as_object().unwrap()]);
        assert!(behavior.options.strict_tls);
        let told: Vec<_> = behavior.notices.iter().map(|notice| notice.message.as_str()).collect();
        let expected = [
            "strictSSL is \"false\" and has no effect; write true or false",
            "maxRedirects is -1 and has no effect; write a whole number",
            "tlsDisabledProtocols is \"TLSv1_2\" and has no effect; write a list of texts",
            "followRedirect is unknown and has no effect",
        ];
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for (message, expected) in told.iter().zip(expected) {
            assert!(message.contains(expected), "{message}");
        }
    }
}
