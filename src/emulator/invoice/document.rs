//! Where documents are, with a token that lets its bearer read them, and the key that signs it.

use serde_json::json;

use super::super::call::Call;
use super::super::config::Merchant;
use super::super::reply::Reply;
use super::super::state::World;
use super::error::Problem;
use super::ipp;
use super::state::Document;

/// Which format is given when none is asked for.
const PREFERENCE: [&str; 4] = ["application/pdf", "text/html", "image/jpeg", "image/png"];

/// Seconds that a document's token lives.
const LIFETIME: i64 = 30;

/// `GET /vipps-invoice/public/jwk`: for anybody.
pub(super) fn keys(world: &mut World, _call: &Call) -> Reply {
    let (kid, short, long) = world.keyring.thumbprints();
    let mut key = world.keyring.jwk(&kid);
    key["x5t"] = short.into();
    key["x5t#S256"] = long.into();
    Reply::json(200, &json!({"keys": [key]}))
}

/// `GET /invoices/{id}/commercial-invoice?mimeType=`.
pub(super) fn commercial(world: &mut World, call: &Call, _: &Merchant) -> Result<Reply, Problem> {
    let documents = ipp::of_recipient(world, call)?.content.commercial.clone();
    address(world, call, &documents)
}

/// `GET /invoices/{id}/attachments/{attachmentId}?mimeType=`, deprecated.
pub(super) fn attachment(world: &mut World, call: &Call, _: &Merchant) -> Result<Reply, Problem> {
    let invoice = ipp::of_recipient(world, call)?;
    let place = invoice.attachment_ids.iter().position(|id| id == call.param(1));
    let attachment = place.and_then(|place| invoice.content.attachments.get(place));
    let documents = attachment.map(|(_, documents)| documents.clone());
    let missing = || Problem::new(404, "not-found", "There is no such attachment.");
    address(world, call, &documents.ok_or_else(missing)?)
}

/// Answers with the URL of the format asked for.
fn address(world: &World, call: &Call, documents: &[Document]) -> Result<Reply, Problem> {
    let of = |mime_type: &str| documents.iter().find(|document| document.mime_type == mime_type);
    let document = match call.query("mimeType") {
        Some(mime_type) => of(&mime_type),
        None => PREFERENCE.iter().find_map(|mime_type| of(mime_type)),
    };
    let document = document.ok_or_else(|| {
        let detail = "The document does not exist in this format.";
        Problem::new(404, "commercial-invoice-format-not-found", detail)
    })?;
    let now = world.clock.now().as_second();
    let claims = json!({
        "iss": "vippsinvoice.vipps.no",
        "sub": document.url,
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
    });
    let (kid, ..) = world.keyring.thumbprints();
    let token = world.keyring.rs256(&kid, &claims);
    let joint = if document.url.contains('?') { '&' } else { '?' };
    Ok(Reply::json(200, &json!({"url": format!("{}{joint}token={token}", document.url)})))
}
