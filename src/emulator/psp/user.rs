//! The user's side of a PSP payment, and what control calls do. Vipps would post the card to the
//! PSP's `makePaymentUrl` here; the emulator sends nothing anywhere.

use serde_json::{Value, json};

use super::super::landing::{self, Outcome, Request};
use super::super::state::World;
use super::payment::Payment;

/// Lets the user confirm and the PSP answer OK, or one of them refuse. A confirmed payment whose
/// PSP asked for it gets a token with which it may charge again.
///
/// # Errors
/// Text for people: there is no such payment, or it is not waiting.
pub(in crate::emulator) fn decide(
    world: &mut World,
    id: &str,
    outcome: Outcome,
) -> Result<Value, String> {
    let now = world.clock.now();
    let payment = world.psp.payments.get_mut(id);
    let payment = payment.ok_or("there is no such PSP payment; GET /_emulator/state lists them")?;
    let confirmed = outcome == Outcome::Approve && !landing::is_refused_amount(payment.amount);
    payment.react(confirmed, now)?;
    let mut answer = json!({"pspTransactionId": id, "status": payment.status()});
    if confirmed && payment.again {
        let token = world.ids.opaque::<24>();
        answer["userToken"] = json!(token);
        world.psp.user_tokens.insert(token, payment.psp_id.clone());
    }
    Ok(answer)
}

/// Applies the status updates that wait; returns how many there were.
pub(in crate::emulator) fn run_batch(world: &mut World) -> usize {
    let now = world.clock.now();
    let updates = std::mem::take(&mut world.psp.updates);
    for update in &updates {
        if let Some(payment) = world.psp.payments.get_mut(&update.id) {
            payment.update(update, now);
        }
    }
    updates.len()
}

/// Finds the payment of a landing page's token.
pub(in crate::emulator) fn waiting(world: &World, token: &str) -> Option<Request> {
    let mut payments = world.psp.payments.values();
    let payment = payments.find(|payment| !token.is_empty() && payment.page_token == token)?;
    Some(request(payment))
}

fn request(payment: &Payment) -> Request {
    Request {
        what: format!("PSP payment {} over {}", payment.id, landing::kroner(payment.amount)),
        status: payment.status(),
        control: format!("psp/{}", payment.id),
    }
}

/// The payments for people, and how many updates wait.
pub(in crate::emulator) fn overview(world: &World) -> Value {
    let payments = world.psp.payments.values().map(|payment| {
        json!({
            "merchantSerialNumber": payment.msn,
            "pspTransactionId": payment.id,
            "amount": payment.amount,
            "status": payment.status(),
            "details": payment.details(),
        })
    });
    json!({"payments": payments.collect::<Vec<_>>(), "waitingUpdates": world.psp.updates.len()})
}
