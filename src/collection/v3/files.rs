//! The tree to files: definitions, requests, examples.

use serde_json::{Map, Value, json};

use super::super::model::{Collection, Event, Folder, GraphQl, Item, Node, Variable};
use super::super::parse::{V3File, parse_request};
use super::content::{self, Members};
use super::emit::yaml;
use super::names::Taken;

/// Distance between the orders of neighbours, as the app writes them.
const STEP: usize = 1000;

/// Body types that an example's response may have.
const PREVIEWS: [&str; 6] = ["text", "json", "xml", "html", "javascript", "yaml"];

/// Writes all files but the rest.
pub(super) fn files(collection: &Collection, folder: &str) -> Vec<V3File> {
    let mut writer = Writer { files: Vec::new(), keep_extra: collection.is_v3() };
    let mut members = Members::of_kind("collection");
    members.put("name", (collection.info.name != folder).then_some(collection.info.name.as_str()));
    members.put("description", content::description(collection.info.description.as_ref()));
    let own = Own {
        variables: &collection.variables,
        auth: collection.auth.as_ref(),
        events: &collection.events,
        items: &collection.items,
    };
    own.put(&mut members);
    if writer.keep_extra {
        writer.extra(&mut members, &collection.extra);
    }
    writer.write(".resources/definition.yaml".to_owned(), members);
    writer.nodes(&collection.items, "");
    writer.files
}

/// What a collection and a folder say in the same way.
struct Own<'c> {
    variables: &'c [Variable],
    auth: Option<&'c super::super::model::Auth>,
    events: &'c [Event],
    items: &'c [Node],
}

impl Own<'_> {
    fn put(&self, members: &mut Members) {
        members.filled("variables", content::variables(self.variables));
        members.put("auth", self.auth.map(content::auth));
        let prefixes: &[&str] = match kinds(self.items) {
            (_, false) => &["http:"],
            (true, true) => &["http:", "graphql:"],
            (false, true) => &["graphql:"],
        };
        members.filled("scripts", content::scripts(self.events, prefixes, false));
    }
}

/// Tells whether there are HTTP and GraphQL requests below.
fn kinds(nodes: &[Node]) -> (bool, bool) {
    nodes.iter().fold((false, false), |(http, graphql), node| match node {
        Node::Folder(folder) => {
            let below = kinds(&folder.items);
            (http | below.0, graphql | below.1)
        }
        Node::Item(item) if item.extra.contains_key("$kind") => (http, graphql),
        Node::Item(item) => {
            let query = graphql_of(item).is_some();
            (http | !query, graphql | query)
        }
    })
}

fn graphql_of(item: &Item) -> Option<&GraphQl> {
    let body = item.request.body.as_ref().filter(|body| !body.disabled)?;
    body.graphql.as_ref().filter(|_| body.mode.as_deref() == Some("graphql"))
}

struct Writer {
    files: Vec<V3File>,
    /// Unknown members came from v3 files and may go back there.
    keep_extra: bool,
}

impl Writer {
    fn write(&mut self, path: String, members: Members) {
        self.files.push(V3File { path, text: yaml(&Value::Object(members.0)) });
    }

    fn extra(&self, members: &mut Members, extra: &Map<String, Value>) {
        for (key, value) in extra {
            members.0.entry(key.as_str()).or_insert_with(|| value.clone());
        }
    }

    fn nodes(&mut self, nodes: &[Node], folder: &str) {
        let mut taken = Taken::default();
        for (index, node) in nodes.iter().enumerate() {
            let order = (index + 1) * STEP;
            match node {
                Node::Folder(inner) => {
                    let name = taken.take(&inner.name);
                    let path = format!("{folder}{name}/");
                    self.folder(inner, &path, &name, order);
                }
                Node::Item(item) => {
                    let stem = taken.take(&item.name);
                    self.item(item, folder, &stem, order);
                }
            }
        }
    }

    fn folder(&mut self, folder: &Folder, path: &str, name: &str, order: usize) {
        let mut members = Members::of_kind("collection");
        members.put("name", (folder.name != name).then_some(folder.name.as_str()));
        members.put("description", content::description(folder.description.as_ref()));
        let own = Own {
            variables: &folder.variables,
            auth: folder.auth.as_ref(),
            events: &folder.events,
            items: &folder.items,
        };
        own.put(&mut members);
        members.put("order", Some(order));
        if self.keep_extra {
            self.extra(&mut members, &folder.extra);
        }
        self.write(format!("{path}.resources/definition.yaml"), members);
        self.nodes(&folder.items, path);
    }

    fn item(&mut self, item: &Item, folder: &str, stem: &str, order: usize) {
        let mut members = match item.extra.get("$kind").and_then(Value::as_str) {
            Some(kind) => {
                let mut members = Members::of_kind(kind);
                self.extra(&mut members, &item.extra);
                members
            }
            None => request_members(item),
        };
        members.put("name", (item.name != stem).then_some(item.name.as_str()));
        members.put("id", item.id.as_deref());
        if !item.responses.is_empty() {
            let examples = format!(".resources/{stem}.resources/examples");
            members.put("examples", Some(format!("./{examples}")));
            self.examples(&item.responses, &format!("{folder}{examples}/"));
        }
        members.put("order", Some(order));
        if self.keep_extra {
            self.extra(&mut members, &item.extra);
        }
        self.write(format!("{folder}{stem}.request.yaml"), members);
    }

    fn examples(&mut self, responses: &[Value], folder: &str) {
        let mut taken = Taken::default();
        for (index, response) in responses.iter().enumerate() {
            let name = response["name"].as_str().unwrap_or_default();
            let stem = taken.take(name);
            let mut members = Members::of_kind("http-example");
            members.put("name", (name != stem).then_some(name));
            if let Ok(request) = parse_request(&response["originalRequest"]) {
                let mut asked = Members::default();
                content::put_request(&mut asked, &request);
                members.put("request", Some(Value::Object(asked.0)));
            }
            members.put("response", Some(answer(response)));
            members.put("order", Some((index + 1) * STEP));
            self.write(format!("{folder}{stem}.example.yaml"), members);
        }
    }
}

fn request_members(item: &Item) -> Members {
    let request = &item.request;
    let graphql = graphql_of(item);
    let mut members = match graphql {
        Some(query) => {
            let mut members = Members::of_kind("graphql-request");
            content::put_url(&mut members, &request.url);
            members.filled("headers", content::headers(&request.headers));
            members.put("query", query.query.as_deref());
            members.put("operationName", query.operation_name.as_deref());
            members.put("variables", query.variables.clone());
            members
        }
        None => {
            let mut members = Members::of_kind("http-request");
            content::put_request(&mut members, request);
            members
        }
    };
    let description = request.description.as_ref().or(item.description.as_ref());
    members.put("description", content::description(description));
    members.put("auth", request.auth.as_ref().map(content::auth));
    members.filled("scripts", content::scripts(&item.events, &[], graphql.is_some()));
    members.filled("settings", content::settings(&item.behavior));
    members
}

fn answer(response: &Value) -> Value {
    let mut members = Members::default();
    members.put("statusCode", response["code"].as_u64());
    members.put("statusText", response["status"].as_str());
    let headers = json!({"url": "x", "header": response["header"]});
    if let Ok(request) = parse_request(&headers) {
        members.filled("headers", content::headers(&request.headers));
    }
    let preview = response["_postman_previewlanguage"].as_str();
    let preview = preview.filter(|name| PREVIEWS.contains(name)).unwrap_or("text");
    let content = response["body"].as_str().unwrap_or_default();
    members.put("body", Some(json!({"type": preview, "content": content})));
    Value::Object(members.0)
}
