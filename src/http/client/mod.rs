//! The real transport, and the only place that names the HTTP library.

mod connections;
mod content;
mod failure;
mod hop;
mod resolver;
mod settings;
mod tls;
mod transport;

pub use settings::{ClientSettings, HostMapping};
pub use transport::Client;
