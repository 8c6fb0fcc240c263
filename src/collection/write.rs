//! Writing: the model to JSON in Postman's export form, format v2.1.0.
//!
//! What is read comes back, with these differences, none of which Postman sees:
//! - string forms become object forms (except a URL's and a description's), `exec` becomes lines,
//!   v2.0 auth objects become lists; numbers and booleans that stand for text become text;
//! - null members, `disabled: false`, empty `event`, `variable`, `protocolProfileBehavior` and URL
//!   lists are left out; `method`, `header`, `url`, `response` and `exec` are always there;
//! - `schema` names v2.1.0;
//! - `_postman_id` of a folder or request becomes `id`;
//! - members the format does not name come last.

use serde_json::{Map, Value, json};

use super::environment::Environment;
use super::model::{
    Auth, Body, Collection, Description, Event, Extra, Folder, FormParam, FormSource, GraphQl,
    Header, Info, Item, Listen, Node, Param, PathSegment, QueryParam, Request, Script, Url,
    UrlParts, Variable,
};

/// The format that collections are written in, whatever they were read from.
const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// Writes a collection in Postman's export form, v2.1.0.
#[must_use]
pub fn to_json(collection: &Collection) -> Value {
    Object::new()
        .put("info", info(&collection.info))
        .put("item", list(&collection.items, node))
        .some("auth", collection.auth.as_ref().map(auth))
        .filled("event", list(&collection.events, event))
        .filled("variable", list(&collection.variables, variable))
        .filled("protocolProfileBehavior", Value::Object(collection.behavior.clone()))
        .end(&collection.extra)
}

/// Writes an environment in Postman's export form.
#[must_use]
pub fn environment_to_json(environment: &Environment) -> Value {
    Object::new()
        .text("id", environment.id.as_deref())
        .text("name", environment.name.as_deref())
        .put("values", list(&environment.variables, environment_variable))
        .end(&environment.extra)
}

/// Writes an item: name, scripts, request, saved examples.
#[must_use]
pub fn item_to_json(item: &Item) -> Value {
    Object::new()
        .put("name", item.name.as_str())
        .text("id", item.id.as_deref())
        .filled("event", list(&item.events, event))
        .filled("variable", list(&item.variables, variable))
        .filled("protocolProfileBehavior", Value::Object(item.behavior.clone()))
        .put("request", request_to_json(&item.request))
        .some("description", item.description.as_ref().map(description))
        .put("response", item.responses.clone())
        .end(&item.extra)
}

/// Writes a request in the form scripts hold it: `auth`, `method`, `header`, `body`, `url`,
/// `description`.
#[must_use]
pub fn request_to_json(request: &Request) -> Value {
    let method = if request.method.is_empty() { "GET" } else { &request.method };
    Object::new()
        .some("auth", request.auth.as_ref().map(auth))
        .put("method", method)
        .put("header", list(&request.headers, header))
        .some("body", request.body.as_ref().map(body))
        .put("url", url(&request.url))
        .some("description", request.description.as_ref().map(description))
        .end(&request.extra)
}

/// An object under construction: members in the order they are put.
struct Object(Map<String, Value>);

impl Object {
    fn new() -> Self {
        Self(Map::new())
    }

    fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    fn some(self, key: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    fn text(self, key: &str, value: Option<&str>) -> Self {
        self.some(key, value.map(Value::from))
    }

    /// Puts a list or object unless it is empty.
    fn filled(self, key: &str, value: Value) -> Self {
        let empty = match &value {
            Value::Array(elements) => elements.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        if empty { self } else { self.put(key, value) }
    }

    fn disabled(self, disabled: bool) -> Self {
        if disabled { self.put("disabled", true) } else { self }
    }

    /// Adds what the format does not name; a member that is there already wins.
    fn end(mut self, extra: &Extra) -> Value {
        for (key, value) in extra {
            self.0.entry(key.as_str()).or_insert_with(|| value.clone());
        }
        Value::Object(self.0)
    }
}

fn list<T>(elements: &[T], write: impl Fn(&T) -> Value) -> Value {
    elements.iter().map(write).collect()
}

fn info(info: &Info) -> Value {
    let schema = info.schema.as_deref().filter(|schema| schema.contains("/v2.1"));
    Object::new()
        .text("_postman_id", info.id.as_deref())
        .put("name", info.name.as_str())
        .some("description", info.description.as_ref().map(description))
        .put("schema", schema.unwrap_or(SCHEMA))
        .end(&info.extra)
}

fn node(node: &Node) -> Value {
    match node {
        Node::Folder(inner) => folder(inner),
        Node::Item(item) => item_to_json(item),
    }
}

fn folder(folder: &Folder) -> Value {
    Object::new()
        .put("name", folder.name.as_str())
        .put("item", list(&folder.items, node))
        .text("id", folder.id.as_deref())
        .some("description", folder.description.as_ref().map(description))
        .some("auth", folder.auth.as_ref().map(auth))
        .filled("event", list(&folder.events, event))
        .filled("variable", list(&folder.variables, variable))
        .filled("protocolProfileBehavior", Value::Object(folder.behavior.clone()))
        .end(&folder.extra)
}

fn description(description: &Description) -> Value {
    match &description.extra {
        None => Value::from(description.content.as_str()),
        Some(extra) => Object::new()
            .put("content", description.content.as_str())
            .text("type", description.media_type.as_deref())
            .end(extra),
    }
}

fn event(event: &Event) -> Value {
    let listen = match &event.listen {
        Listen::PreRequest => "prerequest",
        Listen::Test => "test",
        Listen::Other(other) => other,
    };
    Object::new()
        .put("listen", listen)
        .text("id", event.id.as_deref())
        .disabled(event.disabled)
        .put("script", script(&event.script))
        .end(&event.extra)
}

fn script(script: &Script) -> Value {
    Object::new()
        .text("id", script.id.as_deref())
        .put("exec", script.exec.clone())
        .text("type", script.kind.as_deref())
        .end(&script.extra)
}

fn variable(variable: &Variable) -> Value {
    variable_members(variable).disabled(variable.disabled).end(&variable.extra)
}

/// Environments say `enabled` where everything else says `disabled`.
fn environment_variable(variable: &Variable) -> Value {
    variable_members(variable).put("enabled", !variable.disabled).end(&variable.extra)
}

fn variable_members(variable: &Variable) -> Object {
    Object::new()
        .put("key", variable.key.as_str())
        .put("value", variable.value.clone())
        .text("type", variable.kind.as_deref())
        .some("description", variable.description.as_ref().map(description))
}

fn auth(auth: &Auth) -> Value {
    let params = list(&auth.params, variable);
    let object = if auth.kind.is_empty() {
        Object::new()
    } else {
        Object::new().put("type", auth.kind.as_str()).filled(&auth.kind, params)
    };
    object.end(&auth.extra)
}

fn header(header: &Header) -> Value {
    Object::new()
        .put("key", header.key.as_str())
        .put("value", header.value.as_str())
        .some("description", header.description.as_ref().map(description))
        .disabled(header.disabled)
        .end(&header.extra)
}

fn url(url: &Url) -> Value {
    match url {
        Url::Raw(text) => Value::from(text.as_str()),
        Url::Parts(parts) => url_parts(parts),
    }
}

fn url_parts(url: &UrlParts) -> Value {
    Object::new()
        .text("raw", url.raw.as_deref())
        .text("protocol", url.protocol.as_deref())
        .filled("host", Value::from(url.host.clone()))
        .text("port", url.port.as_deref())
        .filled("path", list(&url.path, segment))
        .filled("query", list(&url.query, query_param))
        .text("hash", url.hash.as_deref())
        .filled("variable", list(&url.variables, variable))
        .end(&url.extra)
}

fn segment(segment: &PathSegment) -> Value {
    match segment {
        PathSegment::Text(text) => Value::from(text.as_str()),
        PathSegment::Object { value, extra } => {
            Object::new().put("value", value.as_str()).end(extra)
        }
    }
}

fn query_param(param: &QueryParam) -> Value {
    Object::new()
        .put("key", param.key.as_deref())
        .put("value", param.value.as_deref())
        .some("description", param.description.as_ref().map(description))
        .disabled(param.disabled)
        .end(&param.extra)
}

fn body(body: &Body) -> Value {
    Object::new()
        .text("mode", body.mode.as_deref())
        .some("raw", body.raw.clone())
        .some("urlencoded", body.urlencoded.as_ref().map(|params| list(params, param)))
        .some("formdata", body.formdata.as_ref().map(|params| list(params, form_param)))
        .some("file", body.file.clone())
        .some("graphql", body.graphql.as_ref().map(graphql))
        .some("options", body.options.clone())
        .disabled(body.disabled)
        .end(&body.extra)
}

fn param(param: &Param) -> Value {
    Object::new()
        .put("key", param.key.as_str())
        .text("value", param.value.as_deref())
        .some("description", param.description.as_ref().map(description))
        .disabled(param.disabled)
        .end(&param.extra)
}

fn form_param(param: &FormParam) -> Value {
    let object = Object::new().put("key", param.key.as_str());
    let object = match &param.source {
        FormSource::Text(value) => {
            let kind = param.extra.get("type").cloned().unwrap_or_else(|| json!("text"));
            object.some("value", Some(value.clone()).filter(|v| !v.is_null())).put("type", kind)
        }
        FormSource::File { src, many, value } => {
            let src = match (many, src.as_slice()) {
                (false, []) => None,
                (false, [path]) => Some(Value::from(path.as_str())),
                _ => Some(Value::from(src.clone())),
            };
            object.put("type", "file").some("src", src).text("value", value.as_deref())
        }
    };
    object
        .text("contentType", param.content_type.as_deref())
        .text("fileName", param.file_name.as_deref())
        .some("description", param.description.as_ref().map(description))
        .disabled(param.disabled)
        .end(&param.extra)
}

fn graphql(graphql: &GraphQl) -> Value {
    Object::new()
        .text("query", graphql.query.as_deref())
        .text("operationName", graphql.operation_name.as_deref())
        .some("variables", graphql.variables.clone())
        .end(&graphql.extra)
}
