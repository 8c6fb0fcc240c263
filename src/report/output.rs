//! Report files: written beside their target, put in place in one step; and spool files.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::NamedTempFile;

use super::ReportError;

/// A report file in the making. Until [`commit`](Self::commit) the target is what it was before;
/// a report that is dropped leaves nothing behind.
pub(super) struct ReportFile {
    sink: BufWriter<Sink>,
    target: PathBuf,
}

enum Sink {
    /// A temporary file in the target's folder.
    Beside(NamedTempFile),
    /// The target itself, where it cannot be replaced (`/dev/stdout`, a named pipe).
    Direct(File),
}

impl ReportFile {
    /// Creates the report file `export` names, or newman's default place for it. Missing folders
    /// are created.
    pub(super) fn create(
        export: Option<&str>,
        extension: &str,
        now: u64,
    ) -> Result<Self, ReportError> {
        let target = target(export, extension, now);
        let sink =
            open(&target).map_err(|source| ReportError::File { path: target.clone(), source })?;
        Ok(Self { sink: BufWriter::new(sink), target })
    }

    /// Creates a file that is read while it grows, and counts as far as it came: it stands in place
    /// from the beginning.
    pub(super) fn stream(export: &str, extension: &str, now: u64) -> Result<Self, ReportError> {
        let target = target(Some(export), extension, now);
        let sink =
            create(&target).map_err(|source| ReportError::File { path: target.clone(), source })?;
        Ok(Self { sink: BufWriter::new(Sink::Direct(sink)), target })
    }

    /// Opens a file that grows in place, and goes on behind its first `length` bytes.
    pub(super) fn append(path: &Path, length: u64) -> Result<Self, ReportError> {
        let open = || {
            let mut file = File::options().write(true).open(path)?;
            file.set_len(length)?;
            file.seek(io::SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|source| ReportError::File { path: path.to_owned(), source })?;
        Ok(Self { sink: BufWriter::new(Sink::Direct(file)), target: path.to_owned() })
    }

    /// Puts the finished report in place.
    pub(super) fn commit(self) -> Result<(), ReportError> {
        let Self { sink, target } = self;
        let done = sink.into_inner().map_err(io::IntoInnerError::into_error);
        let done = done.and_then(|sink| match sink {
            Sink::Beside(file) => {
                file.persist(real_path(&target)).map(drop).map_err(|error| error.error)
            }
            Sink::Direct(mut file) => file.flush(),
        });
        done.map_err(|source| ReportError::File { path: target, source })
    }
}

impl Write for ReportFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.write(bytes).map_err(|error| named(&self.target, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush().map_err(|error| named(&self.target, &error))
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(file) => file.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(file) => file.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}

fn create(target: &Path) -> io::Result<File> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(target)
}

/// Puts the file's name before what the system says.
fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn open(target: &Path) -> io::Result<Sink> {
    if fs::metadata(target).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return File::options().write(true).open(target).map(Sink::Direct);
    }
    let path = real_path(target);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".postbud-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As `File::create` does: the umask decides who may read the report.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder).map(Sink::Beside)
}

/// Follows a symbolic link to an existing file, so that the link stays.
fn real_path(target: &Path) -> PathBuf {
    fs::canonicalize(target).unwrap_or_else(|_| target.to_owned())
}

/// newman's rules: without a path `newman/<default name>`; a folder gets the default name inside.
fn target(export: Option<&str>, extension: &str, now: u64) -> PathBuf {
    let Some(export) = export.filter(|path| !path.is_empty()) else {
        return Path::new("newman").join(default_name(extension, now));
    };
    let path = PathBuf::from(export);
    let is_folder = path.is_dir() || export.ends_with(std::path::is_separator);
    if is_folder { path.join(default_name(extension, now)) } else { path }
}

/// Tells which file an option names, absolute; `None` for folders, where every reporter has a name
/// of its own, and for what is no plain file (`/dev/null`).
pub(super) fn plain_file(export: &str) -> Option<PathBuf> {
    let path = Path::new(export);
    let special = fs::metadata(path).is_ok_and(|found| !found.is_file());
    if export.is_empty() || special || export.ends_with(std::path::is_separator) {
        return None;
    }
    let found = fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    // Without the `.` that `absolute` leaves.
    found.ok().map(|path| path.components().collect())
}

/// `postbud-run-report-<ISO instant, every non-digit a dash>0.<extension>`, as newman builds it.
fn default_name(extension: &str, now: u64) -> String {
    let instant = instant(now).replace(|c: char| !c.is_ascii_digit(), "-");
    format!("postbud-run-report-{instant}0.{extension}")
}

/// Writes an instant in ISO 8601 with milliseconds, UTC.
fn instant(now: u64) -> String {
    let time = i64::try_from(now).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    format!("{:.3}", time.unwrap_or_default())
}

/// JSON values kept in a temporary file without a name until a report puts them together.
pub(super) struct Spool {
    file: BufWriter<File>,
    length: u64,
}

impl Spool {
    /// Creates an empty spool.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile().map_err(spooling)?), length: 0 })
    }

    /// Appends a value.
    pub(super) fn push(&mut self, value: &impl Serialize) -> Result<(), ReportError> {
        if self.length > 0 {
            self.file.write_all(b",\n").map_err(spooling)?;
        }
        serde_json::to_writer(&mut self.file, value).map_err(spooling)?;
        self.length += 1;
        Ok(())
    }

    /// Writes all values, separated by commas.
    pub(super) fn copy_to(self, target: &mut impl Write) -> io::Result<()> {
        io::copy(&mut self.rewound()?, target).map(drop)
    }

    /// Reads all values back, one at a time.
    pub(super) fn read<T: DeserializeOwned>(
        self,
    ) -> io::Result<impl Iterator<Item = Result<T, ReportError>>> {
        // A value is a line: JSON without indentation has no line end inside.
        let lines = BufReader::new(self.rewound()?).lines();
        Ok(lines.map(|line| {
            let line = line?;
            Ok(serde_json::from_str(line.strip_suffix(',').unwrap_or(&line))?)
        }))
    }

    fn rewound(self) -> io::Result<File> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error);
        let mut file = file.map_err(spooling)?;
        file.rewind()?;
        Ok(file)
    }
}

/// Says where the disk is full: not where the report goes.
fn spooling(error: impl Into<io::Error>) -> io::Error {
    let (error, folder) = (error.into(), std::env::temp_dir());
    io::Error::new(error.kind(), format!("temporary file in {}: {error}", folder.display()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_default_name_is_newmans_with_our_name() {
        let name = "newman/postbud-run-report-2026-11-22-18-55-59-532-0.xml";
        assert_eq!(target(None, "xml", 1_795_373_759_532), Path::new(name));
        assert_eq!(
            target(Some("reports/"), "json", 1_795_373_759_532),
            Path::new("reports/postbud-run-report-2026-11-22-18-55-59-532-0.json")
        );
        assert_eq!(target(Some("reports/a"), "json", 0), Path::new("reports/a"));
    }

    #[test]
    fn the_target_appears_when_committed_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/deep/report.txt");
        let mut file = ReportFile::create(path.to_str(), "txt", 0).unwrap();
        file.write_all(b"whole").unwrap();
        assert!(!path.exists());
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_report_given_up_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.txt");
        fs::write(&path, "old").unwrap();
        let mut file = ReportFile::create(path.to_str(), "txt", 0).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_gets_the_default_name_inside() {
        let folder = tempfile::tempdir().unwrap();
        ReportFile::create(folder.path().to_str(), "xml", 0).unwrap().commit().unwrap();
        let name = "postbud-run-report-1970-01-01-00-00-00-000-0.xml";
        assert!(folder.path().join(name).exists());
    }

    #[test]
    fn spooled_values_come_back() {
        let values = ["a\nb,", "", "æ,"].map(str::to_owned);
        let spool = || {
            let mut spool = Spool::new().unwrap();
            values.iter().for_each(|value| spool.push(value).unwrap());
            spool
        };
        let read: Result<Vec<String>, _> = spool().read().unwrap().collect();
        assert_eq!(read.unwrap(), values);
        let mut list = b"[".to_vec();
        spool().copy_to(&mut list).unwrap();
        list.push(b']');
        assert_eq!(serde_json::from_slice::<Vec<String>>(&list).unwrap(), values);
    }

    #[test]
    fn what_cannot_be_created_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let below = file.join("report.xml");
        let error = ReportFile::create(below.to_str(), "xml", 0).err().unwrap().to_string();
        assert!(error.contains("report.xml"), "{error}");
    }
}
