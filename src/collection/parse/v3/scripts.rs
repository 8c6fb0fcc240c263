//! Scripts: which kind of request they are for, and when they run.

use super::super::super::model::{Event, Extra, Listen, Node, Script};
use super::super::common::exec;
use super::super::cursor::{Cursor, Parsed};
use super::tree::Reader;

/// The kind of request that a script is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// `http:…`, or a request's own.
    Http,
    /// `graphql:…`
    GraphQl,
    /// Kinds that are never run, and names nobody knows.
    Nothing,
}

/// A script of a definition and what it is for.
#[derive(Debug, Clone)]
pub(super) struct Scoped {
    pub(super) kind: For,
    pub(super) event: Event,
}

/// Reads a list of scripts; those of a definition must name a kind of request.
pub(super) fn scripts(
    cursor: Cursor<'_>,
    of_definition: bool,
    reader: &mut Reader<'_>,
) -> Parsed<Vec<Scoped>> {
    if !cursor.value.is_array() {
        return Err(cursor.expected("a list of scripts: {type, code}"));
    }
    cursor.elements().map(|element| script(element, of_definition, reader)).collect()
}

fn script(cursor: Cursor<'_>, of_definition: bool, reader: &mut Reader<'_>) -> Parsed<Scoped> {
    let mut members = cursor.object("a script: {type, code}")?;
    let name = members.text("type")?.unwrap_or_default();
    let (kind, listen) = moment(&name, of_definition);
    if let Listen::Other(name) = &listen
        && !name.starts_with("grpc:")
    {
        let right = if of_definition {
            "http:beforeRequest, http:afterResponse, graphql:beforeQuery or graphql:afterResponse"
        } else {
            "beforeRequest (beforeQuery for GraphQL) or afterResponse"
        };
        reader
            .notes
            .say(&format!("a script of type `{name}` never runs here; the type is {right}"));
    }
    let script = Script {
        id: None,
        kind: members.text("language")?,
        exec: members.read("code", exec)?.unwrap_or_default(),
        extra: members.rest(),
    };
    let event = Event { listen, id: None, disabled: false, script, extra: Extra::new() };
    Ok(Scoped { kind, event })
}

fn moment(name: &str, of_definition: bool) -> (For, Listen) {
    match (of_definition, name) {
        (false, "beforeRequest" | "beforeQuery") | (true, "http:beforeRequest") => {
            (For::Http, Listen::PreRequest)
        }
        (false, "afterResponse") | (true, "http:afterResponse") => (For::Http, Listen::Test),
        (true, "graphql:beforeQuery") => (For::GraphQl, Listen::PreRequest),
        (true, "graphql:afterResponse") => (For::GraphQl, Listen::Test),
        _ => (For::Nothing, Listen::Other(name.to_owned())),
    }
}

/// Decides where a definition's scripts go. The model runs a folder's scripts around every request
/// below it. Where both HTTP and GraphQL requests are below, and their scripts differ, each request
/// gets those of its kind in front of its own.
pub(super) fn settle(scripts: Vec<Scoped>, below: &mut [Node]) -> Vec<Event> {
    let of = |kind: For| -> Vec<Event> {
        scripts.iter().filter(|each| each.kind == kind).map(|each| each.event.clone()).collect()
    };
    let (http, graphql) = (of(For::Http), of(For::GraphQl));
    let kinds = kinds(below);
    let (mut events, unused) = match kinds {
        Kinds { graphql: false, .. } => (http, graphql),
        Kinds { http: false, .. } => (graphql, http),
        _ if same(&http, &graphql) => (http, Vec::new()),
        _ => {
            push_down(&http, &graphql, below);
            (Vec::new(), Vec::new())
        }
    };
    let names = if kinds.graphql { "http" } else { "graphql" };
    events.extend(unused.into_iter().map(|event| silent(event, names)));
    events.extend(of(For::Nothing));
    events
}

/// Keeps a script that no request below is for.
fn silent(event: Event, prefix: &str) -> Event {
    let moment = match (&event.listen, prefix) {
        (Listen::PreRequest, "graphql") => "beforeQuery",
        (Listen::PreRequest, _) => "beforeRequest",
        (Listen::Test | Listen::Other(_), _) => "afterResponse",
    };
    Event { listen: Listen::Other(format!("{prefix}:{moment}")), ..event }
}

fn same(one: &[Event], other: &[Event]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.listen == other.listen && one.script.exec == other.script.exec)
}

#[derive(Clone, Copy, Default)]
struct Kinds {
    http: bool,
    graphql: bool,
}

fn kinds(nodes: &[Node]) -> Kinds {
    let mut found = Kinds::default();
    for node in nodes {
        match node {
            Node::Folder(folder) => {
                let inside = kinds(&folder.items);
                found.http |= inside.http;
                found.graphql |= inside.graphql;
            }
            Node::Item(item) if item.extra.contains_key("$kind") => {}
            Node::Item(item) if is_graphql(item) => found.graphql = true,
            Node::Item(_) => found.http = true,
        }
    }
    found
}

fn push_down(http: &[Event], graphql: &[Event], nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Folder(folder) => push_down(http, graphql, &mut folder.items),
            Node::Item(item) => {
                let outer = if is_graphql(item) { graphql } else { http };
                item.events.splice(0..0, outer.iter().cloned());
            }
        }
    }
}

fn is_graphql(item: &super::super::super::model::Item) -> bool {
    item.request.body.as_ref().is_some_and(|body| body.mode.as_deref() == Some("graphql"))
}
