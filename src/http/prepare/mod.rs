//! From what a collection asks to what goes on the wire: headers, body, `protocolProfileBehavior`.

mod behavior;
mod body;
mod comments;
mod form;
mod media_type;
mod notice;
mod request;
mod source;

pub use behavior::Behavior;
pub use notice::{Notice, NoticeKind};
pub use request::{Prepared, Settings, prepare};

#[cfg(test)]
mod tests;
