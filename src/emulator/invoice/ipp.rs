//! The calls of who shows and pays invoices.

use serde_json::{Value, json};

use super::super::call::Call;
use super::super::clock::later;
use super::super::config::Merchant;
use super::super::fields::is_digits;
use super::super::idempotency::Known;
use super::super::reply::Reply;
use super::super::state::World;
use super::error::Problem;
use super::send::{self, DueRule};
use super::state::{Approval, Invoice, State};
use super::{access, checks, view};

/// The states that a recipient can ask for. `expired` is still known but holds nothing.
const STATES: [&str; 5] = ["pending", "all", "approved", "deleted", "expired"];

/// `GET /invoices?state=`.
pub(super) fn list(world: &mut World, call: &Call, _: &Merchant) -> Result<Reply, Problem> {
    let invoices: Vec<_> = visible(world, call)?.into_iter().map(view::invoice).collect();
    Ok(if invoices.is_empty() { Reply::empty(204) } else { Reply::json(200, &invoices.into()) })
}

/// `GET /invoices/count?state=`.
pub(super) fn count(world: &mut World, call: &Call, _: &Merchant) -> Result<Reply, Problem> {
    let count = visible(world, call)?.len();
    Ok(Reply::json(200, &json!(count)))
}

/// The recipient's invoices in the state asked for.
fn visible<'w>(world: &'w mut World, call: &Call) -> Result<Vec<&'w Invoice>, Problem> {
    if call.query_count("state") > 1 {
        let detail = "state is there more than once.";
        return Err(Problem::invalid("duplicate-query-param", detail));
    }
    let state = call.query("state").unwrap_or_else(|| "pending".to_owned());
    if !STATES.contains(&state.as_str()) {
        let detail = format!("state is one of {}.", STATES.join(", "));
        return Err(Problem::invalid("invalid-invoice-status", detail));
    }
    let phone = access::recipient_of(world, call)?.phone.clone();
    let now = world.clock.now();
    for invoice in world.invoices.invoices.values_mut() {
        invoice.settle(&world.config.issuers, now);
    }
    let shown = |invoice: &&Invoice| {
        let known = matches!(invoice.state, State::Pending | State::Approved | State::Deleted);
        invoice.recipient == phone && known && (state == "all" || invoice.state.name() == state)
    };
    Ok(world.invoices.invoices.values().filter(shown).collect())
}

/// Finds an invoice of the recipient that the call names.
pub(super) fn of_recipient<'w>(
    world: &'w mut World,
    call: &Call,
) -> Result<&'w mut Invoice, Problem> {
    checks::organization(call.param(0))?;
    let phone = access::recipient_of(world, call)?.phone.clone();
    let now = world.clock.now();
    let invoice = world.invoices.find(&world.config, call.param(0), now)?;
    if invoice.recipient == phone {
        return Ok(invoice);
    }
    Err(Problem::new(404, "invoice-not-found", "There is no such invoice."))
}

/// `GET /invoices/{id}`.
pub(super) fn get(world: &mut World, call: &Call, _: &Merchant) -> Result<Reply, Problem> {
    of_recipient(world, call).map(|invoice| Reply::json(200, &view::invoice(invoice)))
}

/// The headers of a status change.
pub(super) struct Headers {
    if_match: String,
    key: String,
}

impl Headers {
    pub(super) fn read(call: &Call) -> Result<Self, Problem> {
        let header = |name: &str, slug| {
            let value = call.header(name).filter(|value| !value.is_empty());
            let missing = || Problem::invalid(slug, format!("The header {name} is missing."));
            value.map(std::borrow::Cow::into_owned).ok_or_else(missing)
        };
        Ok(Self {
            if_match: header("If-Match", "missing-header-if-match")?,
            key: header("Idempotency-Key", "missing-header-idempotency-key")?,
        })
    }
}

/// `PUT /invoices/{id}/status/approved`, `…/pending` and `…/deleted`.
pub(super) fn change(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
) -> Result<Reply, Problem> {
    let to = match call.param(1).to_ascii_lowercase().as_str() {
        "approved" => State::Approved,
        "pending" => State::Pending,
        "deleted" => State::Deleted,
        "revoked" => {
            let detail = "Only the issuer revokes an invoice.";
            return Err(Problem::new(403, "invoice-status-issuer-only", detail));
        }
        other => {
            let detail = format!("{other} is no status that can be set.");
            return Err(Problem::invalid("invalid-invoice-status", detail));
        }
    };
    let headers = Headers::read(call)?;
    let body = if call.has_body() { access::body(call)? } else { Value::Null };
    bank_code(&body["bankCode"])?;
    let approval = match to {
        State::Approved => Some(approval(world, merchant, &body)?),
        _ => None,
    };
    checks::organization(call.param(0))?;
    let now = world.clock.now();
    let invoice = world.invoices.find(&world.config, call.param(0), now)?;
    let least = invoice.content.min_amount.unwrap_or(0);
    if approval.as_ref().is_some_and(|approval| approval.amount < least) {
        let detail = format!("At least {least} øre are to be paid.");
        return Err(Problem::invalid("invalid-min-amount", detail));
    }
    carry_out(world, call, merchant, (headers, to, approval))
}

fn bank_code(value: &Value) -> Result<(), Problem> {
    let fine = value.is_null() || value.as_str().is_some_and(|code| is_digits(code, 4));
    if fine {
        return Ok(());
    }
    Err(Problem::invalid("input-validation-failed", "bankCode has four digits."))
}

fn approval(world: &World, merchant: &Merchant, body: &Value) -> Result<Approval, Problem> {
    const MINUTE: i64 = 60;
    let due = send::due(&body["due"])?;
    let now = world.clock.now();
    // A moment for the request to arrive.
    let earliest = later(now, -MINUTE);
    send::in_time(due, earliest, DueRule { now, lenient: world.config.lenient })?;
    let amount = send::amount(&body["amount"])?;
    Ok(Approval { by: merchant.client_id.clone(), due, amount })
}

/// Changes a status, once for each idempotency key.
pub(super) fn carry_out(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
    (headers, to, approval): (Headers, State, Option<Approval>),
) -> Result<Reply, Problem> {
    let scope = format!("{}/{}", merchant.client_id, call.param(0));
    let asked = format!("{} {approval:?}", to.name());
    match world.invoices.changes.find(&scope, &headers.key, &asked) {
        Known::Same(()) => return Ok(Reply::empty(204)),
        Known::Other => {
            let detail = "This Idempotency-Key was used for another change.";
            return Err(Problem::new(409, "invoice-status-conflict", detail));
        }
        Known::New => {}
    }
    let (etag, now) = (world.ids.uuid(), world.clock.now());
    let invoice = world.invoices.find(&world.config, call.param(0), now)?;
    invoice.change(to, &merchant.client_id, &headers.if_match, (etag, now))?;
    if approval.is_some() {
        invoice.approved = approval;
    }
    world.invoices.changes.remember(&scope, &headers.key, &asked, ());
    Ok(Reply::empty(204))
}
