//! `POST /accesstoken/get`: client id and secret in, access token out.
//!
//! The gateway looks at the subscription key first. Then 400 means the id, and 401 with `error`
//! the secret; 401 with `statusCode` was the gateway.

use serde_json::json;

use super::call::Call;
use super::clock::{iso, later};
use super::config::{Merchant, Product};
use super::reply::Reply;
use super::route::{Handler, Route};
use super::state::{IssuedToken, World};

/// Seconds that a token of the test environment lives.
const LIFETIME: i64 = 3600;

/// Seconds that `not_before` lies before the moment of issue, as in every published example.
const CLOCK_SKEW: i64 = 300;

/// What the token is for: the same for every merchant.
const RESOURCE: &str = "00000002-0000-0000-c000-000000000000";

/// The directory that the applications live in: the emulator's own.
const TENANT: &str = "e0000000-0000-4000-8000-0000000000aa";

pub(super) const ROUTES: &[Route] = &[Route {
    method: "POST",
    path: "accesstoken/get",
    handler: Handler::Key(Product::AccessToken, issue),
}];

/// Why Azure says no.
struct Refusal {
    status: u16,
    error: &'static str,
    code: u32,
    message: String,
}

fn issue(world: &mut World, call: &Call, _key_owner: &Merchant) -> Reply {
    // The key is not tied to the client here: keys of two merchants can be mixed, and the mix
    // shows at the first call with the token.
    match authenticate(world, call) {
        Ok(client_id) => token(world, &client_id),
        Err(refusal) => refuse(world, &refusal),
    }
}

fn authenticate(world: &World, call: &Call) -> Result<String, Refusal> {
    let refusal = |status, error, code: u32, message: &str| Refusal {
        status,
        error,
        code,
        message: format!("AADSTS{code}: {message}"),
    };
    if call.header("origin").is_some() {
        let message = "Tokens issued for this client type may not be redeemed from a browser: \
                       leave the Origin header out.";
        return Err(refusal(400, "invalid_request", 9_002_326, message));
    }
    let client_id = call.header("client_id").unwrap_or_default();
    if client_id.is_empty() {
        let message = "The request must contain the parameter 'client_id'.";
        return Err(refusal(400, "invalid_request", 900_144, message));
    }
    let client = world.config.merchants.iter().find(|merchant| merchant.client_id == client_id);
    let Some(client) = client else {
        let message = format!(
            "Application with identifier '{client_id}' was not found in the directory '{TENANT}'."
        );
        return Err(refusal(400, "unauthorized_client", 700_016, &message));
    };
    let secret = call.header("client_secret").unwrap_or_default();
    if secret.is_empty() {
        let message = "The request must contain the parameter 'client_secret'.";
        return Err(refusal(401, "invalid_client", 7_000_218, message));
    }
    if secret != client.client_secret {
        return Err(refusal(
            401,
            "invalid_client",
            7_000_215,
            "Invalid client secret is provided.",
        ));
    }
    Ok(client.client_id.clone())
}

fn token(world: &mut World, client_id: &str) -> Reply {
    let now = world.clock.now();
    let issued = now.as_second();
    let expires = issued + LIFETIME;
    let claims = json!({
        "aud": RESOURCE,
        "iss": "postbud emulator",
        "iat": issued,
        "nbf": issued - CLOCK_SKEW,
        "exp": expires,
        "appid": client_id,
        "tid": TENANT,
        "uti": world.ids.uuid(),
        "ver": "1.0",
    });
    let token = world.keyring.rs256("emulator", &claims);
    // Numbers are text, as in real answers.
    let body = json!({
        "token_type": "Bearer",
        "expires_in": LIFETIME.to_string(),
        "ext_expires_in": LIFETIME.to_string(),
        "expires_on": expires.to_string(),
        "not_before": (issued - CLOCK_SKEW).to_string(),
        "resource": RESOURCE,
        "access_token": token,
    });
    let expires = later(now, LIFETIME);
    world.issue(token, IssuedToken { client_id: client_id.to_owned(), expires });
    Reply::json(200, &body)
}

fn refuse(world: &mut World, refusal: &Refusal) -> Reply {
    let (trace, correlation) = (world.ids.uuid(), world.ids.uuid());
    let now = iso(world.clock.now());
    let timestamp = format!("{}Z", now[..19].replace('T', " "));
    let description = format!(
        "{}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {timestamp}",
        refusal.message
    );
    let body = json!({
        "error": refusal.error,
        "error_description": description,
        "error_codes": [refusal.code],
        "timestamp": timestamp,
        "trace_id": trace,
        "correlation_id": correlation,
    });
    Reply::json(refusal.status, &body)
}
