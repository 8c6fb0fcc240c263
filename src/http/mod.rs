//! HTTP as the runner sees it: what is asked, what was sent, what came back.

mod headers;
mod message;
mod multipart;
pub mod prepare;
pub mod url;

pub use headers::Headers;
pub use message::{
    Body, Exchange, Failure, FailureKind, Part, PartContent, Phase, Request, Response, SendOptions,
    Timings, Transport,
};
