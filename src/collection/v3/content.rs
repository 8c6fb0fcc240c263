//! What stands in v3 files: URL, headers, body, authorization, scripts.

use serde_json::{Map, Value, json};

use super::super::model::{
    Auth, Body, Description, Event, Extra, FormParam, FormSource, Header, Listen, PathSegment,
    QueryParam, Request, Url, UrlParts, Variable,
};
use super::super::parse::split_url;

/// An object under construction; absent values leave no member.
#[derive(Debug, Default)]
pub(super) struct Members(pub(super) Map<String, Value>);

impl Members {
    pub(super) fn of_kind(kind: &str) -> Self {
        let mut members = Self::default();
        members.put("$kind", Some(kind));
        members
    }

    pub(super) fn put(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value.into());
        }
    }

    /// Puts a list or map unless it is empty.
    pub(super) fn filled(&mut self, key: &str, value: Value) {
        let empty = match &value {
            Value::Array(elements) => elements.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => value.is_null(),
        };
        if !empty {
            self.0.insert(key.to_owned(), value);
        }
    }
}

pub(super) fn description(description: Option<&Description>) -> Option<String> {
    description.map(|description| description.content.clone())
}

/// A `{key, value, description?, disabled?}`, of which a map shows only key and value.
struct Pair<'m> {
    key: &'m str,
    value: Option<Value>,
    description: Option<&'m Description>,
    disabled: bool,
}

/// Writes pairs as a map where that says it all, as the app does, else as a list.
fn pairs(pairs: &[Pair<'_>]) -> Value {
    let mut map = Map::new();
    for pair in pairs {
        map.insert(pair.key.to_owned(), pair.value.clone().unwrap_or_default());
    }
    let plain = |pair: &Pair<'_>| {
        !pair.disabled && pair.description.is_none() && pair.value.is_some() && !pair.key.is_empty()
    };
    if map.len() == pairs.len() && pairs.iter().all(plain) {
        return Value::Object(map);
    }
    pairs
        .iter()
        .map(|pair| {
            let mut members = Members::default();
            members.put("key", Some(pair.key));
            members.put("value", pair.value.clone());
            members.put("description", description(pair.description));
            members.put("disabled", pair.disabled.then_some(true));
            Value::Object(members.0)
        })
        .collect()
}

fn text(text: &str) -> Option<Value> {
    Some(Value::from(text))
}

pub(super) fn headers(headers: &[Header]) -> Value {
    let lines: Vec<Pair<'_>> = headers
        .iter()
        .map(|header| Pair {
            key: &header.key,
            value: text(&header.value),
            description: header.description.as_ref(),
            disabled: header.disabled,
        })
        .collect();
    pairs(&lines)
}

pub(super) fn variables(variables: &[Variable]) -> Value {
    let list: Vec<Pair<'_>> = variables
        .iter()
        .map(|variable| Pair {
            key: &variable.key,
            value: Some(variable.value.clone()),
            description: variable.description.as_ref(),
            disabled: variable.disabled,
        })
        .collect();
    pairs(&list)
}

/// Puts `url`, `queryParams` and `pathVariables`.
pub(super) fn put_url(members: &mut Members, url: &Url) {
    let parts = match url {
        Url::Raw(raw) => return members.put("url", Some(raw.as_str())),
        Url::Parts(parts) => parts,
    };
    members.put("url", Some(url_text(parts)));
    let listed = parts.query.iter().any(|param| param.disabled || param.description.is_some());
    if listed {
        let list = parts.query.iter().map(query_param);
        members.filled("queryParams", list.collect());
    }
    members.filled("pathVariables", variables(&parts.variables));
}

fn query_param(param: &QueryParam) -> Value {
    let mut members = Members::default();
    members.put("key", Some(param.key.as_deref().unwrap_or_default()));
    members.put("value", param.value.as_deref());
    members.put("description", description(param.description.as_ref()));
    members.put("disabled", param.disabled.then_some(true));
    Value::Object(members.0)
}

/// The raw text where it says the same as the parts, which are what is sent; else the parts joined.
fn url_text(parts: &UrlParts) -> String {
    let sent = |parts: &UrlParts| {
        let query: Vec<(Option<String>, Option<String>)> = parts
            .query
            .iter()
            .filter(|param| !param.disabled)
            .map(|param| (param.key.clone(), param.value.clone()))
            .collect();
        let path: Vec<String> =
            parts.path.iter().map(|segment| segment.text().to_owned()).collect();
        (
            parts.protocol.clone(),
            parts.host.clone(),
            parts.port.clone(),
            path,
            query,
            parts.hash.clone(),
        )
    };
    match &parts.raw {
        Some(raw) if sent(&split_url(raw)) == sent(parts) => raw.clone(),
        _ => joined(parts),
    }
}

fn joined(parts: &UrlParts) -> String {
    let mut text = String::new();
    if let Some(protocol) = &parts.protocol {
        text.push_str(&format!("{protocol}://"));
    }
    text.push_str(&parts.host.join("."));
    if let Some(port) = &parts.port {
        text.push_str(&format!(":{port}"));
    }
    for segment in &parts.path {
        text.push('/');
        text.push_str(PathSegment::text(segment));
    }
    let pairs = parts.query.iter().filter(|param| !param.disabled).map(|param| {
        let key = param.key.clone().unwrap_or_default();
        param.value.as_ref().map_or(key.clone(), |value| format!("{key}={value}"))
    });
    let query: Vec<String> = pairs.collect();
    if !query.is_empty() {
        text.push_str(&format!("?{}", query.join("&")));
    }
    if let Some(hash) = &parts.hash {
        text.push_str(&format!("#{hash}"));
    }
    text
}

/// Writes the body that is sent; a GraphQL body has a kind of request of its own.
pub(super) fn body(body: &Body) -> Value {
    let content = |kind: &str, content: Value| json!({"type": kind, "content": content});
    match body.mode.as_deref() {
        _ if body.disabled => json!({"type": "none"}),
        Some("raw") => {
            let language = body
                .options
                .as_ref()
                .and_then(|options| options.get("raw")?.get("language")?.as_str());
            let language =
                language.filter(|name| ["json", "xml", "html", "javascript"].contains(name));
            let raw = match &body.raw {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Null) | None => String::new(),
                Some(other) => other.to_string(),
            };
            content(language.unwrap_or("text"), raw.into())
        }
        Some("urlencoded") => {
            let fields = body.urlencoded.iter().flatten().map(|field| Pair {
                key: &field.key,
                value: field.value.as_deref().map(Value::from),
                description: field.description.as_ref(),
                disabled: field.disabled,
            });
            let fields: Vec<Pair<'_>> = fields.collect();
            content("urlencoded", pairs(&fields))
        }
        Some("formdata") => {
            content("formdata", body.formdata.iter().flatten().map(form_param).collect())
        }
        Some("file") => content("file", body.file.clone().unwrap_or_else(|| json!({}))),
        _ => json!({"type": "none"}),
    }
}

fn form_param(field: &FormParam) -> Value {
    let mut members = Members::default();
    members.put("key", Some(field.key.as_str()));
    match &field.source {
        FormSource::Text(value) => {
            members.put("type", Some("text"));
            members.put("value", Some(value.clone()));
        }
        FormSource::File { src, many, value } => {
            members.put("type", Some("file"));
            match (many, src.as_slice()) {
                (false, []) => {}
                (false, [path]) => members.put("src", Some(path.as_str())),
                _ => members.put("src", Some(src.clone())),
            }
            members.put("value", value.as_deref());
        }
    }
    members.put("contentType", field.content_type.as_deref());
    members.put("fileName", field.file_name.as_deref());
    members.put("description", description(field.description.as_ref()));
    members.put("disabled", field.disabled.then_some(true));
    Value::Object(members.0)
}

pub(super) fn auth(auth: &Auth) -> Value {
    let mut members = Members::default();
    members.put("type", Some(auth.kind.as_str()));
    members.filled("credentials", variables(&auth.params));
    Value::Object(members.0)
}

/// Writes scripts; `prefixes` are empty for a request's own.
pub(super) fn scripts(events: &[Event], prefixes: &[&str], graphql: bool) -> Value {
    let mut list = Vec::new();
    let prefixes = if prefixes.is_empty() { &[""] } else { prefixes };
    for prefix in prefixes {
        let query = *prefix == "graphql:" || graphql;
        for event in events.iter().filter(|event| !event.disabled) {
            let moment = match &event.listen {
                Listen::PreRequest if query => format!("{prefix}beforeQuery"),
                Listen::PreRequest => format!("{prefix}beforeRequest"),
                Listen::Test => format!("{prefix}afterResponse"),
                // Written once, whatever the prefixes.
                Listen::Other(_) if *prefix != prefixes[0] => continue,
                Listen::Other(name) => name.clone(),
            };
            let mut members = Members::default();
            members.put("type", Some(moment));
            members.put("code", Some(event.script.source()));
            members.put("language", event.script.kind.as_deref());
            list.push(Value::Object(members.0));
        }
    }
    list.into()
}

/// `protocolProfileBehavior` to `settings`.
pub(super) fn settings(behavior: &Extra) -> Value {
    let mut settings = behavior.clone();
    if let Some(Value::Object(names)) = settings.get_mut("disabledSystemHeaders") {
        let off = names.iter().filter(|(_, off)| **off == true).map(|(name, _)| name.clone());
        let off: Vec<String> = off.collect();
        settings.insert("disabledSystemHeaders".to_owned(), off.into());
    }
    Value::Object(settings)
}

/// Puts what examples and requests share: URL, method, headers, body.
pub(super) fn put_request(members: &mut Members, request: &Request) {
    put_url(members, &request.url);
    let method = if request.method.is_empty() { "GET" } else { &request.method };
    members.put("method", Some(method));
    members.filled("headers", headers(&request.headers));
    if let Some(content) = &request.body {
        members.put("body", Some(body(content)));
    }
}
