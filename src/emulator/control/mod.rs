//! Control calls, under a path that no Vipps API uses: what a test needs and no merchant has.
//! Each takes JSON or a form; a browser is sent back to the page with the buttons.

mod faults;
mod page;
mod state;

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::call::Call;
use super::clock::iso;
use super::landing::Outcome;
use super::reply::Reply;
use super::route::{Handler, Route};
use super::state::{OrderKey, World};
use super::{ecommerce, psp, recurring};

/// Where the page is.
const PAGE: &str = "/_emulator/";

pub(super) const ROUTES: &[Route] = &[
    open("GET", "_emulator", page::page),
    open("GET", "_emulator/state", state::state),
    open("POST", "_emulator/reset", reset),
    open("POST", "_emulator/clock/advance", advance),
    open("POST", "_emulator/batches/run", run_batches),
    open("POST", "_emulator/orders/{}/{}/approve", |w, c| order(w, c, Outcome::Approve)),
    open("POST", "_emulator/orders/{}/{}/reject", |w, c| order(w, c, Outcome::Reject)),
    open("POST", "_emulator/agreements/{}/approve", |w, c| agreement(w, c, Outcome::Approve)),
    open("POST", "_emulator/agreements/{}/reject", |w, c| agreement(w, c, Outcome::Reject)),
    open("POST", "_emulator/psp/{}/approve", |w, c| payment(w, c, Outcome::Approve)),
    open("POST", "_emulator/psp/{}/reject", |w, c| payment(w, c, Outcome::Reject)),
    open("POST", "_emulator/login/approve", |w, c| login(w, c, Outcome::Approve)),
    open("POST", "_emulator/login/reject", |w, c| login(w, c, Outcome::Reject)),
    open("PUT", "_emulator/merchants/{}/faults", faults::put),
    open("PUT", "_emulator/merchants/{}/faults/{}", faults::put),
    // Forms know GET and POST only.
    open("POST", "_emulator/merchants/{}/faults", faults::post),
];

const fn open(
    method: &'static str,
    path: &'static str,
    handle: fn(&mut World, &Call) -> Reply,
) -> Route {
    Route { method, path, handler: Handler::Open(handle) }
}

/// Answers with JSON, or sends a browser back to the page.
fn done(call: &Call, body: &Value) -> Reply {
    if call.is_from_browser() {
        return Reply::empty(303).with_header("location", PAGE);
    }
    Reply::json(200, body)
}

fn wrong(status: u16, problem: &str) -> Reply {
    Reply::json(status, &json!({"error": problem}))
}

/// `POST /_emulator/reset`: forgets everything that clients made, tokens and faults, and sets the
/// clock back.
fn reset(world: &mut World, call: &Call) -> Reply {
    *world = World::new(Arc::clone(&world.config), world.keyring.clone());
    if call.is_from_browser() { done(call, &Value::Null) } else { Reply::empty(204) }
}

/// `POST /_emulator/clock/advance` with `{"seconds": 3600}`.
fn advance(world: &mut World, call: &Call) -> Reply {
    let json = call.json().ok().and_then(|body| body["seconds"].as_f64());
    let seconds = json.or_else(|| call.form("seconds")?.parse().ok());
    let by = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let Some(by) = by else {
        return wrong(400, "send {\"seconds\": N}, with N a number of 0 or more");
    };
    world.clock.advance(by);
    done(call, &json!({"time": iso(world.clock.now())}))
}

/// `POST /_emulator/batches/run`: charges what is due, and applies the PSPs' status updates.
fn run_batches(world: &mut World, call: &Call) -> Reply {
    let charges = recurring::run_batch(world);
    let updates = psp::run_batch(world);
    done(call, &json!({"chargesAttempted": charges, "pspUpdatesApplied": updates}))
}

/// `POST /_emulator/orders/{msn}/{orderId}/approve` and `…/reject`: the user reacts in the app.
fn order(world: &mut World, call: &Call, outcome: Outcome) -> Reply {
    let key = OrderKey { msn: call.param(0).to_owned(), order_id: call.param(1).to_owned() };
    if !world.orders.contains_key(&key) {
        return wrong(404, "there is no such order; GET /_emulator/state lists them");
    }
    let decided = ecommerce::decide(world, &key, outcome);
    decision(call, decided.map(|status| json!({"orderId": key.order_id, "status": status})))
}

/// `POST /_emulator/agreements/{agreementId}/approve` and `…/reject`.
fn agreement(world: &mut World, call: &Call, outcome: Outcome) -> Reply {
    decision(call, recurring::decide(world, call.param(0), outcome))
}

/// `POST /_emulator/psp/{pspTransactionId}/approve` and `…/reject`: user and PSP confirm.
fn payment(world: &mut World, call: &Call, outcome: Outcome) -> Reply {
    decision(call, psp::decide(world, call.param(0), outcome))
}

/// `POST /_emulator/login/approve` and `…/reject`: what the user says to Login from now on.
fn login(world: &mut World, call: &Call, outcome: Outcome) -> Reply {
    world.login.refuses = outcome == Outcome::Reject;
    done(call, &super::login::overview(world))
}

fn decision(call: &Call, decided: Result<Value, String>) -> Reply {
    match decided {
        Ok(body) => done(call, &body),
        Err(problem) if problem.starts_with("there is no") => wrong(404, &problem),
        Err(problem) => wrong(409, &problem),
    }
}
