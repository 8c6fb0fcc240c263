//! Iteration data in a run: a row at the beginning of every iteration.

use std::sync::Arc;

use super::engine::learn_scope;
use super::event::{Cursor, IterationStart, RunEvent, Warning, WarningKind};
use super::plan::Plan;
use super::step::Step;
use crate::http::Transport;
use crate::script::host::Sandbox;
use crate::vars::{DataError, DataFile, DataReader, Scope};

/// The rows that are still to come.
#[derive(Default)]
pub(super) struct Rows {
    file: Option<Arc<DataFile>>,
    reader: Option<DataReader>,
    /// Rows of iterations that are not run.
    skip: u64,
    /// A row that was read elsewhere: the only one.
    given: Option<Row>,
}

/// A row as it was read: `None` without data, and when there are more iterations than rows.
pub(super) type Row = Result<Option<Scope>, DataError>;

impl Rows {
    /// The rows of a plan's iterations.
    pub(super) fn of(plan: &Plan) -> Self {
        Self { file: plan.data.clone(), skip: plan.iterations.first, ..Self::default() }
    }

    /// The row of a single iteration.
    pub(super) fn given(row: Row) -> Self {
        Self { given: Some(row), ..Self::default() }
    }

    /// Reads the next row.
    pub(super) fn next(&mut self) -> Row {
        if let Some(row) = self.given.take() {
            return row;
        }
        let Some(file) = &self.file else { return Ok(None) };
        let reader = match &mut self.reader {
            Some(reader) => reader,
            None => self.reader.insert(file.reader()?),
        };
        let mut row = reader.next_row()?;
        while self.skip > 0 {
            self.skip -= 1;
            match reader.next_row()? {
                Some(next) => row = Some(next),
                // The last row stays.
                None => self.skip = 0,
            }
        }
        Ok(row)
    }
}

/// Begins an iteration with its row. Tells whether it may go on: the file may have changed since it
/// was checked, and then the run ends with a problem.
pub(super) fn begin<T: Transport, S: Sandbox>(step: &mut Step<'_, T, S>, at: Cursor) -> bool {
    let emitter = step.outbound.emitter;
    match step.rows.next() {
        Ok(Some(row)) => {
            learn_scope(&row, emitter.secrets);
            step.scopes.data = row;
        }
        // The last row stays.
        Ok(None) => {}
        Err(error) => {
            let message = format!("{error} (the file has changed during the run, which ends here)");
            emitter.emit(RunEvent::Problem(Warning {
                cursor: Some(at),
                item: None,
                kind: WarningKind::Other,
                message,
            }));
            return false;
        }
    }
    let row = || step.scopes.data.iter().map(|cell| (cell.key.clone(), cell.value.clone()));
    let data = step.plan.data.as_ref().map(|_| row().collect());
    emitter.emit(RunEvent::BeforeIteration(IterationStart { cursor: at, data }));
    true
}
