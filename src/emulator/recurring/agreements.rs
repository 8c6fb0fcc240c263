//! Calls about agreements.

use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::config::Merchant;
use super::super::jwt;
use super::super::landing::{self, Outcome};
use super::super::reply::Reply;
use super::super::state::World;
use super::access::{self, Key};
use super::agreement::{Agreement, Campaign, Status};
use super::charge::{Charge, Status as ChargeStatus, date};
use super::error::Refusal;
use super::input::{self, Draft, Initial, Update};
use super::{user, view};

/// `POST /agreements`: asks the user.
pub(super) fn draft(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    access::once(world, call, merchant, Key::Optional, try_draft)
}

fn try_draft(
    world: &mut World,
    call: &Call,
    msns: &[String],
    body: &Value,
) -> Result<(u16, Value), Refusal> {
    let draft = input::draft(body)?;
    if let Some(phone) = &draft.phone
        && user::by_phone(world, phone).is_none()
    {
        return Err(Refusal::UnknownUser);
    }
    let id = world.ids.short("agr_");
    let claims = json!({"sub": id, "jti": world.ids.uuid()});
    let page_token = jwt::hs256(&claims, &world.secret);
    let confirmation =
        if draft.is_app { landing::app_url(&page_token) } else { landing::url(call, &page_token) };
    let charge = draft.initial.as_ref().map(|initial| initial_charge(world, initial));
    let charge_id = charge.as_ref().map(|charge| charge.id.clone());
    let msn = msns.first().cloned().unwrap_or_default();
    let agreement = agreement(world, &id, (msn, page_token), draft, charge);
    world.recurring.agreements.insert(id.clone(), agreement);
    if world.config.auto_approve {
        // An agreement made a moment ago waits.
        let _ = user::decide(world, &id, Outcome::Approve);
    }
    let resource = format!("{}/recurring/v2/agreements/{id}", call.base_url());
    let body = json!({
        "agreementId": id,
        "agreementResource": resource,
        "vippsConfirmationUrl": confirmation,
        "chargeId": charge_id,
    });
    Ok((201, body))
}

fn agreement(
    world: &World,
    id: &str,
    (msn, page_token): (String, String),
    draft: Draft,
    charge: Option<Charge>,
) -> Agreement {
    let now = world.clock.now();
    let campaign = draft.campaign.map(|(end, price)| Campaign { start: now, end, price });
    let charges: IndexMap<_, _> =
        charge.into_iter().map(|charge| (charge.id.clone(), charge)).collect();
    Agreement {
        id: id.to_owned(),
        msn,
        status: Status::Pending,
        made: now,
        start: None,
        stop: None,
        product_name: draft.product_name,
        product_description: draft.product_description,
        price: draft.price,
        interval: draft.interval,
        interval_count: draft.interval_count,
        campaign,
        page_token,
        charges,
    }
}

fn initial_charge(world: &mut World, initial: &Initial) -> Charge {
    let now = world.clock.now();
    let id = initial.order_id.clone().unwrap_or_else(|| world.ids.short("chr_"));
    Charge {
        id,
        initial: true,
        reserve: initial.reserve,
        status: ChargeStatus::Pending,
        amount: initial.amount,
        refunded: 0,
        description: initial.description.clone(),
        due: date(now),
        retry_days: 0,
        transaction_id: world.ids.transaction(),
        attempted: now,
        charged: None,
        refused: false,
    }
}

/// `GET /agreements`: the active ones, or those with the status asked for.
pub(super) fn list(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    match try_list(world, call, merchant) {
        Ok(list) => Reply::json(200, &list),
        Err(refusal) => refusal.reply(world),
    }
}

fn try_list(world: &mut World, call: &Call, merchant: &Merchant) -> Result<Value, Refusal> {
    let msns = access::msns(world, call, merchant)?;
    let status = call.query("status").filter(|status| !status.is_empty());
    let status = status.unwrap_or_else(|| Status::Active.name().to_owned());
    if !Status::ALL.iter().any(|known| known.name() == status) {
        let known = Status::ALL.map(Status::name).join(", ");
        let field = super::super::fields::FieldError::new(
            "status",
            format!("status: must be one of {known}"),
        );
        return Err(Refusal::Fields(vec![field]));
    }
    let now = world.clock.now();
    let mut list = Vec::new();
    for agreement in world.recurring.agreements.values_mut() {
        agreement.settle(now);
        if msns.contains(&agreement.msn) && agreement.status.name() == status {
            list.push(view::agreement(agreement));
        }
    }
    Ok(list.into())
}

/// `GET /agreements/{id}`.
pub(super) fn get(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    let found = access::msns(world, call, merchant)
        .and_then(|msns| access::agreement(world, call, &msns).map(|found| view::agreement(found)));
    match found {
        Ok(body) => Reply::json(200, &body),
        Err(refusal) => refusal.reply(world),
    }
}

/// `PATCH /agreements/{id}`.
pub(super) fn update(world: &mut World, call: &Call, merchant: &Merchant) -> Reply {
    access::once(world, call, merchant, Key::Optional, try_update)
}

fn try_update(
    world: &mut World,
    call: &Call,
    msns: &[String],
    body: &Value,
) -> Result<(u16, Value), Refusal> {
    let update = input::update(body)?;
    let now = world.clock.now();
    let agreement = access::agreement(world, call, msns)?;
    if agreement.status != Status::Active {
        return Err(Refusal::AgreementNotActive);
    }
    if update.stop {
        if update.changes_more_than_status() {
            return Err(Refusal::StopAlone);
        }
        agreement.end(now);
    } else {
        apply(agreement, update, now);
    }
    Ok((201, json!({"agreementId": agreement.id})))
}

fn apply(agreement: &mut Agreement, update: Update, now: Timestamp) {
    if let Some(name) = update.product_name {
        agreement.product_name = name;
    }
    if let Some(description) = update.product_description {
        agreement.product_description = description;
    }
    if let Some(price) = update.price {
        agreement.price = price;
    }
    if let Some((start, end, price)) = update.campaign {
        agreement.campaign = Some(Campaign { start: start.unwrap_or(now), end, price });
    }
}
