//! Agreements and charges as the API shows them.

use serde_json::{Value, json};

use super::super::clock::iso;
use super::agreement::Agreement;
use super::charge::{Charge, Status};

pub(super) fn agreement(agreement: &Agreement) -> Value {
    let campaign = agreement.campaign.as_ref().map(|campaign| {
        json!({
            "start": iso(campaign.start),
            "end": iso(campaign.end),
            "campaignPrice": campaign.price,
        })
    });
    json!({
        "id": agreement.id,
        "status": agreement.status.name(),
        "start": agreement.start.map(iso),
        "stop": agreement.stop.map(iso),
        "productName": agreement.product_name,
        "productDescription": agreement.product_description,
        "price": agreement.price,
        "currency": "NOK",
        "interval": agreement.interval.name(),
        "intervalCount": agreement.interval_count,
        "campaign": campaign,
    })
}

pub(super) fn charge(charge: &Charge) -> Value {
    let moved = charge.charged.is_some() || charge.status == Status::Reserved;
    json!({
        "id": charge.id,
        "status": charge.status.name(),
        "type": if charge.initial { "INITIAL" } else { "RECURRING" },
        "amount": charge.amount,
        "amountRefunded": charge.refunded,
        "description": charge.description,
        "due": format!("{}T00:00:00Z", charge.due),
        "transactionId": moved.then_some(&charge.transaction_id),
    })
}
