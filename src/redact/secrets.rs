//! The secrets seen in a run: how they are learned, and when they are forgotten.

use std::collections::{HashMap, HashSet};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::SHORTEST;
use super::finder::Finder;
use super::forms::forms;
use super::markup;
use super::names::{is_secret_header, is_secret_name, mentions_secret};
use super::script;

/// Values that are learned before those not met since are forgotten: 100,000 data rows with a
/// password each must not fill the memory.
const GENERATION: usize = 1024;

/// The largest JSON content that is searched for secrets, in bytes.
const LARGEST_READ: usize = 1 << 20;

/// The secrets of a run. Shared: the engine adds, the fan-out masks.
#[derive(Default)]
pub struct Secrets {
    /// Names that are secret besides those everybody knows, in small letters.
    names: HashSet<String>,
    /// Nothing is masked.
    pub(super) shown: bool,
    learned: RwLock<Learned>,
}

/// The values, and all their forms.
#[derive(Default)]
pub(super) struct Learned {
    values: HashMap<String, Age>,
    /// How many of the values are [`Age::New`].
    new: usize,
    pub(super) finder: Finder,
}

/// When a value was met last.
#[derive(Clone, Copy, PartialEq)]
enum Age {
    /// Before the run, which never forgets it.
    Kept,
    /// In this generation.
    New,
    /// In the generation before.
    Old,
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
        Self { shown: true, ..Self::default() }
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
        if !self.read().is_current(value) {
            self.write().learn(value);
        }
    }

    /// Never forgets what is known by now: that comes from the user's files and options. Of what a run
    /// meets later, only the latest is remembered.
    pub fn keep(&self) {
        let mut learned = self.write();
        learned.values.values_mut().for_each(|age| *age = Age::Kept);
        learned.new = 0;
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
            self.learn_credential(literal);
            self.learn_credential(&script::unescaped(literal));
        }
    }

    /// Adds the value of a header when its name says that it is secret: without the scheme
    /// (`Bearer `), and for `Basic` the user, password pair too.
    pub fn learn_header(&self, name: &str, value: &str) {
        if !self.is_secret_header(name) {
            // `Location`, `Referer` and the like.
            return self.learn_url(value);
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

    /// Adds the text members of a JSON content whose names say that they are secret, at any depth; of
    /// XML, the texts of such elements. Contents over 1 MiB, and those without a secret word anywhere,
    /// are not read.
    pub fn learn_content(&self, content: &[u8]) {
        let start = content.trim_ascii_start().first();
        let plausible = content.len() <= LARGEST_READ && matches!(start, Some(b'{' | b'[' | b'<'));
        if !plausible || !self.mentions_secret(content) {
            return;
        }
        if start == Some(&b'<') {
            let text = String::from_utf8_lossy(content);
            let texts = markup::texts(&text, |name| self.is_secret_name(name));
            texts.iter().for_each(|text| self.learn(text));
        } else if let Ok(value) = serde_json::from_slice(content) {
            self.learn_members(&value);
        }
    }

    /// Tells whether anything in a content may have a secret name.
    pub(super) fn mentions_secret(&self, content: &[u8]) -> bool {
        !self.names.is_empty() || mentions_secret(content)
    }

    /// Adds what a URL holds: the password of `user:password@`, and the values of parameters whose names
    /// say that they are secret (`?token=…`, `#access_token=…`).
    pub fn learn_url(&self, url: &str) {
        url.split(['?', '#']).skip(1).for_each(|part| self.learn_form(part));
        let authority =
            url.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
        let user = authority.and_then(|authority| authority.rsplit_once('@'));
        if let Some((_, password)) = user.and_then(|(user, _)| user.split_once(':')) {
            self.learn(password);
            self.learn(&percent_decode_str(password).decode_utf8_lossy());
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
                let text = |name: &str| members.get(name).and_then(serde_json::Value::as_str);
                let pair = text("key").zip(text("value"));
                pair.into_iter().for_each(|(key, value)| self.learn_named(key, value));
                for (name, member) in members {
                    match member.as_str() {
                        Some(text) => {
                            // The key of a pair is a name.
                            if pair.is_none() || name != "key" {
                                self.learn_named(name, text);
                            }
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

    /// Tells whether masking is switched off.
    #[must_use]
    pub fn are_shown(&self) -> bool {
        self.shown
    }

    /// Tells whether reading would not have to wait.
    pub(super) fn is_free(&self) -> bool {
        !matches!(self.learned.try_read(), Err(TryLockError::WouldBlock))
    }

    pub(super) fn read(&self) -> RwLockReadGuard<'_, Learned> {
        self.learned.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Learned> {
        self.learned.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Learned {
    /// Tells whether a value is known, and not about to be forgotten.
    fn is_current(&self, value: &str) -> bool {
        self.values.get(value).is_some_and(|age| *age != Age::Old)
    }

    fn learn(&mut self, value: &str) {
        if self.values.insert(value.to_owned(), Age::New).is_none() {
            forms(value).iter().for_each(|form| self.finder.insert(form));
        }
        self.new += 1;
        if self.new == GENERATION {
            self.forget();
        }
    }

    /// Forgets what was not met for a generation.
    fn forget(&mut self) {
        self.values.retain(|_, age| *age != Age::Old);
        self.finder = Finder::default();
        for (value, age) in &mut self.values {
            if *age == Age::New {
                *age = Age::Old;
            }
            forms(value).iter().for_each(|form| self.finder.insert(form));
        }
        self.new = 0;
    }
}

pub(super) fn is_scheme(word: &str) -> bool {
    ["bearer", "basic", "digest", "negotiate", "ntlm", "hawk", "token", "apikey", "oauth"]
        .iter()
        .any(|scheme| word.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::super::MASK;
    use super::*;

    #[test]
    fn what_a_run_meets_is_forgotten_in_time_and_what_it_began_with_never() {
        let secrets = Secrets::new();
        secrets.learn("kept-for-good");
        secrets.keep();
        secrets.learn("met-all-the-time");
        secrets.learn("met-once");
        for number in 0..3 * GENERATION {
            secrets.learn(&format!("password-{number:04}"));
            secrets.learn("met-all-the-time");
        }
        assert_eq!(secrets.mask("kept-for-good met-all-the-time"), "***** *****");
        assert_eq!(secrets.mask(&format!("password-{:04}", 3 * GENERATION - 1)), MASK);
        assert_eq!(secrets.mask("met-once password-0000"), "met-once password-0000");
        assert!(secrets.read().values.len() <= 2 * GENERATION + 1);
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
        secrets
            .learn_content(br#"{"a":[{"access_token":"tok-en-123","token_type":"Bearer-like"}]}"#);
        assert_eq!(secrets.mask("tok-en-123 Bearer-like"), "***** Bearer-like");
        secrets.learn_content(br#"{"url":"https://pay.example/go?v=2&token=tok-url-45#x"}"#);
        assert_eq!(secrets.mask("v=2 tok-url-45"), "v=2 *****");
        secrets.learn_content(br#"[{"key": "Content-Type", "value": "text/html"}, {"key": "pwd", "value": "pwd-678"}]"#);
        assert_eq!(secrets.mask("Content-Type text/html pwd-678"), "Content-Type text/html *****");
        secrets.learn_form("grant_type=password&password=p%40ssw0rd1");
        assert_eq!(secrets.mask("password p@ssw0rd1 p%40ssw0rd1"), "password ***** *****");
    }

    #[test]
    fn urls_are_learned_and_masked_by_name() {
        let secrets = Secrets::new();
        secrets.learn_url("https://me:p%40ss-word@h/?a=1&token=tok-en-1&b=2#access_token=tok-en-2");
        assert_eq!(
            secrets.mask("p%40ss-word p@ss-word tok-en-1 tok-en-2"),
            "***** ***** ***** *****"
        );
        assert_eq!(
            secrets.mask_url("https://h/p=1?a=1&pin_token=12&b=2&key=&c#access_token=x"),
            "https://h/p=1?a=1&pin_token=*****&b=2&key=&c#access_token=*****"
        );
        assert_eq!(secrets.mask_url("https://h/?a=1&b=token"), "https://h/?a=1&b=token");
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
        secrets.learn_content(br#"{"MERCHANT": "shop-4711"}"#);
        assert_eq!(secrets.mask("shop-0815 shop-4711"), "***** *****");
        assert_eq!(secrets.mask_header("merchant", "x"), MASK);
    }
}
