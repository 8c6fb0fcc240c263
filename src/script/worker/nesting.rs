//! Keeps the engine's recursive parser from overflowing the stack and from filling the memory.

use boa_engine::{JsNativeError, JsResult};

/// Brackets open at once; about 13 KB of stack each, within the worker's 256 MB.
const MAX_DEPTH: usize = 2_000;

const MEGABYTE: usize = 1024 * 1024;

/// Most bytes of one text. The largest libraries that scripts evaluate have half a megabyte.
const MAX_SIZE: usize = 8 * 1024 * 1024;

/// Refuses source text that is longer, or nests deeper, than the parser can stand.
///
/// # Errors
/// A `RangeError`, as V8 throws for text that nests too deeply.
pub(super) fn check(source: &str) -> JsResult<()> {
    if source.len() > MAX_SIZE {
        let (size, most) = (source.len().div_ceil(MEGABYTE), MAX_SIZE / MEGABYTE);
        let message = format!("a script of {size} MB is larger than the {most} MB allowed");
        return Err(JsNativeError::range().with_message(message).into());
    }
    if depth(source.as_bytes()) > MAX_DEPTH {
        return Err(JsNativeError::range().with_message("Maximum call stack size exceeded").into());
    }
    Ok(())
}

/// Finds the largest number of brackets open at once, outside of strings and comments.
pub(super) fn depth(source: &[u8]) -> usize {
    let (mut open, mut deepest, mut at) = (0_usize, 0, 0);
    while let Some(&byte) = source.get(at) {
        match byte {
            b'(' | b'[' | b'{' => {
                open += 1;
                deepest = deepest.max(open);
            }
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            b'"' | b'\'' | b'`' => at = string_end(source, at),
            b'/' if source.get(at + 1) == Some(&b'/') => at = line_end(source, at),
            b'/' if source.get(at + 1) == Some(&b'*') => at = find(source, at + 2, b"*/") + 1,
            _ => {}
        }
        at += 1;
    }
    deepest
}

/// Finds the closing quote, or the end of the line for quotes that cannot span lines.
fn string_end(source: &[u8], start: usize) -> usize {
    let quote = source[start];
    let mut at = start + 1;
    while let Some(&byte) = source.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' | b'\r' if quote != b'`' => return at,
            _ if byte == quote => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Finds the end of a line, as the language has it: U+2028 and U+2029 end one, too.
fn line_end(source: &[u8], from: usize) -> usize {
    let rest = &source[from..];
    let ends = |at: &usize| rest[*at] != 0xE2 || matches!(rest[*at..], [_, 0x80, 0xA8 | 0xA9, ..]);
    let end = memchr::memchr3_iter(b'\n', b'\r', 0xE2, rest).find(ends);
    end.map_or(source.len(), |offset| from + offset)
}

fn find(source: &[u8], from: usize, needle: &[u8]) -> usize {
    let rest = source.get(from..).unwrap_or_default();
    memchr::memmem::find(rest, needle).map_or(source.len(), |offset| from + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_code_count() {
        for (source, expected) in [
            ("", 0),
            ("f({a: [1]})", 3),
            ("'((((' + \"[[[\" + `{{{`", 0),
            ("'\\'((('", 0),
            ("// (((\n(1)", 1),
            ("// (((\r(1)", 1),
            ("// (((\u{2028}(1)", 1),
            ("/* ((( */ (1)", 1),
            ("/* (((", 0),
            ("'unclosed (((\n(1)", 1),
            ("))))(", 1),
        ] {
            assert_eq!(depth(source.as_bytes()), expected, "{source}");
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(check(&"(".repeat(2_000)).is_ok());
        assert!(check(&"(".repeat(2_001)).is_err());
    }
}
