//! Request content for the HTTP library; files are streamed.

use std::io;
use std::path::{Path, PathBuf};

use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, Stream, StreamExt as _};
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use crate::http::{Body, Part, PartContent, multipart};

/// A file that could not be read while it was being sent.
#[derive(Debug, thiserror::Error)]
#[error("cannot send {}: {reason}", path.display())]
pub(super) struct Unreadable {
    path: PathBuf,
    reason: String,
}

/// How much of a file is read at a time.
const CHUNK: usize = 64 * 1024;

/// Turns a body into what is sent; `None` when there is none.
pub(super) fn content(body: &Body) -> Option<reqwest::Body> {
    match body {
        Body::Empty => None,
        Body::Bytes(bytes) => Some(bytes.clone().into()),
        Body::File(path) => Some(reqwest::Body::wrap_stream(file(path.clone()))),
        Body::Multipart { boundary, parts } => {
            Some(reqwest::Body::wrap_stream(form(boundary, parts)))
        }
    }
}

/// A stretch of content.
enum Piece {
    Bytes(Bytes),
    File(PathBuf),
}

fn form(boundary: &str, parts: &[Part]) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let mut pieces = Vec::new();
    for part in parts {
        pieces.push(Piece::Bytes(multipart::head(boundary, part).into()));
        pieces.push(match &part.content {
            PartContent::Bytes(bytes) => Piece::Bytes(bytes.clone()),
            PartContent::File(path) => Piece::File(path.clone()),
        });
        pieces.push(Piece::Bytes(Bytes::from_static(b"\r\n")));
    }
    pieces.push(Piece::Bytes(multipart::tail(boundary).into()));
    stream::iter(pieces).flat_map(|piece| match piece {
        Piece::Bytes(bytes) => stream::once(async { Ok(bytes) }).boxed(),
        Piece::File(path) => file(path).boxed(),
    })
}

/// Reads a file chunk by chunk; it is opened when the first one is wanted.
fn file(path: PathBuf) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold((path, None::<File>), |(path, open)| async move {
        let mut file = match open {
            Some(file) => file,
            None => File::open(&path).await.map_err(|error| named(&path, &error))?,
        };
        let mut chunk = BytesMut::with_capacity(CHUNK);
        let read = file.read_buf(&mut chunk).await.map_err(|error| named(&path, &error))?;
        Ok((read > 0).then(|| (chunk.freeze(), (path, Some(file)))))
    })
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    let unreadable = Unreadable { path: path.to_owned(), reason: error.to_string() };
    io::Error::new(error.kind(), unreadable)
}
