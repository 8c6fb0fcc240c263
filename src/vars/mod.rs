//! Variables: scopes, their order, and `{{template}}` resolution.

mod dynamic;
mod resolver;
mod scope;
mod template;

pub use dynamic::{Clock, Dynamic};
pub use resolver::Resolver;
pub use scope::{Scope, ScopeName, Scopes};
