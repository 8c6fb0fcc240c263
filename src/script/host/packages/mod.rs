//! Packages that the user installed: CommonJS and ES modules from one folder, found as Node finds
//! them. Only the runner touches the files, and only inside of that folder.

mod manifest;
mod resolve;
mod specifier;

use std::path::{Path, PathBuf};

pub use crate::script::protocol::PackageFormat;
use manifest::Manifest;
use resolve::Resolution;
use specifier::Specifier;

/// The largest file of a package, in bytes.
const MAX_FILE: u64 = 32 * 1024 * 1024;

/// What can go wrong with packages.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The folder is none, or cannot be read.
    #[error("{}: {source}", path.display())]
    Folder {
        /// The folder as named.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Nothing is there under that name.
    #[error("Cannot find package '{name}' in {}: install it there with `npm install {install}`", folder.display())]
    Missing {
        /// The name as asked for.
        name: String,
        /// What to install.
        install: String,
        /// Where was looked.
        folder: PathBuf,
    },
    /// Another version is installed.
    #[error("Cannot find package '{name}': {} has version {found}", folder.display())]
    Version {
        /// The name as asked for.
        name: String,
        /// The version that is there.
        found: String,
        /// Where was looked.
        folder: PathBuf,
    },
    /// The package does not offer that path.
    #[error("Package subpath '{path}' is not defined by \"exports\" in {package}/package.json")]
    NotExported {
        /// The path inside the package.
        path: String,
        /// The package.
        package: String,
    },
    /// A file of a package that refers to one that is not there.
    #[error("Cannot find module '{name}' required by {from}")]
    Broken {
        /// What was referred to.
        name: String,
        /// By which file.
        from: String,
    },
    /// A path that leads out of the folder.
    #[error("'{name}' leads out of {}: packages are read inside of that folder only", folder.display())]
    Outside {
        /// What was asked for.
        name: String,
        /// The folder.
        folder: PathBuf,
    },
    /// A file that is no text, or too large.
    #[error("{id} cannot be read: {reason}")]
    Unreadable {
        /// The file, relative to the folder.
        id: String,
        /// Why.
        reason: String,
    },
    /// A registry other than npm's.
    #[error("'{0}' is from a registry that is not supported: use npm:name@version")]
    Registry(String),
}

/// What refers to a module, and how.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The name or path that is asked for.
    pub specifier: &'a str,
    /// The file that asks, as [`Packages::resolve`] named it; `None` for scripts.
    pub from: Option<&'a str>,
    /// By `import`, not by `require`.
    pub import: bool,
}

/// The folder of installed packages.
#[derive(Debug)]
pub struct Packages {
    /// As the user named it.
    shown: PathBuf,
    /// Without symbolic links.
    root: PathBuf,
}

impl Packages {
    /// Opens a folder: a `node_modules`, or one that has a `node_modules` inside.
    ///
    /// # Errors
    /// Fails when it is not there or no folder.
    pub fn open(path: &Path) -> Result<Self, PackageError> {
        let inner = path.join("node_modules");
        let root = if inner.is_dir() { inner } else { path.to_owned() };
        let wrong = |source| PackageError::Folder { path: path.to_owned(), source };
        std::fs::read_dir(&root).map_err(wrong)?;
        let root = root.canonicalize().map_err(wrong)?;
        Ok(Self { shown: path.to_owned(), root })
    }

    /// Finds the file that a name or path means: its path inside the folder, with `/`.
    ///
    /// # Errors
    /// Says what is missing, or what leads out of the folder.
    pub fn resolve(&self, reference: Reference<'_>) -> Result<String, PackageError> {
        let specifier = Specifier::parse(reference.specifier)?;
        let resolution = Resolution { packages: self, reference };
        let found = resolution.find(&specifier)?;
        let found = found.canonicalize().map_err(|_| resolution.missing(&specifier))?;
        let inside = found.strip_prefix(&self.root).map_err(|_| self.outside(reference))?;
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        Ok(parts.join("/"))
    }

    /// Reads a file that [`Self::resolve`] found.
    ///
    /// # Errors
    /// Fails when it is gone, too large, no text, or outside of the folder.
    pub fn read(&self, id: &str) -> Result<(PackageFormat, String), PackageError> {
        let unreadable = |reason: String| PackageError::Unreadable { id: id.to_owned(), reason };
        let reference = Reference { specifier: id, from: None, import: false };
        let path =
            self.root.join(id).canonicalize().map_err(|error| unreadable(error.to_string()))?;
        if !path.starts_with(&self.root) {
            return Err(self.outside(reference));
        }
        let size = path.metadata().map_err(|error| unreadable(error.to_string()))?.len();
        if size > MAX_FILE {
            return Err(unreadable(format!("{size} bytes are more than the {MAX_FILE} allowed")));
        }
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(error.to_string()))?;
        Ok((self.format(&path), text))
    }

    /// Tells how a file is to be run: by its extension, else by the `type` of its package.
    fn format(&self, path: &Path) -> PackageFormat {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => PackageFormat::Json,
            Some("mjs") => PackageFormat::Module,
            Some("cjs") => PackageFormat::CommonJs,
            _ => {
                let folders = path.ancestors().skip(1);
                let mut inside = folders.take_while(|folder| folder.starts_with(&self.root));
                match inside.find_map(Manifest::read) {
                    Some(manifest) if manifest.is_module() => PackageFormat::Module,
                    _ => PackageFormat::CommonJs,
                }
            }
        }
    }

    fn outside(&self, reference: Reference<'_>) -> PackageError {
        PackageError::Outside { name: reference.specifier.to_owned(), folder: self.shown.clone() }
    }
}

#[cfg(test)]
mod tests;
