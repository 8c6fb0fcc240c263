//! Messages between the runner (host) and the script worker: plain data, MessagePack on a pipe,
//! each frame preceded by its length as a little-endian `u32`.
//!
//! One script at a time: the host sends [`ToWorker::Run`], and the next one with it when it knows that
//! already ([`ScriptRun::ahead`]); the worker answers with any number of
//! [`FromWorker::Assertion`], [`FromWorker::Console`], [`FromWorker::Error`] and
//! [`FromWorker::Call`] (answered by [`ToWorker::Reply`]), and ends with [`FromWorker::Done`].
//! Whatever was streamed before a worker is killed counts.

use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::http::{Failure, Headers};
use crate::redact::{Secret, in_clear};
use crate::vars::{ScopeName, Scopes};

/// What the host says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ToWorker {
    /// Settings of the worker's life; the first message.
    Start(WorkerSettings),
    /// Makes the next script begin as if none had run before it.
    Renew {
        /// Seeds `$guid`, `$randomInt` and their like when given.
        seed: Option<u64>,
    },
    /// Runs a script, after the one that runs.
    Run(Box<ScriptRun>),
    /// Answers a [`FromWorker::Call`] of the running script.
    Reply {
        /// The call's id.
        id: u64,
        /// What came of it.
        reply: Reply,
    },
}

/// Settings of a worker's life.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct WorkerSettings {
    /// Largest number of bytes the worker may have allocated; 0 means no limit.
    pub memory_limit: u64,
    /// Seeds `$guid`, `$randomInt` and their like when given.
    pub seed: Option<u64>,
    /// What the host offers to scripts beyond newman.
    #[serde(default)]
    pub offers: Offers,
}

/// What the host offers to scripts beyond newman; what is not offered is not there, as in newman.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Offers {
    /// `pm.require`.
    pub packages: bool,
    /// There is a folder of packages, where `require` looks first.
    pub package_folder: bool,
    /// `pm.execution.runRequest`.
    pub run_request: bool,
}

/// A script with everything it may see.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScriptRun {
    /// Identifies the source text; equal ids mean equal text, so the worker compiles it once.
    pub source_id: u64,
    /// The text; absent when this worker has had this id before.
    pub source: Option<String>,
    /// The name shown in stack traces (`pre-request`, `test`).
    pub name: String,
    /// The phase.
    pub target: Target,
    /// What `pm.info` says.
    pub info: ScriptInfo,
    /// Names from the collection to the item (`pm.execution.location`).
    pub location: Vec<String>,
    /// The name of the node that owns the script (`pm.execution.location.current`).
    pub current: String,
    /// Variables that changed since the worker's last script; everything on the first one.
    pub scopes: Vec<ScopeUpdate>,
    /// The request as JSON text in Postman's SDK form (`url`, `method`, `header`, `body`, `auth`).
    /// Unresolved in a pre-request script, as sent in a test script. Absent when the host makes it only
    /// for scripts that look at it ([`Call::Request`]), which most test scripts do not do.
    pub request: Option<String>,
    /// The response, for test scripts; `None` when there was none.
    pub response: Option<ResponseData>,
    /// Cookies that the jar holds for the request's URL.
    pub cookies: Vec<CookieData>,
    /// It was sent along with the script before it, and is dropped when that one called
    /// `setNextRequest`: another script comes then.
    pub ahead: bool,
    /// The worker is to say what it thinks of the scripts it knows ([`ScriptOutcome::judged`]).
    pub judge: bool,
    /// Time limit in milliseconds; 0 means none. The worker keeps it while it waits (timers,
    /// requests); the host keeps it always, by killing the worker.
    pub timeout_ms: u64,
}

/// The phase a script belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// Before the request.
    PreRequest,
    /// After the response.
    Test,
}

impl Target {
    /// Postman's name of the phase, as in `pm.info.eventName`.
    #[must_use]
    pub fn event_name(self) -> &'static str {
        match self {
            Self::PreRequest => "prerequest",
            Self::Test => "test",
        }
    }
}

/// What `pm.info` says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptInfo {
    /// 0-based iteration.
    pub iteration: u64,
    /// Number of iterations of the run.
    pub iteration_count: u64,
    /// The item's name.
    pub request_name: String,
    /// The item's id.
    pub request_id: String,
}

/// A whole scope, replacing what the worker has.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScopeUpdate {
    /// Which scope.
    pub scope: ScopeName,
    /// Name of the environment or globals file (`pm.environment.name`).
    pub name: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Variables in order, disabled ones included.
    pub values: Vec<VariableData>,
}

/// A variable as a script sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VariableData {
    /// The name.
    pub key: String,
    /// The value; scripts may store any JSON.
    pub value: Value,
    /// The declared type, when there is one.
    pub kind: Option<String>,
    /// Disabled variables are invisible to `get` and `has`.
    pub disabled: bool,
}

/// A response as a script sees it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ResponseData {
    /// Identifies the response: several scripts of an item share one.
    pub id: String,
    /// The status code.
    pub code: u16,
    /// The reason phrase.
    pub status: String,
    /// Header lines in order.
    pub headers: Headers,
    /// Decoded content.
    pub body: ResponseBody,
    /// Whole exchange, in milliseconds.
    pub response_time: f64,
    /// Bytes of the content on the wire.
    pub downloaded_bytes: u64,
}

/// The decoded content of a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResponseBody {
    /// There is none: no response came, or a script made one without content.
    Absent,
    /// All of it.
    Whole(Bytes),
    /// Its size in bytes: it stays with the host until a script reads it
    /// ([`Call::ResponseBody`]), which most scripts do not do.
    Held(u64),
}

impl ResponseBody {
    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Self::Absent => 0,
            Self::Whole(content) => content.len() as u64,
            Self::Held(size) => *size,
        }
    }
}

/// A cookie as a script sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CookieData {
    /// The name.
    pub name: String,
    /// The value as on the wire.
    pub value: String,
    /// The domain without a leading dot.
    pub domain: String,
    /// The path.
    pub path: String,
    /// Expiry as an HTTP date, for persistent cookies.
    pub expires: Option<String>,
    /// Only over TLS.
    pub secure: bool,
    /// Not for scripts in browsers.
    pub http_only: bool,
    /// Sent to this host only, not to its subdomains.
    pub host_only: bool,
}

/// What the worker says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum FromWorker {
    /// The engine is up.
    Ready,
    /// A test was decided, so many milliseconds after the one before it or the script's start.
    Assertion(AssertionData, f64),
    /// The script logged something.
    Console(ConsoleData),
    /// Something was thrown outside a test. There may be several; the script may go on.
    Error(ScriptError),
    /// The script asks the host for something; it is answered by [`ToWorker::Reply`].
    Call {
        /// Names the call in the answer.
        id: u64,
        /// What is asked.
        call: Call,
    },
    /// The script and everything it started has ended.
    Done(Box<ScriptOutcome>),
}

/// A decided test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssertionData {
    /// The test's name.
    pub name: String,
    /// 0-based position among the script's tests, in order of call.
    pub index: usize,
    /// Whether it was skipped (`pm.test.skip`).
    pub skipped: bool,
    /// Why it failed; `None` means it passed or was skipped.
    pub error: Option<ScriptError>,
}

/// Something a script threw.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ScriptError {
    /// The error's name: `AssertionError`, `TypeError`, `JSONError`, …
    pub name: String,
    /// Its message.
    pub message: String,
    /// 1-based line of the script, where known.
    pub line: Option<u32>,
    /// 1-based column, where known.
    pub column: Option<u32>,
    /// Stack frames, innermost first; may be empty.
    pub stack: Vec<String>,
}

/// A line a script logged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsoleData {
    /// `log`, `info`, `warn`, `error` or `debug`.
    pub level: String,
    /// The arguments, each as the text that people read (as Node's `util.inspect` would show it).
    pub messages: Vec<String>,
}

/// What a script may ask of the host while it runs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Call {
    /// `pm.sendRequest`: the request as JSON in Postman's SDK form. Variables are resolved by the host.
    SendRequest(Value),
    /// `pm.cookies.jar().getAll(url)`.
    CookiesFor(String),
    /// `pm.cookies.jar().set(url, …)`: a `Set-Cookie` string.
    SetCookie {
        /// The URL the cookie is set for.
        url: String,
        /// The `Set-Cookie` value.
        cookie: String,
    },
    /// `pm.cookies.jar().unset(url, name)`, or `.clear(url)` without a name.
    RemoveCookies {
        /// The URL whose cookies are meant.
        url: String,
        /// The one to remove; `None` removes all.
        name: Option<String>,
    },
    /// The content of a response that the host holds, by its id.
    ResponseBody(String),
    /// The text of [`ScriptRun::request`].
    Request,
    /// `require`, `pm.require` or `import` of a package: which file is it?
    ResolvePackage {
        /// The name or path that is asked for.
        specifier: String,
        /// The package file that asks; `None` for scripts.
        from: Option<String>,
        /// By `import`, not by `require`.
        import: bool,
    },
    /// The text of a package file, named as [`Reply::Resolved`] did.
    ReadPackage(String),
    /// `pm.vault.get(name)`.
    VaultGet(String),
    /// `pm.vault.set(name, secret)`, or `.unset(name)` without a secret.
    VaultSet {
        /// The name.
        name: String,
        /// The secret.
        #[serde(with = "in_clear")]
        secret: Option<Secret<String>>,
    },
    /// `pm.execution.runRequest(request, {variables})`.
    RunRequest {
        /// Id or name of a request of the collection.
        request: String,
        /// Variables that win over all others while it runs.
        variables: serde_json::Map<String, Value>,
        /// What the asking script has changed so far, in order.
        changed: Vec<Mutation>,
    },
}

/// The host's answers to [`Call`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Reply {
    /// The response to a sent request, and the cookies for its URL.
    Response(Box<ResponseData>, Vec<CookieData>),
    /// Cookies for a URL.
    Cookies(Vec<CookieData>),
    /// The content of a response.
    ResponseBody(Bytes),
    /// The text of a request.
    Request(String),
    /// Done, with nothing to tell.
    Unit,
    /// The request could not be sent.
    Failed(Failure),
    /// The file that a package name means.
    Resolved(String),
    /// A package file.
    PackageFile {
        /// How it is to be run.
        format: PackageFormat,
        /// Its text.
        text: String,
    },
    /// A secret; `None` when there is none of that name.
    Secret(#[serde(with = "in_clear")] Option<Secret<String>>),
    /// A request of the collection was run.
    Ran(Box<RanRequest>),
    /// The call cannot be carried out, with the reason for people.
    Refused(String),
}

/// How a package file is to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PackageFormat {
    /// A CommonJS module.
    CommonJs,
    /// An ES module.
    Module,
    /// Data.
    Json,
}

/// What came of `pm.execution.runRequest`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RanRequest {
    /// The response; `None` when the request was skipped.
    pub response: Option<ResponseData>,
    /// What its scripts changed, in order.
    pub mutations: Vec<Mutation>,
}

/// What is left when a script has ended.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ScriptOutcome {
    /// Changes to variables, in order.
    pub mutations: Vec<Mutation>,
    /// The request as the script left it (SDK form); `None` when the script did not touch it.
    pub request: Option<Value>,
    /// `pm.execution.setNextRequest`: `None` when not called.
    pub next_request: Option<NextRequest>,
    /// `pm.execution.skipRequest` was called.
    pub skip_request: bool,
    /// `pm.visualizer.set`: `{template, data, options}`.
    pub visualizer: Option<Value>,
    /// How long the script took, in milliseconds.
    pub took: f64,
    /// Of sources by their ids, once each, when the host asks ([`ScriptRun::judge`]): whether they are
    /// harmless. Such a script ends soon, needs little room, asks for nothing and leaves nothing behind
    /// but its outcome: the host may run it itself.
    pub judged: Vec<(u64, bool)>,
}

impl ScriptOutcome {
    /// How long the script took.
    #[must_use]
    pub fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.took.max(0.0) / 1000.0)
    }
}

/// A change to a variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mutation {
    /// The scope that changed.
    pub scope: ScopeName,
    /// The variable.
    pub key: String,
    /// The new value, which may be null; `None` removes the variable.
    #[serde(with = "presence")]
    pub value: Option<Value>,
    /// Removes disabled variables of that name too, as `clear` does and `unset` does not.
    pub disabled: bool,
}

impl Mutation {
    /// Makes the change.
    pub fn apply(&self, scopes: &mut Scopes) {
        let scope = scopes.scope_mut(self.scope);
        match &self.value {
            Some(value) => scope.set(&self.key, value.clone()),
            None if self.disabled => scope.remove(&self.key),
            None => scope.unset(&self.key),
        }
    }
}

/// Tells a null that is there from a value that is not: a list of one or none.
mod presence {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;

    pub(super) fn serialize<S: Serializer>(
        value: &Option<Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_slice().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Value>, D::Error> {
        Vec::deserialize(deserializer).map(|list| list.into_iter().next())
    }
}

/// Where `setNextRequest` leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextRequest {
    /// To the item of that id or name.
    To(String),
    /// `null`: the iteration ends after this item.
    Stop,
}
