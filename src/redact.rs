//! Secrets: which names hold them, which values were seen, and the masking of text.
//!
//! The engine tells [`Secrets`] every secret it meets; every event is masked with it once, on the
//! way to the reporters, so that no reporter can forget it. Values shorter than [`SHORTEST`]
//! bytes are not masked by content: masking `1236` wherever it stands would ruin every report.

use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands in place of a secret.
pub const MASK: &str = "*****";

/// The shortest value that is masked wherever it stands, in bytes.
pub const SHORTEST: usize = 6;

/// Values searched one by one before they join the automaton: building it takes time.
const RECENT: usize = 24;

/// Distinct forms remembered; the oldest are forgotten first, so that 100,000 data rows with a
/// password each do not fill the memory.
const REMEMBERED: usize = 4096;

/// The largest JSON content that is searched for secrets, in bytes.
const LARGEST_READ: usize = 1 << 20;

/// Words that make a name secret.
const SECRET_WORDS: [&str; 12] = [
    "secret",
    "token",
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "key",
    "credential",
    "credentials",
    "authorization",
    "jwt",
    "passcode",
];

/// Compounds written in one word that end like a secret word but say more than "key".
const SECRET_ENDINGS: [&str; 10] = [
    "secret",
    "token",
    "password",
    "apikey",
    "accesskey",
    "privatekey",
    "secretkey",
    "authkey",
    "subscriptionkey",
    "signingkey",
];

/// Last words that tell about a secret instead of holding one (`token_type`, `expires_in`).
const HARMLESS_LAST_WORDS: [&str; 19] = [
    "type",
    "url",
    "uri",
    "endpoint",
    "expires",
    "expiry",
    "expiration",
    "in",
    "on",
    "at",
    "name",
    "id",
    "count",
    "length",
    "prefix",
    "header",
    "status",
    "ttl",
    "lifetime",
];

/// Tells whether a variable, header or field of that name holds a secret.
///
/// The name is split at punctuation and at camel-case humps: `client_secret`, `accessToken`,
/// `Ocp-Apim-Subscription-Key`, `apikey` do; `token_type`, `tokenUrl`, `monkey` do not.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let words = words(name);
    let harmless = words.last().is_none_or(|last| HARMLESS_LAST_WORDS.contains(&last.as_str()));
    let secret = |word: &String| {
        SECRET_WORDS.contains(&word.as_str())
            || SECRET_ENDINGS.iter().any(|end| word.ends_with(end))
    };
    // An idempotency key is as public as the request that it marks.
    let marks = words.iter().any(|word| word.starts_with("idempoten"));
    !harmless && !marks && words.iter().any(secret)
}

/// Tells whether a header of that name is masked whole.
#[must_use]
pub fn is_secret_header(name: &str) -> bool {
    let whole = ["authorization", "proxy-authorization", "cookie", "set-cookie"];
    whole.iter().any(|known| name.eq_ignore_ascii_case(known)) || is_secret_name(name)
}

/// Splits a name into lower-case words.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut previous_lower = false;
    for letter in name.chars() {
        let hump = previous_lower && letter.is_uppercase();
        if !letter.is_alphanumeric() || hump {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letter.to_lowercase());
        }
        previous_lower = letter.is_lowercase() || letter.is_ascii_digit();
    }
    for word in &mut words {
        word.truncate(word.trim_end_matches(|last: char| last.is_ascii_digit()).len());
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The secrets of a run. Shared: the engine adds, the fan-out masks.
#[derive(Default)]
pub struct Secrets {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    known: HashSet<String>,
    order: VecDeque<String>,
    recent: Vec<String>,
    automaton: Option<AhoCorasick>,
    show: bool,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secrets(redacted)")
    }
}

impl Secrets {
    /// Makes an empty set that masks.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a set that masks nothing: `--show-secrets`.
    #[must_use]
    pub fn shown() -> Self {
        Self { inner: Mutex::new(Inner { show: true, ..Inner::default() }) }
    }

    /// Adds a value, and the forms it takes on the wire: percent-encoded, base64, JSON-escaped.
    /// Empty, short and placeholder values (`<…>`, `{{…}}`) are not secrets.
    pub fn learn(&self, value: &str) {
        let value = value.trim();
        if value.len() < SHORTEST || value.starts_with('<') || value.contains("{{") {
            return;
        }
        let mut inner = self.lock();
        if inner.known.contains(value) {
            return;
        }
        for form in forms(value) {
            inner.add(form);
        }
    }

    /// Adds the value of a variable, header or field when its name says that it is secret.
    pub fn learn_named(&self, name: &str, value: &str) {
        if is_secret_name(name) {
            self.learn_credential(value);
        }
    }

    /// Adds the value of a header when its name says that it is secret: without the scheme
    /// (`Bearer `), and for `Basic` the user, password pair too.
    pub fn learn_header(&self, name: &str, value: &str) {
        if !is_secret_header(name) || name.eq_ignore_ascii_case("set-cookie") {
            return;
        }
        if name.eq_ignore_ascii_case("cookie") {
            let values = value.split(';').filter_map(|pair| pair.split_once('='));
            return values.for_each(|(_, value)| self.learn(value));
        }
        self.learn_credential(value);
    }

    /// Adds the text members of a JSON content whose names say that they are secret, at any depth.
    /// Contents over 1 MiB, and those without a secret word anywhere, are not read.
    pub fn learn_json(&self, content: &[u8]) {
        let plausible = matches!(content.first(), Some(b'{' | b'[' | b' ' | b'\n' | b'\r' | b'\t'));
        if !plausible || content.len() > LARGEST_READ || !mentions_secret(content) {
            return;
        }
        if let Ok(value) = serde_json::from_slice(content) {
            self.learn_members(&value);
        }
    }

    /// Adds the values of query parameters whose names say that they are secret (`?token=…`).
    pub fn learn_url(&self, url: &str) {
        if let Some((_, query)) = url.split_once('?') {
            self.learn_form(query.split('#').next().unwrap_or_default());
        }
    }

    /// Adds the values of an urlencoded form's fields whose names say that they are secret.
    pub fn learn_form(&self, form: &str) {
        for (name, value) in form.split('&').filter_map(|pair| pair.split_once('=')) {
            if is_secret_name(name) {
                self.learn(value);
                self.learn(&percent_decode_str(value).decode_utf8_lossy());
            }
        }
    }

    fn learn_members(&self, value: &serde_json::Value) {
        match value {
            serde_json::Value::Array(items) => {
                items.iter().for_each(|item| self.learn_members(item))
            }
            serde_json::Value::Object(members) => {
                for (name, member) in members {
                    match member.as_str() {
                        Some(text) => {
                            self.learn_named(name, text);
                            self.learn_url(text);
                        }
                        None => self.learn_members(member),
                    }
                }
            }
            _ => {}
        }
    }

    fn learn_credential(&self, value: &str) {
        let credential = match value.split_once(' ') {
            Some((scheme, rest)) if is_scheme(scheme) => rest,
            _ => value,
        };
        self.learn(credential);
        if credential.len() != value.len()
            && value.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic"))
        {
            let decoded = STANDARD.decode(credential.trim()).ok();
            let pair = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some((_, password)) = pair.as_deref().and_then(|pair| pair.split_once(':')) {
                self.learn(password);
            }
        }
    }

    /// Replaces every known secret in a text by [`MASK`].
    #[must_use]
    pub fn mask<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let inner = self.lock();
        if inner.show || inner.known.is_empty() || text.len() < SHORTEST {
            return Cow::Borrowed(text);
        }
        let mut masked = Cow::Borrowed(text);
        if let Some(automaton) = &inner.automaton
            && automaton.is_match(text)
        {
            let masks = vec![MASK; automaton.patterns_len()];
            masked = Cow::Owned(automaton.replace_all(text, &masks));
        }
        for secret in &inner.recent {
            if masked.contains(secret.as_str()) {
                masked = Cow::Owned(masked.replace(secret.as_str(), MASK));
            }
        }
        masked
    }

    /// Masks a header's value: whole when the name says so, otherwise by content.
    #[must_use]
    pub fn mask_header<'a>(&self, name: &str, value: &'a str) -> Cow<'a, str> {
        if !is_secret_header(name) || value.is_empty() || self.lock().show {
            return self.mask(value);
        }
        match value.split_once(' ') {
            Some((scheme, _)) if is_scheme(scheme) => Cow::Owned(format!("{scheme} {MASK}")),
            _ => Cow::Borrowed(MASK),
        }
    }

    /// Masks a body. Content that is not UTF-8 is left as it is.
    #[must_use]
    pub fn mask_bytes<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        match std::str::from_utf8(bytes).map(|text| self.mask(text)) {
            Ok(Cow::Owned(masked)) => Cow::Owned(masked.into_bytes()),
            _ => Cow::Borrowed(bytes),
        }
    }

    /// Masks every text in a JSON value by content.
    pub fn mask_json(&self, value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => {
                if let Cow::Owned(masked) = self.mask(text) {
                    *text = masked;
                }
            }
            serde_json::Value::Array(items) => {
                items.iter_mut().for_each(|item| self.mask_json(item))
            }
            serde_json::Value::Object(members) => {
                members.iter_mut().for_each(|(_, member)| self.mask_json(member));
            }
            _ => {}
        }
    }

    /// Tells whether masking is switched off.
    #[must_use]
    pub fn are_shown(&self) -> bool {
        self.lock().show
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn add(&mut self, form: String) {
        if !self.known.insert(form.clone()) {
            return;
        }
        self.order.push_back(form.clone());
        self.recent.push(form);
        // Longest first, so that a secret inside a longer one does not cut it in two.
        self.recent.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        if self.recent.len() > RECENT {
            self.settle();
        }
    }

    fn settle(&mut self) {
        while self.order.len() > REMEMBERED {
            if let Some(oldest) = self.order.pop_front() {
                self.known.remove(&oldest);
            }
        }
        let built =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&self.order);
        // Building fails only past 2^31 states; then the recent list goes on growing and still masks.
        if let Ok(automaton) = built {
            self.automaton = Some(automaton);
            self.recent.clear();
        }
    }
}

/// Tells whether any secret word stands in a content: reading it as JSON costs more than this.
fn mentions_secret(content: &[u8]) -> bool {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder().ascii_case_insensitive(true).build(SECRET_WORDS).ok()
    });
    WORDS.as_ref().is_none_or(|words| words.is_match(content))
}

fn is_scheme(word: &str) -> bool {
    ["bearer", "basic", "digest", "negotiate", "ntlm", "hawk", "token", "apikey", "oauth"]
        .iter()
        .any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// Lists the forms a secret takes: itself, percent-encoded, base64
/// and JSON-escaped.
fn forms(value: &str) -> Vec<String> {
    let encoded = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
    let component =
        encoded.replace("%2D", "-").replace("%2E", ".").replace("%5F", "_").replace("%7E", "~");
    let json = serde_json::to_string(value).unwrap_or_default();
    let candidates = [
        value.to_owned(),
        component,
        encoded,
        STANDARD.encode(value),
        STANDARD_NO_PAD.encode(value),
        URL_SAFE_NO_PAD.encode(value),
        json.trim_matches('"').to_owned(),
    ];
    let mut forms: Vec<String> = Vec::new();
    for form in candidates {
        if form.len() >= SHORTEST && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_secrets_from_what_is_said_about_them() {
        for name in [
            "client_secret",
            "clientSecret",
            "access_token",
            "accessToken",
            "access-token-key",
            "password",
            "Ocp-Apim-Subscription-Key",
            "Ocp-Apim-Subscription-Key-Access-Token",
            "apikey",
            "X-API-Key",
            "Authorization",
            "userPassword",
            "jwt",
            "idToken2",
            "API_KEY",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "token_type",
            "tokenUrl",
            "expires_in",
            "monkey",
            "client_id",
            "base_url",
            "",
            "amount",
            "keyboard",
            "Idempotent-Key-Create",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn masks_a_secret_in_every_form_it_takes() {
        let secrets = Secrets::new();
        secrets.learn("s3cr+t/\"v=");
        for text in [
            "x s3cr+t/\"v= y",
            "x s3cr%2Bt%2F%22v%3D y",
            "x czNjcit0LyJ2PQ== y",
            "x s3cr+t/\\\"v= y",
        ] {
            assert_eq!(secrets.mask(text), "x ***** y", "{text}");
        }
    }

    #[test]
    fn masks_many_secrets_and_forgets_the_oldest_only_past_the_bound() {
        let secrets = Secrets::new();
        for number in 0..200 {
            secrets.learn(&format!("password-{number:04}"));
        }
        assert_eq!(secrets.mask("a password-0000 b password-0199"), "a ***** b *****");
    }

    #[test]
    fn a_longer_secret_is_masked_whole() {
        let secrets = Secrets::new();
        secrets.learn("abcdef");
        secrets.learn("abcdefghij");
        assert_eq!(secrets.mask("abcdefghij"), MASK);
    }

    #[test]
    fn headers_are_masked_by_name_and_keep_their_scheme() {
        let secrets = Secrets::new();
        assert_eq!(secrets.mask_header("authorization", "Bearer abc"), "Bearer *****");
        assert_eq!(secrets.mask_header("X-Api-Key", "abc"), MASK);
        assert_eq!(secrets.mask_header("Accept", "abc"), "abc");
    }

    #[test]
    fn learns_credentials_from_headers() {
        let secrets = Secrets::new();
        secrets.learn_header("Authorization", "Bearer tok-en-123");
        secrets.learn_header("Authorization", "Basic dXNlcjpwYXNzd29yZDEyMw==");
        assert_eq!(secrets.mask("tok-en-123 password123"), "***** *****");
    }

    #[test]
    fn learns_tokens_from_json_contents() {
        let secrets = Secrets::new();
        secrets.learn_json(br#"{"a":[{"access_token":"tok-en-123","token_type":"Bearer-like"}]}"#);
        assert_eq!(secrets.mask("tok-en-123 Bearer-like"), "***** Bearer-like");
        secrets.learn_json(br#"{"url":"https://pay.example/go?v=2&token=tok-url-45#x"}"#);
        assert_eq!(secrets.mask("v=2 tok-url-45"), "v=2 *****");
        secrets.learn_form("grant_type=password&password=p%40ssw0rd1");
        assert_eq!(secrets.mask("password p@ssw0rd1 p%40ssw0rd1"), "password ***** *****");
    }

    #[test]
    fn placeholders_and_short_values_stay() {
        let secrets = Secrets::new();
        secrets.learn("<your secret here>");
        secrets.learn("12345");
        assert_eq!(secrets.mask("<your secret here> 12345"), "<your secret here> 12345");
    }

    #[test]
    fn shown_secrets_stay() {
        let secrets = Secrets::shown();
        secrets.learn("password123");
        assert_eq!(secrets.mask("password123"), "password123");
        assert_eq!(secrets.mask_header("Authorization", "Bearer x"), "Bearer x");
    }
}
