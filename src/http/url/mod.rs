//! Postman's URL rules: lenient parsing, joining, and the exact percent-encode sets
//! (postman-collection's `Url`, postman-url-encoder).

mod encode;
mod parse;
mod pattern;
mod unparse;
mod wire;

pub use encode::{form_component, query_value};
pub use parse::parse;
pub use pattern::UrlPattern;
pub use unparse::unparse;
pub use wire::to_wire;

#[cfg(test)]
mod tests;
