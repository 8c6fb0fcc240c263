//! `*.request.yaml`.

use serde_json::{Map, Value};

use super::super::super::model::{Body, Extra, GraphQl, Header, Item, Request};
use super::super::common::description;
use super::super::cursor::{Cursor, Members, Parsed};
use super::super::request::headers;
use super::tree::Reader;
use super::{auth, body, definition, scripts, url};

/// A request file: the item, its name when the file says one, its place.
pub(super) struct Read {
    pub(super) item: Item,
    pub(super) name: Option<String>,
    pub(super) order: f64,
}

/// Keys of `settings`.
const SETTINGS: [&str; 5] =
    ["protocolVersion", "strictSSL", "followRedirects", "maxRedirects", "disabledSystemHeaders"];

pub(super) fn request(cursor: Cursor<'_>, reader: &mut Reader<'_>) -> Parsed<Read> {
    let mut members = cursor.object("a request: {$kind: http-request, url, …}")?;
    let kind = members
        .take("$kind")
        .ok_or_else(|| cursor.misfit("a request file must say `$kind: http-request`".to_owned()))?;
    match kind.text()?.as_str() {
        "http-request" => http(members, reader),
        "graphql-request" => graphql(members, reader),
        name if name.ends_with("-request") => other(members, name),
        _ => Err(kind.expected("http-request, graphql-request or another kind of request")),
    }
}

fn http(mut members: Members<'_>, reader: &mut Reader<'_>) -> Parsed<Read> {
    let request = Request {
        method: members
            .text("method")?
            .filter(|m| !m.is_empty())
            .unwrap_or_else(|| "GET".to_owned()),
        url: url::url(&mut members)?,
        headers: headers_of(&mut members)?,
        body: members.read("body", body::body)?.flatten(),
        ..Request::default()
    };
    item(members, request, reader)
}

fn graphql(mut members: Members<'_>, reader: &mut Reader<'_>) -> Parsed<Read> {
    let query = GraphQl {
        query: members.text("query")?,
        operation_name: members.text("operationName")?,
        variables: members.value("variables"),
        ..GraphQl::default()
    };
    let request = Request {
        method: "POST".to_owned(),
        url: url::url(&mut members)?,
        headers: headers_of(&mut members)?,
        body: Some(Body {
            mode: Some("graphql".to_owned()),
            graphql: Some(query),
            ..Body::default()
        }),
        ..Request::default()
    };
    item(members, request, reader)
}

/// Takes what every request that is run has.
fn item(mut members: Members<'_>, mut request: Request, reader: &mut Reader<'_>) -> Parsed<Read> {
    if let Some(own) = members.take("auth") {
        request.auth = Some(auth::of_request(own, reader)?);
    }
    request.description = members.read("description", description)?;
    let scripts = members.read("scripts", |list| scripts::scripts(list, false, reader))?;
    let behavior = members.read("settings", |settings| behavior(settings, reader))?;
    let (id, name) = (members.text("id")?, members.text("name")?);
    let order = definition::order(&mut members)?;
    // Only says where the examples are, which the layout finds by itself.
    members.take("examples");
    let extra = members.rest();
    reader.notes.unknown(&extra, &["schema"]);
    let item = Item {
        id,
        request,
        events: scripts.unwrap_or_default().into_iter().map(|script| script.event).collect(),
        behavior: behavior.unwrap_or_default(),
        extra,
        ..Item::default()
    };
    Ok(Read { item, name, order })
}

/// Keeps a request of a kind that is not run, whole.
fn other(mut members: Members<'_>, kind: &str) -> Parsed<Read> {
    let (id, name) = (members.text("id")?, members.text("name")?);
    let description = members.read("description", description)?;
    let order = definition::order(&mut members)?;
    let mut extra = Extra::new();
    extra.insert("$kind".to_owned(), kind.into());
    extra.extend(members.rest());
    let item = Item { id, description, extra, ..Item::default() };
    Ok(Read { item, name, order })
}

fn headers_of(members: &mut Members<'_>) -> Parsed<Vec<Header>> {
    members.read("headers", headers).map(Option::unwrap_or_default)
}

/// `settings` to `protocolProfileBehavior`.
fn behavior(cursor: Cursor<'_>, reader: &mut Reader<'_>) -> Parsed<Extra> {
    if !cursor.value.is_object() {
        return Err(cursor.expected("settings: {strictSSL, followRedirects, …}"));
    }
    let mut behavior = Extra::new();
    for (key, value) in cursor.entries().filter(|(_, value)| !value.value.is_null()) {
        let value = match (key, value.value) {
            ("disabledSystemHeaders", Value::Array(_)) => {
                let mut names = Map::new();
                for name in value.elements() {
                    names.insert(name.text()?, true.into());
                }
                Value::Object(names)
            }
            (_, other) => other.clone(),
        };
        behavior.insert(key.to_owned(), value);
    }
    // Postman knows more of them in v2 files; they work here too, so they are no reason to warn.
    let unknown = behavior.iter().filter(|(key, value)| {
        !SETTINGS.contains(&key.as_str()) && !value.is_boolean() && !value.is_object()
    });
    let unknown: Extra = unknown.map(|(key, value)| (key.clone(), value.clone())).collect();
    reader.notes.unknown(
        &unknown,
        &["tlsPreferServerCiphers", "tlsDisabledProtocols", "tlsCipherSelection"],
    );
    Ok(behavior)
}
