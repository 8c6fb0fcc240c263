//! What the tests share.

pub(crate) mod browser;
pub(crate) mod certificates;
pub(crate) mod command;
pub(crate) mod echo;
mod echo_answers;
mod echo_digest;
mod echo_request;
pub(crate) mod proxy;
pub(crate) mod wire;

pub(crate) use echo_request::Incoming;
