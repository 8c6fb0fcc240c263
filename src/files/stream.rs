//! Reading a text file in pieces, for files that may be larger than the memory.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use encoding_rs::{Encoding, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::{FileError, explain, utf16_pattern};

/// A text file as UTF-8 without its byte order mark.
pub type TextReader = BufReader<Box<dyn Read + Send>>;

/// Opens a text file for reading piece by piece, in the encodings that [`super::decode`] knows.
/// The file is read twice; it has to be a regular one.
///
/// # Errors
/// As [`super::read_text`].
pub fn open_text(path: &Path) -> Result<TextReader, FileError> {
    let open = || -> io::Result<TextReader> {
        let mut file = File::open(path)?;
        let encoding = encoding(&mut file)?;
        file.rewind()?;
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(encoding)
            .bom_override(true)
            .strip_bom(true)
            .build(file);
        Ok(BufReader::with_capacity(1 << 16, Box::new(decoded)))
    };
    open().map_err(|cause| explain(path, cause))
}

/// Finds the encoding of a file; `None` when it is UTF-8 or says what it is by a byte order mark.
fn encoding(file: &mut File) -> io::Result<Option<&'static Encoding>> {
    let mut head = Vec::new();
    file.by_ref().take(64).read_to_end(&mut head)?;
    if Encoding::for_bom(&head).is_some() {
        return Ok(None);
    }
    if let Some(utf16) = utf16_pattern(&head) {
        return Ok(Some(utf16));
    }
    file.rewind()?;
    Ok(if is_utf8(file)? { None } else { Some(WINDOWS_1252) })
}

fn is_utf8(file: &mut File) -> io::Result<bool> {
    let mut buffer = vec![0; 1 << 16];
    // Bytes at the buffer's start that are the beginning of a character.
    let mut kept = 0;
    loop {
        let read = file.read(&mut buffer[kept..])?;
        if read == 0 {
            return Ok(kept == 0);
        }
        let filled = kept + read;
        match std::str::from_utf8(&buffer[..filled]) {
            Ok(_) => kept = 0,
            Err(error) if error.error_len().is_none() => {
                buffer.copy_within(error.valid_up_to()..filled, 0);
                kept = filled - error.valid_up_to();
            }
            Err(_) => return Ok(false),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::decode;
    use super::*;

    #[test]
    fn reads_what_decoding_the_whole_gives() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text");
        let text = "navn,tal\nÆrlig Øl på Åsen,1\n".repeat(5000);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let files = [
            text.clone().into_bytes(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [b"\xff\xfe".as_slice(), &utf16].concat(),
            utf16,
            latin,
            b"cut off \xc3".to_vec(),
            Vec::new(),
        ];
        for bytes in files {
            std::fs::write(&path, &bytes).unwrap();
            let mut read = String::new();
            open_text(&path).unwrap().read_to_string(&mut read).unwrap();
            assert!(read == decode(&bytes), "{:?}", &bytes[..bytes.len().min(20)]);
        }
    }

    #[test]
    fn a_missing_file_and_a_folder_are_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(open_text(folder.path()), Err(FileError::IsFolder { .. })));
        let missing = open_text(&folder.path().join("no.csv")).err().unwrap();
        assert!(missing.to_string().ends_with("no.csv: no such file"));
    }
}
