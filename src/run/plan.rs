//! The plan: everything a run needs, decided before the first request.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::cursor::Label;
use super::event::{ItemRef, Source};
use super::pace::Pace;
use super::retry::Retry;
use super::selection::{Selection, SelectionError};
use super::shard::{Shard, ShardBy};
use super::span::Span;
use super::status::StatusSet;
use crate::collection::{
    Auth, Collection, Entry, Event, Extra, Listen, Request, request_to_json, walk,
};
use crate::http::SendOptions;
use crate::http::prepare::Behavior;
use crate::script::host::{Packages, Vault};
use crate::vars::{DataFile, Scope, Scopes};

/// What is to be run, and how.
#[derive(Debug)]
pub struct Plan {
    /// The collection; its scripts and requests are in `items` already.
    pub collection: Collection,
    /// The selected items in order.
    pub items: Vec<PlannedItem>,
    /// The scopes at the start.
    pub scopes: Scopes,
    /// The iteration data, one row an iteration.
    pub data: Option<Arc<DataFile>>,
    /// Which iterations run, at least 1. Beyond the last row of the data, that row goes on.
    pub iterations: Span,
    /// The part of a larger run that this is.
    pub shard: Option<(Shard, ShardBy)>,
    /// What the loader noticed in the files; every report tells it.
    pub notes: Vec<String>,
    /// How to run.
    pub settings: Settings,
}

/// When a run ends before its time (`--bail`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bail {
    /// Never.
    #[default]
    Never,
    /// At the first failure of any kind (newman's `--bail`, `--bail failure`).
    Failure,
    /// At the first request or script that goes wrong; failed tests do not count (newman's
    /// `--bail folder`).
    Error,
}

/// How to run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// When to end the run early.
    pub bail: Bail,
    /// Statuses that fail the run although no test says so.
    pub fail_on_status: Option<StatusSet>,
    /// When to send a request again.
    pub retry: Option<Retry>,
    /// Refuse to send files from outside of the working directory.
    pub files_inside_only: bool,
    /// Turn warnings into problems that fail the run.
    pub strict: bool,
    /// Wait before every item.
    pub delay: Duration,
    /// Keeps requests to a rate.
    pub pace: Option<Arc<Pace>>,
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
    /// Packages that scripts may require.
    pub packages: Option<Arc<Packages>>,
    /// Secrets that scripts may ask for.
    pub vault: Option<Arc<Vault>>,
}

impl Settings {
    /// Waits until the next request may go out.
    pub(super) async fn turn(&self) {
        if let Some(pace) = &self.pace {
            pace.turn().await;
        }
    }

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
    /// The collection's name.
    pub collection: String,
    /// 0-based place among all requests of the collection, in file order.
    pub place: usize,
    /// Where it stands in the user's file.
    pub source: Option<Arc<Source>>,
    /// What a v3 file calls it (`http-request`, `grpc-request`, …).
    pub kind: Option<String>,
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
    /// Variables of the folders around it, the nearest one's winning; empty but in v3 collections.
    pub variables: Scope,
}

impl PlannedItem {
    /// Returns the kind of a v3 request that is not HTTP (`grpc-request`, …): it cannot be run.
    #[must_use]
    pub fn unsupported(&self) -> Option<&str> {
        let kind = self.kind.as_deref()?;
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

/// Flattens every collection to the items that run.
///
/// # Errors
/// Fails when the selection names something that is in none of them.
pub fn select(
    collections: &[&Collection],
    selection: &Selection,
    settings: &Settings,
) -> Result<Vec<Vec<PlannedItem>>, SelectionError> {
    let entries: Vec<_> = collections.iter().map(|collection| walk(collection)).collect();
    let picked = selection.pick(&entries)?;
    let plan = |(collection, entries): (&&Collection, Vec<&Entry<'_>>)| {
        entries.into_iter().map(|entry| planned(collection, entry, settings)).collect()
    };
    Ok(collections.iter().zip(picked).map(plan).collect())
}

/// Finds a request of the whole collection, also one that was not selected: by id, else by name,
/// of which the last counts.
pub(super) fn find(plan: &Plan, id_or_name: &str) -> Option<PlannedItem> {
    let entries = walk(&plan.collection);
    let by_id = entries.iter().find(|entry| entry.id == id_or_name);
    let entry = by_id.or_else(|| entries.iter().rev().find(|entry| entry.item.name == id_or_name));
    entry.map(|entry| planned(&plan.collection, entry, &plan.settings))
}

impl Plan {
    /// Tells whether there is nothing to run because other shards run everything.
    #[must_use]
    pub fn is_empty_shard(&self) -> bool {
        self.shard.is_some() && (self.items.is_empty() || self.iterations.count() == 0)
    }

    /// Lists how the items can be named by `setNextRequest`.
    #[must_use]
    pub fn labels(&self) -> Vec<Label> {
        let label =
            |item: &PlannedItem| Label { id: item.item.id.clone(), name: item.item.name.clone() };
        self.items.iter().map(label).collect()
    }
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
        collection: collection.info.name.clone(),
        place: entry.position,
        source: None,
        kind: item.extra.get("$kind").and_then(|kind| kind.as_str()).map(str::to_owned),
        request_text: request_to_json(&request).to_string().into(),
        request,
        prerequest: scripts(&levels, &Listen::PreRequest),
        test: scripts(&levels, &Listen::Test),
        behavior: Behavior::merge(settings.send_options(), &layers),
        location,
        variables: folder_variables(collection, entry),
    }
}

/// Postman's runtime ignores folder variables of v2 files.
fn folder_variables(collection: &Collection, entry: &Entry<'_>) -> Scope {
    if !collection.is_v3() {
        return Scope::default();
    }
    Scope::new(entry.folders.iter().flat_map(|folder| folder.variables.iter().cloned()))
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::collection::parse_collection;

    const FOLDERS: &str = r#"{"info": {"name": "c"}, "item": [
        {"name": "outer", "variable": [{"key": "a", "value": 1}, {"key": "b", "value": 1}], "item": [
            {"name": "inner", "variable": [{"key": "a", "value": 2}], "item": [
                {"name": "deep", "request": "x"}]},
            {"name": "shallow", "request": "x"}]}]}"#;

    /// The folder variables of every request, in order.
    fn variables(collection: &Collection) -> Vec<Vec<String>> {
        let entries = walk(collection);
        let shown = |entry: &Entry<'_>| {
            let scope = folder_variables(collection, entry);
            scope.iter().map(|found| format!("{}={}", found.key, found.value)).collect()
        };
        entries.iter().map(shown).collect()
    }

    #[test]
    fn folder_variables_count_in_v3_and_the_nearest_wins() {
        let mut collection = parse_collection(FOLDERS, "c").unwrap();
        assert_eq!(variables(&collection), [Vec::<String>::new(), Vec::new()]);
        collection.info.schema = Some("postman-collection-v3".to_owned());
        assert_eq!(variables(&collection), [["a=2", "b=1"], ["a=1", "b=1"]]);
    }
}
