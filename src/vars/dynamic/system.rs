//! Files and versions.

use fake::Fake;
use fake::faker::filesystem::en::{FileExtension, MimeType};

use super::{Dynamic, Generator, basic};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomFilePath", |dynamic| format!("{}/{}", dynamic.pick(FOLDERS), file_name(dynamic))),
    ("randomDirectoryPath", |dynamic| dynamic.pick(FOLDERS)),
    ("randomFileName", file_name),
    ("randomCommonFileName", |dynamic| format!("{}.{}", stem(dynamic), dynamic.pick(COMMON))),
    ("randomMimeType", |dynamic| MimeType().fake_with_rng(&mut dynamic.rng)),
    ("randomCommonFileType", |dynamic| dynamic.pick(COMMON_TYPES)),
    ("randomCommonFileExt", |dynamic| dynamic.pick(COMMON)),
    ("randomFileType", |dynamic| dynamic.pick(TYPES)),
    ("randomFileExt", |dynamic| FileExtension().fake_with_rng(&mut dynamic.rng)),
    ("randomSemver", semver),
];

const FOLDERS: &[&str] = &[
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/etc/mail",
    "/etc/periodic",
    "/home",
    "/home/user",
    "/lib",
    "/media",
    "/mnt",
    "/opt",
    "/opt/bin",
    "/opt/share",
    "/proc",
    "/root",
    "/sbin",
    "/srv",
    "/sys",
    "/tmp",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/local/bin",
    "/usr/share",
    "/var",
    "/var/log",
    "/var/mail",
    "/var/spool",
    "/var/tmp",
];

const COMMON: &[&str] = &[
    "pdf", "png", "jpg", "gif", "mp3", "mp4", "mpeg", "wav", "m4a", "webm", "txt", "html", "css",
    "csv", "json", "xml", "zip",
];

const COMMON_TYPES: &[&str] = &["video", "audio", "image", "text", "application"];

const TYPES: &[&str] =
    &["application", "audio", "font", "image", "message", "model", "text", "video"];

fn file_name(dynamic: &mut Dynamic) -> String {
    let extension: &str = FileExtension().fake_with_rng(&mut dynamic.rng);
    format!("{}.{extension}", stem(dynamic))
}

/// One to three words in lower case, joined by underscores.
fn stem(dynamic: &mut Dynamic) -> String {
    let count = dynamic.between(1, 3);
    let words: Vec<_> = (0..count).map(|_| basic::word(dynamic).to_lowercase()).collect();
    words.join("_").replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}

fn semver(dynamic: &mut Dynamic) -> String {
    [(); 3].map(|()| dynamic.between(0, 9).to_string()).join(".")
}
