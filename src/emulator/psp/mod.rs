//! The PSP API, version 2: a payment service provider pays with cards that Vipps hands out, and
//! reports what became of it.

mod error;
mod payment;

mod calls;
mod user;

pub(super) use user::{decide, overview, run_batch, waiting};

use indexmap::IndexMap;
use serde_json::Value;

use super::config::Product::Psp;
use super::idempotency::Answers;
use super::route::{Handler, Route};
use payment::{Payment, Update};

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "psp/v2/psppayments/init",
        handler: Handler::Bearer(Psp, calls::init),
    },
    Route {
        method: "POST",
        path: "psp/v2/psppayments/updatestatus",
        handler: Handler::Bearer(Psp, calls::update_status),
    },
    Route {
        method: "GET",
        path: "psp/v2/psppayments/{}/details",
        handler: Handler::Bearer(Psp, calls::details),
    },
    Route {
        method: "POST",
        path: "psp/v2/psppayments/payments",
        handler: Handler::Bearer(Psp, calls::pay_again),
    },
    Route {
        method: "DELETE",
        path: "psp/v2/psppayments/agreements",
        handler: Handler::Bearer(Psp, calls::delete_agreement),
    },
];

/// What PSPs made.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// By the PSP's transaction id, which is unique for all.
    payments: IndexMap<String, Payment>,
    /// Tokens of users who let the PSP charge them again, and whose PSP it is.
    user_tokens: IndexMap<String, String>,
    /// Status updates that wait for the batch.
    updates: Vec<Update>,
    answers: Answers<Value>,
}
