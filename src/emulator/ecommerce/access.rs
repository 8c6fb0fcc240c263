//! Which sale unit a call is about, and whether it may.

use serde_json::Value;

use super::super::call::Call;
use super::super::config::{Merchant, Product, SaleUnit};
use super::error::Refusal;
use super::input;

/// The header that names the sale unit; optional for a merchant's own keys.
const MSN_HEADER: &str = "Merchant-Serial-Number";

/// The sale units that a call without body may look into: the one its header names, or all.
pub(super) fn readable<'m>(
    call: &Call,
    merchant: &'m Merchant,
) -> Result<Vec<&'m SaleUnit>, Refusal> {
    if let Some(msn) = call.header(MSN_HEADER).filter(|msn| !msn.is_empty()) {
        return Ok(vec![allowed(merchant, &msn)?]);
    }
    let units: Vec<_> = merchant.sale_units.iter().filter(|unit| check(unit).is_ok()).collect();
    match merchant.sale_units.first() {
        Some(first) if units.is_empty() => check(first).map(|()| units),
        _ => Ok(units),
    }
}

/// Reads the body of a call that changes something, after the sale unit it names was checked.
pub(super) fn body(call: &Call, merchant: &Merchant) -> Result<Value, Refusal> {
    let body = call.json();
    let header = call.header(MSN_HEADER).filter(|msn| !msn.is_empty());
    let named = body.as_ref().ok().and_then(input::msn_of);
    for msn in header.as_deref().into_iter().chain(named.as_deref()) {
        allowed(merchant, msn)?;
    }
    if header.is_none() && named.is_none() {
        readable(call, merchant)?;
    }
    if call.has_foreign_type() {
        return Err(Refusal::MediaType);
    }
    body.map_err(|error| Refusal::field("body", format!("The body is not JSON: {error}")))
}

fn allowed<'m>(merchant: &'m Merchant, msn: &str) -> Result<&'m SaleUnit, Refusal> {
    let unit = merchant.sale_unit(msn).ok_or_else(|| Refusal::ForeignMsn(msn.to_owned()))?;
    check(unit).map(|()| unit)
}

fn check(unit: &SaleUnit) -> Result<(), Refusal> {
    if !unit.products.contains(&Product::Ecommerce) {
        Err(Refusal::NotAllowed)
    } else if unit.blocked {
        Err(Refusal::Blocked)
    } else {
        Ok(())
    }
}
