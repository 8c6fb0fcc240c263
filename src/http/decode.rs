//! Undoes `Content-Encoding`.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use bytes::Bytes;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use super::{Failure, FailureKind, Headers, Phase};

/// Undoes every encoding that the headers name, last one first: gzip, deflate (zlib and raw), br,
/// zstd. An unknown encoding is left alone, and so is all that lies beneath it.
///
/// # Errors
/// Fails when the content is truncated or no such encoding, or decodes to more than `limit` bytes.
pub(super) fn decode(content: Bytes, headers: &Headers, limit: u64) -> Result<Bytes, Failure> {
    let values: Vec<&str> = headers.get_all("Content-Encoding").collect();
    let joined = values.join(",");
    let encodings = joined.split(',').map(|text| text.trim().to_ascii_lowercase());
    let encodings: Vec<String> = encodings.filter(|text| !text.is_empty()).collect();
    let mut content = content;
    for encoding in encodings.iter().rev() {
        if content.is_empty() {
            break;
        }
        let decoded = match encoding.as_str() {
            "identity" => continue,
            "gzip" | "x-gzip" => read(MultiGzDecoder::new(content.as_ref()), limit),
            "deflate" if is_zlib(&content) => read(ZlibDecoder::new(content.as_ref()), limit),
            "deflate" => read(DeflateDecoder::new(content.as_ref()), limit),
            "br" => read(Decompressor::new(content.as_ref(), 4096), limit),
            "zstd" => zstd(&content, limit),
            _ => break,
        };
        content = decoded.map_err(|error| broken(encoding, &error))?;
        if content.len() as u64 > limit {
            return Err(too_large(limit));
        }
    }
    Ok(content)
}

/// Reads at most one byte more than allowed.
fn read(decoder: impl Read, limit: u64) -> io::Result<Bytes> {
    let mut decoded = Vec::new();
    decoder.take(limit.saturating_add(1)).read_to_end(&mut decoded)?;
    Ok(decoded.into())
}

/// Decodes every frame of the content (RFC 8878 §3.1).
fn zstd(mut content: &[u8], limit: u64) -> io::Result<Bytes> {
    let mut decoded = Vec::new();
    while !content.is_empty() && decoded.len() as u64 <= limit {
        let frame = StreamingDecoder::new(&mut content).map_err(zstd_error)?;
        let room = limit.saturating_add(1) - decoded.len() as u64;
        frame.take(room).read_to_end(&mut decoded).map_err(zstd_error)?;
    }
    Ok(decoded.into())
}

fn zstd_error(error: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("not zstd, or cut off: {error}"))
}

/// Tells a zlib stream (RFC 1950 §2.2) from raw deflate, which servers send under the same name.
fn is_zlib(content: &[u8]) -> bool {
    match content {
        [first, second, ..] => {
            first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0
        }
        _ => false,
    }
}

fn broken(encoding: &str, error: &io::Error) -> Failure {
    let (code, what) = match error.kind() {
        io::ErrorKind::UnexpectedEof => ("Z_BUF_ERROR", "unexpected end of file".to_owned()),
        _ => ("Z_DATA_ERROR", error.to_string()),
    };
    Failure {
        kind: FailureKind::Decode,
        phase: Phase::Download,
        code: Some(code.to_owned()),
        message: format!(
            "{what}: the response says Content-Encoding: {encoding}, but its content does not \
             decode; was it cut off on its way?"
        ),
    }
}

/// The failure of a response that is larger than the limit.
pub(super) fn too_large(limit: u64) -> Failure {
    Failure {
        kind: FailureKind::TooLarge,
        phase: Phase::Download,
        code: None,
        message: format!(
            "Maximum response size reached: the response is larger than {limit} bytes; \
             raise --max-response-size, or ask the server for less"
        ),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::io::Write as _;

    use base64::Engine as _;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"hello hello hello hello";

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(content: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate(content: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn decoded(content: Vec<u8>, encodings: &[&str], limit: u64) -> Result<Bytes, Failure> {
        let headers = encodings.iter().map(|value| ("content-encoding", *value)).collect();
        decode(content.into(), &headers, limit)
    }

    #[test]
    fn undoes_encodings_in_order() {
        // Made by Node's zlib.brotliCompressSync.
        let brotli = base64::engine::general_purpose::STANDARD.decode(BROTLI).unwrap();
        let zstd =
            ruzstd::encoding::compress_to_vec(TEXT, ruzstd::encoding::CompressionLevel::Fastest);
        let cases: [(Vec<u8>, &[&str]); 9] = [
            (gzip(TEXT), &["gzip"]),
            (gzip(TEXT), &["X-GZIP"]),
            (zlib(TEXT), &["deflate"]),
            (deflate(TEXT), &["deflate"]),
            (brotli, &["br"]),
            (gzip(&zlib(TEXT)), &["deflate, gzip"]),
            (gzip(&zlib(TEXT)), &["deflate", "identity, gzip"]),
            (zstd, &["zstd"]),
            (TEXT.to_vec(), &["snappy"]),
        ];
        for (content, encodings) in cases {
            assert_eq!(decoded(content, encodings, 99).unwrap(), TEXT, "{encodings:?}");
        }
    }

    const BROTLI: &str = "GxYA+I2Ubt5EVYaWbCBvIU8c4Dg=";

    #[test]
    fn truncated_and_false_content_fails() {
        let mut cut = gzip(TEXT);
        cut.truncate(cut.len() - 9);
        let failure = decoded(cut, &["gzip"], 99).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Decode);
        assert_eq!(failure.code.as_deref(), Some("Z_BUF_ERROR"));
        for encoding in ["gzip", "br", "deflate", "zstd"] {
            let failure = decoded(b"\xffplain text".to_vec(), &[encoding], 99).unwrap_err();
            assert_eq!(failure.kind, FailureKind::Decode, "{encoding}");
        }
    }

    #[test]
    fn bombs_are_defused() {
        let zeros = vec![0; 1_000_000];
        assert_eq!(decoded(gzip(&zeros), &["gzip"], 1000).unwrap_err().kind, FailureKind::TooLarge);
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        let bomb = ruzstd::encoding::compress_to_vec(zeros.as_slice(), level);
        assert_eq!(decoded(bomb, &["zstd"], 1000).unwrap_err().kind, FailureKind::TooLarge);
    }

    #[test]
    fn no_content_needs_no_decoding() {
        assert_eq!(decoded(Vec::new(), &["gzip"], 9).unwrap(), Bytes::new());
    }
}
