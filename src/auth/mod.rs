//! Authorization schemes: one a file, all of the same shape, and the table of them.
//!
//! A scheme reads a resolved [`Auth`](crate::collection::Auth) block and changes a prepared request.
//! A scheme that needs the server's challenge (digest, NTLM) also answers it; OAuth 2 fetches a token
//! beforehand where none is stored. What lives longer than a request is in [`Session`].
//!
//! To add a scheme: a file with `sign`, and a line in `scheme.rs`.

mod connections;
mod session;

mod scheme;

mod challenge;
mod fresh;
mod jws;
mod key;
mod signing;
mod target;

mod apikey;
mod asap;
mod awsv4;
mod basic;
mod bearer;
mod digest;
mod edgegrid;
mod hawk;
mod jwt;
mod ntlm;
mod oauth1;
mod oauth2;

pub use connections::Lease;
pub use session::{MAX_REPLAYS, Session};

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
