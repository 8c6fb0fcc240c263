//! Control calls, under a path that no Vipps API uses: what a test needs and no merchant has.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::call::Call;
use super::clock::iso;
use super::config::{Faults, Merchant};
use super::ecommerce::{self, Outcome};
use super::reply::Reply;
use super::route::{Handler, Route};
use super::state::{OrderKey, World};

pub(super) const ROUTES: &[Route] = &[
    Route { method: "GET", path: "_emulator/state", handler: Handler::Open(state) },
    Route { method: "POST", path: "_emulator/reset", handler: Handler::Open(reset) },
    Route { method: "POST", path: "_emulator/clock/advance", handler: Handler::Open(advance) },
    Route {
        method: "POST",
        path: "_emulator/orders/{}/{}/approve",
        handler: Handler::Open(|world, call| decide(world, call, Outcome::Approve)),
    },
    Route {
        method: "POST",
        path: "_emulator/orders/{}/{}/reject",
        handler: Handler::Open(|world, call| decide(world, call, Outcome::Reject)),
    },
    Route {
        method: "PUT",
        path: "_emulator/merchants/{}/faults",
        handler: Handler::Open(set_faults),
    },
];

/// `GET /_emulator/state`: time, merchants without their secrets, orders with their histories.
fn state(world: &mut World, _call: &Call) -> Reply {
    let now = world.clock.now();
    for order in world.orders.values_mut() {
        order.settle(now);
    }
    let merchants: Vec<_> = world.config.merchants.iter().map(|who| merchant(world, who)).collect();
    let orders: Vec<_> = world.orders.values().map(ecommerce::overview).collect();
    Reply::json(200, &json!({"time": iso(now), "merchants": merchants, "orders": orders}))
}

fn merchant(world: &World, merchant: &Merchant) -> Value {
    let msns: Vec<_> = merchant.sale_units.iter().map(|unit| &unit.msn).collect();
    let faults = world.faults(merchant);
    json!({
        "name": merchant.name,
        "client_id": merchant.client_id,
        "merchantSerialNumbers": msns,
        "faults": {
            "latencyMs": u64::try_from(faults.latency.as_millis()).unwrap_or(u64::MAX),
            "callsPerSecond": faults.calls_per_second,
            "failure": faults.failure,
        },
    })
}

/// `POST /_emulator/reset`: forgets orders, tokens and faults, and sets the clock back.
fn reset(world: &mut World, _call: &Call) -> Reply {
    *world = World::new(Arc::clone(&world.config));
    Reply::empty(204)
}

/// `POST /_emulator/clock/advance` with `{"seconds": 3600}`.
fn advance(world: &mut World, call: &Call) -> Reply {
    let seconds = call.json().ok().and_then(|body| body["seconds"].as_f64());
    let by = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let Some(by) = by else {
        return wrong(400, "send {\"seconds\": N}, with N a number of 0 or more");
    };
    world.clock.advance(by);
    Reply::json(200, &json!({"time": iso(world.clock.now())}))
}

/// `POST /_emulator/orders/{msn}/{orderId}/approve` and `…/reject`: the user reacts in the app.
fn decide(world: &mut World, call: &Call, outcome: Outcome) -> Reply {
    let key = OrderKey { msn: call.param(0).to_owned(), order_id: call.param(1).to_owned() };
    if !world.orders.contains_key(&key) {
        return wrong(404, "there is no such order; GET /_emulator/state lists them");
    }
    match ecommerce::decide(world, &key, outcome) {
        Ok(status) => Reply::json(200, &json!({"orderId": key.order_id, "status": status})),
        Err(problem) => wrong(409, &problem),
    }
}

/// `PUT /_emulator/merchants/{msn or client id}/faults` with any of `latencyMs`,
/// `callsPerSecond`, `failure`; what is left out is switched off.
fn set_faults(world: &mut World, call: &Call) -> Reply {
    let config = Arc::clone(&world.config);
    let name = call.param(0);
    let who = config
        .merchants
        .iter()
        .find(|merchant| merchant.client_id == name || merchant.sale_unit(name).is_some());
    let Some(who) = who else {
        return wrong(404, "there is no such merchant; GET /_emulator/state lists them");
    };
    let Some(faults) = call.json().ok().and_then(|body| faults(&body)) else {
        return wrong(
            400,
            "send {\"latencyMs\": N, \"callsPerSecond\": N, \"failure\": 500 to 599}, each optional",
        );
    };
    world.set_faults(who, faults);
    Reply::json(200, &merchant(world, who))
}

/// Reads faults; `None` when a member is unknown, or no whole number within bounds.
fn faults(body: &Value) -> Option<Faults> {
    let mut faults = Faults::default();
    for (key, value) in body.as_object()? {
        match (key.as_str(), value) {
            (_, Value::Null) => {}
            ("latencyMs", _) => faults.latency = Duration::from_millis(value.as_u64()?),
            ("callsPerSecond", _) => {
                faults.calls_per_second = Some(u32::try_from(value.as_u64()?).ok()?);
            }
            ("failure", _) => {
                let status = u16::try_from(value.as_u64()?).ok()?;
                faults.failure = Some(status).filter(|status| (500..600).contains(status));
                faults.failure?;
            }
            _ => return None,
        }
    }
    Some(faults)
}

fn wrong(status: u16, problem: &str) -> Reply {
    Reply::json(status, &json!({"error": problem}))
}
