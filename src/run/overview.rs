//! What is known before the first request, for the first event.

use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::clock::now;
use super::event::{Documents, PlannedRef, REVISION, RunInfo, ShardInfo, VERSION};
use super::mask::masked_document;
use super::plan::{Plan, PlannedItem};
use super::shard::{Shard, ShardBy};
use super::span::Span;
use crate::collection::{Collection, environment_to_json, to_json};
use crate::redact::Secrets;
use crate::vars::Scopes;

/// What a run is about to do.
pub(super) struct Overview<'a> {
    /// The collection; of several, one with each as a folder.
    pub(super) collection: &'a Collection,
    /// The scopes at the start.
    pub(super) scopes: &'a Scopes,
    /// The iterations that are run.
    pub(super) iterations: Span,
    /// The part of a larger run that this is.
    pub(super) shard: Option<(Shard, ShardBy)>,
    /// The items of an iteration, each with its 0-based place among all requests of the collection.
    pub(super) items: Vec<(usize, &'a PlannedItem)>,
}

impl<'a> Overview<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        Self {
            collection: &plan.collection,
            scopes: &plan.scopes,
            iterations: plan.iterations,
            shard: plan.shard,
            items: plan.items.iter().map(|item| (item.place, item)).collect(),
        }
    }

    /// Writes it down, secrets masked.
    pub(super) fn info(&self, secrets: &Secrets) -> RunInfo {
        let mut collection = to_json(self.collection);
        secrets.learn_document(&collection);
        let pointers = pointers(&collection);
        let mut plan = Vec::with_capacity(self.items.len());
        for (place, planned) in &self.items {
            let pointer = pointers.get(*place).cloned().unwrap_or_default();
            identify(&mut collection, &pointer, &planned.item.id);
            plan.push(PlannedRef {
                item: Arc::clone(&planned.item),
                collection: planned.collection.clone(),
                pointer,
                source: planned.source.clone(),
            });
        }
        let masked = |document| Arc::unwrap_or_clone(masked_document(document, secrets));
        let environment = environment_to_json(&self.scopes.environment.to_environment());
        let globals = environment_to_json(&self.scopes.globals.to_environment());
        let info = &self.collection.info;
        RunInfo {
            version: VERSION,
            revision: REVISION,
            id: Uuid::new_v4().to_string(),
            generator: concat!("postbud/", env!("CARGO_PKG_VERSION")).to_owned(),
            collection_id: info.id.clone().unwrap_or_else(|| Uuid::new_v4().to_string()),
            collection_name: info.name.clone(),
            environment_name: self.scopes.environment.name.clone(),
            iterations: self.iterations.count(),
            first_iteration: self.iterations.first,
            total_iterations: self.iterations.total,
            shard: self.shard.map(|(shard, by)| ShardInfo {
                number: shard.number(),
                count: shard.count(),
                by,
            }),
            items: plan.len(),
            started: now(),
            plan: plan.into(),
            documents: Arc::new(Documents {
                collection: masked(collection),
                environment: masked(environment),
                globals: masked(globals),
            }),
        }
    }
}

/// Lists where the requests of a collection stand, in file order.
fn pointers(collection: &Value) -> Vec<String> {
    fn visit(node: &Value, pointer: &str, found: &mut Vec<String>) {
        let items = node.get("item").and_then(Value::as_array).into_iter().flatten();
        for (index, item) in items.enumerate() {
            let pointer = format!("{pointer}/item/{index}");
            if item.get("item").is_some() {
                visit(item, &pointer, found);
            } else {
                found.push(pointer);
            }
        }
    }
    let mut found = Vec::new();
    visit(collection, "", &mut found);
    found
}

/// Gives an item without an id the one it is known by, so that reports can be read back.
fn identify(collection: &mut Value, pointer: &str, id: &str) {
    if let Some(Value::Object(members)) = collection.pointer_mut(pointer) {
        members.entry("id").or_insert_with(|| id.into());
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::collection::{parse_collection, walk};

    #[test]
    fn pointers_are_in_the_order_of_the_walk() {
        let text = r#"{"info": {"name": "c"}, "item": [
            {"name": "a", "request": "x"},
            {"name": "empty", "item": []},
            {"name": "f", "item": [{"name": "g", "item": [{"name": "b", "request": "x"}]},
                {"name": "c", "request": "x"}]}]}"#;
        let collection = parse_collection(text, "c").unwrap();
        let document = to_json(&collection);
        let names: Vec<_> = walk(&collection).iter().map(|entry| entry.item.name.clone()).collect();
        let found: Vec<_> = pointers(&document)
            .iter()
            .map(|pointer| document.pointer(pointer).unwrap()["name"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(found, names);
    }
}
