//! Which sale unit a call is about, and whether it may: the same question in every API.

use super::config::{Merchant, Product, SaleUnit};
use super::state::World;

/// Why a sale unit may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Barred {
    /// The serial number does not belong to the keys.
    Foreign(String),
    /// The sale unit does not have the product.
    NotEnabled,
    /// The sale unit is closed.
    Closed,
}

/// Finds the sale unit with a serial number, if the merchant may use it for the product.
pub(super) fn unit<'m>(
    world: &World,
    merchant: &'m Merchant,
    product: Product,
    msn: &str,
) -> Result<&'m SaleUnit, Barred> {
    let unit = merchant.sale_unit(msn).ok_or_else(|| Barred::Foreign(msn.to_owned()))?;
    check(world, merchant, product, unit).map(|()| unit)
}

/// Finds the sale units that may use the product; refuses as for the first when there is none.
pub(super) fn units<'m>(
    world: &World,
    merchant: &'m Merchant,
    product: Product,
) -> Result<Vec<&'m SaleUnit>, Barred> {
    let allowed = |unit: &&SaleUnit| check(world, merchant, product, unit).is_ok();
    let units: Vec<_> = merchant.sale_units.iter().filter(allowed).collect();
    match merchant.sale_units.first() {
        Some(first) if units.is_empty() => check(world, merchant, product, first).map(|()| units),
        _ => Ok(units),
    }
}

fn check(
    world: &World,
    merchant: &Merchant,
    product: Product,
    unit: &SaleUnit,
) -> Result<(), Barred> {
    let faults = world.faults(merchant, product);
    if !unit.products.contains(&product) || (faults.login_only && product != Product::Login) {
        Err(Barred::NotEnabled)
    } else if unit.blocked || faults.blocked {
        Err(Barred::Closed)
    } else {
        Ok(())
    }
}
