//! From a JSON path to a place in the text.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::cursor::Step;
use super::error::Position;

/// Characters of a source line that an error shows.
const EXCERPT: usize = 100;

/// Finds the byte offset of the value that `path` leads to. Of doubled keys the last one counts, as
/// in the parsed document.
pub(super) fn offset_of(text: &str, path: &[Step]) -> Option<usize> {
    let mut raw: &RawValue = borrow(text)?;
    for step in path {
        raw = match step {
            Step::Key(key) => *borrow::<IndexMap<String, &RawValue>>(raw.get())?.get(key)?,
            Step::Index(index) => *borrow::<Vec<&RawValue>>(raw.get())?.get(*index)?,
        };
    }
    (raw.get().as_ptr() as usize).checked_sub(text.as_ptr() as usize)
}

fn borrow<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// Counts lines and characters up to a byte offset.
pub(super) fn position(text: &str, offset: usize) -> Position {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// Cuts out the source line around a byte offset, trimmed and shortened for people.
pub(super) fn excerpt(text: &str, offset: usize) -> String {
    let offset = text.floor_char_boundary(offset);
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    let before: Vec<char> = text[start..offset].trim_start().chars().collect();
    let after: Vec<char> = text[offset..end].trim_end().chars().collect();
    if before.len() + after.len() <= EXCERPT {
        return before.into_iter().chain(after).collect();
    }
    let shown_before = before.len().min(EXCERPT / 2);
    let shown_after = after.len().min(EXCERPT - shown_before);
    let head = if shown_before < before.len() { "…" } else { "" };
    let tail = if shown_after < after.len() { "…" } else { "" };
    let middle = before[before.len() - shown_before..].iter().chain(&after[..shown_after]);
    format!("{head}{}{tail}", middle.collect::<String>())
}

/// The byte offset of a line and byte column as `serde_json` counts them (column 0: line end).
pub(super) fn offset_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary((start + column.saturating_sub(1)).min(text.len()))
}
