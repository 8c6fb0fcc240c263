//! Request, response and failure: plain data between the engine and a transport.

use std::future::Future;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{Headers, TlsOptions};

/// A request ready for the wire: variables resolved, URL encoded, system headers added.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method, upper case; custom ones are allowed.
    pub method: String,
    /// The absolute URL exactly as it is to be sent (already percent-encoded).
    pub url: String,
    /// All header lines in order, `Host` and `Content-Length` included.
    pub headers: Headers,
    /// The content.
    pub body: Body,
    /// How to send it.
    pub options: SendOptions,
}

/// The content of a request.
#[derive(Debug, Clone, Default)]
pub enum Body {
    /// No content.
    #[default]
    Empty,
    /// Content in memory.
    Bytes(Bytes),
    /// A file, streamed when sent.
    File(PathBuf),
    /// A multipart form; the boundary stands in the `Content-Type` header already.
    Multipart {
        /// The boundary, without leading dashes.
        boundary: String,
        /// Parts in order.
        parts: Vec<Part>,
    },
}

/// One part of a multipart form.
#[derive(Debug, Clone)]
pub struct Part {
    /// Header lines of the part.
    pub headers: Headers,
    /// Content of the part.
    pub content: PartContent,
}

/// The content of a part.
#[derive(Debug, Clone)]
pub enum PartContent {
    /// Content in memory.
    Bytes(Bytes),
    /// A file, streamed when sent.
    File(PathBuf),
}

/// How a request is to be sent: Postman's `protocolProfileBehavior` and the run's options, merged.
#[derive(Debug, Clone)]
pub struct SendOptions {
    /// Follow 3xx answers that carry `Location`.
    pub follow_redirects: bool,
    /// Longest redirect chain (Postman: 10).
    pub max_redirects: usize,
    /// Keep method and body on 301, 302 and 303.
    pub keep_method_on_redirect: bool,
    /// Keep `Authorization` when a redirect leads to another host.
    pub keep_auth_on_redirect: bool,
    /// Leave out `Referer` on redirects.
    pub drop_referer_on_redirect: bool,
    /// Verify TLS certificates.
    pub strict_tls: bool,
    /// Neither send nor store cookies.
    pub disable_cookies: bool,
    /// Longest time for the whole exchange, redirects included; `None` means no limit.
    pub timeout: Option<Duration>,
    /// The HTTP version to speak; `None` means the client's own choice.
    pub protocol: Option<Protocol>,
    /// TLS versions and ciphers.
    pub tls: TlsOptions,
    /// Take responses with malformed header lines (`insecureHTTPParser`).
    pub lenient_parser: bool,
    /// The connection to use, for schemes that authorize connections and not requests: exchanges
    /// share one only with those of the same number. `None` means whichever is free.
    pub connection: Option<u64>,
}

/// The HTTP version to speak.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// HTTP/1.1.
    #[default]
    Http1,
    /// HTTP/2; without TLS by prior knowledge (RFC 9113 §3.3).
    Http2,
    /// What the server prefers of both (ALPN, RFC 7301); HTTP/1.1 without TLS.
    Auto,
}

impl Default for SendOptions {
    fn default() -> Self {
        Self {
            follow_redirects: true,
            max_redirects: 10,
            keep_method_on_redirect: false,
            keep_auth_on_redirect: false,
            drop_referer_on_redirect: false,
            strict_tls: true,
            disable_cookies: false,
            timeout: None,
            protocol: None,
            tls: TlsOptions::default(),
            lenient_parser: false,
            connection: None,
        }
    }
}

/// A response, content decoded.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// The status code.
    pub code: u16,
    /// The reason phrase; the registered one where the server sent none.
    pub status: String,
    /// The protocol, `HTTP/1.1` or `HTTP/2.0`.
    pub protocol: String,
    /// Header lines in order, `Content-Encoding` included although the body is decoded.
    pub headers: Headers,
    /// The content with `Content-Encoding` undone.
    pub body: Bytes,
    /// Bytes of the content on the wire, before decoding.
    pub wire_size: u64,
}

/// When the parts of an exchange happened, measured from its start. A phase that did not happen
/// (DNS and connect on a kept-alive connection) is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timings {
    /// Name resolution, in milliseconds.
    pub dns: Option<f64>,
    /// TCP connect and TLS handshake, in milliseconds.
    pub connect: Option<f64>,
    /// The TLS handshake alone, which is a part of `connect`, in milliseconds.
    #[serde(default)]
    pub tls: Option<f64>,
    /// From the start to the first byte of the response, in milliseconds.
    pub first_byte: Option<f64>,
    /// From the first to the last byte of the response, in milliseconds.
    pub download: Option<f64>,
    /// The whole exchange, redirects included, in milliseconds.
    pub total: f64,
}

/// A finished exchange: the request as sent last, the response, and the redirects before it.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The request as sent (after redirects: the last one), cookies included.
    pub request: Request,
    /// The response to it.
    pub response: Response,
    /// Earlier hops, oldest first: what was sent and what redirected.
    pub redirects: Vec<(Request, Response)>,
    /// When what happened.
    pub timings: Timings,
}

/// An exchange that ended without a response, and how far it came.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{failure}")]
pub struct Unanswered {
    /// Why it ended.
    pub failure: Failure,
    /// The request as sent last, or as asked where nothing was sent.
    pub request: Request,
    /// Redirects received, oldest first. The last one was not followed where it is what failed.
    pub redirects: Vec<(Request, Response)>,
    /// When what happened; `total` is the time until the failure.
    pub timings: Timings,
}

impl Unanswered {
    /// Makes one of a request that failed before anything is known to have happened.
    #[must_use]
    pub fn at_once(failure: Failure, request: Request) -> Self {
        Self { failure, request, redirects: Vec::new(), timings: Timings::default() }
    }
}

/// A request that got no response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What went wrong, for programs.
    pub kind: FailureKind,
    /// Where in the exchange it went wrong.
    pub phase: Phase,
    /// Node's error code where there is a counterpart (`ECONNREFUSED`, `ENOTFOUND`, …): scripts and
    /// consumers of newman's reports match on it.
    pub code: Option<String>,
    /// A sentence for people: cause, host, what to do.
    pub message: String,
}

/// The kinds of failure that callers tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The request cannot be sent as it is (empty URL, invalid header, missing file).
    InvalidRequest,
    /// The name could not be resolved.
    Dns,
    /// No connection.
    Connect,
    /// The TLS handshake failed.
    Tls,
    /// The time limit was reached.
    Timeout,
    /// The connection broke, or the peer does not speak HTTP.
    Protocol,
    /// The content could not be decoded.
    Decode,
    /// More redirects than allowed.
    TooManyRedirects,
    /// The content is larger than allowed.
    TooLarge,
}

/// The phase a failure happened in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Before anything was sent.
    Prepare,
    /// Name resolution, TCP connect, TLS handshake.
    Connect,
    /// Sending, and waiting for the response's first byte.
    Exchange,
    /// Receiving and decoding the content.
    Download,
}

/// Something that can carry out a request: the real client, or a fake one in tests.
pub trait Transport: Send + Sync {
    /// Sends the request, follows redirects and keeps cookies as its options say.
    ///
    /// # Errors
    /// Returns a [`Failure`] when no response came.
    fn send(&self, request: Request) -> impl Future<Output = Result<Exchange, Failure>> + Send;

    /// Does what [`send`](Self::send) does, and tells of a failed exchange how far it came: for those
    /// who report it. A transport that follows redirects overrides this.
    ///
    /// # Errors
    /// Returns the failure and what went before it when no response came.
    fn carry_out(
        &self,
        request: Request,
    ) -> impl Future<Output = Result<Exchange, Box<Unanswered>>> + Send {
        async move {
            let outcome = self.send(request.clone()).await;
            outcome.map_err(|failure| Box::new(Unanswered::at_once(failure, request)))
        }
    }
}
