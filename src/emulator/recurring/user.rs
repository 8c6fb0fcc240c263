//! The user's side of an agreement, and what control calls do.

use serde_json::{Value, json};

use super::super::call::Call;
use super::super::config::{Merchant, User};
use super::super::landing::{self, Outcome, Request};
use super::super::reply::Reply;
use super::super::state::World;
use super::access::{self, Key};
use super::agreement::Agreement;
use super::error::Refusal;
use super::{input, view};

/// Finds a user by a number with or without the country code.
pub(super) fn by_phone<'w>(world: &'w World, phone: &str) -> Option<&'w User> {
    let bare = phone.strip_prefix("47").filter(|rest| rest.len() == 8).unwrap_or(phone);
    world.config.users.iter().find(|user| user.phone == bare)
}

/// `PATCH /agreements/{id}/accept`: approves without the app. Unknown to production.
pub(super) fn force_accept(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    if call.is_production() {
        return Reply::gateway(404, "Resource not found");
    }
    access::once(world, call, merchant, Key::Optional, |world, call, msns, body| {
        let phone = input::acceptance(body)?;
        let id = access::agreement(world, call, msns)?.id.clone();
        if by_phone(world, &phone).is_none() {
            return Err(Refusal::UnknownUser);
        }
        decide(world, &id, Outcome::Approve).map_err(|_| Refusal::AgreementNotActive)?;
        Ok((200, json!({})))
    })
}

/// Lets the user react in the app.
///
/// # Errors
/// Text for people: there is no such agreement, or it is not waiting.
pub(in crate::emulator) fn decide(
    world: &mut World,
    id: &str,
    outcome: Outcome,
) -> Result<Value, String> {
    let now = world.clock.now();
    let agreement = world.recurring.agreements.get_mut(id);
    let agreement =
        agreement.ok_or("there is no such agreement; GET /_emulator/state lists them")?;
    agreement.settle(now);
    match outcome {
        Outcome::Approve => agreement.approve(now)?,
        Outcome::Reject => agreement.reject()?,
    }
    Ok(json!({"agreementId": id, "status": agreement.status.name()}))
}

/// Makes an attempt at every charge whose due date has come; returns how many there were.
pub(in crate::emulator) fn run_batch(world: &mut World) -> usize {
    let now = world.clock.now();
    let mut attempts = 0;
    for agreement in world.recurring.agreements.values_mut() {
        agreement.settle(now);
        let charges = agreement.charges.values_mut();
        attempts += charges.map(|charge| charge.attempt(now)).filter(|made| *made).count();
    }
    attempts
}

/// Finds the agreement of a landing page's token.
pub(in crate::emulator) fn waiting(world: &mut World, token: &str) -> Option<Request> {
    let now = world.clock.now();
    let mut agreements = world.recurring.agreements.values_mut();
    let agreement = agreements.find(|agreement| agreement.page_token == token)?;
    agreement.settle(now);
    Some(request(agreement))
}

fn request(agreement: &Agreement) -> Request {
    Request {
        what: format!(
            "Agreement {} on {} for {} every {} {}",
            agreement.id,
            agreement.product_name,
            landing::kroner(agreement.price),
            agreement.interval_count,
            agreement.interval.name().to_lowercase()
        ),
        status: agreement.status.name(),
        control: format!("agreements/{}", agreement.id),
    }
}

/// The agreements with their charges for people.
pub(in crate::emulator) fn overview(world: &mut World) -> Value {
    let now = world.clock.now();
    let agreements = world.recurring.agreements.values_mut().map(|agreement| {
        agreement.settle(now);
        let mut view = view::agreement(agreement);
        view["merchantSerialNumber"] = agreement.msn.as_str().into();
        view["charges"] = agreement.charges.values().map(view::charge).collect();
        view
    });
    agreements.collect()
}
