//! The event stream: all that reporters ever see, in order.
//!
//! Serialised (one JSON object a line, tag `event`), it is the public `events` format, described by
//! `src/report/events.schema.json`. Names follow newman's events where it has one. Times are
//! milliseconds; instants are Unix epoch milliseconds.
//!
//! Versions: [`REVISION`] grows when events, members or values are added, and readers skip what they
//! do not know. [`VERSION`] grows when something is removed or changes its meaning, and readers of
//! another version refuse the stream.

mod content;
mod place;

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

pub use self::content::Content;
pub use super::shard::ShardBy;
pub use crate::http::{Failure, FailureKind, Headers, Phase, Timings};
pub use crate::script::protocol::{AssertionData, ConsoleData, ScriptError, Target};

/// The version of the event stream; grows when a consumer would have to change.
pub const VERSION: u32 = 1;

/// The revision of [`VERSION`]; grows with every addition.
pub const REVISION: u32 = 1;

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase")]
pub enum RunEvent {
    /// The run begins.
    Start(RunInfo),
    /// An iteration begins.
    BeforeIteration(IterationStart),
    /// An item begins.
    BeforeItem(ItemStart),
    /// A script has ended.
    Script(ScriptEnd),
    /// A test was decided.
    Assertion(Assertion),
    /// A script logged something.
    Console(Console),
    /// The item's scripts made a page with `pm.visualizer`; comes before the item's end.
    Visualizer(Box<Visualizer>),
    /// A request was sent and answered, or failed.
    Request(Box<RequestEnd>),
    /// An attempt failed in a way that `--retry` covers: the request is sent again.
    Retry(Retry),
    /// Something the user should know, that did not fail the run.
    Warning(Warning),
    /// Something that fails the run and is neither a test, a script nor a request.
    Problem(Warning),
    /// An item has ended.
    Item(ItemEnd),
    /// An iteration has ended.
    Iteration(IterationEnd),
    /// The run has ended. Always the last event.
    Done(RunEnd),
}

/// What is known before the first request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunInfo {
    /// [`VERSION`].
    pub version: u32,
    /// [`REVISION`].
    pub revision: u32,
    /// Names this run; random.
    pub id: String,
    /// `postbud/<version>`.
    pub generator: String,
    /// The collection's id; generated when the file has none.
    pub collection_id: String,
    /// The collection's name.
    pub collection_name: String,
    /// The environment's name, when one was given.
    pub environment_name: Option<String>,
    /// Number of iterations planned.
    pub iterations: u64,
    /// 0-based number of the first of them.
    pub first_iteration: u64,
    /// Number of iterations of the whole, of which this run may be a slice (`--iteration-range`).
    pub total_iterations: u64,
    /// The part of a larger run that this is (`--shard`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<ShardInfo>,
    /// Number of items of one iteration.
    pub items: usize,
    /// When the run began.
    pub started: u64,
    /// The items of an iteration in order; [`Cursor::position`] counts in this list.
    pub plan: Arc<[PlannedRef]>,
    /// The documents behind the run.
    pub documents: Arc<Documents>,
}

impl RunInfo {
    /// Finds an item as it stands in [`Documents::collection`]: unresolved, secrets masked.
    #[must_use]
    pub fn definition(&self, at: Cursor, item: &ItemRef) -> Option<&Value> {
        self.documents.collection.pointer(&self.planned(at, item)?.pointer)
    }

    /// Finds an item in the user's files.
    #[must_use]
    pub fn source(&self, at: Cursor, item: &ItemRef) -> Option<&Source> {
        self.planned(at, item)?.source.as_deref()
    }

    fn planned(&self, at: Cursor, item: &ItemRef) -> Option<&PlannedRef> {
        let here = self.plan.get(at.position).filter(|planned| planned.item.id == item.id);
        here.or_else(|| self.plan.iter().find(|planned| planned.item.id == item.id))
    }
}

/// A part of a larger run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardInfo {
    /// Which, counted from 1.
    pub number: u64,
    /// How many there are.
    pub count: u64,
    /// What was divided.
    pub by: ShardBy,
}

/// An item that is to be run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRef {
    /// Which.
    pub item: Arc<ItemRef>,
    /// The name of its collection: a run may have several.
    pub collection: String,
    /// Where it stands in [`Documents::collection`], as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// Where it stands in the user's file, when it came from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Arc<Source>>,
}

/// Where an item stands in the user's file. Lines count from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file as the user named it.
    pub file: String,
    /// The line the item begins in, where known.
    pub line: Option<u64>,
    /// The line of its pre-request script's first line, where the script's lines are lines of the file
    /// and no other script runs in that phase.
    pub prerequest: Option<u64>,
    /// The same of its test script.
    pub test: Option<u64>,
}

/// The documents behind a run as JSON in Postman's export form, secrets masked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Documents {
    /// The collection; of several collections, one with each as a folder. Every planned item has an id.
    pub collection: Value,
    /// The environment as given.
    pub environment: Value,
    /// The globals as given.
    pub globals: Value,
}

/// A place in a run. newman's names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// 0-based position of the item in the iteration's list.
    pub position: usize,
    /// 0-based iteration.
    pub iteration: u64,
    /// Number of items of an iteration.
    pub length: usize,
    /// Number of iterations.
    pub cycles: u64,
}

/// Names an execution of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRef {
    /// The item's id; generated, but stable between runs, when the file has none.
    pub id: String,
    /// The item's name.
    pub name: String,
    /// Names of the folders around it, outermost first; without the collection.
    pub path: Vec<String>,
}

impl ItemRef {
    /// Joins folders and name with ` / `, as newman does.
    #[must_use]
    pub fn full_name(&self) -> String {
        let mut names: Vec<&str> = self.path.iter().map(String::as_str).collect();
        names.push(&self.name);
        names.join(" / ")
    }
}

/// An iteration begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IterationStart {
    /// Where.
    pub cursor: Cursor,
    /// The row of the iteration data: its columns and their values.
    pub data: Option<serde_json::Map<String, Value>>,
}

/// An iteration has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IterationEnd {
    /// Where: at its last item.
    pub cursor: Cursor,
    /// It was ended before its time: by an interrupt, the time limit or `--bail`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

/// An item begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemStart {
    /// Where.
    pub cursor: Cursor,
    /// Which.
    pub item: Arc<ItemRef>,
    /// When.
    pub started: u64,
}

/// A script has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScriptEnd {
    /// Where.
    pub cursor: Cursor,
    /// Of which item.
    pub item: Arc<ItemRef>,
    /// Which phase.
    pub target: Target,
    /// The node that owns the script: the collection's, a folder's or the item's name.
    pub owner: String,
    /// How long it took.
    pub duration: f64,
    /// What it threw outside tests; empty when it ended well.
    pub errors: Vec<ScriptFailure>,
}

/// An error of a script, with the line that caused it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptFailure {
    /// The error.
    #[serde(flatten)]
    pub error: ScriptError,
    /// The source line the error points at, trimmed.
    pub source_line: Option<String>,
}

/// A test was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assertion {
    /// Where.
    pub cursor: Cursor,
    /// Of which item.
    pub item: Arc<ItemRef>,
    /// In which phase.
    pub target: Target,
    /// Name, index, outcome.
    pub assertion: AssertionData,
    /// Since the assertion before it in the same script, or since the script's start.
    pub duration: f64,
}

/// A script logged something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Console {
    /// Where.
    pub cursor: Cursor,
    /// Of which item.
    pub item: Arc<ItemRef>,
    /// Level and texts.
    pub console: ConsoleData,
}

/// A page that scripts made with `pm.visualizer`: that of the last test script that made one, else
/// of the last pre-request script.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visualizer {
    /// Where.
    pub cursor: Cursor,
    /// Of which item.
    pub item: Arc<ItemRef>,
    /// The rendered template: HTML written by the collection's scripts, not to be trusted; `None`
    /// when it could not be rendered.
    pub html: Option<String>,
    /// Why it could not be rendered.
    pub error: Option<String>,
    /// What the script gave the template, and what `pm.getData` hands to scripts in the page.
    pub data: Value,
}

/// A request was sent and answered, or failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestEnd {
    /// Where.
    pub cursor: Cursor,
    /// Of which item.
    pub item: Arc<ItemRef>,
    /// Who sent it: the item, a script or its authorization.
    pub origin: Origin,
    /// When it was sent.
    pub started: u64,
    /// Which attempt this is, counted from 1; earlier ones are told by [`RunEvent::Retry`].
    pub attempt: u32,
    /// The request as sent.
    pub request: SentRequest,
    /// The response, when there was one.
    pub response: Option<ReceivedResponse>,
    /// Why there was none.
    pub error: Option<Failure>,
    /// Redirects before the response or the failure, oldest first.
    pub redirects: Vec<Redirect>,
    /// When what happened.
    pub timings: Timings,
}

/// Who sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// The item.
    Item,
    /// A script, with `pm.sendRequest`.
    Script,
    /// The authorization of either: a request for an OAuth 2 token, or a round that only brought the
    /// server's challenge. It comes before the request that it is for, and never fails a run by itself.
    Auth,
}

/// A request is sent again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Retry {
    /// Where.
    pub cursor: Cursor,
    /// Of which item.
    pub item: Arc<ItemRef>,
    /// The attempt that failed, counted from 1.
    pub attempt: u32,
    /// The most attempts that are made.
    pub attempts: u32,
    /// Why it is worth another one.
    pub reason: String,
}

/// A request as sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SentRequest {
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Header lines in order.
    pub headers: Headers,
    /// The content; of streamed files and multipart forms nothing but that it is not here.
    pub body: Content,
}

/// A response as received.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedResponse {
    /// The status code.
    pub code: u16,
    /// The reason phrase.
    pub status: String,
    /// Header lines in order.
    pub headers: Headers,
    /// Decoded content.
    pub body: Content,
    /// The protocol: `HTTP/1.1`, `HTTP/2.0`.
    pub protocol: String,
    /// Bytes of the content on the wire.
    pub wire_size: u64,
    /// From sending to the last byte, redirects included.
    pub response_time: f64,
}

/// A hop of a redirect chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Redirect {
    /// The status that redirected.
    pub code: u16,
    /// Its reason phrase.
    pub status: String,
    /// The method of the request.
    pub method: String,
    /// The URL that answered with it.
    pub url: String,
    /// The URL it led to; as the server wrote it where it was not followed.
    pub to: String,
}

/// Something the user should know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// Where, when it belongs to an item.
    pub cursor: Option<Cursor>,
    /// Of which item.
    pub item: Option<Arc<ItemRef>>,
    /// What kind of thing: `unresolved-variable`, `unknown-next-request`, …
    pub kind: WarningKind,
    /// A sentence that says what and what to do.
    pub message: String,
}

/// The kinds of warnings; `--strict` turns them into problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// A `{{name}}` that no scope defines went out as it stands.
    UnresolvedVariable,
    /// `setNextRequest` named an item that is not there.
    UnknownNextRequest,
    /// An authorization scheme nobody knows.
    UnknownAuth,
    /// A request went out without its authorization: something it needs is missing or unusable.
    Unsigned,
    /// A file to send is not there.
    MissingFile,
    /// The run verified nothing.
    NothingVerified,
    /// The answer has a status that `--fail-on-status` names.
    FailedStatus,
    /// Anything else.
    Other,
}

/// An item has ended. One that the end of the run cut short has no such event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemEnd {
    /// Where.
    pub cursor: Cursor,
    /// Which.
    pub item: Arc<ItemRef>,
    /// A script skipped its request.
    pub skipped: bool,
    /// The name or id `setNextRequest` was given; `Some(None)` for `null`. Absent when not called.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub next_request: Option<Option<String>>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunEnd {
    /// When the run ended.
    pub completed: u64,
    /// Why it ended before its time; `None` when everything planned was run.
    pub aborted: Option<Abort>,
    /// The environment after the run, in Postman's export form, secrets masked.
    pub environment: Arc<Value>,
    /// The globals after the run.
    pub globals: Arc<Value>,
}

/// Why a run ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Abort {
    /// `--bail`: a failure ended it, as the user wished.
    Bail,
    /// `--timeout` was reached.
    Timeout,
    /// Ctrl-C or SIGTERM.
    Interrupt,
    /// A saved stream that has no end, or lines that cannot be read: its process was killed.
    Incomplete,
}

/// Reads a member that is there, be it `null`; one that is not there is the default.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
