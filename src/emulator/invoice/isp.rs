//! The calls of who sends invoices.

use super::super::call::Call;
use super::super::config::Merchant;
use super::super::reply::Reply;
use super::super::state::World;
use super::error::Problem;
use super::send::{self, DueRule};
use super::state::{Invoice, State};
use super::{access, checks, ipp, view};

/// `PUT /invoices/{id}`: sending the same again changes nothing.
pub(super) fn send(world: &mut World, call: &Call, merchant: &Merchant) -> Result<Reply, Problem> {
    let id = call.param(0);
    checks::organization(id)?;
    let body = access::body(call)?;
    let token = body["recipientToken"].as_str().filter(|token| !token.is_empty());
    let missing =
        || Problem::invalid("missing-recipient-token", "recipientToken is missing from the body.");
    let token = token.ok_or_else(missing)?;
    let recipient = access::recipient(world, token)?.clone();
    let now = world.clock.now();
    let content = send::content(&body, DueRule { now, lenient: world.config.lenient })?;
    if let Some(known) = world.invoices.invoices.get(id) {
        let same = known.sender == merchant.client_id
            && known.content == content
            && known.recipient == recipient.phone;
        let detail = "Another invoice with this id exists.";
        let conflict = || Problem::new(409, "invoice-conflict", detail);
        return if same { Ok(Reply::empty(200)) } else { Err(conflict()) };
    }
    let attachment_ids = content.attachments.iter().map(|_| world.ids.uuid()).collect();
    let invoice = Invoice {
        id: id.to_owned(),
        sender: merchant.client_id.clone(),
        named: ("msisdn".to_owned(), format!("47{}", recipient.phone)),
        recipient: recipient.phone,
        content,
        attachment_ids,
        created: now,
        state: State::Created,
        modified: now,
        etag: world.ids.uuid(),
        approved: None,
    };
    world.invoices.invoices.insert(id.to_owned(), invoice);
    Ok(Reply::empty(200))
}

/// Finds an invoice that the merchant has sent; others' are not told about.
fn own<'w>(
    world: &'w mut World,
    call: &Call,
    merchant: &Merchant,
) -> Result<&'w mut Invoice, Problem> {
    checks::organization(call.param(0))?;
    let now = world.clock.now();
    let invoice = world.invoices.find(&world.config, call.param(0), now)?;
    if invoice.sender == merchant.client_id {
        return Ok(invoice);
    }
    Err(Problem::new(404, "invoice-not-found", "There is no such invoice."))
}

/// `GET /invoices/{id}`.
pub(super) fn get(world: &mut World, call: &Call, merchant: &Merchant) -> Result<Reply, Problem> {
    let invoice = own(world, call, merchant)?;
    Ok(Reply::json(200, &view::invoice(invoice)))
}

/// `PUT /invoices/{id}/status/revoked`.
pub(super) fn revoke(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
) -> Result<Reply, Problem> {
    let headers = ipp::Headers::read(call)?;
    own(world, call, merchant)?;
    ipp::carry_out(world, call, merchant, (headers, State::Revoked, None))
}
