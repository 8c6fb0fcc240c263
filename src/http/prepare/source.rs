//! Finds the files that bodies name.

use std::path::{Path, PathBuf};

/// Where files are looked for, and which may be read.
#[derive(Debug, Clone)]
pub(super) struct Sources<'a> {
    pub(super) working_dir: &'a Path,
    pub(super) inside_only: bool,
}

/// A file that can be sent.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) name: String,
}

impl Sources<'_> {
    /// Finds a file; the error is newman's text, with the path it was looked for at.
    pub(super) fn find(&self, src: &str) -> Result<Found, String> {
        let path = self.working_dir.join(src);
        let real = path
            .canonicalize()
            .map_err(|_| format!("\"{src}\", no such file (looked for {})", path.display()))?;
        if self.inside_only {
            let root = self.working_dir.canonicalize().unwrap_or_default();
            if root.as_os_str().is_empty() || !real.starts_with(&root) {
                return Err(format!(
                    "PPERM: insecure file access outside working directory (\"{src}\")"
                ));
            }
        }
        if !real.is_file() {
            return Err(format!("\"{src}\", is not a file ({})", path.display()));
        }
        // Opening tells now, not in the middle of the request, what may not be read.
        std::fs::File::open(&real)
            .map_err(|error| format!("\"{src}\", cannot be read: {error}"))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Found { path: real, name })
    }
}
