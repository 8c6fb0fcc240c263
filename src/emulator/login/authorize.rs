//! `GET /oauth2/auth`: in a browser the user would log in here. The emulated user has, and says
//! yes at once, so that the code flow works without one.

use std::sync::Arc;

use super::super::call::Call;
use super::super::clock::later;
use super::super::config::Product;
use super::super::reply::Reply;
use super::super::state::World;
use super::super::{gateway, html};
use super::client;
use super::store::{self, Challenge, Grant};

/// Seconds that a code waits to be exchanged.
const CODE_LIFETIME: i64 = 600;
/// Shortest state that Hydra takes.
const STATE_LENGTH: usize = 8;

/// Why the user is sent back without a code.
struct Denial {
    error: &'static str,
    description: &'static str,
}

pub(super) fn authorize(world: &mut World, call: &Call) -> Reply {
    let config = Arc::clone(&world.config);
    let client_id = call.query("client_id").unwrap_or_default();
    let redirect_uri = call.query("redirect_uri").unwrap_or_default();
    let Some(merchant) = store::merchant(&config, &client_id) else {
        return refuse("The client_id is unknown.");
    };
    gateway::with_faults(world, merchant, Product::Login, |world| {
        // Never a redirect to a place that nobody has registered.
        let Some(login) = client::registration(world, merchant) else {
            return refuse("Login is not activated for this client.");
        };
        if !login.redirect_uris.contains(&redirect_uri) {
            return refuse("The redirect_uri is not registered; it must match byte for byte.");
        }
        let answer = match grant(world, call, &login.scopes) {
            Ok(grant) => {
                let scope = grant.scopes.join(" ");
                let code = format!("{}.{}", world.ids.opaque::<32>(), world.ids.opaque::<32>());
                world.login.codes.insert(code.clone(), grant);
                vec![("code", code), ("scope", scope)]
            }
            Err(denial) => vec![
                ("error", denial.error.to_owned()),
                ("error_description", denial.description.to_owned()),
            ],
        };
        redirect(&redirect_uri, answer, call.query("state"))
    })
}

fn grant(world: &World, call: &Call, granted: &[String]) -> Result<Grant, Denial> {
    let denied = |error, description| Err(Denial { error, description });
    if call.query("response_type").as_deref() != Some("code") {
        return denied("unsupported_response_type", "Only response_type=code is supported.");
    }
    let state = call.query("state").unwrap_or_default();
    if state.chars().count() < STATE_LENGTH {
        return denied("invalid_state", "The state must have at least 8 characters.");
    }
    let scope = call.query("scope").unwrap_or_default();
    let scopes: Vec<_> = scope.split_whitespace().map(str::to_owned).collect();
    let openid = scopes.iter().any(|scope| scope == "openid");
    if !openid || !scopes.iter().all(|scope| granted.contains(scope)) {
        return denied("invalid_scope", "A scope is unknown, not granted, or openid is missing.");
    }
    let challenge = match call.query("code_challenge_method").as_deref() {
        Some("S256") => Some(true),
        None | Some("plain") => Some(false),
        Some(_) => None,
    };
    let Some(hashed) = challenge else {
        return denied("invalid_request", "The code_challenge_method must be S256 or plain.");
    };
    let Some(user) = world.config.users.first().filter(|_| !world.login.refuses) else {
        return denied("access_denied", "The user said no.");
    };
    Ok(Grant {
        client_id: call.query("client_id").unwrap_or_default(),
        redirect_uri: call.query("redirect_uri").unwrap_or_default(),
        scopes,
        nonce: call.query("nonce").unwrap_or_default(),
        challenge: call.query("code_challenge").map(|value| Challenge { value, hashed }),
        expires: Some(later(world.clock.now(), CODE_LIFETIME)),
        phone: user.phone.clone(),
    })
}

fn redirect(to: &str, mut answer: Vec<(&str, String)>, state: Option<String>) -> Reply {
    answer.extend(state.map(|state| ("state", state)));
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&answer)
        .finish()
        .replace('+', "%20");
    let joint = if to.contains('?') { '&' } else { '?' };
    Reply::empty(302).with_header("location", format!("{to}{joint}{query}"))
}

fn refuse(why: &str) -> Reply {
    html::page(401, "Login is not possible", &format!("<p>{}</p>", html::escape(why)))
}
