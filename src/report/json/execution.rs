//! An entry of `run.executions`, and one of `run.scriptRequests` and `run.authRequests`.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::failure::checksum;
use super::ids::Ids;
use super::sdk;
use crate::run::event::{
    AssertionData, Cursor, Failure, ItemRef, ItemStart, ReceivedResponse, Redirect, RequestEnd,
    Retry, ScriptEnd, ScriptError, Target, Timings,
};

/// What came of one item.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Execution {
    cursor: Position,
    item: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Response>,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_error: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assertions: Vec<Value>,
    /// Attempts before the one reported; newman has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    retries: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    prerequest_script: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    test_script: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    redirects: Vec<Redirect>,
    /// Milliseconds by phase; a phase that did not happen is null.
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<Timings>,
    #[serde(skip)]
    started: u64,
    #[serde(skip)]
    ids: Ids,
}

/// newman's cursor.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Position {
    position: usize,
    iteration: u64,
    length: usize,
    cycles: u64,
    empty: bool,
    eof: bool,
    bof: bool,
    cr: bool,
    #[serde(rename = "ref")]
    reference: String,
    http_request_id: String,
}

impl Position {
    fn new(cursor: Cursor, ids: &Ids) -> Self {
        Self {
            position: cursor.position,
            iteration: cursor.iteration,
            length: cursor.length,
            cycles: cursor.cycles,
            empty: cursor.length == 0,
            eof: cursor.position >= cursor.length,
            bof: cursor.position == 0 && cursor.iteration == 0,
            cr: cursor.position == 0 && cursor.iteration > 0,
            reference: ids.id(),
            http_request_id: ids.of("request").id(),
        }
    }
}

impl Execution {
    pub(super) fn new(start: &ItemStart, definition: Option<&Value>, run: &Ids) -> Self {
        let ids = run.of(start.cursor.iteration).of(start.cursor.position);
        Self {
            cursor: Position::new(start.cursor, &ids),
            item: definition.cloned().unwrap_or_default(),
            request: None,
            response: None,
            id: start.item.id.clone(),
            request_error: None,
            assertions: Vec::new(),
            retries: Vec::new(),
            prerequest_script: Vec::new(),
            test_script: Vec::new(),
            redirects: Vec::new(),
            timings: None,
            started: start.started,
            ids,
        }
    }

    /// Tells whether this is the execution of the item that runs at a place.
    pub(super) fn is_at(&self, at: Cursor) -> bool {
        (self.cursor.iteration, self.cursor.position) == (at.iteration, at.position)
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// When it began, Unix epoch milliseconds.
    pub(super) fn started(&self) -> u64 {
        self.started
    }

    pub(super) fn item(&self) -> &Value {
        &self.item
    }

    pub(super) fn position(&self) -> &Position {
        &self.cursor
    }

    pub(super) fn request(&mut self, end: &RequestEnd) {
        self.request = Some(sdk::request(&end.request, &self.item));
        let id = self.ids.of("response").id();
        self.response = end.response.clone().map(|response| Response { id, response });
        self.request_error = end.error.as_ref().map(request_error);
        self.redirects.clone_from(&end.redirects);
        self.timings = Some(end.timings);
    }

    /// Notes an attempt that failed and was followed by another.
    pub(super) fn retry(&mut self, retry: &Retry) {
        self.retries.push(json!({"attempt": retry.attempt, "reason": retry.reason}));
    }

    pub(super) fn assertion(&mut self, assertion: &AssertionData) {
        let mut entry = Map::new();
        entry.insert("assertion".to_owned(), json!(assertion.name));
        entry.insert("skipped".to_owned(), json!(assertion.skipped));
        if let Some(error) = &assertion.error {
            let error = json!({
                "name": error.name,
                "index": assertion.index,
                "test": assertion.name,
                "message": error.message,
                "stack": stack(error),
            });
            entry.insert("error".to_owned(), error);
        }
        self.assertions.push(Value::Object(entry));
    }

    pub(super) fn script(&mut self, script: &ScriptEnd) {
        let entries = match script.target {
            Target::PreRequest => &mut self.prerequest_script,
            Target::Test => &mut self.test_script,
        };
        let ids = self.ids.of(script.target.event_name());
        for failure in &script.errors {
            let error = &failure.error;
            entries.push(json!({"error": {
                "type": "Error",
                "name": error.name,
                "message": error.message,
                "stack": stack(error),
                "line": error.line,
                "column": error.column,
                "checksum": checksum(&stack(error)),
                "id": ids.of(entries.len()).id(),
                "timestamp": self.started,
                "stacktrace": [],
            }}));
        }
    }
}

fn stack(error: &ScriptError) -> String {
    let frames = error.stack.iter().map(|frame| format!("\n    {frame}"));
    format!("{}: {}{}", error.name, error.message, frames.collect::<String>())
}

fn request_error(failure: &Failure) -> Value {
    json!({
        "code": failure.code,
        "kind": failure.kind,
        "phase": failure.phase,
        "message": failure.message,
    })
}

/// A response in newman's form; its content is written byte by byte and never copied.
struct Response {
    id: String,
    response: ReceivedResponse,
}

impl Serialize for Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { id, response } = self;
        ResponseForm {
            id: id.clone(),
            status: &response.status,
            code: response.code,
            header: sdk::headers(&response.headers),
            stream: Stream { kind: "Buffer", data: &response.body.bytes },
            cookie: sdk::cookies(&response.headers),
            response_time: response.response_time,
            response_size: response.body.size,
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResponseForm<'a> {
    id: String,
    status: &'a str,
    code: u16,
    header: Vec<Value>,
    stream: Stream<'a>,
    cookie: Vec<Value>,
    response_time: f64,
    response_size: u64,
}

/// Node's JSON form of a `Buffer`.
#[derive(Serialize)]
struct Stream<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    data: &'a [u8],
}

/// An exchange beside the item's own: of `pm.sendRequest`, or for authorization.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SideRequest<'a> {
    cursor: Cursor,
    item: &'a ItemRef,
    request: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Response>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_error: Option<Value>,
    #[serde(skip_serializing_if = "<[Redirect]>::is_empty")]
    redirects: &'a [Redirect],
    timings: Timings,
}

impl<'a> SideRequest<'a> {
    pub(super) fn new(end: &'a RequestEnd, ids: &Ids) -> Self {
        let id = ids.id();
        Self {
            cursor: end.cursor,
            item: &end.item,
            request: sdk::request(&end.request, &Value::Null),
            response: end.response.clone().map(|response| Response { id, response }),
            request_error: end.error.as_ref().map(request_error),
            redirects: &end.redirects,
            timings: end.timings,
        }
    }
}
