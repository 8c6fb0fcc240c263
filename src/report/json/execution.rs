//! An entry of `run.executions`, and one of `run.scriptRequests`.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::sdk;
use crate::run::event::{
    AssertionData, Cursor, Failure, ItemRef, ItemStart, ReceivedResponse, RequestEnd, Retry,
    ScriptEnd, ScriptError, Target,
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
    fn new(cursor: Cursor) -> Self {
        Self {
            position: cursor.position,
            iteration: cursor.iteration,
            length: cursor.length,
            cycles: cursor.cycles,
            empty: cursor.length == 0,
            eof: cursor.position >= cursor.length,
            bof: cursor.position == 0 && cursor.iteration == 0,
            cr: cursor.position == 0 && cursor.iteration > 0,
            reference: Uuid::new_v4().to_string(),
            http_request_id: Uuid::new_v4().to_string(),
        }
    }
}

impl Execution {
    pub(super) fn new(start: &ItemStart, definition: Option<&Value>) -> Self {
        Self {
            cursor: Position::new(start.cursor),
            item: definition.cloned().unwrap_or_default(),
            request: None,
            response: None,
            id: start.item.id.clone(),
            request_error: None,
            assertions: Vec::new(),
            retries: Vec::new(),
            prerequest_script: Vec::new(),
            test_script: Vec::new(),
        }
    }

    /// Tells whether this is the execution of the item that runs at a place.
    pub(super) fn is_at(&self, at: Cursor) -> bool {
        (self.cursor.iteration, self.cursor.position) == (at.iteration, at.position)
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn item(&self) -> &Value {
        &self.item
    }

    pub(super) fn position(&self) -> &Position {
        &self.cursor
    }

    pub(super) fn request(&mut self, end: &RequestEnd) {
        self.request = Some(sdk::request(&end.request, &self.item));
        self.response = end.response.clone().map(Response);
        self.request_error = end.error.as_ref().map(request_error);
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
        let errors = script.errors.iter().map(|failure| {
            let error = &failure.error;
            json!({"error": {
                "type": "Error",
                "name": error.name,
                "message": error.message,
                "stack": stack(error),
                "line": error.line,
                "column": error.column,
            }})
        });
        match script.target {
            Target::PreRequest => self.prerequest_script.extend(errors),
            Target::Test => self.test_script.extend(errors),
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
struct Response(ReceivedResponse);

impl Serialize for Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(response) = self;
        ResponseForm {
            id: Uuid::new_v4().to_string(),
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

/// An exchange of `pm.sendRequest`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScriptRequest<'a> {
    cursor: Cursor,
    item: &'a ItemRef,
    request: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Response>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_error: Option<Value>,
}

impl<'a> ScriptRequest<'a> {
    pub(super) fn new(end: &'a RequestEnd) -> Self {
        Self {
            cursor: end.cursor,
            item: &end.item,
            request: sdk::request(&end.request, &Value::Null),
            response: end.response.clone().map(Response),
            request_error: end.error.as_ref().map(request_error),
        }
    }
}
