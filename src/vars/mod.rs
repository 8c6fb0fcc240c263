//! Variables: scopes, their order, and `{{template}}` resolution.

mod scope;

pub use scope::{Scope, ScopeName, Scopes};
