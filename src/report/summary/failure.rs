//! What fails a run.

use std::sync::Arc;

use crate::run::event::{Cursor, ItemRef, Target};

/// Something that fails the run.
#[derive(Debug, Clone, PartialEq)]
pub struct FailureRecord {
    /// 1-based, in order of occurrence.
    pub number: usize,
    /// What failed.
    pub kind: FailureSource,
    /// Where, when it belongs to an item.
    pub cursor: Option<Cursor>,
    /// Of which item.
    pub item: Option<Arc<ItemRef>>,
    /// The error's name (`AssertionError`, `TypeError`, `ECONNREFUSED`, …).
    pub name: String,
    /// The test's name and its 0-based index, for assertions.
    pub test: Option<(String, usize)>,
    /// The error's message.
    pub message: String,
    /// The place in newman's words: `request`, `assertion:0 in test-script`, `test-script:3:5`, `run`.
    pub at: String,
    /// 1-based line of the script, where known.
    pub line: Option<u32>,
    /// 1-based column, where known.
    pub column: Option<u32>,
    /// The source line, where known.
    pub source_line: Option<String>,
    /// Stack frames, innermost first; may be empty.
    pub stack: Vec<String>,
}

/// The kinds of failure that count differently for the [`Outcome`](super::Outcome).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureSource {
    /// A failed assertion.
    Assertion,
    /// A script threw outside a test.
    Script(Target),
    /// The item's request got no response.
    Request,
    /// A problem of the run as a whole.
    Problem,
    /// The run was ended from outside.
    Abort,
}

impl FailureRecord {
    pub(super) fn of_item(
        kind: FailureSource,
        (cursor, item): (Cursor, &Arc<ItemRef>),
        at: String,
        message: &str,
    ) -> Self {
        let cursor = Some(cursor);
        let item = Some(Arc::clone(item));
        Self { cursor, item, at, ..Self::of_run(kind, "", message) }
    }

    pub(super) fn of_run(kind: FailureSource, name: &str, message: &str) -> Self {
        Self {
            number: 0,
            kind,
            cursor: None,
            item: None,
            name: name.to_owned(),
            test: None,
            message: message.to_owned(),
            at: "run".to_owned(),
            line: None,
            column: None,
            source_line: None,
            stack: Vec::new(),
        }
    }
}
