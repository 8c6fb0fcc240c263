//! Node's search for a module's file (nodejs.org/api/modules.html#all-together), kept inside of
//! one folder.

use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::specifier::Specifier;
use super::{PackageError, Packages, Reference};

/// What Node tries behind a path that is no file.
const EXTENSIONS: [&str; 4] = ["js", "json", "mjs", "cjs"];

/// One search.
pub(super) struct Resolution<'a> {
    pub(super) packages: &'a Packages,
    pub(super) reference: Reference<'a>,
}

impl Resolution<'_> {
    /// Finds the file; it may still be a link that leads elsewhere.
    pub(super) fn find(&self, specifier: &Specifier<'_>) -> Result<PathBuf, PackageError> {
        match specifier {
            Specifier::Own(name) if name.starts_with('#') => self.mapped(name, specifier),
            Specifier::Own(path) => {
                let from = self.folder().ok_or_else(|| self.missing(specifier))?;
                self.file_or_folder(&from.join(path.trim_start_matches('/')))
                    .ok_or_else(|| self.missing(specifier))
            }
            Specifier::Package { name, version, path } => {
                let folder = self.package(name).ok_or_else(|| self.missing(specifier))?;
                let manifest = Manifest::read(&folder).unwrap_or_default();
                if let Some(wanted) = version
                    && manifest.version() != *wanted
                {
                    return Err(PackageError::Version {
                        name: self.reference.specifier.to_owned(),
                        found: manifest.version().to_owned(),
                        folder: self.packages.shown.clone(),
                    });
                }
                self.in_package(&folder, &manifest, path, name)
                    .and_then(|found| found.ok_or_else(|| self.missing(specifier)))
            }
        }
    }

    /// Finds a path inside a package.
    fn in_package(
        &self,
        folder: &Path,
        manifest: &Manifest,
        path: &str,
        name: &str,
    ) -> Result<Option<PathBuf>, PackageError> {
        match manifest.exported(path, self.reference.import) {
            Some(Some(file)) => Ok(self.file(&folder.join(file.trim_start_matches("./")))),
            Some(None) => {
                Err(PackageError::NotExported { path: path.to_owned(), package: name.to_owned() })
            }
            None if path == "." => Ok(self.folder_main(folder)),
            None => Ok(self.file_or_folder(&folder.join(path.trim_start_matches("./")))),
        }
    }

    /// Finds what the asking file's own package maps a `#name` to.
    fn mapped(&self, name: &str, specifier: &Specifier<'_>) -> Result<PathBuf, PackageError> {
        let found = self.folder().and_then(|from| {
            let mut folders = self.inside(from);
            let (folder, manifest) =
                folders.find_map(|folder| Some((folder.clone(), Manifest::read(&folder)?)))?;
            let target = manifest.imported(name, self.reference.import)?;
            self.file(&folder.join(target.trim_start_matches("./")))
        });
        found.ok_or_else(|| self.missing(specifier))
    }

    /// Finds a package's folder: in every `node_modules` from the asking file outwards.
    fn package(&self, name: &str) -> Option<PathBuf> {
        let nested = self.folder().and_then(|from| {
            self.inside(from)
                .map(|folder| folder.join("node_modules").join(name))
                .find(|folder| folder.is_dir())
        });
        nested.or_else(|| Some(self.packages.root.join(name)).filter(|folder| folder.is_dir()))
    }

    /// The folder of the asking file.
    fn folder(&self) -> Option<PathBuf> {
        let from = self.packages.root.join(self.reference.from?);
        from.parent().map(Path::to_owned)
    }

    /// A folder and those around it, up to the root.
    fn inside(&self, folder: PathBuf) -> impl Iterator<Item = PathBuf> {
        let root = self.packages.root.clone();
        let outer = |folder: &PathBuf| folder.parent().map(Path::to_owned);
        std::iter::successors(Some(folder), outer)
            .take_while(move |folder| folder.starts_with(&root))
    }

    fn file_or_folder(&self, path: &Path) -> Option<PathBuf> {
        self.file(path).or_else(|| self.folder_main(path))
    }

    /// A file as named, else with an extension.
    fn file(&self, path: &Path) -> Option<PathBuf> {
        if path.is_file() {
            return Some(path.to_owned());
        }
        let named = path.file_name()?.to_string_lossy().into_owned();
        EXTENSIONS
            .iter()
            .map(|extension| path.with_file_name(format!("{named}.{extension}")))
            .find(|path| path.is_file())
    }

    /// What stands for a folder: its manifest's main file, else `index`.
    fn folder_main(&self, folder: &Path) -> Option<PathBuf> {
        let manifest = Manifest::read(folder).unwrap_or_default();
        let main = manifest.main(self.reference.import).map(|main| folder.join(main));
        let main =
            main.and_then(|main| self.file(&main).or_else(|| self.file(&main.join("index"))));
        main.or_else(|| self.file(&folder.join("index")))
    }

    /// Nothing is there.
    pub(super) fn missing(&self, specifier: &Specifier<'_>) -> PackageError {
        let name = self.reference.specifier.to_owned();
        match (self.reference.from, specifier) {
            (Some(from), _) => PackageError::Broken { name, from: from.to_owned() },
            (None, Specifier::Package { name: package, version, .. }) => PackageError::Missing {
                name,
                install: match version {
                    Some(version) => format!("{package}@{version}"),
                    None => (*package).to_owned(),
                },
                folder: self.packages.shown.clone(),
            },
            (None, Specifier::Own(_)) => self.packages.outside(self.reference),
        }
    }
}
