//! Frames on a pipe: a little-endian `u32` length, then that many bytes of MessagePack.

use std::io::{self, Read};

use bytes::{Buf, BytesMut};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The largest frame, in bytes: no response that a script can work with is larger, and a length
/// beyond it means that something other than a worker talks on the pipe.
pub(super) const MAX_FRAME: usize = 1 << 30;

/// What can go wrong between the two sides.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The other side is gone.
    #[error("the pipe was closed")]
    Closed,
    /// The pipe broke.
    #[error("the pipe broke: {0}")]
    Io(#[from] io::Error),
    /// A message is too large to be sent.
    #[error("a message of {0} bytes is larger than the {MAX_FRAME} bytes allowed")]
    TooLarge(usize),
    /// A message could not be packed.
    #[error("a message could not be packed: {0}")]
    Encode(#[from] rmp_serde::encode::Error),
    /// What came is not a message.
    #[error("the pipe carries something that is not a message: {0}")]
    Decode(#[from] rmp_serde::decode::Error),
}

/// Packs a message into a frame of its own.
///
/// # Errors
/// The message is too large or cannot be packed.
#[cfg(test)]
pub(super) fn encode(message: &impl Serialize) -> Result<Vec<u8>, FrameError> {
    let mut frame = Vec::with_capacity(512);
    append(&mut frame, message)?;
    Ok(frame)
}

/// Packs a message into a frame behind others; leaves them alone when it cannot.
///
/// # Errors
/// The message is too large or cannot be packed.
pub(super) fn append(frames: &mut Vec<u8>, message: &impl Serialize) -> Result<(), FrameError> {
    let start = frames.len();
    frames.extend([0; 4]);
    let size = match rmp_serde::encode::write(frames, message) {
        Ok(()) => frames.len() - start - 4,
        Err(error) => {
            frames.truncate(start);
            return Err(error.into());
        }
    };
    let Some(length) = u32::try_from(size).ok().filter(|_| size <= MAX_FRAME) else {
        frames.truncate(start);
        return Err(FrameError::TooLarge(size));
    };
    frames[start..start + 4].copy_from_slice(&length.to_le_bytes());
    Ok(())
}

/// Takes the first whole message off a buffer; `None` when more bytes are needed.
///
/// # Errors
/// The bytes are not a message.
pub(super) fn split<T: DeserializeOwned>(buffer: &mut BytesMut) -> Result<Option<T>, FrameError> {
    let Some(length) = buffer.first_chunk::<4>() else { return Ok(None) };
    let length = checked(u32::from_le_bytes(*length))?;
    if buffer.len() < 4 + length {
        buffer.reserve(4 + length - buffer.len());
        return Ok(None);
    }
    buffer.advance(4);
    let message = rmp_serde::from_slice(&buffer[..length])?;
    buffer.advance(length);
    Ok(Some(message))
}

/// Reads one message, waiting for it.
///
/// # Errors
/// [`FrameError::Closed`] at a clean end; otherwise the pipe broke or carries something else.
pub(super) fn read<T: DeserializeOwned>(from: &mut impl Read) -> Result<T, FrameError> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(FrameError::Closed);
        }
        other => other?,
    }
    let length = checked(u32::from_le_bytes(length))?;
    let mut frame = Vec::new();
    if from.take(length as u64).read_to_end(&mut frame)? < length {
        return Err(FrameError::Closed);
    }
    Ok(rmp_serde::from_slice(&frame)?)
}

fn checked(length: u32) -> Result<usize, FrameError> {
    let length = length as usize;
    if length > MAX_FRAME { Err(FrameError::TooLarge(length)) } else { Ok(length) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::script::protocol::{Call, FromWorker, Mutation, ScriptOutcome, ToWorker};
    use crate::vars::ScopeName;

    fn round_trip(value: &Value) -> Value {
        let mut buffer = BytesMut::from(encode(value).unwrap().as_slice());
        split(&mut buffer).unwrap().unwrap()
    }

    #[test]
    fn json_values_survive() {
        for value in [
            json!(null),
            json!([1, -1, 1.5, 1e300, u64::MAX, i64::MIN]),
            json!({"b": {"a": [true, "ø\u{0}"]}, "a": []}),
        ] {
            assert_eq!(round_trip(&value), value);
        }
    }

    #[test]
    fn messages_survive() {
        let outcome = ScriptOutcome {
            mutations: vec![Mutation {
                scope: ScopeName::Local,
                key: "k".into(),
                value: Some(json!({"deep": [null]})),
                disabled: false,
            }],
            ..ScriptOutcome::default()
        };
        let frame = encode(&FromWorker::Done(Box::new(outcome))).unwrap();
        let FromWorker::Done(back) = read(&mut frame.as_slice()).unwrap() else { panic!() };
        assert_eq!(back.mutations[0].value, Some(json!({"deep": [null]})));

        let call = FromWorker::Call { id: 7, call: Call::SendRequest(json!({"url": "x"})) };
        let frame = encode(&call).unwrap();
        assert!(matches!(read(&mut frame.as_slice()).unwrap(), FromWorker::Call { id: 7, .. }));
    }

    #[test]
    fn a_frame_is_taken_when_it_is_whole() {
        let frame = encode(&json!("hello")).unwrap();
        let mut buffer = BytesMut::new();
        for byte in &frame[..frame.len() - 1] {
            buffer.extend_from_slice(&[*byte]);
            assert!(split::<Value>(&mut buffer).unwrap().is_none());
        }
        buffer.extend_from_slice(&frame[frame.len() - 1..]);
        assert_eq!(split::<Value>(&mut buffer).unwrap(), Some(json!("hello")));
        assert!(buffer.is_empty());
    }

    #[test]
    fn what_is_no_frame_is_an_error() {
        let cut = [9, 0, 0, 0, 1];
        assert!(matches!(read::<Value>(&mut cut.as_slice()), Err(FrameError::Closed)));
        let huge = [255, 255, 255, 255, 0];
        assert!(matches!(read::<Value>(&mut huge.as_slice()), Err(FrameError::TooLarge(_))));
        let garbage = [3, 0, 0, 0, b'a', b'b', b'c'];
        assert!(matches!(read::<ToWorker>(&mut garbage.as_slice()), Err(FrameError::Decode(_))));
    }

    proptest! {
        #[test]
        fn garbage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read::<ToWorker>(&mut bytes.as_slice());
            let _ = split::<FromWorker>(&mut BytesMut::from(bytes.as_slice()));
        }
    }
}
