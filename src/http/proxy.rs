//! Which proxy a request goes through: newman's rules over its environment variables.

use std::fmt;
use std::net::Ipv6Addr;

use url::Url;

/// The proxies of a run.
#[derive(Debug, Clone, Default)]
pub struct ProxySettings {
    /// For `http://` URLs.
    pub http: Option<ProxyUrl>,
    /// For `https://` URLs.
    pub https: Option<ProxyUrl>,
    /// Hosts that are reached without a proxy: `*`, or a list of `host`, `.suffix` and
    /// `host:port`, separated by commas. A name stands for everything below it, too.
    pub bypass: String,
}

impl ProxySettings {
    /// Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` as newman does: upper case before lower
    /// case, the http proxy for https too where there is no other. Empty counts as not set.
    ///
    /// # Errors
    /// Says which variable holds no proxy URL.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let first = |names: &[&str]| {
            let set = |name: &&str| {
                let value = variable(name).filter(|value| !value.trim().is_empty())?;
                Some(((*name).to_owned(), value))
            };
            names.iter().find_map(set)
        };
        let proxy = |names: &[&str]| match first(names) {
            None => Ok(None),
            Some((name, value)) => {
                let parsed = ProxyUrl::parse(&value);
                parsed.map(Some).map_err(|reason| format!("environment variable {name}: {reason}"))
            }
        };
        Ok(Self {
            http: proxy(&["HTTP_PROXY", "http_proxy"])?,
            https: proxy(&["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"])?,
            bypass: first(&["NO_PROXY", "no_proxy"]).map(|(_, list)| list).unwrap_or_default(),
        })
    }

    /// Finds the proxy for a URL.
    pub(super) fn of(&self, url: &Url) -> Option<&ProxyUrl> {
        let proxy = if url.scheme() == "https" { &self.https } else { &self.http };
        let proxy = proxy.as_ref()?;
        let host = url.host_str()?.trim_start_matches('[').trim_end_matches(']');
        let port = url.port_or_known_default();
        let bypassed = self.bypass.split(',').any(|zone| zone_matches(zone.trim(), host, port));
        (!bypassed).then_some(proxy)
    }
}

fn zone_matches(zone: &str, host: &str, port: Option<u16>) -> bool {
    let bare = zone.trim_start_matches('[').trim_end_matches(']');
    let address = |text: &str| text.parse::<Ipv6Addr>().ok();
    if let Some(zone) = address(bare) {
        return address(host) == Some(zone);
    }
    let (name, wanted) = match zone.rsplit_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (zone, None),
    };
    let port_fits = wanted.is_none_or(|wanted| wanted.parse().ok() == port);
    let name = name.trim_start_matches(['[', '*']).trim_end_matches(']');
    let name = name.trim_start_matches('.').to_ascii_lowercase();
    let host = host.to_ascii_lowercase();
    let all = name.is_empty() && zone.starts_with('*');
    let below = || host.strip_suffix(&name).is_some_and(|rest| rest.ends_with('.'));
    port_fits && (all || (!name.is_empty() && (host == name || below())))
}

/// The URL of a proxy. Its credentials are shown nowhere.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ProxyUrl(Url);

impl ProxyUrl {
    /// Reads `[scheme://][user:password@]host[:port]`; without a scheme it is `http`.
    ///
    /// # Errors
    /// Says what is wrong, without repeating credentials.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let full = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&full).map_err(|error| {
            format!("not a proxy URL ({error}); write it as http://host:port or socks5://host:port")
        })?;
        match url.scheme() {
            "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h" if url.has_host() => {
                Ok(Self(url))
            }
            other => Err(format!(
                "proxies of scheme {other} are unknown; there are http, https, socks4, socks4a, \
                 socks5 and socks5h"
            )),
        }
    }

    /// The whole URL, credentials included.
    pub(super) fn reveal(&self) -> &Url {
        &self.0
    }

    /// Tells whether the connection to the proxy itself is TLS.
    pub(super) fn uses_tls(&self) -> bool {
        self.0.scheme() == "https"
    }
}

impl fmt::Display for ProxyUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.0.scheme(), self.0.host_str().unwrap_or_default())?;
        self.0.port().map_or(Ok(()), |port| write!(formatter, ":{port}"))
    }
}

impl fmt::Debug for ProxyUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ProxyUrl({self})")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> ProxySettings {
        let value = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        ProxySettings::from_environment(value).unwrap()
    }

    fn proxy(settings: &ProxySettings, url: &str) -> Option<String> {
        settings.of(&Url::parse(url).unwrap()).map(ToString::to_string)
    }

    #[test]
    fn environment_variables_have_newmans_order() {
        let settings = environment(&[("http_proxy", "low:1"), ("HTTP_PROXY", "up:2")]);
        assert_eq!(proxy(&settings, "http://h/").as_deref(), Some("http://up:2"));
        assert_eq!(proxy(&settings, "https://h/").as_deref(), Some("http://up:2"));
        let settings = environment(&[("http_proxy", "low:1"), ("https_proxy", "socks5://s:3")]);
        assert_eq!(proxy(&settings, "https://h/").as_deref(), Some("socks5://s:3"));
        let settings = environment(&[("HTTPS_PROXY", "p"), ("HTTP_PROXY", "")]);
        assert_eq!(proxy(&settings, "http://h/"), None);
    }

    #[test]
    fn listed_hosts_go_without() {
        let cases = [
            ("*", "http://any/", true),
            ("example.com", "http://example.com/", true),
            ("example.com", "http://a.example.com/", true),
            ("example.com", "http://anexample.com/", false),
            (".example.com", "http://example.com/", true),
            ("*.example.com", "http://a.example.com/", true),
            ("a, EXAMPLE.com:8080", "http://example.com:8080/", true),
            ("example.com:8080", "http://example.com/", false),
            ("example.com:443", "https://example.com/", true),
            ("::1", "http://[::1]:99/", true),
            ("[::1]", "http://[::1]/", true),
            ("::1", "http://[::2]/", false),
            ("127.0.0.1", "http://127.0.0.1:5/", true),
            ("", "http://h/", false),
            (",", "http://h/", false),
        ];
        for (list, url, bypassed) in cases {
            let settings = environment(&[("HTTP_PROXY", "p:1"), ("NO_PROXY", list)]);
            assert_eq!(proxy(&settings, url).is_none(), bypassed, "{list} {url}");
        }
    }

    #[test]
    fn credentials_are_never_shown() {
        let proxy = ProxyUrl::parse("user:hush@proxy.test:3128").unwrap();
        assert_eq!(proxy.to_string(), "http://proxy.test:3128");
        assert!(!format!("{proxy:?}").contains("hush"));
        assert_eq!(proxy.reveal().password(), Some("hush"));
        for bad in ["ftp://user:hush@h", "http://user:hush@", "http://user:hush@h:99999"] {
            let reason = ProxyUrl::parse(bad).unwrap_err();
            assert!(!reason.contains("hush"), "{reason}");
        }
        let failed = ProxySettings::from_environment(|_| Some("gopher://h".to_owned()));
        assert!(failed.unwrap_err().contains("HTTP_PROXY: proxies of scheme gopher"));
    }
}
