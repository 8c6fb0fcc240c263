//! The two invoice APIs: ISP sends invoices for issuers, IPP shows and pays them for recipients.

mod checks;
mod error;
mod state;

mod access;
mod document;
mod ipp;
mod isp;
mod recipient;
mod send;
mod view;

pub(super) use view::overview;

use indexmap::IndexMap;
use jiff::Timestamp;

use super::call::Call;
use super::config::{Config, Merchant, Product};
use super::idempotency::Answers;
use super::ids::Ids;
use super::reply::Reply;
use super::route::{Handler, Route};
use super::state::World;
use error::Problem;
use state::Invoice;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "vipps-invoice/public/jwk",
        handler: Handler::Open(document::keys),
    },
    route("POST", "vipps-ipp/v1/recipients/tokens", |w, c, m| answer(w, c, m, recipient::issue)),
    route("POST", "vipps-isp/v1/recipients/tokens", |w, c, m| answer(w, c, m, recipient::issue)),
    route("GET", "vipps-ipp/v1/invoices", |w, c, m| answer(w, c, m, ipp::list)),
    route("GET", "vipps-ipp/v1/invoices/count", |w, c, m| answer(w, c, m, ipp::count)),
    route("GET", "vipps-ipp/v1/invoices/{}", |w, c, m| answer(w, c, m, ipp::get)),
    route("PUT", "vipps-ipp/v1/invoices/{}/status/{}", |w, c, m| answer(w, c, m, ipp::change)),
    route("GET", "vipps-ipp/v1/invoices/{}/commercial-invoice", |w, c, m| {
        answer(w, c, m, document::commercial)
    }),
    route("GET", "vipps-ipp/v1/invoices/{}/attachments/{}", |w, c, m| {
        answer(w, c, m, document::attachment)
    }),
    route("PUT", "vipps-isp/v1/invoices/{}", |w, c, m| answer(w, c, m, isp::send)),
    route("GET", "vipps-isp/v1/invoices/{}", |w, c, m| answer(w, c, m, isp::get)),
    route("PUT", "vipps-isp/v1/invoices/{}/status/revoked", |w, c, m| answer(w, c, m, isp::revoke)),
];

const fn route(
    method: &'static str,
    path: &'static str,
    handle: fn(&mut World, &Call, &Merchant) -> Reply,
) -> Route {
    Route { method, path, handler: Handler::Bearer(Product::Invoice, handle) }
}

/// Lets a call answer, if the merchant may use the invoice APIs, and writes what it refuses.
fn answer(
    world: &mut World,
    call: &Call,
    merchant: &Merchant,
    handle: fn(&mut World, &Call, &Merchant) -> Result<Reply, Problem>,
) -> Reply {
    let outcome = access::admit(world, merchant).and_then(|()| handle(world, call, merchant));
    outcome.unwrap_or_else(|problem| problem.reply(world, call))
}

/// The invoices there are.
#[derive(Debug)]
pub(super) struct Store {
    /// By invoice id, in the order they were sent.
    invoices: IndexMap<String, Invoice>,
    /// Status changes, by their idempotency keys.
    changes: Answers<()>,
}

impl Store {
    /// One invoice waits from the start.
    pub(super) fn new(config: &Config, ids: &mut Ids, now: Timestamp) -> Self {
        let waiting = state::waiting(config, ids, now);
        let invoices = waiting.map(|invoice| (invoice.id.clone(), invoice));
        Self { invoices: invoices.into_iter().collect(), changes: Answers::default() }
    }

    /// Finds an invoice, and lets time pass for it.
    fn find(&mut self, config: &Config, id: &str, now: Timestamp) -> Result<&mut Invoice, Problem> {
        let not_found = || Problem::new(404, "invoice-not-found", "There is no such invoice.");
        let invoice = self.invoices.get_mut(id).ok_or_else(not_found)?;
        invoice.settle(&config.issuers, now);
        Ok(invoice)
    }
}
