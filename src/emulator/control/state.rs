//! `GET /_emulator/state`: time, merchants without their secrets, and all that clients made.

use serde_json::{Value, json};

use super::super::call::Call;
use super::super::clock::iso;
use super::super::config::{Faults, Merchant, Product};
use super::super::reply::Reply;
use super::super::state::World;
use super::super::{ecommerce, invoice, login, psp, recurring};

pub(super) fn state(world: &mut World, _call: &Call) -> Reply {
    let merchants: Vec<_> = world.config.merchants.iter().map(|who| merchant(world, who)).collect();
    let body = json!({
        "time": iso(world.clock.now()),
        "merchants": merchants,
        "orders": ecommerce::orders(world),
        "agreements": recurring::overview(world),
        "invoices": invoice::overview(world),
        "psp": psp::overview(world),
        "login": login::overview(world),
    });
    Reply::json(200, &body)
}

/// A merchant and what goes wrong for it.
pub(super) fn merchant(world: &World, merchant: &Merchant) -> Value {
    let msns: Vec<_> = merchant.sale_units.iter().map(|unit| &unit.msn).collect();
    let mut view = json!({
        "name": merchant.name,
        "client_id": merchant.client_id,
        "merchantSerialNumbers": msns,
        "faults": faults(&world.faults_of(merchant, None).unwrap_or_default()),
    });
    let mut of_products = json!({});
    for (name, product) in Product::NAMED {
        if let Some(known) = world.faults_of(merchant, Some(product)) {
            of_products[name] = faults(&known);
        }
    }
    view["productFaults"] = of_products;
    view
}

fn faults(faults: &Faults) -> Value {
    json!({
        "latencyMs": u64::try_from(faults.latency.as_millis()).unwrap_or(u64::MAX),
        "callsPerSecond": faults.calls_per_second,
        "failure": faults.failure,
        "wrongKey": faults.wrong_key,
        "expiredToken": faults.expired_token,
        "blocked": faults.blocked,
        "loginOnly": faults.login_only,
    })
}
