//! Who may use the invoice APIs, and for which recipient.

use serde_json::Value;

use super::super::access::{self, Barred};
use super::super::call::Call;
use super::super::config::{Merchant, Product, User};
use super::super::jwt::{self, Invalid};
use super::super::state::World;
use super::error::Problem;

/// Checks that some sale unit of the merchant has the invoice APIs.
pub(super) fn admit(world: &World, merchant: &Merchant) -> Result<(), Problem> {
    access::units(world, merchant, Product::Invoice).map(drop).map_err(|barred| {
        let detail = match barred {
            Barred::Foreign(_) | Barred::NotEnabled => "The merchant does not have this API.",
            Barred::Closed => "The merchant is deactivated or blocked.",
        };
        Problem::new(403, "forbidden", detail)
    })
}

/// The body as JSON.
pub(super) fn body(call: &Call) -> Result<Value, Problem> {
    call.json().map_err(|error| Problem::invalid("invalid-json", format!("{error}.")))
}

/// Finds the person that a recipient token stands for.
pub(super) fn recipient<'w>(world: &'w World, token: &str) -> Result<&'w User, Problem> {
    let claims = jwt::verify_hs256(token, &world.secret, world.clock.now());
    let claims = claims.map_err(|invalid| match invalid {
        Invalid::Malformed => {
            Problem::invalid("parsing-recipient-token", "The recipient token is no JSON Web Token.")
        }
        Invalid::Forged => Problem::invalid(
            "invalid-recipient-token",
            "The recipient token was signed by somebody else.",
        ),
        Invalid::Expired => {
            Problem::invalid("recipient-token-expired", "The recipient token lives for 15 minutes.")
        }
    })?;
    let subject = claims["sub"].as_str().and_then(|subject| subject.split_once('.'));
    let user = subject.and_then(|(kind, value)| person(&world.config.users, kind, value));
    user.ok_or_else(|| {
        Problem::invalid("recipient-token-claims", "The recipient token names nobody.")
    })
}

/// The recipient of an IPP call, from its header.
pub(super) fn recipient_of<'w>(world: &'w World, call: &Call) -> Result<&'w User, Problem> {
    let token = call.header("vippsinvoice-recipienttoken").filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| {
        let detail = "The header vippsinvoice-recipienttoken is missing.";
        Problem::invalid("missing-recipient-token", detail)
    })?;
    recipient(world, &token)
}

/// Finds a person who takes invoices by identity or phone number.
pub(super) fn person<'u>(users: &'u [User], kind: &str, value: &str) -> Option<&'u User> {
    let is_meant = |user: &&User| match kind {
        "nin-no" => user.nin == value,
        "msisdn" => value.strip_prefix("47") == Some(&user.phone),
        _ => false,
    };
    users.iter().filter(|user| user.invoices).find(is_meant)
}
