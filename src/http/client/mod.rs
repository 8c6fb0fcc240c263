//! The real transport, and the only place that names the HTTP library.

mod certificate;
mod connecting;
mod connections;
mod content;
mod failure;
mod handshake;
mod hop;
mod hosts;
mod resolver;
mod settings;
mod stopwatch;
mod tls;
mod tls_failure;
mod transport;
mod verifier;

pub use certificate::{CertificateError, CertificateFiles, ClientCertificate};
pub use hosts::HostMapping;
pub use settings::ClientSettings;
pub use transport::Client;
