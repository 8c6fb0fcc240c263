//! A request as the handlers see it.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::HOSTS;

/// A request that has been read completely.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) method: Method,
    /// Path segments, percent-decoded, in their own case; a last empty one is dropped.
    pub(super) segments: Vec<String>,
    /// What the `{}` of the route stand for, filled in by the router.
    pub(super) params: Vec<String>,
    query: String,
    headers: HeaderMap,
    host: String,
    /// The connection is encrypted.
    secure: bool,
    /// Stands for scheme and host in URLs that are handed out.
    public_url: Option<String>,
    body: Bytes,
}

impl Call {
    pub(super) fn new(parts: Parts, body: Bytes) -> Self {
        let host = parts.uri.authority().map(|authority| authority.as_str().to_owned());
        let host = host.or_else(|| text(&parts.headers, "host").map(Cow::into_owned));
        Self {
            method: parts.method,
            segments: segments(parts.uri.path()),
            params: Vec::new(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers,
            host: host.unwrap_or_else(|| "127.0.0.1".to_owned()),
            secure: false,
            public_url: None,
            body,
        }
    }

    /// Says that the connection is encrypted.
    pub(super) fn over_tls(mut self, secure: bool) -> Self {
        self.secure = secure;
        self
    }

    /// Says where the emulator is seen from outside.
    pub(super) fn seen_at(&mut self, public_url: Option<&str>) {
        self.public_url = public_url.map(str::to_owned);
    }

    /// A header's value; bytes that are not UTF-8 become U+FFFD, which matches nothing.
    pub(super) fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        text(&self.headers, name)
    }

    /// A path parameter by position; empty when the route has fewer.
    pub(super) fn param(&self, index: usize) -> &str {
        self.params.get(index).map_or("", String::as_str)
    }

    /// The first query parameter of that name, decoded.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// How many times a query parameter is there.
    pub(super) fn query_count(&self, name: &str) -> usize {
        let pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs.filter(|(key, _)| key == name).count()
    }

    /// A field of a form body, decoded.
    pub(super) fn form(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(&self.body)
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Whether a browser calls: it wants a page, and sends forms.
    pub(super) fn is_from_browser(&self) -> bool {
        self.header("accept").is_some_and(|accept| accept.contains("text/html"))
    }

    /// Whether there is a body.
    pub(super) fn has_body(&self) -> bool {
        !self.body.is_empty()
    }

    /// Scheme and authority for URLs that are handed out: `https` for the hosts of Vipps, which
    /// the client reached through a mapping, the connection's own for the emulator's address.
    pub(super) fn base_url(&self) -> String {
        if let Some(url) = &self.public_url {
            return url.clone();
        }
        let name = self.host_name();
        let vipps = HOSTS.iter().any(|known| known.eq_ignore_ascii_case(name));
        let scheme = if self.secure || vipps { "https" } else { "http" };
        format!("{scheme}://{}", self.host)
    }

    /// Whether the client believes that it talks to the production environment.
    pub(super) fn is_production(&self) -> bool {
        HOSTS[1..].iter().any(|known| known.eq_ignore_ascii_case(self.host_name()))
    }

    fn host_name(&self) -> &str {
        self.host.rsplit_once(':').map_or(self.host.as_str(), |(name, _)| name)
    }

    /// The body as JSON; the error says where it ceases to be.
    pub(super) fn json(&self) -> Result<Value, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// Whether there is a body whose type is given as something else than JSON.
    pub(super) fn has_foreign_type(&self) -> bool {
        let media_type = self.header("content-type").unwrap_or_default().to_ascii_lowercase();
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        let json = media_type == "application/json" || media_type.ends_with("+json");
        !self.body.is_empty() && !json
    }

    /// Whether the client said how long the body is, or sent it in chunks.
    pub(super) fn has_length(&self) -> bool {
        ["content-length", "transfer-encoding"].iter().any(|name| self.headers.contains_key(*name))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<Cow<'a, str>> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()))
}

fn segments(path: &str) -> Vec<String> {
    let decode = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
    let mut segments: Vec<String> =
        path.strip_prefix('/').unwrap_or(path).split('/').map(decode).collect();
    if segments.last().is_some_and(String::is_empty) {
        segments.pop();
    }
    segments
}

#[cfg(test)]
pub(super) mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::*;

    /// A call out of a line like `POST /path` and header pairs.
    pub(in crate::emulator) fn call(line: &str, headers: &[(&str, &str)], body: &str) -> Call {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = http::Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        Call::new(parts, Bytes::copy_from_slice(body.as_bytes()))
    }

    #[test]
    fn paths_are_decoded_and_tolerate_a_slash() {
        for (path, expected) in [
            ("/a/b", vec!["a", "b"]),
            ("/a/b/", vec!["a", "b"]),
            ("/a//b", vec!["a", "", "b"]),
            ("/a/%7B%7Bid%7D%7D", vec!["a", "{{id}}"]),
            ("/a%2Fb/%ff", vec!["a/b", "\u{fffd}"]),
            ("/", vec![]),
        ] {
            assert_eq!(segments(path), expected, "{path}");
        }
    }

    #[test]
    fn urls_follow_the_host() {
        for (host, expected) in [
            ("apitest.vipps.no", "https://apitest.vipps.no"),
            ("API.vipps.no:443", "https://API.vipps.no:443"),
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("localhost", "http://localhost"),
        ] {
            assert_eq!(call("GET /", &[("host", host)], "").base_url(), expected);
        }
        assert!(call("GET /", &[("host", "api.vipps.no")], "").is_production());
        assert!(!call("GET /", &[("host", "apitest.vipps.no")], "").is_production());
    }
}
