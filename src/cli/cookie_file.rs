//! Cookies in a file: tough-cookie's JSON, as `newman --cookie-jar` and `--export-cookie-jar` use it.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::exit::Fatal;
use crate::files::read_text;
use crate::http::{Cookie, CookieJar};

const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// The file as far as it concerns us.
#[derive(Deserialize)]
struct File {
    cookies: Vec<Stored>,
}

/// tough-cookie's names.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    key: String,
    #[serde(default)]
    value: String,
    domain: String,
    path: Option<String>,
    expires: Option<String>,
    max_age: Option<Value>,
    creation: Option<String>,
    #[serde(default)]
    secure: bool,
    #[serde(default)]
    http_only: bool,
    host_only: Option<bool>,
}

/// Puts the cookies of a file into a jar; expired ones stay out.
///
/// # Errors
/// Fails when the file cannot be read, is not tough-cookie's JSON, or holds something that is no
/// cookie; the message names the file and the place.
pub(super) fn load(path: &Path, jar: &mut CookieJar) -> Result<(), Fatal> {
    let text = read_text(path).map_err(Fatal::not_loaded)?;
    let file: File = serde_json::from_str(&text).map_err(|error| {
        Fatal::not_loaded(format!(
            "{}: expected a cookie jar ({{\"cookies\": [{{\"key\", \"value\", \"domain\", …}}]}}): {error}",
            path.display()
        ))
    })?;
    let now = Timestamp::now();
    for (index, stored) in file.cookies.iter().enumerate() {
        stored.put(jar, now).map_err(|problem| {
            Fatal::not_loaded(format!("{}: cookies[{index}]: {problem}", path.display()))
        })?;
    }
    Ok(())
}

impl Stored {
    fn put(&self, jar: &mut CookieJar, now: Timestamp) -> Result<(), String> {
        let expires = self.expiry(now)?;
        if expires.is_some_and(|instant| instant <= now) {
            return Ok(());
        }
        let domain = self.domain.trim_start_matches('.');
        // Secure cookies can only be set over TLS; for others the scheme does not matter.
        let url = match domain.contains(':') && !domain.starts_with('[') {
            true => format!("https://[{domain}]/"),
            false => format!("https://{domain}/"),
        };
        let mut line = format!("{}={}", self.key, self.value);
        line += &format!("; Path={}", self.path.as_deref().unwrap_or("/"));
        if let Some(instant) = expires {
            line += &format!("; Expires={}", instant.strftime(HTTP_DATE));
        }
        if self.secure {
            line += "; Secure";
        }
        if self.http_only {
            line += "; HttpOnly";
        }
        // A single label or an address cannot be a Domain; such a cookie is for that host anyway.
        let shared = !self.host_only.unwrap_or(false)
            && jar.store(&url, &format!("{line}; Domain={domain}"));
        if shared || jar.store(&url, &line) {
            return Ok(());
        }
        Err(format!("`{}` for `{}` is no cookie that can be stored", self.key, self.domain))
    }

    /// When it expires; `None` for a session cookie. `maxAge` counts before `expires` (RFC 6265 §5.3).
    fn expiry(&self, now: Timestamp) -> Result<Option<Timestamp>, String> {
        let instant = |text: &str| {
            text.parse::<Timestamp>().map_err(|_| format!("`{text}` is no instant in ISO 8601"))
        };
        if let Some(seconds) = self.max_age.as_ref().and_then(Value::as_i64) {
            let creation = self.creation.as_deref().map(instant).transpose()?.unwrap_or(now);
            return Ok(creation.checked_add(SignedDuration::from_secs(seconds)).ok());
        }
        match self.expires.as_deref() {
            None | Some("Infinity") => Ok(None),
            Some(text) => instant(text).map(Some),
        }
    }
}

/// Writes cookies as tough-cookie serialises a jar.
pub(super) fn to_json(cookies: &[Cookie], now: Timestamp) -> Value {
    let now = format!("{now:.3}");
    json!({
        "version": "tough-cookie@4.1.3",
        "storeType": "MemoryCookieStore",
        "rejectPublicSuffixes": false,
        "enableLooseMode": true,
        "allowSpecialUseDomain": true,
        "prefixSecurity": "silent",
        "cookies": cookies.iter().map(|stored| cookie(stored, &now)).collect::<Vec<_>>(),
    })
}

/// tough-cookie leaves out what is false or not there.
fn cookie(cookie: &Cookie, now: &str) -> Value {
    let mut members = Map::new();
    let mut put = |key: &str, value: Value| members.insert(key.to_owned(), value);
    put("key", cookie.name.as_str().into());
    put("value", cookie.value.as_str().into());
    let expires = cookie.expires.as_deref().and_then(instant);
    if let Some(expires) = expires {
        put("expires", format!("{expires:.3}").into());
    }
    put("domain", cookie.domain.as_str().into());
    put("path", cookie.path.as_str().into());
    if cookie.secure {
        put("secure", true.into());
    }
    if cookie.http_only {
        put("httpOnly", true.into());
    }
    put("hostOnly", cookie.host_only.into());
    // The jar does not know when; tough-cookie sorts by it.
    put("creation", now.into());
    put("lastAccessed", now.into());
    Value::Object(members)
}

fn instant(http_date: &str) -> Option<Timestamp> {
    let civil = jiff::civil::DateTime::strptime(HTTP_DATE, http_date).ok()?;
    civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn write(content: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        file
    }

    #[test]
    fn a_jar_survives_the_file() {
        let mut jar = CookieJar::new();
        jar.store("https://a.example.com/x/", "own=1; Secure; HttpOnly");
        jar.store(
            "http://a.example.com/",
            "shared=a b; Domain=example.com; Path=/; Expires=Fri, 31 Dec 2100 23:59:59 GMT",
        );
        jar.store("http://localhost/", "l=2");
        jar.store("http://127.0.0.1/", "i=3");
        jar.store("http://[::1]/", "six=6");
        let written = to_json(&jar.all(), Timestamp::UNIX_EPOCH);
        let file = write(&written.to_string());
        let mut loaded = CookieJar::new();
        load(file.path(), &mut loaded).unwrap();
        let sorted = |jar: &CookieJar| {
            let mut cookies = jar.all();
            cookies.sort_by(|one, other| one.name.cmp(&other.name));
            cookies
        };
        assert_eq!(sorted(&loaded), sorted(&jar));
        assert_eq!(sorted(&jar).len(), 5);
    }

    #[test]
    fn tough_cookies_forms_are_read() {
        let file = write(
            r#"{"version": "tough-cookie@4.1.3", "cookies": [
                {"key": "old", "value": "1", "domain": "e.com", "path": "/", "expires": "2001-01-01T00:00:00.000Z"},
                {"key": "age", "value": "2", "domain": "e.com", "path": "/", "maxAge": 60, "sameSite": "lax",
                 "creation": "2100-01-01T00:00:00.000Z", "hostOnly": true},
                {"key": "gone", "value": "3", "domain": "e.com", "path": "/", "maxAge": 60,
                 "creation": "2001-01-01T00:00:00.000Z"},
                {"key": "ever", "domain": "localhost", "expires": "Infinity", "hostOnly": false}]}"#,
        );
        let mut jar = CookieJar::new();
        load(file.path(), &mut jar).unwrap();
        let found: Vec<_> = jar.all().into_iter().map(|c| (c.name, c.expires)).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found.contains(&("age".into(), Some("Fri, 01 Jan 2100 00:01:00 GMT".into()))),
            "{found:?}"
        );
        assert!(found.contains(&("ever".into(), None)), "{found:?}");
    }

    #[test]
    fn what_is_no_jar_is_named_with_its_place() {
        for (content, part) in [
            ("[]", "expected a cookie jar"),
            ("{\"cookies\": [{\"key\": 5}]}", "line 1 column"),
            (r#"{"cookies": [{"key": "", "value": "x", "domain": "e.com"}]}"#, "cookies[0]"),
            (r#"{"cookies": [{"key": "a", "domain": "e.com", "expires": "soon"}]}"#, "`soon`"),
        ] {
            let file = write(content);
            let error = load(file.path(), &mut CookieJar::new()).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
            assert!(error.starts_with(&file.path().display().to_string()), "{error}");
        }
    }
}
