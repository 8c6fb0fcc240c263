//! The landing page: where the APIs send the user, and what the app would ask there.

use super::call::Call;
use super::html;
use super::reply::Reply;
use super::route::{Handler, Route};
use super::state::World;
use super::{ecommerce, psp, recurring};

/// Where the page is.
const PATH: &str = "dwo-api-application/v1/deeplink/vippsgateway";

pub(super) const ROUTES: &[Route] =
    &[Route { method: "GET", path: PATH, handler: Handler::Open(page) }];

/// What the user does in the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Approve,
    Reject,
}

/// Something that waits, or waited, for the user.
#[derive(Debug)]
pub(super) struct Request {
    /// What it is, for people.
    pub(super) what: String,
    pub(super) status: &'static str,
    /// Path of the control calls `/approve` and `/reject`.
    pub(super) control: String,
}

/// The URL of the page for a token.
pub(super) fn url(call: &Call, token: &str) -> String {
    format!("{}/{PATH}?v=2&token={token}", call.base_url())
}

/// The URL that opens the app instead.
pub(super) fn app_url(token: &str) -> String {
    format!("vipps://?token={token}")
}

/// Writes an amount in øre as kroner.
pub(super) fn kroner(amount: i64) -> String {
    format!("{}.{:02} NOK", amount / 100, amount % 100)
}

/// Insufficient funds, refused by issuer, suspected fraud, withdrawal limit, expired card,
/// invalid card, 3-D Secure denied: amounts in øre at which the card fails.
pub(super) fn is_refused_amount(amount: i64) -> bool {
    matches!(amount, 151 | 182 | 183 | 184 | 186 | 187 | 197)
}

fn page(world: &mut World, call: &Call) -> Reply {
    const TITLE: &str = "Emulated payment";
    let token = call.query("token").unwrap_or_default();
    let request = ecommerce::waiting(world, &token)
        .or_else(|| recurring::waiting(world, &token))
        .or_else(|| psp::waiting(world, &token));
    let Some(request) = request else {
        return html::page(404, TITLE, "<p>No payment waits here.</p>");
    };
    let decide = |word: &str, label| {
        html::button(&format!("/_emulator/{}/{word}", request.control), label, &[])
    };
    let content = format!(
        "<p>{}: {}</p>{}{}",
        html::escape(&request.what),
        request.status,
        decide("approve", "Approve"),
        decide("reject", "Reject")
    );
    html::page(200, TITLE, &content)
}
