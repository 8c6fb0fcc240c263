//! Where an event belongs.

use std::sync::Arc;

use super::{Cursor, ItemRef, RunEvent};

/// The place of an event, for those who move it: a run that becomes part of a larger one.
pub(crate) struct PlaceMut<'a> {
    /// Where, for events that belong to an iteration.
    pub(crate) cursor: Option<&'a mut Cursor>,
    /// Which, for events that belong to an item.
    pub(crate) item: Option<&'a mut Arc<ItemRef>>,
}

impl RunEvent {
    /// Returns the place of the event.
    pub(crate) fn place_mut(&mut self) -> PlaceMut<'_> {
        let (cursor, item) = match self {
            Self::Start(_) | Self::Done(_) => (None, None),
            Self::BeforeIteration(start) => (Some(&mut start.cursor), None),
            Self::Iteration(end) => (Some(&mut end.cursor), None),
            Self::BeforeItem(start) => (Some(&mut start.cursor), Some(&mut start.item)),
            Self::Script(end) => (Some(&mut end.cursor), Some(&mut end.item)),
            Self::Assertion(assertion) => (Some(&mut assertion.cursor), Some(&mut assertion.item)),
            Self::Console(console) => (Some(&mut console.cursor), Some(&mut console.item)),
            Self::Visualizer(page) => (Some(&mut page.cursor), Some(&mut page.item)),
            Self::Request(end) => (Some(&mut end.cursor), Some(&mut end.item)),
            Self::Retry(retry) => (Some(&mut retry.cursor), Some(&mut retry.item)),
            Self::Warning(warning) | Self::Problem(warning) => {
                (warning.cursor.as_mut(), warning.item.as_mut())
            }
            Self::Item(end) => (Some(&mut end.cursor), Some(&mut end.item)),
        };
        PlaceMut { cursor, item }
    }
}
