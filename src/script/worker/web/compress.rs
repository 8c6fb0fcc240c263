//! What `CompressionStream` and `DecompressionStream` do to bytes.

use std::io::{self, Read, Write};

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};
use flate2::Compression;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::super::libs::native::{bytes_of, to_js};

/// Most bytes that come out of decompression.
const MAX_OUTPUT: u64 = 128 * 1024 * 1024;

/// `compress(format, bytes)`: `gzip`, `deflate` (zlib) or `deflate-raw`.
pub(super) fn compress(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (format, bytes) = arguments(args, context)?;
    let level = Compression::default();
    let done = match format.as_str() {
        "gzip" => written(GzEncoder::new(Vec::new(), level), &bytes, GzEncoder::finish),
        "deflate" => written(ZlibEncoder::new(Vec::new(), level), &bytes, ZlibEncoder::finish),
        _ => written(DeflateEncoder::new(Vec::new(), level), &bytes, DeflateEncoder::finish),
    };
    result(done, context)
}

/// `decompress(format, bytes)`.
pub(super) fn decompress(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let (format, bytes) = arguments(args, context)?;
    let done = match format.as_str() {
        "gzip" => read(GzDecoder::new(bytes.as_slice())),
        "deflate" => read(ZlibDecoder::new(bytes.as_slice())),
        _ => read(DeflateDecoder::new(bytes.as_slice())),
    };
    result(done, context)
}

fn arguments(args: &[JsValue], context: &mut Context) -> JsResult<(String, Vec<u8>)> {
    let format = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    Ok((format, bytes_of(args.get_or_undefined(1), context)?))
}

fn written<W: Write>(
    mut encoder: W,
    bytes: &[u8],
    finish: fn(W) -> io::Result<Vec<u8>>,
) -> io::Result<Vec<u8>> {
    encoder.write_all(bytes)?;
    finish(encoder)
}

fn read(decoder: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    decoder.take(MAX_OUTPUT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_OUTPUT {
        return Err(io::Error::other(format!("more than {MAX_OUTPUT} bytes come out of it")));
    }
    Ok(bytes)
}

fn result(done: io::Result<Vec<u8>>, context: &mut Context) -> JsResult<JsValue> {
    let bytes = done.map_err(|error| JsNativeError::typ().with_message(error.to_string()))?;
    to_js(bytes, context)
}
