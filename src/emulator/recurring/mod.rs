//! The Recurring API, version 2: a user agrees once, and the merchant charges again and again.

mod access;
mod agreement;
mod charge;
mod error;
mod input;
mod view;

mod agreements;
mod charges;
mod user;

pub(super) use user::{decide, overview, run_batch, waiting};

use indexmap::IndexMap;
use serde_json::Value;

use super::config::Product::Recurring;
use super::idempotency::Answers;
use super::route::{Handler, Route};
use super::state::World;
use agreement::Agreement;

pub(super) const ROUTES: &[Route] = &[
    route("POST", "recurring/v2/agreements", agreements::draft),
    route("GET", "recurring/v2/agreements", agreements::list),
    route("GET", "recurring/v2/agreements/{}", agreements::get),
    route("PATCH", "recurring/v2/agreements/{}", agreements::update),
    // The collection of that time sends PUT.
    route("PUT", "recurring/v2/agreements/{}", agreements::update),
    route("PATCH", "recurring/v2/agreements/{}/accept", user::force_accept),
    route("POST", "recurring/v2/agreements/{}/charges", charges::create),
    route("GET", "recurring/v2/agreements/{}/charges", charges::list),
    route("GET", "recurring/v2/agreements/{}/charges/{}", charges::get),
    route("DELETE", "recurring/v2/agreements/{}/charges/{}", charges::cancel),
    route("POST", "recurring/v2/agreements/{}/charges/{}/capture", charges::capture),
    route("POST", "recurring/v2/agreements/{}/charges/{}/refund", charges::refund),
];

type Handle = fn(&mut World, &super::call::Call, &super::config::Merchant) -> super::reply::Reply;

const fn route(method: &'static str, path: &'static str, handle: Handle) -> Route {
    Route { method, path, handler: Handler::Bearer(Recurring, handle) }
}

/// What merchants made.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// In the order they were made, by id.
    agreements: IndexMap<String, Agreement>,
    answers: Answers<(u16, Value)>,
}
