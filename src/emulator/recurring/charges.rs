//! Calls about charges.

use serde_json::{Value, json};

use super::super::call::Call;
use super::super::config::Merchant;
use super::super::landing::is_refused_amount;
use super::super::reply::Reply;
use super::super::state::World;
use super::access::{self, Key};
use super::charge::{Charge, Status};
use super::error::Refusal;
use super::{input, view};

/// `POST /agreements/{id}/charges`.
pub(super) fn create(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    access::once(world, call, merchant, Key::Required, try_create)
}

fn try_create(
    world: &mut World,
    call: &Call,
    msns: &[String],
    body: &Value,
) -> Result<(u16, Value), Refusal> {
    let wanted = input::charge(body)?;
    let now = world.clock.now();
    let charge = Charge {
        id: wanted.order_id.unwrap_or_else(|| world.ids.short("chr_")),
        initial: false,
        reserve: false,
        status: Status::Pending,
        amount: wanted.amount,
        refunded: 0,
        description: wanted.description,
        due: wanted.due,
        retry_days: wanted.retry_days,
        transaction_id: world.ids.transaction(),
        attempted: now,
        charged: None,
        refused: is_refused_amount(wanted.amount),
    };
    let id = charge.id.clone();
    access::agreement(world, call, msns)?.add(charge, now)?;
    Ok((201, json!({"chargeId": id})))
}

/// `GET /agreements/{id}/charges`, all or those with a status. Specification and collection name
/// the parameter differently.
pub(super) fn list(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    let status = call.query("chargeStatus").or_else(|| call.query("status"));
    let status = status.filter(|status| !status.is_empty());
    let wanted =
        |charge: &&Charge| status.as_ref().is_none_or(|status| charge.status.name() == status);
    let list = access::msns(world, call, merchant).and_then(|msns| {
        let agreement = access::agreement(world, call, &msns)?;
        Ok(agreement.charges.values().filter(wanted).map(view::charge).collect::<Value>())
    });
    match list {
        Ok(list) => Reply::json(200, &list),
        Err(refusal) => refusal.reply(world),
    }
}

fn find<'w>(world: &'w mut World, call: &Call, msns: &[String]) -> Result<&'w mut Charge, Refusal> {
    let agreement = access::agreement(world, call, msns)?;
    agreement.charges.get_mut(call.param(1)).ok_or(Refusal::NotFound)
}

/// `GET /agreements/{id}/charges/{chargeId}`.
pub(super) fn get(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    let found = access::msns(world, call, merchant)
        .and_then(|msns| find(world, call, &msns).map(|charge| view::charge(charge)));
    match found {
        Ok(body) => Reply::json(200, &body),
        Err(refusal) => refusal.reply(world),
    }
}

/// `DELETE /agreements/{id}/charges/{chargeId}`.
pub(super) fn cancel(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    access::once(world, call, merchant, Key::Optional, |world, call, msns, _| {
        find(world, call, msns)?.cancel().map(|()| (200, Value::Null))
    })
}

/// `POST /agreements/{id}/charges/{chargeId}/capture`: the whole amount, no body.
pub(super) fn capture(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    access::once(world, call, merchant, Key::Required, |world, call, msns, _| {
        let now = world.clock.now();
        find(world, call, msns)?.capture(now).map(|()| (200, Value::Null))
    })
}

/// `POST /agreements/{id}/charges/{chargeId}/refund`.
pub(super) fn refund(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    access::once(world, call, merchant, Key::Required, |world, call, msns, body| {
        let amount = input::refund(body)?;
        let now = world.clock.now();
        find(world, call, msns)?.refund(amount, now).map(|()| (200, Value::Null))
    })
}
