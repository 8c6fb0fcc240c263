//! The collection model: one set of types for every file format.
//!
//! Field names follow the Postman Collection Format v2.1.0. Members that the format does not know
//! are kept in `extra`, so that a file can be written back without loss.

use std::fmt;

use serde_json::Value;

use crate::redact::{MASK, is_secret_name};

/// Members of an object that the format does not name, in file order.
pub type Extra = serde_json::Map<String, Value>;

/// A collection: information, a tree of folders and requests, and what they inherit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Collection {
    /// Name, id and description.
    pub info: Info,
    /// Top-level folders and requests, in file order.
    pub items: Vec<Node>,
    /// Scripts that run around every request.
    pub events: Vec<Event>,
    /// Collection variables.
    pub variables: Vec<Variable>,
    /// Authorization inherited by every request that has none of its own.
    pub auth: Option<Auth>,
    /// `protocolProfileBehavior`: settings of the exchange, by Postman's key.
    pub behavior: Extra,
    /// Members the format does not name.
    pub extra: Extra,
}

/// What `info.schema` says of a collection that was read from a v3 directory.
pub(crate) const V3_SCHEMA: &str = "postman-collection-v3";

impl Collection {
    /// Tells whether it was read from a v3 directory, where folder variables count.
    #[must_use]
    pub fn is_v3(&self) -> bool {
        self.info.schema.as_deref() == Some(V3_SCHEMA)
    }
}

/// What a collection says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Info {
    /// `_postman_id`, or `id` in older files.
    pub id: Option<String>,
    /// The collection's name; empty when the file has none.
    pub name: String,
    /// Free text for people.
    pub description: Option<Description>,
    /// The URL of the JSON Schema that the file says it follows.
    pub schema: Option<String>,
    /// Members the format does not name, `version` among them.
    pub extra: Extra,
}

/// A text for people, given as a string or as `{content, type}`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Description {
    /// The text.
    pub content: String,
    /// Its media type (`text/markdown`), when the file used the object form.
    pub media_type: Option<String>,
    /// Members the format does not name; `Some` only for the object form.
    pub extra: Option<Extra>,
}

/// A place in the tree: a folder, or a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// An object with an `item` member.
    Folder(Box<Folder>),
    /// An object with a `request` member.
    Item(Box<Item>),
}

/// A folder of requests and further folders.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folder {
    /// `id` or `_postman_id`.
    pub id: Option<String>,
    /// The folder's name; empty when the file has none.
    pub name: String,
    /// Free text for people.
    pub description: Option<Description>,
    /// Children, in file order.
    pub items: Vec<Node>,
    /// Scripts that run around every request inside.
    pub events: Vec<Event>,
    /// Folder variables. Postman's runtime ignores them in v2 files.
    pub variables: Vec<Variable>,
    /// Authorization inherited by the requests inside.
    pub auth: Option<Auth>,
    /// `protocolProfileBehavior`.
    pub behavior: Extra,
    /// Members the format does not name.
    pub extra: Extra,
}

/// A request with its scripts: what Postman calls an item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// `id` or `_postman_id`.
    pub id: Option<String>,
    /// The request's name; empty when the file has none.
    pub name: String,
    /// Free text for people.
    pub description: Option<Description>,
    /// What to send.
    pub request: Request,
    /// Saved examples, as they stand in the file.
    pub responses: Vec<Value>,
    /// Scripts of this request.
    pub events: Vec<Event>,
    /// Item variables. Postman's runtime ignores them.
    pub variables: Vec<Variable>,
    /// `protocolProfileBehavior`.
    pub behavior: Extra,
    /// Members the format does not name.
    pub extra: Extra,
}

/// A script and the moment it runs at.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When it runs.
    pub listen: Listen,
    /// The event's own id.
    pub id: Option<String>,
    /// A disabled event never runs.
    pub disabled: bool,
    /// The code.
    pub script: Script,
    /// Members the format does not name.
    pub extra: Extra,
}

/// The moment a script runs at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// `prerequest`: before the request is built and sent.
    PreRequest,
    /// `test`: after the response, or after the request failed.
    Test,
    /// Any other word; kept, never run.
    Other(String),
}

/// Source text of a script.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Script {
    /// The script's own id. Real files reuse ids across requests: never key by it.
    pub id: Option<String>,
    /// `type`, normally `text/javascript`.
    pub kind: Option<String>,
    /// Source lines, without their line ends (a trailing CR stays).
    pub exec: Vec<String>,
    /// Members the format does not name, `src` and `name` among them.
    pub extra: Extra,
}

impl Script {
    /// Joins the lines to the source text that the sandbox compiles.
    #[must_use]
    pub fn source(&self) -> String {
        self.exec.join("\n")
    }

    /// Tells whether there is nothing to run.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.exec.iter().all(|line| line.trim().is_empty())
    }
}

/// A request as the file says it, variables unresolved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// The method as written; empty means GET.
    pub method: String,
    /// Where to.
    pub url: Url,
    /// Headers in file order, disabled ones included.
    pub headers: Vec<Header>,
    /// What to send along.
    pub body: Option<Body>,
    /// Authorization of this request alone.
    pub auth: Option<Auth>,
    /// Free text for people.
    pub description: Option<Description>,
    /// Members the format does not name, `proxy` and `certificate` among them.
    pub extra: Extra,
}

/// A URL, given as a string or in parts. In the object form Postman ignores `raw`.
#[derive(Debug, Clone, PartialEq)]
pub enum Url {
    /// The string form.
    Raw(String),
    /// The object form.
    Parts(Box<UrlParts>),
}

impl Default for Url {
    fn default() -> Self {
        Self::Raw(String::new())
    }
}

/// The object form of a URL.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UrlParts {
    /// The text that the Postman app shows; never sent.
    pub raw: Option<String>,
    /// `http` or `https`, without `:`.
    pub protocol: Option<String>,
    /// Host labels, joined by `.`; the first one may hold a whole `{{base_url}}`.
    pub host: Vec<String>,
    /// The port as text, since it may be a variable.
    pub port: Option<String>,
    /// Path segments; a last empty one is a trailing slash.
    pub path: Vec<PathSegment>,
    /// Query parameters, disabled ones included.
    pub query: Vec<QueryParam>,
    /// The fragment, without `#`.
    pub hash: Option<String>,
    /// Values of `:name` path segments.
    pub variables: Vec<Variable>,
    /// Members the format does not name.
    pub extra: Extra,
}

/// One segment of a path.
#[derive(Debug, Clone, PartialEq)]
pub enum PathSegment {
    /// The usual form.
    Text(String),
    /// The object form `{type, value}` of the format; `value` is what is sent.
    Object {
        /// What is sent.
        value: String,
        /// The other members.
        extra: Extra,
    },
}

impl PathSegment {
    /// Returns the text that is sent.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Object { value: text, .. } => text,
        }
    }
}

/// A query parameter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueryParam {
    /// The name; `None` for `?=value`.
    pub key: Option<String>,
    /// The value; `None` for a bare `?name`.
    pub value: Option<String>,
    /// A disabled parameter is not sent.
    pub disabled: bool,
    /// Free text for people.
    pub description: Option<Description>,
    /// Members the format does not name.
    pub extra: Extra,
}

/// A header line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header {
    /// The name as written.
    pub key: String,
    /// The value, possibly empty.
    pub value: String,
    /// A disabled header is not sent.
    pub disabled: bool,
    /// Free text for people.
    pub description: Option<Description>,
    /// Members the format does not name (`name`, `type`).
    pub extra: Extra,
}

/// A request body. Postman keeps the content of every mode and sends the one that `mode` names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// `raw`, `urlencoded`, `formdata`, `file`, `graphql`; anything else sends nothing.
    pub mode: Option<String>,
    /// Text of mode `raw`. Kept as JSON, since files hold objects here too.
    pub raw: Option<Value>,
    /// Fields of mode `urlencoded`; `None` when the member is absent.
    pub urlencoded: Option<Vec<Param>>,
    /// Fields of mode `formdata`; `None` when the member is absent.
    pub formdata: Option<Vec<FormParam>>,
    /// Mode `file`: `{src, content}` or a path, as in the file.
    pub file: Option<Value>,
    /// Mode `graphql`.
    pub graphql: Option<GraphQl>,
    /// `options`, for example `{raw: {language: "json"}}`.
    pub options: Option<Value>,
    /// A disabled body is not sent.
    pub disabled: bool,
    /// Members the format does not name.
    pub extra: Extra,
}

/// A field of an urlencoded body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Param {
    /// The name.
    pub key: String,
    /// The value; `None` is sent as the empty string.
    pub value: Option<String>,
    /// A disabled field is not sent.
    pub disabled: bool,
    /// Free text for people.
    pub description: Option<Description>,
    /// Members the format does not name.
    pub extra: Extra,
}

/// A field of a multipart body.
#[derive(Debug, Clone, PartialEq)]
pub struct FormParam {
    /// The name.
    pub key: String,
    /// Text or files.
    pub source: FormSource,
    /// `contentType` of the part.
    pub content_type: Option<String>,
    /// `fileName` of the part.
    pub file_name: Option<String>,
    /// A disabled field is not sent.
    pub disabled: bool,
    /// Free text for people.
    pub description: Option<Description>,
    /// Members the format does not name.
    pub extra: Extra,
}

/// The content of a multipart field.
#[derive(Debug, Clone, PartialEq)]
pub enum FormSource {
    /// `type: text`, or no type. Kept as JSON: a non-string value is sent as its JSON text.
    Text(Value),
    /// `type: file`: the paths of `src` (a string or an array in the file), and an inline base64
    /// `value` where there is one.
    File {
        /// Paths as written; empty when `src` is null or absent.
        src: Vec<String>,
        /// Whether the file wrote `src` as an array.
        many: bool,
        /// Inline content, base64.
        value: Option<String>,
    },
}

/// A GraphQL body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GraphQl {
    /// The query text.
    pub query: Option<String>,
    /// `operationName`.
    pub operation_name: Option<String>,
    /// Variables: text that holds JSON, or JSON.
    pub variables: Option<Value>,
    /// Members the format does not name.
    pub extra: Extra,
}

/// An authorization block. v2.0 writes parameters as an object, v2.1 as a list; here it is a list.
/// `Debug` shows no values: most of them are credentials.
#[derive(Clone, Default, PartialEq)]
pub struct Auth {
    /// The scheme: `basic`, `bearer`, … or `noauth`.
    pub kind: String,
    /// Parameters of that scheme, in file order.
    pub params: Vec<Variable>,
    /// Parameters of other schemes, kept but unused, and unknown members.
    pub extra: Extra,
}

impl Auth {
    /// Finds a parameter's value; the last one of a doubled key wins.
    #[must_use]
    pub fn param(&self, key: &str) -> Option<&Value> {
        let found = self.params.iter().rev().find(|param| param.key == key && !param.disabled);
        found.map(|param| &param.value)
    }
}

/// A variable of a collection, an environment, a path or an auth block. `Debug` does not show a value
/// that is marked as secret, or named so.
#[derive(Clone, Default, PartialEq)]
pub struct Variable {
    /// The name; `id` where a file has no `key`.
    pub key: String,
    /// The value as in the file; scripts may store arrays and objects.
    pub value: Value,
    /// `type`: `string`, `number`, `boolean`, `any`, `secret`, `default`, `text`, …
    pub kind: Option<String>,
    /// `disabled: true`, or `enabled: false`: the variable counts as absent.
    pub disabled: bool,
    /// Free text for people.
    pub description: Option<Description>,
    /// Members the format does not name.
    pub extra: Extra,
}

impl Variable {
    /// Makes an enabled variable without a type.
    #[must_use]
    pub fn new(key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { key: key.into(), value: value.into(), ..Self::default() }
    }

    /// Tells whether the file marks the value as secret (`type: secret`).
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.kind.as_deref() == Some("secret")
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.params.iter().map(|param| param.key.as_str()).collect();
        let others: Vec<&String> = self.extra.keys().collect();
        let mut shown = formatter.debug_struct("Auth");
        shown.field("kind", &self.kind).field("params", &names).field("extra", &others).finish()
    }
}

impl fmt::Debug for Variable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secret = self.is_secret() || is_secret_name(&self.key);
        let value: &dyn fmt::Debug = if secret { &MASK } else { &self.value };
        let mut shown = formatter.debug_struct("Variable");
        shown.field("key", &self.key).field("value", value).field("kind", &self.kind);
        shown.field("disabled", &self.disabled).field("description", &self.description);
        shown.field("extra", &self.extra).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let typed = Variable { kind: Some("secret".to_owned()), ..Variable::new("a", "hush-1") };
        let variables = vec![typed, Variable::new("client_secret", "hush-2")];
        let auth = Auth {
            kind: "basic".to_owned(),
            params: vec![Variable::new("username", "hush-3")],
            ..Auth::default()
        };
        let collection = Collection { variables, auth: Some(auth), ..Collection::default() };
        let shown = format!("{collection:?}");
        assert!(!shown.contains("hush") && shown.contains("client_secret"), "{shown}");
        assert!(format!("{:?}", Variable::new("amount", 100)).contains("100"));
    }
}
