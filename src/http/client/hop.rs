//! One request and its response, without redirects and cookies.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use reqwest::Url;

use super::content::content;
use super::failure::{self, Attempt};
use super::stopwatch::{Marks, mark};
use crate::http::{Failure, FailureKind, Headers, Phase, ProxyUrl, Request, Response, decode};

/// Where a request goes, and how much may come back.
pub(super) struct Target<'a> {
    /// The URL to connect to.
    pub(super) url: Url,
    /// The proxy of the pool.
    pub(super) proxy: Option<&'a ProxyUrl>,
    /// Most bytes of content.
    pub(super) limit: u64,
}

/// Sends `request` to its target (which may be another host than the request's) and reads the answer.
pub(super) async fn send(
    pool: &reqwest::Client,
    request: &Request,
    target: &Target<'_>,
) -> Result<Response, Failure> {
    let (url, limit) = (target.url.to_string(), target.limit);
    let explain = |error: &reqwest::Error, downloading| {
        let attempt = Attempt { url: &url, proxy: target.proxy, downloading };
        failure::explain(error, &attempt)
    };
    let outgoing = outgoing(request, target.url.clone())?;
    mark(|marks| marks.phase = Phase::Exchange);
    let mut incoming = pool.execute(outgoing).await.map_err(|error| explain(&error, false))?;
    mark(Marks::begin_download);
    let mut response = head(&incoming);
    if incoming.content_length().is_some_and(|length| length > limit) {
        return Err(decode::too_large(limit));
    }
    let mut content = BytesMut::new();
    while let Some(chunk) = incoming.chunk().await.map_err(|error| explain(&error, true))? {
        if (content.len() + chunk.len()) as u64 > limit {
            return Err(decode::too_large(limit));
        }
        content.extend_from_slice(&chunk);
    }
    response.wire_size = content.len() as u64;
    response.body = decode::decode(Bytes::from(content), &response.headers, limit)?;
    Ok(response)
}

/// Reads a URL as the library wants it.
pub(super) fn parse_url(url: &str) -> Result<Url, Failure> {
    if let Some(failure) = failure::unset_variable(url) {
        return Err(failure);
    }
    Url::parse(url).map_err(|error| failure::unusable_url(url, &error))
}

fn outgoing(request: &Request, url: Url) -> Result<reqwest::Request, Failure> {
    let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| {
        invalid(format!("Method must be a valid HTTP token [\"{}\"]", request.method))
    })?;
    let mut outgoing = reqwest::Request::new(method, url);
    *outgoing.headers_mut() = header_map(&request.headers)?;
    *outgoing.body_mut() = content(&request.body);
    Ok(outgoing)
}

fn header_map(headers: &Headers) -> Result<HeaderMap, Failure> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers.iter() {
        let parsed_name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| invalid(format!("Header name must be a valid HTTP token [\"{name}\"]")))?;
        let parsed_value = HeaderValue::from_bytes(&to_wire(value))
            .map_err(|_| invalid(format!("Invalid character in header content [\"{name}\"]")))?;
        map.append(parsed_name, parsed_value);
    }
    Ok(map)
}

/// Header text goes out as latin-1, as in Node, and as UTF-8 where latin-1 cannot say it.
fn to_wire(value: &str) -> Vec<u8> {
    let latin1: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
    latin1.unwrap_or_else(|| value.as_bytes().to_vec())
}

/// Header bytes come in as latin-1, as in Node.
fn from_wire(value: &[u8]) -> String {
    value.iter().copied().map(char::from).collect()
}

/// `content-type` as `Content-Type`: scripts look for the spelling that servers use.
fn title_case(name: &str) -> String {
    let mut start = true;
    let cased = name.chars().map(|c| {
        let cased = if start { c.to_ascii_uppercase() } else { c };
        start = c == '-';
        cased
    });
    cased.collect()
}

fn head(incoming: &reqwest::Response) -> Response {
    let status = incoming.status();
    // The HTTP library hands out names in lower case, as they are in HTTP/2.
    let old = incoming.version() < http::Version::HTTP_2;
    let cased = |name: &str| if old { title_case(name) } else { name.to_owned() };
    let sent = incoming.extensions().get::<hyper::ext::ReasonPhrase>();
    let reason = match sent.map(|reason| String::from_utf8_lossy(reason.as_bytes())) {
        Some(reason) if !reason.is_empty() => reason.into_owned(),
        _ => status.canonical_reason().unwrap_or_default().to_owned(),
    };
    let lines = incoming.headers().iter();
    Response {
        code: status.as_u16(),
        status: reason,
        protocol: format!("{:?}", incoming.version()),
        headers: lines
            .map(|(name, value)| (cased(name.as_str()), from_wire(value.as_bytes())))
            .collect(),
        body: Bytes::new(),
        wire_size: 0,
    }
}

fn invalid(message: String) -> Failure {
    Failure { kind: FailureKind::InvalidRequest, phase: Phase::Prepare, code: None, message }
}
