//! What the tests share.

pub mod certificates;
pub mod command;
pub mod proxy;
pub mod wire;
