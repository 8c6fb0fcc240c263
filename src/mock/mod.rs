//! A server of a collection's saved examples, so that a client can be built before the API.
//!
//! Which example answers follows Postman's mock servers: method, then the `x-mock-*` headers, then
//! the best match of path and query.

mod example;
mod matching;
mod server;

pub use example::{Example, examples};
pub use server::{MockOptions, serve};
