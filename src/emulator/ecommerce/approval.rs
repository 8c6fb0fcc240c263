//! The user's side of a payment: force approve, and what a control call decides.

use std::sync::Arc;

use super::super::call::Call;
use super::super::config::{Merchant, User};
use super::super::landing::{self, Outcome, Request};
use super::super::reply::Reply;
use super::super::state::{OrderKey, World};
use super::error::Refusal;
use super::order::{Order, Stamp};
use super::{access, input, payments};

/// `POST /integration-test/payments/{orderId}/approve`: approves without the app.
///
/// The order becomes RESERVE whatever its amount is. Not for express checkouts, not for users who
/// have never used the app, and unknown to production.
pub(super) fn force(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    if call.is_production() {
        return Reply::gateway(404, "Resource not found");
    }
    match try_force(world, call, merchant) {
        Ok(()) => Reply::empty(200),
        Err(refusal) => refusal.reply(world),
    }
}

fn try_force(world: &mut World, call: &Call, merchant: &Merchant) -> Result<(), Refusal> {
    let body = access::body(world, call, merchant)?;
    let wanted = input::approval(&body, world.config.strict)?;
    let request_id = payments::request_id(call)?;
    let config = Arc::clone(&world.config);
    let stamp = stamp(world, request_id);
    let order = payments::find(world, call, merchant)?;
    let user = config.users.iter().find(|user| user.phone == wanted.phone);
    let user = user.ok_or(Refusal::UnknownUser)?;
    if !user.verified {
        return Err(Refusal::UnverifiedUser);
    }
    if order.page_token != wanted.token {
        return Err(Refusal::field("token", "is not the one of this order's landing page URL"));
    }
    if order.express.is_some() {
        return Err(Refusal::ApprovalNotAllowed);
    }
    if order.was_approved_by(&stamp.request_id) {
        return Ok(());
    }
    order.approve(user.clone(), stamp)
}

/// Lets the user react in the app. Magic amounts make the card fail.
///
/// # Errors
/// Text for people: there is no such order, or it is not waiting.
pub(in crate::emulator) fn decide(
    world: &mut World,
    key: &OrderKey,
    outcome: Outcome,
) -> Result<&'static str, String> {
    let stamp = stamp(world, String::new());
    let config = Arc::clone(&world.config);
    let order = payments::lookup(world, key).map_err(|_| "there is no such order".to_owned())?;
    let result = match outcome {
        Outcome::Reject => order.reject(stamp),
        Outcome::Approve if landing::is_refused_amount(order.amount) => order.fail(stamp),
        Outcome::Approve => {
            let payer = payer(&config.users, order).ok_or("the emulator has no users")?;
            order.approve(payer, stamp)
        }
    };
    let status = order.status();
    result.map(|()| status).map_err(|_| format!("the order is not waiting, it is {status}"))
}

fn payer(users: &[User], order: &Order) -> Option<User> {
    let named = users.iter().find(|user| order.phone.as_ref() == Some(&user.phone));
    named.or_else(|| users.first()).cloned()
}

fn stamp(world: &mut World, request_id: String) -> Stamp {
    Stamp {
        time: world.clock.now(),
        transaction_id: world.ids.transaction(),
        text: String::new(),
        request_id,
    }
}

/// Finds the order of a landing page's token.
pub(in crate::emulator) fn waiting(world: &mut World, token: &str) -> Option<Request> {
    let now = world.clock.now();
    let order = world.orders.values_mut().find(|order| order.page_token == token)?;
    order.settle(now);
    Some(Request {
        what: format!("Order {} over {}", order.id, landing::kroner(order.amount)),
        status: order.status(),
        control: format!("orders/{}/{}", order.msn, order.id),
    })
}
