//! The bytes of a multipart form (RFC 7578) around its parts.

use super::{Part, PartContent};

/// Makes the bytes before a part's content: delimiter and headers.
pub(super) fn head(boundary: &str, part: &Part) -> String {
    let mut head = format!("--{boundary}\r\n");
    for (name, value) in part.headers.iter() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    head
}

/// Makes the bytes after the last part.
pub(super) fn tail(boundary: &str) -> String {
    format!("--{boundary}--\r\n")
}

/// Counts the bytes of the whole form; `None` when a file's size is unknown.
pub(super) fn length(boundary: &str, parts: &[Part]) -> Option<u64> {
    let mut length = tail(boundary).len() as u64;
    for part in parts {
        let content = match &part.content {
            PartContent::Bytes(bytes) => bytes.len() as u64,
            PartContent::File(path) => std::fs::metadata(path).ok()?.len(),
        };
        length += head(boundary, part).len() as u64 + content + 2;
    }
    Some(length)
}
