//! Which sale units a call may look into, its body, and its idempotency key.

use serde_json::Value;

use super::super::access;
use super::super::call::Call;
use super::super::config::{Merchant, Product};
use super::super::idempotency::Known;
use super::super::reply::Reply;
use super::super::state::World;
use super::agreement::Agreement;
use super::error::Refusal;

/// What a call that has an effect answers with: status and body.
pub(super) type Effect = fn(&mut World, &Call, &[String], &Value) -> Result<(u16, Value), Refusal>;

/// The serial numbers that the caller may use: the one its header names, or all.
pub(super) fn msns(
    world: &World,
    call: &Call,
    merchant: &Merchant,
) -> Result<Vec<String>, Refusal> {
    let header = call.header("Merchant-Serial-Number").filter(|msn| !msn.is_empty());
    let units = match header {
        Some(msn) => vec![access::unit(world, merchant, Product::Recurring, &msn)?],
        None => access::units(world, merchant, Product::Recurring)?,
    };
    Ok(units.into_iter().map(|unit| unit.msn.clone()).collect())
}

/// The body as JSON; no body is null.
pub(super) fn body(call: &Call) -> Result<Value, Refusal> {
    if !call.has_body() {
        return Ok(Value::Null);
    }
    if call.has_foreign_type() {
        return Err(Refusal::MediaType);
    }
    call.json().map_err(|error| Refusal::Unreadable(format!("The body is not JSON: {error}")))
}

/// Finds the agreement that the path names, and lets time pass for it.
pub(super) fn agreement<'w>(
    world: &'w mut World,
    call: &Call,
    msns: &[String],
) -> Result<&'w mut Agreement, Refusal> {
    let now = world.clock.now();
    let agreement = world.recurring.agreements.get_mut(call.param(0));
    let agreement = agreement.filter(|agreement| msns.contains(&agreement.msn));
    let agreement = agreement.ok_or(Refusal::NotFound)?;
    agreement.settle(now);
    Ok(agreement)
}

/// Whether a call needs an idempotency key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Required,
    Optional,
}

/// Carries out a call that has an effect, once for each idempotency key: specification and
/// collection write the header differently.
pub(super) fn once(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
    key: Key,
    effect: Effect,
) -> Reply {
    match try_once(world, call, merchant, key, effect) {
        Ok((status, Value::Null)) => Reply::empty(status),
        Ok((status, body)) => Reply::json(status, &body),
        Err(refusal) => refusal.reply(world),
    }
}

fn try_once(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
    needed: Key,
    effect: Effect,
) -> Result<(u16, Value), Refusal> {
    let msns = msns(world, call, merchant)?;
    let key = call.header("Idempotency-Key").or_else(|| call.header("Idempotent-Key"));
    let key = key.unwrap_or_default();
    if key.is_empty() && needed == Key::Required {
        return Err(Refusal::KeyMissing);
    }
    let body = body(call)?;
    let scope = format!("{} {}", call.method, call.segments.join("/").to_ascii_lowercase());
    let scope = format!("{} {scope}", merchant.client_id);
    let asked = body.to_string();
    match world.recurring.answers.find(&scope, &key, &asked) {
        Known::Same(answer) => return Ok(answer),
        Known::Other => return Err(Refusal::OtherRequest),
        Known::New => {}
    }
    let answer = effect(world, call, &msns, &body)?;
    world.recurring.answers.remember(&scope, &key, &asked, answer.clone());
    Ok(answer)
}
