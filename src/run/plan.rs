//! The plan: everything a run needs, decided before the first request.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::cursor::Label;
use super::event::ItemRef;
use crate::collection::{
    Auth, Collection, Entry, Event, Extra, Listen, Request, item_to_json, request_to_json, walk,
};
use crate::http::SendOptions;
use crate::http::prepare::Behavior;
use crate::vars::Scopes;

/// What is to be run, and how.
#[derive(Debug)]
pub struct Plan {
    /// The collection; its scripts and requests are in `items` already.
    pub collection: Collection,
    /// The selected items in order.
    pub items: Vec<PlannedItem>,
    /// The scopes at the start.
    pub scopes: Scopes,
    /// Number of iterations, at least 1.
    pub iterations: u64,
    /// What the loader noticed in the files; every report tells it.
    pub notes: Vec<String>,
    /// How to run.
    pub settings: Settings,
}

/// How to run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// End the run at the first failure.
    pub bail: bool,
    /// Turn warnings into problems that fail the run.
    pub strict: bool,
    /// Wait before every item.
    pub delay: Duration,
    /// Longest time for the whole run.
    pub timeout: Option<Duration>,
    /// Longest time for a request.
    pub timeout_request: Option<Duration>,
    /// Longest time for a script.
    pub timeout_script: Option<Duration>,
    /// Follow redirects unless an item says otherwise.
    pub follow_redirects: bool,
    /// Verify TLS certificates unless an item says otherwise.
    pub strict_tls: bool,
    /// Folder that files named in the collection are relative to.
    pub working_dir: PathBuf,
    /// Seed of everything random.
    pub seed: Option<u64>,
}

impl Settings {
    fn send_options(&self) -> SendOptions {
        SendOptions {
            follow_redirects: self.follow_redirects,
            strict_tls: self.strict_tls,
            timeout: self.timeout_request,
            ..SendOptions::default()
        }
    }
}

/// An item with all it inherits.
#[derive(Debug)]
pub struct PlannedItem {
    /// Id, name and path.
    pub item: Arc<ItemRef>,
    /// The item as JSON, for reporters.
    pub definition: Arc<Value>,
    /// The request, unresolved, with its own or inherited authorization.
    pub request: Request,
    /// The same as JSON text in Postman's SDK form, for scripts.
    pub request_text: Arc<str>,
    /// Pre-request scripts, outermost first.
    pub prerequest: Vec<PlannedScript>,
    /// Test scripts, outermost first.
    pub test: Vec<PlannedScript>,
    /// `protocolProfileBehavior`, the innermost key winning, over the run's options.
    pub behavior: Behavior,
    /// Names from the collection to the item.
    pub location: Vec<String>,
}

impl PlannedItem {
    /// Returns the kind of a v3 request that is not HTTP (`grpc-request`, …): it cannot be run.
    #[must_use]
    pub fn unsupported(&self) -> Option<&str> {
        let kind = self.definition.get("$kind")?.as_str()?;
        (kind.ends_with("-request") && !["http-request", "graphql-request"].contains(&kind))
            .then_some(kind)
    }
}

/// A script and the node that owns it.
#[derive(Debug, Clone)]
pub struct PlannedScript {
    /// The source text.
    pub source: Arc<str>,
    /// The collection's, folder's or item's name.
    pub owner: String,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PlanError {
    /// `--folder` named something that is not there.
    #[error(
        "the collection has no folder or request named `{name}`; it has: {}",
        known.join(", ")
    )]
    UnknownFolder {
        /// What was named.
        name: String,
        /// What could have been named.
        known: Vec<String>,
    },
}

/// Flattens a collection to the items that `selection` names; all of them when it is empty.
///
/// # Errors
/// Fails when a name of the selection is neither a folder nor a request.
pub fn select(
    collection: &Collection,
    selection: &[String],
    settings: &Settings,
) -> Result<Vec<PlannedItem>, PlanError> {
    let entries = walk(collection);
    for name in selection {
        if !entries.iter().any(|entry| named(entry, name)) {
            return Err(PlanError::UnknownFolder { name: name.clone(), known: known(&entries) });
        }
    }
    let chosen = entries
        .iter()
        .filter(|entry| selection.is_empty() || selection.iter().any(|name| named(entry, name)));
    Ok(chosen.map(|entry| planned(collection, entry, settings)).collect())
}

impl Plan {
    /// Lists how the items can be named by `setNextRequest`.
    #[must_use]
    pub fn labels(&self) -> Vec<Label> {
        let label =
            |item: &PlannedItem| Label { id: item.item.id.clone(), name: item.item.name.clone() };
        self.items.iter().map(label).collect()
    }
}

fn named(entry: &Entry<'_>, name: &str) -> bool {
    let folder = |folder: &&crate::collection::Folder| {
        folder.name == name || folder.id.as_deref() == Some(name)
    };
    entry.id == name || entry.item.name == name || entry.folders.iter().any(folder)
}

fn known(entries: &[Entry<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        let path = entry.folders.iter().map(|folder| &folder.name).chain([&entry.item.name]);
        for name in path {
            if !names.contains(name) && names.len() < 20 {
                names.push(name.clone());
            }
        }
    }
    names
}

fn planned(collection: &Collection, entry: &Entry<'_>, settings: &Settings) -> PlannedItem {
    let item = entry.item;
    let mut levels: Vec<(&str, &[Event])> = vec![(&collection.info.name, &collection.events)];
    levels.extend(
        entry.folders.iter().map(|folder| (folder.name.as_str(), folder.events.as_slice())),
    );
    levels.push((&item.name, &item.events));

    let mut layers: Vec<&Extra> = vec![&collection.behavior];
    layers.extend(entry.folders.iter().map(|folder| &folder.behavior));
    layers.push(&item.behavior);
    let mut request = item.request.clone();
    request.auth = inherited_auth(collection, entry);
    let mut location = vec![collection.info.name.clone()];
    location.extend(entry.folders.iter().map(|folder| folder.name.clone()));
    location.push(item.name.clone());
    PlannedItem {
        item: Arc::new(ItemRef {
            id: entry.id.clone(),
            name: item.name.clone(),
            path: entry.path(),
        }),
        definition: Arc::new(item_to_json(item)),
        request_text: request_to_json(&request).to_string().into(),
        request,
        prerequest: scripts(&levels, &Listen::PreRequest),
        test: scripts(&levels, &Listen::Test),
        behavior: Behavior::merge(settings.send_options(), &layers),
        location,
    }
}

fn scripts(levels: &[(&str, &[Event])], listen: &Listen) -> Vec<PlannedScript> {
    let mut scripts = Vec::new();
    for (owner, events) in levels {
        let wanted = events
            .iter()
            .filter(|event| event.listen == *listen && !event.disabled && !event.script.is_blank());
        scripts.extend(wanted.map(|event| PlannedScript {
            source: event.script.source().into(),
            owner: (*owner).to_owned(),
        }));
    }
    scripts
}

/// Finds the authorization that applies: the request's, else the nearest folder's, else the
/// collection's. A block without a type, and `inherit`, inherit; `noauth` ends the search.
fn inherited_auth(collection: &Collection, entry: &Entry<'_>) -> Option<Auth> {
    let own = std::iter::once(entry.item.request.auth.as_ref());
    let outer = entry.folders.iter().rev().map(|folder| folder.auth.as_ref());
    let levels = own.chain(outer).chain([collection.auth.as_ref()]);
    levels.flatten().find(|auth| !auth.kind.is_empty() && auth.kind != "inherit").cloned()
}
