//! HTTP as the runner sees it: what is asked, what was sent, what came back.

pub mod client;
mod cookies;
mod decode;
mod headers;
mod message;
mod multipart;
mod payload;
pub mod prepare;
mod proxy;
mod redirect;
mod tls_options;
pub mod url;

pub use client::{
    CertificateError, CertificateFiles, Client, ClientCertificate, ClientSettings, HostMapping,
};
pub use cookies::{Cookie, CookieJar};
pub use headers::Headers;
pub use message::{
    Body, Exchange, Failure, FailureKind, Part, PartContent, Phase, Protocol, Request, Response,
    SendOptions, Timings, Transport, Unanswered,
};
pub use proxy::{ProxySettings, ProxyUrl};
pub use tls_options::TlsOptions;
