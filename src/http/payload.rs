//! The bytes of a content as they go on the wire, for those who sign them.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::{Body, PartContent, multipart};

impl Body {
    /// Feeds the whole content to `sink` in order, files read piece by piece. What is fed is what is
    /// sent, multipart delimiters included.
    ///
    /// # Errors
    /// Fails when a file cannot be read.
    pub fn feed(&self, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        match self {
            Self::Empty => Ok(()),
            Self::Bytes(bytes) => {
                sink(bytes);
                Ok(())
            }
            Self::File(path) => feed_file(path, sink),
            Self::Multipart { boundary, parts } => {
                for part in parts {
                    sink(multipart::head(boundary, part).as_bytes());
                    match &part.content {
                        PartContent::Bytes(bytes) => sink(bytes),
                        PartContent::File(path) => feed_file(path, sink)?,
                    }
                    sink(b"\r\n");
                }
                sink(multipart::tail(boundary).as_bytes());
                Ok(())
            }
        }
    }

    /// Tells whether there is nothing to send. A file counts as content even when it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::File(_) | Self::Multipart { .. } => false,
        }
    }
}

fn feed_file(path: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
    let named = |error: io::Error| {
        io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display()))
    };
    let mut file = File::open(path).map_err(named)?;
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece).map_err(named)? {
            0 => return Ok(()),
            read => sink(&piece[..read]),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::http::{Headers, Part};

    fn fed(body: &Body) -> io::Result<String> {
        let mut all = Vec::new();
        body.feed(&mut |piece| all.extend_from_slice(piece))?;
        Ok(String::from_utf8(all).unwrap())
    }

    #[test]
    fn feeds_what_is_sent() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        write!(file, "file").unwrap();
        let path = file.path().to_owned();
        let headers: Headers =
            [("Content-Disposition", "form-data; name=\"a\"")].into_iter().collect();
        let parts = vec![
            Part { headers: headers.clone(), content: PartContent::Bytes("text".into()) },
            Part { headers, content: PartContent::File(path.clone()) },
        ];
        let multipart = Body::Multipart { boundary: "b".to_owned(), parts };
        assert_eq!(fed(&Body::Empty).unwrap(), "");
        assert_eq!(fed(&Body::Bytes("x".into())).unwrap(), "x");
        assert_eq!(fed(&Body::File(path)).unwrap(), "file");
        let head = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        assert_eq!(fed(&multipart).unwrap(), format!("{head}text\r\n{head}file\r\n--b--\r\n"));
    }

    #[test]
    fn names_a_file_that_cannot_be_read() {
        let error = fed(&Body::File("/nonexistent/x".into())).unwrap_err();
        assert!(error.to_string().contains("/nonexistent/x"), "{error}");
    }
}
