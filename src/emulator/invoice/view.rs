//! Invoices as the APIs show them.

use serde_json::{Value, json};

use super::super::clock::iso;
use super::super::state::World;
use super::checks;
use super::error::Problem;
use super::state::{Invoice, State};

/// An invoice. `attachments` and `status.etag` are always there: clients rely on it.
pub(super) fn invoice(invoice: &Invoice) -> Value {
    let content = &invoice.content;
    let [kind, value, account] = &content.payment;
    let attachments = content.attachments.iter().zip(&invoice.attachment_ids);
    let attachments = attachments.map(|((title, documents), id)| {
        let mime_types: Vec<_> = documents.iter().map(|document| &document.mime_type).collect();
        json!({"id": id, "title": title, "mimeTypes": mime_types})
    });
    let commercial = content.commercial.iter();
    let commercial = commercial.map(|document| json!({"mimeType": document.mime_type}));
    let org_no = checks::organization(&invoice.id).unwrap_or_default();
    let (ident_type, ident_value) = &invoice.named;
    let mut view = json!({
        "invoiceId": invoice.id,
        "paymentInformation": {"type": kind, "value": value, "account": account},
        "invoiceType": content.kind,
        "due": iso(content.due),
        "amount": content.amount,
    });
    if let Some(least) = content.min_amount {
        view["minAmount"] = least.into();
    }
    view["subject"] = content.subject.as_str().into();
    view["issuerName"] = content.issuer_name.as_deref().unwrap_or_default().into();
    view["recipient"] = json!({
        "identType": ident_type,
        "identValue": ident_value,
        "resolvedAt": iso(invoice.created),
    });
    view["providerId"] = json!({"identType": "orgno-no", "identValue": org_no});
    view["commercialInvoice"] = commercial.collect();
    view["attachments"] = attachments.collect();
    if let Some(url) = &content.icon_url {
        view["issuerIconUrl"] = url.as_str().into();
    }
    view["status"] = status(invoice);
    view["created"] = iso(invoice.created).into();
    view["source"] = "vipps".into();
    view["etag"] = invoice.etag.as_str().into();
    view
}

fn status(invoice: &Invoice) -> Value {
    let mut status = json!({
        "lastModified": iso(invoice.modified),
        "state": invoice.state.name(),
        "etag": invoice.etag,
    });
    if let Some(approval) = &invoice.approved {
        status["due"] = iso(approval.due).into();
        status["amount"] = approval.amount.into();
    }
    if invoice.state == State::Rejected {
        let detail = "The account does not belong to the issuer's organization.";
        let problem = Problem::new(0, "invalid-account-owner", detail);
        let (kind, title) = (problem.kind(), problem.title());
        status["problems"] = json!([{"type": kind, "title": title, "detail": detail}]);
    }
    status
}

/// The invoices for people.
pub(in crate::emulator) fn overview(world: &mut World) -> Value {
    let now = world.clock.now();
    let invoices = world.invoices.invoices.values_mut().map(|known| {
        known.settle(&world.config.issuers, now);
        invoice(known)
    });
    invoices.collect()
}
