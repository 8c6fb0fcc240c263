//! One signature in the making: what every scheme reads and changes.

use super::digest::Challenges;
use super::fresh::Fresh;
use super::target::{Target, change_query};
use crate::collection::{Auth, js_text};
use crate::http::Request;
use crate::http::url::{form_component, query_value};

/// The resolved block, the request that it changes, and what else goes into a signature.
pub(super) struct Signing<'a> {
    pub(super) auth: &'a Auth,
    pub(super) request: &'a mut Request,
    pub(super) fresh: &'a Fresh,
    /// What servers asked for before; digest's memory.
    pub(super) challenges: &'a mut Challenges,
    /// What of the block had no effect although the request was signed.
    pub(super) remarks: Vec<String>,
}

impl Signing<'_> {
    /// Reads a parameter as text; numbers and booleans count as their text, null as absent.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        text(self.auth, key)
    }

    /// Reads a parameter as text; a blank one counts as absent.
    pub(super) fn filled(&self, key: &str) -> Option<String> {
        self.text(key).filter(|text| !text.trim().is_empty())
    }

    /// Reads a parameter that the scheme cannot do without.
    pub(super) fn required(&self, key: &str) -> Result<String, String> {
        self.filled(key).ok_or_else(|| format!("\"{key}\" is missing"))
    }

    /// Reads a switch; absent means off.
    pub(super) fn flag(&self, key: &str) -> bool {
        let text = self.text(key).unwrap_or_default();
        !matches!(text.trim(), "" | "false" | "0")
    }

    /// Reads a parameter that is one of a few words; an unknown one counts as absent, which is said.
    pub(super) fn choice(&mut self, key: &str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.filled(key)?;
        let found = words.iter().find(|word| **word == text.trim());
        if found.is_none() {
            self.remark(format!("\"{key}\" is \"{text}\": use {}", words.join(" or ")));
        }
        found.copied()
    }

    /// Reads a parameter that is a number; anything else counts as absent, which is said.
    pub(super) fn number<N: std::str::FromStr>(&mut self, key: &str) -> Option<N> {
        let text = self.filled(key)?;
        let number = text.trim().parse().ok();
        if number.is_none() {
            self.remark(format!("\"{key}\" is \"{text}\", which is no number it can use"));
        }
        number
    }

    /// Says that something had no effect.
    pub(super) fn remark(&mut self, remark: impl Into<String>) {
        self.remarks.push(remark.into());
    }

    /// The parts of the request's URL.
    pub(super) fn target(&self) -> Target<'_> {
        Target::of(&self.request.url)
    }

    /// Replaces or appends a header, refusing values that would break the message.
    pub(super) fn set_header(&mut self, name: &str, value: &str) -> Result<(), String> {
        if http::HeaderName::from_bytes(name.as_bytes()).is_err() {
            return Err(format!("\"{name}\" is no valid header name"));
        }
        if value.chars().any(|c| c.is_control() && c != '\t') {
            return Err(format!(
                "the value for {name} holds a control character; does it end in a line break?"
            ));
        }
        self.request.headers.set(name, value.trim_matches([' ', '\t']));
        Ok(())
    }

    /// Replaces or appends the `Authorization` header.
    pub(super) fn authorize(&mut self, value: &str) -> Result<(), String> {
        self.set_header("Authorization", value)
    }

    /// Appends a query parameter to the URL as if it stood there, replacing those of the same name.
    pub(super) fn set_param(&mut self, key: &str, value: &str) {
        self.set_encoded(query_value(key).replace('=', "%3D"), query_value(value));
    }

    /// Appends a query parameter to the URL, everything encoded that is not unreserved (RFC 3986 §2.3),
    /// replacing those of the same name.
    pub(super) fn set_query(&mut self, key: &str, value: &str) {
        self.set_encoded(form_component(key), form_component(value));
    }

    fn set_encoded(&mut self, key: String, value: String) {
        self.request.url = change_query(&self.request.url, |params| {
            params.retain(|param| param.split('=').next() != Some(key.as_str()));
            params.push(format!("{key}={value}"));
        });
    }

    /// Feeds the content to a hash, exactly as it is going to be sent.
    pub(super) fn hash_body<D: sha2::Digest>(&self, hash: &mut D) -> Result<(), String> {
        let fed = self.request.body.feed(&mut |piece| hash.update(piece));
        fed.map_err(|error| error.to_string())
    }
}

/// Reads a parameter as text; numbers and booleans count as their text, null as absent.
pub(super) fn text(auth: &Auth, key: &str) -> Option<String> {
    match auth.param(key)? {
        serde_json::Value::Null => None,
        list @ (serde_json::Value::Array(_) | serde_json::Value::Object(_)) => {
            Some(list.to_string())
        }
        plain => Some(js_text(plain)),
    }
}
