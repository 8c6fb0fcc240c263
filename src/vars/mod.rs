//! Variables: scopes, their order, `{{template}}` resolution, dynamic variables, iteration data.

mod data;
mod dynamic;
mod resolver;
mod scope;
mod template;
mod typed;

pub use data::{CsvCast, DataError, DataFile, DataReader, DataRules};
pub use dynamic::{Clock, Dynamic};
pub use resolver::Resolver;
pub use scope::{Scope, ScopeName, Scopes};
pub use typed::{cast, is_nan};
