//! The calls of a merchant's server.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::call::Call;
use super::super::config::Merchant;
use super::super::idempotency::Known;
use super::super::jwt;
use super::super::landing;
use super::super::reply::Reply;
use super::super::state::{OrderKey, World};
use super::error::Refusal;
use super::order::{Entry, Operation, Order, Phase, Stamp};
use super::{access, approval, input, view};

/// The header that makes a call safe to repeat.
const REQUEST_ID: &str = "X-Request-Id";

/// `POST /payments`: not idempotent, an order id works once.
pub(super) fn initiate(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    let outcome = try_initiate(world, call, merchant);
    reply(world, outcome)
}

/// `GET /payments/{orderId}/details`.
pub(super) fn details(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    let outcome = find(world, call, merchant).map(|order| view::details(order));
    reply(world, outcome)
}

/// `GET /payments/{orderId}/status`, deprecated since details exists.
pub(super) fn status(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    let outcome = find(world, call, merchant).map(|order| view::status(order));
    reply(world, outcome)
}

/// `POST /payments/{orderId}/capture`.
pub(super) fn capture(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    change(world, call, merchant, Operation::Capture)
}

/// `POST /payments/{orderId}/refund`.
pub(super) fn refund(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    change(world, call, merchant, Operation::Refund)
}

/// `PUT /payments/{orderId}/cancel`.
pub(super) fn cancel(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    change(world, call, merchant, Operation::Cancel)
}

fn reply(world: &mut World, outcome: Result<Value, Refusal>) -> Reply {
    match outcome {
        Ok(body) => Reply::json(200, &body),
        Err(refusal) => refusal.reply(world),
    }
}

/// The idempotency key of a call; empty without one.
pub(super) fn request_id(call: &Call) -> Result<String, Refusal> {
    let id = call.header(REQUEST_ID).unwrap_or_default();
    if id.chars().count() > input::ID_LIMIT {
        return Err(Refusal::field(REQUEST_ID, "must not be longer than 30 characters"));
    }
    Ok(id.into_owned())
}

fn try_initiate(world: &mut World, call: &Call, merchant: &Merchant) -> Result<Value, Refusal> {
    let body = access::body(world, call, merchant)?;
    let wanted = input::initiate(&body, world.config.strict)?;
    let config = Arc::clone(&world.config);
    if let Some(phone) = &wanted.phone
        && !config.users.iter().any(|user| user.phone == *phone)
    {
        return Err(Refusal::UnknownUser);
    }
    let key = OrderKey { msn: wanted.msn.clone(), order_id: wanted.order_id.clone() };
    if world.orders.contains_key(&key) {
        return Err(Refusal::OrderIdTaken);
    }
    let claims = json!({"sub": wanted.order_id, "msn": wanted.msn, "jti": world.ids.uuid()});
    let page_token = jwt::hs256(&claims, &world.secret);
    let page_url =
        if wanted.is_app { landing::app_url(&page_token) } else { landing::url(call, &page_token) };
    let stamp = Stamp {
        time: world.clock.now(),
        transaction_id: world.ids.transaction(),
        text: wanted.text,
        request_id: request_id(call)?,
    };
    let answer = json!({"orderId": wanted.order_id, "url": page_url});
    let order = Order {
        direct_capture: merchant.sale_unit(&wanted.msn).is_some_and(|unit| unit.direct_capture),
        msn: wanted.msn,
        id: wanted.order_id,
        amount: wanted.amount,
        phase: Phase::Initiated,
        captured: 0,
        refunded: 0,
        log: vec![Entry {
            operation: Operation::Initiate,
            amount: wanted.amount,
            stamp,
            success: true,
        }],
        page_token,
        page_url,
        phone: wanted.phone,
        express: wanted.express,
        payer: None,
    };
    world.orders.insert(key.clone(), order);
    if world.config.auto_approve {
        // An order made a moment ago waits.
        let _ = approval::decide(world, &key, landing::Outcome::Approve);
    }
    Ok(answer)
}

/// Finds the order that the path names, in the sale units that the caller may look into.
pub(super) fn find<'w>(
    world: &'w mut World,
    call: &Call,
    merchant: &Merchant,
) -> Result<&'w mut Order, Refusal> {
    let units = access::readable(world, call, merchant)?;
    let key = units
        .iter()
        .map(|unit| OrderKey { msn: unit.msn.clone(), order_id: call.param(0).to_owned() })
        .find(|key| world.orders.contains_key(key))
        .ok_or(Refusal::OrderNotFound)?;
    lookup(world, &key)
}

/// Finds an order and lets time pass for it.
pub(super) fn lookup<'w>(world: &'w mut World, key: &OrderKey) -> Result<&'w mut Order, Refusal> {
    let now = world.clock.now();
    let order = world.orders.get_mut(key).ok_or(Refusal::OrderNotFound)?;
    order.settle(now);
    Ok(order)
}

fn change(world: &mut World, call: &Call, merchant: &Merchant, kind: Operation) -> Reply {
    let outcome = try_change(world, call, merchant, kind);
    reply(world, outcome)
}

fn try_change(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
    kind: Operation,
) -> Result<Value, Refusal> {
    let idempotent = kind != Operation::Cancel;
    let body = access::body(world, call, merchant)?;
    let wanted = input::change(&body, world.config.strict, idempotent)?;
    let request_id = if idempotent { request_id(call)? } else { String::new() };
    let stamp = Stamp {
        time: world.clock.now(),
        transaction_id: world.ids.transaction(),
        text: wanted.text,
        request_id: request_id.clone(),
    };
    let key = OrderKey { msn: wanted.msn, order_id: call.param(0).to_owned() };
    // What is repeated is the same when its amount is.
    let scope = format!("{}/{}/{}", key.msn, key.order_id, kind.name());
    let asked = wanted.amount.to_string();
    lookup(world, &key)?;
    match world.changes.find(&scope, &request_id, &asked) {
        Known::Same(body) => return Ok(body),
        Known::Other => return Err(Refusal::OtherAmount),
        Known::New => {}
    }
    let order = lookup(world, &key)?;
    match kind {
        Operation::Capture => order.capture(wanted.amount, stamp).map(drop)?,
        Operation::Refund => order.refund(wanted.amount, stamp).map(drop)?,
        _ => order.cancel(stamp)?,
    }
    let body = view::changed(order);
    world.changes.remember(&scope, &request_id, &asked, body.clone());
    Ok(body)
}
