//! The percent-encode sets of postman-url-encoder. All of them contain the C0 controls, DEL and
//! every byte outside ASCII; `%` is in none, so encoded text passes untouched.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'#')
    .add(b'?')
    .add(b'{')
    .add(b'}');

const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'\'').add(b'<').add(b'>');

const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

const USERINFO: &AsciiSet = &PATH
    .add(b'/')
    .add(b':')
    .add(b';')
    .add(b'=')
    .add(b'@')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'|');

/// What `querystring.stringify` leaves as it is, less `! ' ( ) *`.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) fn path(text: &str) -> String {
    utf8_percent_encode(text, PATH).to_string()
}

pub(super) fn query(text: &str) -> String {
    utf8_percent_encode(text, QUERY).to_string()
}

/// Encodes a value that becomes a parameter of a URL as Postman does: only what would end it, and what
/// must not stand in a URL. So `+`, and text that is encoded already, goes out as it is.
#[must_use]
pub fn query_value(text: &str) -> String {
    query(text).replace('&', "%26")
}

pub(super) fn fragment(text: &str) -> String {
    utf8_percent_encode(text, FRAGMENT).to_string()
}

pub(super) fn userinfo(text: &str) -> String {
    utf8_percent_encode(text, USERINFO).to_string()
}

/// Encodes a key or value of an urlencoded body as Postman does: everything but letters, digits
/// and `- _ . ~`; a space becomes `%20`.
#[must_use]
pub fn form_component(text: &str) -> String {
    utf8_percent_encode(text, FORM).to_string()
}
