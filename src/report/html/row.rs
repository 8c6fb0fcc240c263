//! The line of a request in the list.

use serde::Serialize;

use super::super::execution::Execution;
use super::blocks::Place;

/// The longest note of a row, in characters.
const NOTE: usize = 200;

/// A row, as a JSON array to save the names. The page's script reads the members in this order.
#[derive(Debug, Serialize)]
pub(super) struct Row(
    /// The item's name.
    String,
    /// Its folders.
    String,
    /// 0-based iteration.
    u64,
    State,
    /// The method.
    String,
    /// The URL.
    String,
    /// The status; 0 without an answer.
    u16,
    /// Response time in milliseconds, with a tenth.
    f64,
    /// When it was sent: milliseconds since the run began.
    u64,
    /// Bytes of the body.
    u64,
    /// Tests that passed, failed, were skipped.
    [usize; 3],
    /// Lines in the console.
    usize,
    /// Block and index of the details.
    [u64; 2],
    /// Why it failed, for the list and the search.
    String,
);

/// How an execution went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum State {
    Passed,
    Failed,
    Skipped,
    Unfinished,
}

impl Row {
    /// Makes the row of an execution of a run that began at `began`.
    pub(super) fn new(execution: &Execution, began: u64, place: Place) -> Self {
        let request = execution.request.as_ref();
        let response = request.and_then(|end| end.response.as_ref());
        let time = request.map_or(0.0, |end| {
            response.map_or(end.timings.total, |response| response.response_time)
        });
        let note = execution.failures().next();
        let note = note.map(|failure| format!("{}: {}", failure.name, failure.message));
        Self(
            execution.item.name.clone(),
            execution.item.path.join(" / "),
            execution.cursor.iteration,
            state(execution),
            request.map(|end| end.request.method.clone()).unwrap_or_default(),
            request.map(|end| end.request.url.clone()).unwrap_or_default(),
            response.map_or(0, |response| response.code),
            (time * 10.0).round() / 10.0,
            request.map_or(0, |end| end.started.saturating_sub(began)),
            response.map_or(0, |response| response.body.size),
            tests(execution),
            execution.console.len(),
            [place.block, place.index],
            note.map(|note| note.chars().take(NOTE).collect()).unwrap_or_default(),
        )
    }
}

fn state(execution: &Execution) -> State {
    if execution.failures().next().is_some() {
        State::Failed
    } else if execution.unfinished {
        State::Unfinished
    } else if execution.skipped {
        State::Skipped
    } else {
        State::Passed
    }
}

fn tests(execution: &Execution) -> [usize; 3] {
    let failed = execution.assertions.iter().filter(|(_, failure)| failure.is_some()).count();
    let skipped = execution.assertions.iter().filter(|(test, _)| test.assertion.skipped).count();
    [execution.assertions.len() - failed - skipped, failed, skipped]
}
