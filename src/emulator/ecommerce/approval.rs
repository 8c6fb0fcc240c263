//! The user's side of a payment: force approve, the landing page, and what a control call decides.

use std::sync::Arc;

use super::super::call::Call;
use super::super::config::{Merchant, User};
use super::super::reply::Reply;
use super::super::state::{OrderKey, World};
use super::error::Refusal;
use super::order::{Order, Stamp};
use super::{access, input, payments};

/// The path of the landing page, which is where initiate sends the user.
pub(super) const LANDING_PAGE: &str = "dwo-api-application/v1/deeplink/vippsgateway";

/// What the user does in the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) enum Outcome {
    Approve,
    Reject,
}

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
    let body = access::body(call, merchant)?;
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
        Outcome::Approve if is_refused_amount(order.amount) => order.fail(stamp),
        Outcome::Approve => {
            let payer = payer(&config.users, order).ok_or("the emulator has no users")?;
            order.approve(payer, stamp)
        }
    };
    let status = order.status();
    result.map(|()| status).map_err(|_| format!("the order is not waiting, it is {status}"))
}

/// Insufficient funds, refused by issuer, suspected fraud, withdrawal limit, expired card,
/// invalid card, 3-D Secure denied.
fn is_refused_amount(amount: i64) -> bool {
    matches!(amount, 151 | 182 | 183 | 184 | 186 | 187 | 197)
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

/// The page behind the URL of initiate: what the app would ask, with two buttons.
pub(super) fn landing_page(world: &mut World, call: &Call) -> Reply {
    let token = call.query("token").unwrap_or_default();
    let now = world.clock.now();
    let Some(order) = world.orders.values_mut().find(|order| order.page_token == token) else {
        return page(404, "<p>No payment waits here.</p>");
    };
    order.settle(now);
    // Serial numbers and order ids consist of letters, digits and dashes: nothing to escape.
    let control = format!("/_emulator/orders/{}/{}", order.msn, order.id);
    let (crowns, oere) = (order.amount / 100, order.amount % 100);
    page(
        200,
        &format!(
            "<p>Order {} over {crowns}.{oere:02} NOK: {}</p>\
             <form method=\"post\" action=\"{control}/approve\"><button>Approve</button></form>\
             <form method=\"post\" action=\"{control}/reject\"><button>Reject</button></form>",
            order.id,
            order.status()
        ),
    )
}

fn page(status: u16, content: &str) -> Reply {
    let title = "Emulated payment";
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         </head><body><h1>{title}</h1>{content}</body></html>\n"
    );
    Reply::html(status, page)
}
