//! The secrets seen in a run, and the masking of text.

use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::forms::forms;
use super::names::{SECRET_WORDS, is_secret_header, is_secret_name};
use super::script;
use super::{MASK, SHORTEST};

/// Values searched one by one before they join the automaton: building it takes time.
const RECENT: usize = 24;

/// Distinct forms remembered; the oldest are forgotten first, so that 100,000 data rows with a
/// password each do not fill the memory.
const REMEMBERED: usize = 4096;

/// The largest JSON content that is searched for secrets, in bytes.
const LARGEST_READ: usize = 1 << 20;

/// The secrets of a run. Shared: the engine adds, the fan-out masks.
#[derive(Default)]
pub struct Secrets {
    /// Names that are secret besides those everybody knows, in small letters.
    names: HashSet<String>,
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
        let inner = Mutex::new(Inner { show: true, ..Inner::default() });
        Self { names: HashSet::new(), inner }
    }

    /// Takes further names of variables, headers and fields whose values are secret (`--secret`).
    /// Case does not count.
    #[must_use]
    pub fn with_names(self, names: &[String]) -> Self {
        Self { names: names.iter().map(|name| name.to_lowercase()).collect(), ..self }
    }

    /// Tells whether a variable or field of that name holds a secret.
    #[must_use]
    pub fn is_secret_name(&self, name: &str) -> bool {
        is_secret_name(name) || self.is_named(name)
    }

    /// Tells whether a header of that name is masked whole.
    #[must_use]
    pub fn is_secret_header(&self, name: &str) -> bool {
        is_secret_header(name) || self.is_named(name)
    }

    fn is_named(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.contains(&name.to_lowercase())
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
        if self.is_secret_name(name) {
            self.learn_credential(value);
        }
    }

    /// Adds the string literals of a script that are given to a secret name.
    pub fn learn_script(&self, source: &str) {
        for literal in script::literals(source, |name| self.is_secret_name(name)) {
            self.learn(literal);
            self.learn(&script::unescaped(literal));
        }
    }

    /// Adds the value of a header when its name says that it is secret: without the scheme
    /// (`Bearer `), and for `Basic` the user, password pair too.
    pub fn learn_header(&self, name: &str, value: &str) {
        if !self.is_secret_header(name) {
            return;
        }
        if name.eq_ignore_ascii_case("set-cookie") {
            let pair = value.split(';').next().and_then(|pair| pair.split_once('='));
            return pair.into_iter().for_each(|(_, value)| self.learn(value));
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
        let mentioned = !self.names.is_empty() || mentions_secret(content);
        if !plausible || content.len() > LARGEST_READ || !mentioned {
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
            if self.is_secret_name(name) {
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
        if !self.is_secret_header(name) || value.is_empty() || self.lock().show {
            return self.mask(value);
        }
        match value.split_once(' ') {
            Some((scheme, _)) if is_scheme(scheme) => Cow::Owned(format!("{scheme} {MASK}")),
            _ => Cow::Borrowed(MASK),
        }
    }

    /// Masks a body, text or not.
    #[must_use]
    pub fn mask_bytes<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        match std::str::from_utf8(bytes).map(|text| self.mask(text)) {
            Ok(Cow::Owned(masked)) => Cow::Owned(masked.into_bytes()),
            Ok(Cow::Borrowed(_)) => Cow::Borrowed(bytes),
            Err(_) => self.mask_binary(bytes),
        }
    }

    fn mask_binary<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let inner = self.lock();
        if inner.show || inner.known.is_empty() {
            return Cow::Borrowed(bytes);
        }
        let mut masked = Cow::Borrowed(bytes);
        if let Some(automaton) = &inner.automaton
            && automaton.is_match(bytes)
        {
            let masks = vec![MASK.as_bytes(); automaton.patterns_len()];
            masked = Cow::Owned(automaton.replace_all_bytes(bytes, &masks));
        }
        for secret in &inner.recent {
            while let Some(at) = memchr::memmem::find(&masked, secret.as_bytes()) {
                masked.to_mut().splice(at..at + secret.len(), MASK.bytes());
            }
        }
        masked
    }

    /// Masks a text from a place that must not wait: a panic may come while the set is in use. Then
    /// nothing of the text is given out.
    #[must_use]
    pub fn mask_now(&self, text: &str) -> String {
        let free = !matches!(self.inner.try_lock(), Err(std::sync::TryLockError::WouldBlock));
        if free { self.mask(text).into_owned() } else { MASK.to_owned() }
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
        let overlaps = self.overlaps(&form);
        self.order.push_back(form.clone());
        self.recent.push(form);
        // Longest first, so that a secret inside a longer one does not cut it in two.
        self.recent.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        if overlaps || self.recent.len() > RECENT {
            self.settle();
        }
    }

    /// Tells whether a form is part of one in the automaton, or the other way round: then both must
    /// be searched in one go, or the shorter one would be masked and the rest of the longer one stay.
    fn overlaps(&self, form: &str) -> bool {
        self.automaton.as_ref().is_some_and(|automaton| automaton.is_match(form))
            || (self.automaton.is_some()
                && self.known.iter().any(|known| known != form && known.contains(form)))
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_longer_secret_is_masked_whole_whichever_came_first() {
        for (first, second) in [("abcdef", "abcdefghij"), ("abcdefghij", "abcdef")] {
            let secrets = Secrets::new();
            secrets.learn(first);
            (0..30).for_each(|number| secrets.learn(&format!("password-{number:04}")));
            secrets.learn(second);
            assert_eq!(secrets.mask("abcdefghij abcdef"), "***** *****");
        }
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
    fn further_names_are_secret_too() {
        let secrets = Secrets::new().with_names(&["Merchant".to_owned()]);
        secrets.learn_named("merchant", "shop-0815");
        secrets.learn_json(br#"{"MERCHANT": "shop-4711"}"#);
        assert_eq!(secrets.mask("shop-0815 shop-4711"), "***** *****");
        assert_eq!(secrets.mask_header("merchant", "x"), MASK);
    }

    #[test]
    fn contents_that_are_no_text_are_masked_too() {
        let secrets = Secrets::new();
        secrets.learn("hunter-22");
        assert_eq!(&*secrets.mask_bytes(b"\xffhunter-22\xfehunter-22"), b"\xff*****\xfe*****");
        (0..40).for_each(|number| secrets.learn(&format!("password-{number:04}")));
        assert_eq!(&*secrets.mask_bytes(b"\xffpassword-0000hunter-22"), b"\xff**********");
    }

    #[test]
    fn shown_secrets_stay() {
        let secrets = Secrets::shown();
        secrets.learn("password123");
        assert_eq!(secrets.mask("password123"), "password123");
        assert_eq!(secrets.mask_header("Authorization", "Bearer x"), "Bearer x");
    }
}
