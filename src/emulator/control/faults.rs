//! Fault switches of a merchant.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::call::Call;
use super::super::config::{Faults, Product};
use super::super::reply::Reply;
use super::super::state::World;
use super::{done, state, wrong};

const FORM: &str = "send any of {\"latencyMs\": N, \"callsPerSecond\": N, \"failure\": 500 to 599, \
                    \"wrongKey\": true, \"expiredToken\": true, \"blocked\": true, \
                    \"loginOnly\": true}; what is left out is switched off";

/// `PUT /_emulator/merchants/{msn or client id}/faults`, and `…/faults/{product}` for one product
/// alone: what is left out is switched off.
pub(super) fn put(world: &mut World, call: &Call) -> Reply {
    match call.json().ok().and_then(|body| read(&body)) {
        Some(faults) => set(world, call, faults),
        None => wrong(400, FORM),
    }
}

/// `POST /_emulator/merchants/{…}/faults` with the form field `fault`: the buttons of the page.
pub(super) fn post(world: &mut World, call: &Call) -> Reply {
    let body = match call.form("fault").as_deref() {
        Some("none") => json!({}),
        Some("latency") => json!({"latencyMs": 1000}),
        Some("429") => json!({"callsPerSecond": 0}),
        Some("503") => json!({"failure": 503}),
        Some(name @ ("wrongKey" | "expiredToken" | "blocked" | "loginOnly")) => {
            json!({name: true})
        }
        _ => return wrong(400, "there is no such fault"),
    };
    match read(&body) {
        Some(faults) => set(world, call, faults),
        None => wrong(400, FORM),
    }
}

fn set(world: &mut World, call: &Call, faults: Faults) -> Reply {
    let config = Arc::clone(&world.config);
    let name = call.param(0);
    let mut merchants = config.merchants.iter();
    let who =
        merchants.find(|merchant| merchant.client_id == name || merchant.sale_unit(name).is_some());
    let Some(who) = who else {
        return wrong(404, "there is no such merchant; GET /_emulator/state lists them");
    };
    let product = match call.param(1) {
        "" => None,
        name => match Product::named(name) {
            Some(product) => Some(product),
            None => {
                let names = Product::NAMED.map(|(name, _)| name).join(", ");
                return wrong(404, &format!("there is no such product; there are {names}"));
            }
        },
    };
    world.set_faults(who, product, faults);
    done(call, &state::merchant(world, who))
}

/// Reads faults; `None` when a member is unknown, or out of bounds.
fn read(body: &Value) -> Option<Faults> {
    let mut faults = Faults::default();
    for (key, value) in body.as_object()? {
        match (key.as_str(), value) {
            (_, Value::Null) => {}
            ("latencyMs", _) => faults.latency = Duration::from_millis(value.as_u64()?),
            ("callsPerSecond", _) => {
                faults.calls_per_second = Some(u32::try_from(value.as_u64()?).ok()?);
            }
            ("failure", _) => {
                let status = u16::try_from(value.as_u64()?).ok()?;
                faults.failure = Some(status).filter(|status| (500..600).contains(status));
                faults.failure?;
            }
            ("wrongKey", _) => faults.wrong_key = value.as_bool()?,
            ("expiredToken", _) => faults.expired_token = value.as_bool()?,
            ("blocked", _) => faults.blocked = value.as_bool()?,
            ("loginOnly", _) => faults.login_only = value.as_bool()?,
            _ => return None,
        }
    }
    Some(faults)
}
