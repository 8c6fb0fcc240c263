//! Which sale unit a call is about, and whether it may.

use serde_json::Value;

use super::super::access;
use super::super::call::Call;
use super::super::config::{Merchant, Product, SaleUnit};
use super::super::state::World;
use super::error::Refusal;
use super::input;

/// The header that names the sale unit; optional for a merchant's own keys.
const MSN_HEADER: &str = "Merchant-Serial-Number";

/// The sale units that a call without body may look into: the one its header names, or all.
pub(super) fn readable<'m>(
    world: &World,
    call: &Call,
    merchant: &'m Merchant,
) -> Result<Vec<&'m SaleUnit>, Refusal> {
    let named = call.header(MSN_HEADER).filter(|msn| !msn.is_empty());
    Ok(match named {
        Some(msn) => vec![access::unit(world, merchant, Product::Ecommerce, &msn)?],
        None => access::units(world, merchant, Product::Ecommerce)?,
    })
}

/// Reads the body of a call that changes something, after the sale unit it names was checked.
pub(super) fn body(world: &World, call: &Call, merchant: &Merchant) -> Result<Value, Refusal> {
    let body = call.json();
    let header = call.header(MSN_HEADER).filter(|msn| !msn.is_empty());
    let named = body.as_ref().ok().and_then(input::msn_of);
    for msn in header.as_deref().into_iter().chain(named.as_deref()) {
        access::unit(world, merchant, Product::Ecommerce, msn)?;
    }
    if header.is_none() && named.is_none() {
        readable(world, call, merchant)?;
    }
    if call.has_foreign_type() {
        return Err(Refusal::MediaType);
    }
    body.map_err(|error| Refusal::field("body", format!("The body is not JSON: {error}")))
}
