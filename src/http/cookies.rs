//! The cookie jar of a run (RFC 6265), shared by all its requests and scripts.

use std::fmt;

use cookie_store::{CookieDomain, CookieExpiration, CookieStore};
use url::Url;

use super::url::{parse, to_wire};

/// A cookie as plain data. `Debug` does not show its value: sessions are cookies.
#[derive(Clone, PartialEq, Eq)]
pub struct Cookie {
    /// The name.
    pub name: String,
    /// The value as on the wire.
    pub value: String,
    /// The domain without a leading dot.
    pub domain: String,
    /// The path.
    pub path: String,
    /// Expiry as an HTTP date; `None` for a session cookie.
    pub expires: Option<String>,
    /// Only over TLS.
    pub secure: bool,
    /// Not for scripts in browsers.
    pub http_only: bool,
    /// Sent to this host only, not to its subdomains.
    pub host_only: bool,
}

/// Cookies by domain and path. URLs are given as users write them; one that names no host has no
/// cookies.
#[derive(Clone, Default)]
pub struct CookieJar {
    store: CookieStore,
}

impl fmt::Debug for Cookie {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Cookie({} of {}{})", self.name, self.domain, self.path)
    }
}

impl fmt::Debug for CookieJar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cookies = self.store.iter_any().map(|cookie| cookie.name());
        formatter.debug_list().entries(cookies).finish()
    }
}

impl CookieJar {
    /// Makes an empty jar.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stores a `Set-Cookie` value received from `url`; tells whether the jar changed. What is no
    /// cookie, or one for another domain, is ignored, as browsers and Postman do.
    pub fn store(&mut self, url: &str, set_cookie: &str) -> bool {
        read_url(url).is_some_and(|url| self.store.parse(set_cookie, &url).is_ok())
    }

    /// Makes the `Cookie` value for a URL; `None` when the jar has nothing for it.
    #[must_use]
    pub fn header(&self, url: &str) -> Option<String> {
        let url = self.read_url(url)?;
        let pairs: Vec<String> = self
            .matches(&url)
            .iter()
            .map(|cookie| format!("{}={}", cookie.name(), cookie.value()))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Lists the cookies that a request to `url` would carry, longest path first.
    #[must_use]
    pub fn list(&self, url: &str) -> Vec<Cookie> {
        let Some(url) = self.read_url(url) else { return Vec::new() };
        self.matches(&url).into_iter().map(plain).collect()
    }

    /// Lists every cookie that has not expired.
    #[must_use]
    pub fn all(&self) -> Vec<Cookie> {
        self.store.iter_unexpired().map(plain).collect()
    }

    /// Removes the cookies of that name which a request to `url` would carry.
    pub fn remove(&mut self, url: &str, name: &str) {
        for cookie in self.list(url).into_iter().filter(|cookie| cookie.name == name) {
            self.store.remove(&cookie.domain, &cookie.path, &cookie.name);
        }
    }

    /// Removes all cookies that a request to `url` would carry.
    pub fn clear(&mut self, url: &str) {
        for cookie in self.list(url) {
            self.store.remove(&cookie.domain, &cookie.path, &cookie.name);
        }
    }

    /// Removes all cookies.
    pub fn clear_all(&mut self) {
        self.store.clear();
    }

    /// Reads a URL that cookies are looked up for; `None` also when there are none at all.
    fn read_url(&self, url: &str) -> Option<Url> {
        self.store.iter_any().next()?;
        read_url(url)
    }

    /// Longer paths come first (RFC 6265 §5.4); the rest keeps a stable order.
    fn matches(&self, url: &Url) -> Vec<&cookie_store::Cookie<'static>> {
        let mut found = self.store.matches(url);
        found.sort_by_key(|cookie| std::cmp::Reverse(String::from(&cookie.path).len()));
        found
    }
}

fn read_url(url: &str) -> Option<Url> {
    let wire = to_wire(&parse(url), true).ok()?;
    Url::parse(&wire).ok()
}

fn plain(cookie: &cookie_store::Cookie<'static>) -> Cookie {
    let expires = match &cookie.expires {
        CookieExpiration::AtUtc(instant) => http_date(instant.unix_timestamp()),
        CookieExpiration::SessionEnd => None,
    };
    Cookie {
        name: cookie.name().to_owned(),
        value: cookie.value().to_owned(),
        domain: String::from(&cookie.domain),
        path: String::from(&cookie.path),
        expires,
        secure: cookie.secure().unwrap_or(false),
        http_only: cookie.http_only().unwrap_or(false),
        host_only: matches!(cookie.domain, CookieDomain::HostOnly(_)),
    }
}

/// Formats an instant as RFC 9110 §5.6.7 wants it; `None` when it is out of range.
fn http_date(seconds: i64) -> Option<String> {
    let instant = jiff::Timestamp::from_second(seconds).ok()?;
    Some(instant.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hosts_subdomains_paths_and_schemes_are_kept_apart() {
        let mut jar = CookieJar::new();
        assert!(jar.store("http://a.example.com/x/y", "own=1"));
        assert!(jar.store("http://a.example.com/", "shared=2; Domain=.example.com; Path=/"));
        assert!(jar.store("https://a.example.com/", "safe=3; Secure; HttpOnly; Path=/"));
        assert!(!jar.store("http://a.example.com/", "foreign=4; Domain=other.org"));
        assert!(!jar.store("http://a.example.com/", "nonsense"));
        let cases = [
            ("http://a.example.com/x/z", Some("own=1; shared=2")),
            ("http://a.example.com/", Some("shared=2")),
            ("https://a.example.com/", Some("safe=3; shared=2")),
            ("b.example.com", Some("shared=2")),
            ("http://example.org/", None),
            ("{{unresolved}}/x", None),
        ];
        for (url, expected) in cases {
            assert_eq!(jar.header(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn localhost_and_addresses_have_cookies() {
        for url in ["http://localhost:1/", "http://127.0.0.1:1/", "http://[::1]:1/"] {
            let mut jar = CookieJar::new();
            assert!(jar.store(url, "a=b c; Expires=Fri, 31 Dec 2100 23:59:59 GMT"), "{url}");
            let cookies = jar.list(url);
            assert_eq!(cookies.len(), 1);
            assert_eq!(cookies[0].value, "b c");
            assert_eq!(cookies[0].expires.as_deref(), Some("Fri, 31 Dec 2100 23:59:59 GMT"));
            assert!(cookies[0].host_only);
        }
    }

    #[test]
    fn an_expired_cookie_removes_its_predecessor() {
        let mut jar = CookieJar::new();
        jar.store("http://h.test/", "a=1");
        jar.store("http://h.test/", "a=1; Max-Age=0");
        assert_eq!(jar.header("http://h.test/"), None);
    }

    #[test]
    fn cookies_can_be_removed_one_by_one_or_all() {
        let mut jar = CookieJar::new();
        jar.store("http://h.test/", "a=1");
        jar.store("http://h.test/", "b=2; Domain=h.test");
        jar.store("http://i.test/", "c=3");
        jar.remove("http://h.test/", "a");
        assert_eq!(jar.header("http://h.test/").as_deref(), Some("b=2"));
        jar.clear("http://h.test/");
        assert_eq!(jar.all().len(), 1);
        jar.clear_all();
        assert_eq!(jar.all(), []);
    }

    proptest! {
        #[test]
        fn any_set_cookie_is_survived(
            host in "[a-z.]{0,12}",
            line in "[ a-zA-Z0-9=;,.\"%/åÅ\u{0}\t-]{0,60}",
            attribute in "(Domain|Path|Expires|Max-Age|Secure|SameSite)?",
            value in "[ -~]{0,20}",
        ) {
            let mut jar = CookieJar::new();
            let url = format!("http://{host}/a/b");
            jar.store(&url, &line);
            jar.store(&url, &format!("{line}; {attribute}={value}"));
            let sent = jar.header(&url).unwrap_or_default();
            prop_assert!(!sent.contains(['\r', '\n']), "{sent:?}");
            for cookie in jar.list(&url) {
                jar.remove(&url, &cookie.name);
            }
            prop_assert_eq!(jar.header(&url), None);
        }

        #[test]
        fn a_plain_cookie_comes_back(name in "[a-zA-Z0-9_-]{1,10}", value in "[a-zA-Z0-9+/._-]{0,20}") {
            let mut jar = CookieJar::new();
            let pair = format!("{name}={value}");
            prop_assert!(jar.store("http://h.test/", &pair));
            prop_assert_eq!(jar.header("http://h.test/x"), Some(pair));
        }
    }
}
