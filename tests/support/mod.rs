//! What the tests share.

pub(crate) mod command;
pub(crate) mod wire;
pub mod command;
pub mod echo;
mod echo_answers;
mod echo_digest;
mod echo_request;

pub use echo_request::Incoming;
