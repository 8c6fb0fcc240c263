//! What fails a run.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::run::event::{
    Abort, Assertion, Cursor, Failure, ItemRef, Origin, RequestEnd, ScriptEnd, ScriptError,
    ScriptFailure, Target, Warning,
};

/// Something that fails the run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FailureRecord {
    /// 1-based, in order of occurrence.
    pub number: u64,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl FailureSource {
    /// What a run with such a failure comes to.
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Self::Assertion | Self::Script(_) | Self::Problem => Outcome::Failed,
            Self::Request => Outcome::RequestFailed,
            Self::Abort => Outcome::Aborted,
        }
    }
}

impl FailureRecord {
    pub(super) fn of_script(script: &ScriptEnd, failure: &ScriptFailure) -> Self {
        let error = &failure.error;
        let mut at = format!("{}-script", script.target.event_name());
        for number in [error.line, error.column].into_iter().flatten() {
            at = format!("{at}:{number}");
        }
        Self {
            source_line: failure.source_line.clone(),
            ..Self::of_error(FailureSource::Script(script.target), error, at)
                .in_item(script.cursor, &script.item)
        }
    }

    pub(super) fn of_assertion(event: &Assertion, error: &ScriptError) -> Self {
        let assertion = &event.assertion;
        let at = format!("assertion:{} in {}-script", assertion.index, event.target.event_name());
        Self {
            test: Some((assertion.name.clone(), assertion.index)),
            ..Self::of_error(FailureSource::Assertion, error, at).in_item(event.cursor, &event.item)
        }
    }

    pub(super) fn of_request(request: &RequestEnd, error: &Failure) -> Self {
        // As in newman, a failed `pm.sendRequest` fails the run too, whatever its callback does.
        let at = match request.origin {
            Origin::Item => "request",
            Origin::Script => "request (pm.sendRequest)",
            Origin::Auth => "request (authorization)",
        };
        let name = error.code.as_deref().unwrap_or("RequestError");
        Self {
            at: at.to_owned(),
            ..Self::of_run(FailureSource::Request, name, &error.message)
                .in_item(request.cursor, &request.item)
        }
    }

    pub(super) fn of_problem(problem: &Warning) -> Self {
        Self {
            cursor: problem.cursor,
            item: problem.item.clone(),
            ..Self::of_run(FailureSource::Problem, problem.kind.title(), &problem.message)
        }
    }

    /// What `--bail` ended has failed already.
    pub(in crate::report) fn of_abort(abort: Abort) -> Option<Self> {
        let message = match abort {
            Abort::Bail => return None,
            Abort::Timeout => {
                "the run's time limit was reached (--timeout); what follows was not run"
            }
            Abort::Interrupt => "the run was interrupted; what follows was not run",
            Abort::Incomplete => "the saved run has no end; what follows is not known",
        };
        Some(Self::of_run(FailureSource::Abort, "run aborted", message))
    }

    fn of_error(kind: FailureSource, error: &ScriptError, at: String) -> Self {
        Self {
            at,
            line: error.line,
            column: error.column,
            stack: error.stack.clone(),
            ..Self::of_run(kind, &error.name, &error.message)
        }
    }

    fn of_run(kind: FailureSource, name: &str, message: &str) -> Self {
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

    fn in_item(self, cursor: Cursor, item: &Arc<ItemRef>) -> Self {
        Self { cursor: Some(cursor), item: Some(Arc::clone(item)), ..self }
    }
}
