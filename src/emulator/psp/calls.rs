//! The calls of a PSP's server.

use serde_json::{Value, json};

use super::super::access;
use super::super::call::Call;
use super::super::config::{Merchant, Product};
use super::super::fields::{FieldError, Fields, is_id, is_url};
use super::super::idempotency::Known;
use super::super::reply::Reply;
use super::super::state::World;
use super::super::{jwt, landing};
use super::error::Refusal;
use super::payment::{Payment, Phase, Status, Update};
use super::user;

/// What is made of a first field error; the array holds one error.
fn first(errors: Vec<FieldError>) -> Refusal {
    let error = errors.into_iter().next();
    error.map_or_else(Refusal::unknown, |error| Refusal::field(&error.field, error.message))
}

fn reply(outcome: Result<Value, Refusal>) -> Reply {
    match outcome {
        Ok(body) => Reply::json(200, &body),
        Err(refusal) => refusal.reply(),
    }
}

/// Checks the two headers that say who pays for whom; returns the serial number.
fn admit(world: &World, call: &Call, merchant: &Merchant) -> Result<String, Refusal> {
    let psp_id = call.header("PSP-ID").unwrap_or_default();
    if merchant.psp_id.as_deref() != Some(psp_id.as_ref()) {
        return Err(Refusal::wrong_psp());
    }
    let msn = call.header("MERCHANT-SERIAL-NUMBER").unwrap_or_default();
    Ok(access::unit(world, merchant, Product::Psp, &msn)?.msn.clone())
}

fn body(call: &Call) -> Result<Value, Refusal> {
    call.json().map_err(|error| Refusal::field("body", format!("The body is not JSON: {error}")))
}

/// What init and a repeated payment have in common.
struct Wanted {
    id: String,
    order_id: String,
    amount: i64,
    text: String,
}

/// A checked init body.
struct Init {
    wanted: Wanted,
    is_app: bool,
    again: bool,
}

impl Wanted {
    /// A payment that begins now.
    fn begin(self, world: &World, merchant: &Merchant, msn: &str) -> Payment {
        let mut payment = Payment {
            psp_id: merchant.psp_id.clone().unwrap_or_default(),
            msn: msn.to_owned(),
            id: self.id,
            order_id: self.order_id,
            amount: self.amount,
            phase: Phase::Initiated,
            captured: 0,
            refunded: 0,
            log: Vec::new(),
            page_token: String::new(),
            again: false,
        };
        payment.note("INITIATED", self.amount, &self.text, (world.clock.now(), true));
        payment
    }
}

fn wanted(fields: &mut Fields<'_>) -> Wanted {
    const RULE: &str = "1 to 30 letters, digits or dashes";
    let id = fields.matching("pspTransactionId", true, RULE, is_id).unwrap_or_default();
    let order_id = fields.matching("merchantOrderId", true, RULE, is_id);
    let amount = fields.numeric("amount", 1..=i64::from(i32::MAX), true).unwrap_or_default();
    fields.one_of("currency", &["NOK"], true);
    let text = fields.text("paymentText", 255, false).unwrap_or_default();
    Wanted { id, order_id: order_id.unwrap_or_default(), amount, text }
}

fn init_body(body: &Value) -> Result<Init, Refusal> {
    let mut fields = Fields::new(body);
    let wanted = wanted(&mut fields);
    fields.phone("customerMobileNumber", false);
    // An app's own scheme is a place to return to as well.
    let redirect = fields.text("pspRedirectUrl", 255, true);
    if redirect.is_some_and(|url| !url.is_empty() && url::Url::parse(&url).is_err()) {
        fields.wrong("pspRedirectUrl", "must be a URL");
    }
    let make = fields.text("makePaymentUrl", 255, true);
    if make.is_some_and(|url| !url.is_empty() && !is_url(&url)) {
        fields.wrong("makePaymentUrl", "must be a valid http or https URL; localhost is none");
    }
    fields.text("makePaymentToken", 255, false);
    fields.flag("skipLandingPage");
    let is_app = fields.flag("isApp");
    let again = fields.find("scope", false).is_some();
    fields.finish().map_err(first)?;
    Ok(Init { wanted, is_app, again })
}

/// `POST /psppayments/init`.
pub(super) fn init(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    reply(idempotent(world, call, merchant, "init", try_init))
}

/// Repeats the first answer for a `Request-Id`.
fn idempotent(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
    scope: &str,
    act: fn(&mut World, &Call, &Merchant, &str, &Value) -> Result<Value, Refusal>,
) -> Result<Value, Refusal> {
    let msn = admit(world, call, merchant)?;
    let body = body(call)?;
    let key = call.header("Request-Id").unwrap_or_default();
    let (scope, asked) = (format!("{msn}/{scope}"), body.to_string());
    match world.psp.answers.find(&scope, &key, &asked) {
        Known::Same(answer) => return Ok(answer),
        Known::Other => return Err(Refusal::other_request()),
        Known::New => {}
    }
    let answer = act(world, call, merchant, &msn, &body)?;
    world.psp.answers.remember(&scope, &key, &asked, answer.clone());
    Ok(answer)
}

fn try_init(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
    msn: &str,
    body: &Value,
) -> Result<Value, Refusal> {
    let Init { wanted, is_app, again } = init_body(body)?;
    refuse_taken(world, msn, &wanted)?;
    let claims = json!({"sub": wanted.id, "msn": msn, "jti": world.ids.uuid()});
    let page_token = jwt::hs256(&claims, &world.secret);
    let url = if is_app { landing::app_url(&page_token) } else { landing::url(call, &page_token) };
    let payment = Payment { page_token, again, ..wanted.begin(world, merchant, msn) };
    let answer = json!({
        "pspTransactionId": payment.id,
        "merchantOrderId": payment.order_id,
        "vippsRedirectUrl": url,
    });
    let id = payment.id.clone();
    world.psp.payments.insert(id.clone(), payment);
    if world.config.auto_approve {
        // A payment made a moment ago waits.
        let _ = user::decide(world, &id, landing::Outcome::Approve);
    }
    Ok(answer)
}

fn refuse_taken(world: &World, msn: &str, wanted: &Wanted) -> Result<(), Refusal> {
    let taken = world.psp.payments.values().any(|known| {
        known.id == wanted.id || known.msn == msn && known.order_id == wanted.order_id
    });
    if taken { Err(Refusal::taken()) } else { Ok(()) }
}

/// `POST /psppayments/updatestatus`: takes any JSON; what it says is applied by the batch.
pub(super) fn update_status(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    let taken = admit(world, call, merchant).and_then(|_| body(call)).map(|body| {
        let psp_id = merchant.psp_id.clone().unwrap_or_default();
        let updates = body["transactions"].as_array().cloned().unwrap_or_default();
        let own = |update: &Update| {
            world.psp.payments.get(&update.id).is_some_and(|payment| payment.psp_id == psp_id)
        };
        let updates: Vec<_> = updates.iter().filter_map(update).filter(own).collect();
        world.psp.updates.extend(updates);
        if world.config.psp_updates_at_once {
            user::run_batch(world);
        }
        json!({"responseInfo": {"responseCode": "9000", "responseMessage": "SUCCESS"}})
    });
    reply(taken)
}

/// Reads a transaction of a status update; one that says nothing is passed over, as Vipps does.
fn update(transaction: &Value) -> Option<Update> {
    let mut fields = Fields::new(transaction);
    Some(Update {
        id: transaction["pspTransactionId"].as_str()?.to_owned(),
        status: Status::named(transaction["status"].as_str()?)?,
        amount: fields.numeric("amount", 0..=i64::from(i32::MAX), true)?,
        text: transaction["paymentText"].as_str().unwrap_or_default().to_owned(),
        success: transaction["operationStatus"] != "FAILED",
    })
}

/// `GET /psppayments/{pspTransactionId}/details`.
pub(super) fn details(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    reply(admit(world, call, merchant).and_then(|msn| {
        let payment = world.psp.payments.get(call.param(0)).filter(|payment| payment.msn == msn);
        payment.map(Payment::details).ok_or_else(Refusal::unknown)
    }))
}

/// `POST /psppayments/payments`: charges a user again who allowed it, without asking.
pub(super) fn pay_again(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    reply(idempotent(world, call, merchant, "payments", try_pay_again))
}

fn try_pay_again(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
    msn: &str,
    body: &Value,
) -> Result<Value, Refusal> {
    let token = call.header("userToken").unwrap_or_default();
    let owner = world.psp.user_tokens.get(token.as_ref());
    if owner.is_none() || owner != merchant.psp_id.as_ref() {
        return Err(Refusal::unknown_user());
    }
    let mut fields = Fields::new(body);
    let wanted = wanted(&mut fields);
    fields.finish().map_err(first)?;
    refuse_taken(world, msn, &wanted)?;
    let card = world.ids.opaque::<48>();
    let begun = wanted.begin(world, merchant, msn);
    let payment = Payment { phase: Phase::Reserved, again: true, ..begun };
    let answer = json!({
        "pspTransactionId": payment.id,
        "merchantOrderId": payment.order_id,
        "cardData": card,
    });
    world.psp.payments.insert(payment.id.clone(), payment);
    Ok(answer)
}

/// `DELETE /psppayments/agreements`: the user may not be charged again.
pub(super) fn delete_agreement(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    if let Err(refusal) = admit(world, call, merchant) {
        return refusal.reply();
    }
    let token = call.header("userToken").unwrap_or_default();
    let owned = world.psp.user_tokens.get(token.as_ref()) == merchant.psp_id.as_ref();
    if !owned || world.psp.user_tokens.shift_remove(token.as_ref()).is_none() {
        return Refusal::unknown_user().reply();
    }
    Reply::empty(200)
}
