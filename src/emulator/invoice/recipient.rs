//! `POST /recipients/tokens`: a token that stands for a person, so that the number need not travel.

use serde_json::json;

use super::super::call::Call;
use super::super::config::Merchant;
use super::super::jwt;
use super::super::reply::Reply;
use super::super::state::World;
use super::error::Problem;
use super::{access, checks};

/// Seconds that a recipient token lives.
const LIFETIME: i64 = 900;

pub(super) fn issue(
    world: &mut World,
    call: &Call,
    _merchant: &Merchant,
) -> Result<Reply, Problem> {
    let body = access::body(call)?;
    let value = body["value"].as_str().unwrap_or_default();
    let kind = match body["type"].as_str() {
        Some("nin-no") if checks::is_nin(value) => "nin-no",
        Some("nin-no") => {
            let detail = "An identity number has eleven digits, two of which check the others.";
            return Err(Problem::invalid("invalid-recipient-value-nin", detail));
        }
        Some("msisdn") if checks::is_msisdn(value) => "msisdn",
        Some("msisdn") => {
            let detail = "A phone number is 47 and eight digits.";
            return Err(Problem::invalid("invalid-recipient-value-msisdn", detail));
        }
        _ => {
            let detail = "The type is nin-no or msisdn.";
            return Err(Problem::invalid("unknown-ident-type", detail));
        }
    };
    if access::person(&world.config.users, kind, value).is_none() {
        let detail = "Nobody with this number takes invoices in Vipps.";
        return Err(Problem::new(404, "recipient-not-found", detail));
    }
    let now = world.clock.now().as_second();
    let claims = json!({
        "iss": "vippsinvoice.vipps.no/api/v1/recipients/tokens",
        "sub": format!("{kind}.{value}"),
        "iat": now,
        "exp": now + LIFETIME,
    });
    let token = jwt::hs256(&claims, &world.secret);
    Ok(Reply::json(200, &json!({"recipientToken": token})))
}
