//! Orders as the API shows them.

use serde_json::{Value, json};

use super::super::clock::iso;
use super::super::state::World;
use super::order::{Entry, Operation, Order, Phase};

/// First six digits of the emulated card.
const CARD_PREFIX: u32 = 492_556;

/// Answer of the details call: the history, newest first, and what it sums up to.
pub(super) fn details(order: &Order) -> Value {
    let mut view = json!({"orderId": order.id});
    if order.phase != Phase::Initiated {
        view["transactionSummary"] = summary(order);
        view["transactionSummary"]["bankIdentificationNumber"] = CARD_PREFIX.into();
    }
    view["transactionLogHistory"] = order.log.iter().rev().map(entry).collect();
    if let (Some(shipping), Some(payer)) = (&order.express, &order.payer) {
        view["shippingDetails"] = json!({
            "address": {
                "addressLine1": "Testveien 1",
                "addressLine2": "",
                "city": "Oslo",
                "country": "Norway",
                "postCode": "0150",
            },
            "shippingCost": shipping.cost,
            "shippingMethod": shipping.method,
            "shippingMethodId": shipping.method_id,
        });
        view["userDetails"] = json!({
            "bankIdVerified": if payer.verified { "Y" } else { "N" },
            "dateOfBirth": "1-3-1923",
            "email": payer.email,
            "firstName": payer.first_name,
            "lastName": payer.last_name,
            "mobileNumber": payer.phone,
            "ssn": payer.nin,
            "userId": format!("emulated-{}", payer.phone),
        });
    }
    view
}

/// The orders for people.
pub(in crate::emulator) fn orders(world: &mut World) -> Value {
    let now = world.clock.now();
    let orders = world.orders.values_mut().map(|order| {
        order.settle(now);
        overview(order)
    });
    orders.collect()
}

/// An order for people: whose it is, where it stands, and its history.
fn overview(order: &Order) -> Value {
    json!({
        "merchantSerialNumber": order.msn,
        "orderId": order.id,
        "status": order.status(),
        "url": order.page_url,
        "details": details(order),
    })
}

/// Answer of the status call.
pub(super) fn status(order: &Order) -> Value {
    let last = order.last_success();
    json!({
        "orderId": order.id,
        "transactionInfo": {
            "amount": last.map_or(order.amount, |entry| entry.amount),
            "status": order.status(),
            "timeStamp": last.map(|entry| iso(entry.stamp.time)),
            "transactionId": last.map(|entry| &entry.stamp.transaction_id),
        },
    })
}

/// Answer of capture, refund and cancel, after the operation was written into the history.
pub(super) fn changed(order: &Order) -> Value {
    let last = order.last_success();
    let status = last.map(|entry| match entry.operation {
        Operation::Capture => "Captured",
        Operation::Refund => "Refund",
        _ => "Cancelled",
    });
    json!({
        "orderId": order.id,
        "transactionInfo": {
            "amount": last.map(|entry| entry.amount),
            "timeStamp": last.map(|entry| iso(entry.stamp.time)),
            "transactionText": last.map(|entry| &entry.stamp.text),
            "status": status,
            "transactionId": last.map(|entry| &entry.stamp.transaction_id),
        },
        "transactionSummary": summary(order),
    })
}

fn summary(order: &Order) -> Value {
    json!({
        "capturedAmount": order.captured,
        "remainingAmountToCapture": order.remaining_to_capture(),
        "refundedAmount": order.refunded,
        "remainingAmountToRefund": order.remaining_to_refund(),
    })
}

fn entry(entry: &Entry) -> Value {
    json!({
        "amount": entry.amount,
        "transactionText": entry.stamp.text,
        "transactionId": entry.stamp.transaction_id,
        "timeStamp": iso(entry.stamp.time),
        "operation": entry.operation.name(),
        "requestId": entry.stamp.request_id,
        "operationSuccess": entry.success,
    })
}
