//! Exit codes: all of them, in one place.

use std::process::ExitCode;

/// How the process ends. The numbers are part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Everything ran and every check passed.
    Passed = 0,
    /// A test failed, a script threw, or a strict rule was broken.
    TestFailed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A file (collection, environment, data, report target) could not be loaded or written.
    NotLoaded = 3,
    /// A request could not be sent, or got no response.
    NotSent = 4,
    /// The run was aborted (Ctrl-C, SIGTERM) or ran out of time.
    Aborted = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An error that ends a command: a paragraph for people and the exit code that goes with it.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Fatal {
    /// The exit code.
    pub exit: Exit,
    /// What went wrong, where, and what to do.
    pub message: String,
}

impl Fatal {
    /// Wrong usage of the command line.
    pub fn usage(message: impl std::fmt::Display) -> Self {
        Self { exit: Exit::Usage, message: message.to_string() }
    }

    /// A file that could not be loaded or written.
    pub fn not_loaded(message: impl std::fmt::Display) -> Self {
        Self { exit: Exit::NotLoaded, message: message.to_string() }
    }

    /// Something that could not be set up for sending requests.
    pub fn not_sent(message: impl std::fmt::Display) -> Self {
        Self { exit: Exit::NotSent, message: message.to_string() }
    }
}
