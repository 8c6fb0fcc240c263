//! Small changes of a source text that keep its lines, and the way back from places in the changed
//! text to those in the original.

/// A change of a source text within a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edit {
    /// Byte offset in the original text.
    pub(super) at: usize,
    /// Bytes taken out there.
    pub(super) removed: usize,
    /// What stands there instead.
    pub(super) inserted: String,
}

impl Edit {
    /// Puts something in and takes nothing out.
    pub(super) fn insert(at: usize, inserted: impl Into<String>) -> Self {
        Self { at, removed: 0, inserted: inserted.into() }
    }
}

/// Where a text was changed: leads from places in the changed text to those in the original.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Move>);

#[derive(Debug)]
struct Move {
    line: u32,
    /// Column in the changed text behind what was inserted.
    from: u32,
    /// What to take off columns from there on.
    by: i64,
}

impl Edits {
    /// Tells whether nothing was changed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Finds the original's column of a place in the changed text, all 1-based.
    pub(super) fn original(&self, (line, column): (u32, u32)) -> u32 {
        let mut moves = self.0.iter().filter(|one| one.line == line && one.from <= column);
        let by = moves.next_back().map_or(0, |one| one.by);
        u32::try_from(i64::from(column) - by).unwrap_or(1).max(1)
    }
}

/// Makes the changes.
pub(super) fn apply(source: &str, mut edits: Vec<Edit>) -> (String, Edits) {
    edits.sort_by_key(|edit| edit.at);
    let mut text = String::with_capacity(source.len() + 64);
    let mut moves = Vec::with_capacity(edits.len());
    let mut done = 0;
    let (mut line, mut line_start, mut by) = (1_u32, 0, 0_i64);
    for edit in edits {
        // What another change takes out needs no mending.
        if edit.at < done {
            continue;
        }
        let newlines = memchr::memchr_iter(b'\n', &source.as_bytes()[done..edit.at]);
        if let Some((count, last)) = newlines.enumerate().last() {
            line += u32::try_from(count + 1).unwrap_or(u32::MAX);
            line_start = done + last + 1;
            by = 0;
        }
        text.push_str(&source[done..edit.at]);
        text.push_str(&edit.inserted);
        done = edit.at + edit.removed;
        by += characters(&edit.inserted) - characters(&source[edit.at..done]);
        let from = characters(&source[line_start..done]) + by + 1;
        moves.push(Move { line, from: u32::try_from(from).unwrap_or(u32::MAX), by });
    }
    text.push_str(&source[done..]);
    (text, Edits(moves))
}

fn characters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}
