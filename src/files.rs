//! The one way to read a user's file.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

mod stream;

pub use stream::{TextReader, open_text};

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("{}: no such file{}", path.display(), suggestion(similar.as_deref()))]
    NotFound {
        /// The path as given.
        path: PathBuf,
        /// A file of a similar name in the same folder.
        similar: Option<PathBuf>,
    },
    /// The path names a folder.
    #[error("{}: is a folder, not a file", path.display())]
    IsFolder {
        /// The path as given.
        path: PathBuf,
    },
    /// The file may not be read or written.
    #[error("{}: permission denied; check the file's owner and mode", path.display())]
    Denied {
        /// The path as given.
        path: PathBuf,
    },
    /// Anything else the system reports.
    #[error("{}: {cause}", path.display())]
    Other {
        /// The path as given.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
}

fn suggestion(similar: Option<&Path>) -> String {
    similar.map(|path| format!("; did you mean {}?", path.display())).unwrap_or_default()
}

/// Reads a text file in whatever encoding editors leave behind; see [`decode`].
///
/// # Errors
/// Returns a [`FileError`] whose message names the path and, for a missing file, a similar one.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    read_bytes(path).map(|bytes| decode(&bytes))
}

/// Reads a file as it is.
///
/// # Errors
/// As [`read_text`].
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    std::fs::read(path).map_err(|cause| explain(path, cause))
}

/// Writes a file whole or not at all: to a temporary file in the same folder, then renamed. Missing
/// folders are made.
///
/// # Errors
/// Returns a [`FileError`] that names the path; an older file of that name is then untouched.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(FileError::IsFolder { path: path.to_owned() });
    }
    std::fs::create_dir_all(folder).map_err(|cause| explain_write(folder, cause))?;
    let write = || -> io::Result<()> {
        let mut file = new_beside(folder)?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|failed| failed.error)?;
        Ok(())
    };
    write().map_err(|cause| explain_write(path, cause))
}

/// A temporary file with the mode any other new file would get; the crate's own default is
/// readable by its owner alone, which surprises whoever collects reports.
fn new_beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".postbud-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Decodes text: UTF-8 and UTF-16 by their byte order mark, UTF-16 without one by its pattern of
/// zero bytes, then UTF-8, and Windows-1252 (a superset of printable ISO-8859-1) for all the rest.
/// The byte order mark is removed.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    let encoding = match utf16_pattern(bytes) {
        Some(utf16) => utf16,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Recognises UTF-16 without a mark: text that begins with ASCII has a zero in every other byte.
fn utf16_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, low) if pairs > 0 && low * 2 > pairs => Some(UTF_16LE),
        (high, 0) if pairs > 0 && high * 2 > pairs => Some(UTF_16BE),
        _ => None,
    }
}

fn explain(path: &Path, cause: io::Error) -> FileError {
    let path = path.to_owned();
    match cause.kind() {
        ErrorKind::NotFound => FileError::NotFound { similar: similar(&path), path },
        ErrorKind::IsADirectory => FileError::IsFolder { path },
        ErrorKind::PermissionDenied if path.is_dir() => FileError::IsFolder { path },
        ErrorKind::PermissionDenied => FileError::Denied { path },
        _ => FileError::Other { path, cause },
    }
}

/// As [`explain`], without suggesting a name: the file need not be there.
fn explain_write(path: &Path, cause: io::Error) -> FileError {
    match cause.kind() {
        ErrorKind::NotFound => FileError::Other { path: path.to_owned(), cause },
        _ => explain(path, cause),
    }
}

/// Finds the file beside `path` whose name is nearest to it, when one is near at all.
fn similar(path: &Path) -> Option<PathBuf> {
    let wanted = path.file_name()?.to_str()?.to_lowercase();
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let nearest = names
        .map(|name| (distance(&wanted, &name.to_lowercase()), name))
        .min_by(|one, other| one.cmp(other))?;
    let (distance, name) = nearest;
    let near = distance <= (wanted.chars().count() / 4).max(1);
    near.then(|| folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name)))
}

/// Levenshtein's edit distance, in characters.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, left) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (column, right) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(left != *right);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn decodes_every_encoding_that_editors_write() {
        let text = "{\"navn\": \"Ærlig Øl på Åsen\"}";
        let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            text.as_bytes().to_vec(),
            with_mark(b"\xef\xbb\xbf", text.as_bytes().to_vec()),
            with_mark(b"\xff\xfe", utf16(text, false)),
            with_mark(b"\xfe\xff", utf16(text, true)),
            utf16(text, false),
            utf16(text, true),
            text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
        ];
        for bytes in cases {
            assert_eq!(decode(&bytes), text, "{bytes:?}");
        }
        assert_eq!(decode(b""), "");
        assert_eq!(decode(b"\x80"), "\u{20ac}", "Windows-1252 has the euro sign there");
    }

    #[test]
    fn explains_what_is_wrong_with_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("login.postman_collection.json");
        write_atomic(&file, b"{}").unwrap();
        assert_eq!(read_text(&file).unwrap(), "{}");

        let misspelt = folder.path().join("Login.postman_colection.json");
        let error = read_text(&misspelt).unwrap_err().to_string();
        let tail = format!("no such file; did you mean {}?", file.display());
        assert!(error.ends_with(&tail), "{error}");

        let unlike = read_text(&folder.path().join("other.csv")).unwrap_err().to_string();
        assert!(unlike.ends_with("other.csv: no such file"), "{unlike}");
        let is_folder = read_text(folder.path()).unwrap_err().to_string();
        assert!(is_folder.ends_with("is a folder, not a file"), "{is_folder}");
        assert!(matches!(write_atomic(folder.path(), b""), Err(FileError::IsFolder { .. })));
    }

    #[test]
    fn writes_whole_files_into_new_folders() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b/report.json");
        write_atomic(&file, b"one").unwrap();
        write_atomic(&file, b"two").unwrap();
        assert_eq!(read_bytes(&file).unwrap(), b"two");
        let left = std::fs::read_dir(file.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1, "no temporary file stays behind");
    }

    #[test]
    fn edit_distance() {
        for (one, other, expected) in [("", "", 0), ("a", "", 1), ("kitten", "sitting", 3)] {
            assert_eq!(distance(one, other), expected);
        }
    }
}
