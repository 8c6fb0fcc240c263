//! Things the user should know although the request goes out.

/// Something to tell the user; the request is sent all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What kind of thing.
    pub kind: NoticeKind,
    /// A sentence: what, and what to do.
    pub message: String,
}

/// The kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// A file to send is not there, or may not be read.
    MissingFile,
    /// An authorization scheme nobody knows; the request goes out unsigned.
    UnknownAuth,
    /// A known scheme or setting that is not supported; it has no effect.
    Unsupported,
    /// The authorization lacks something; the request goes out unsigned.
    Unsigned,
}

impl Notice {
    /// Makes a notice.
    #[must_use]
    pub fn new(kind: NoticeKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}
