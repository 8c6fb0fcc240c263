//! What is wrong with a data file, and where.

use std::io;
use std::path::{Path, PathBuf};

use crate::files::FileError;

/// Why a data file gives no rows. Every message begins with the file, and the line where there is one.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The file cannot be opened.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file cannot be read to its end.
    #[error("{}: {cause}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// The file's content is not what it should be.
    #[error("{}:{line}: {problem}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// The 1-based line.
        line: u64,
        /// What is wrong and what to do.
        problem: String,
    },
    /// There is no row in the file.
    #[error("{}: the iteration data have no rows; add one, or leave --iteration-data out", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

/// What a format's reader finds wrong; it does not know the file's name.
#[derive(Debug)]
pub(super) enum Fault {
    Read(io::Error),
    Content { line: u64, problem: String },
}

impl Fault {
    pub(super) fn at(line: u64, problem: impl Into<String>) -> Self {
        Self::Content { line, problem: problem.into() }
    }

    pub(super) fn of(self, path: &Path) -> DataError {
        let path = path.to_owned();
        match self {
            Self::Read(cause) => DataError::Read { path, cause },
            Self::Content { line, problem } => DataError::Content { path, line, problem },
        }
    }
}

impl From<io::Error> for Fault {
    fn from(cause: io::Error) -> Self {
        Self::Read(cause)
    }
}
