//! `GET /userinfo`: who logged in, as far as the scopes tell.

use std::sync::Arc;

use serde_json::json;

use super::super::call::Call;
use super::super::config::Product;
use super::super::gateway;
use super::super::reply::Reply;
use super::super::state::World;
use super::store;

pub(super) fn userinfo(world: &mut World, call: &Call) -> Reply {
    let config = Arc::clone(&world.config);
    let header = call.header("authorization").unwrap_or_default();
    let token = match header.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => return refuse(),
    };
    let Some(token) = world.login.tokens.get(token).cloned() else { return refuse() };
    let (Some(merchant), Some(user)) =
        (store::merchant(&config, &token.client_id), store::user(&config, &token.phone))
    else {
        return refuse();
    };
    gateway::with_faults(world, merchant, Product::Login, |world| {
        let expired = world.faults(merchant, Product::Login).expired_token;
        if expired || token.expires <= world.clock.now() {
            return refuse();
        }
        let mut claims = store::claims(user, &token.scopes);
        claims["sub"] = store::subject(&token.client_id, user).into();
        claims["sid"] = token.session.into();
        Reply::json(200, &claims)
    })
}

fn refuse() -> Reply {
    let body = json!({
        "error": "request_unauthorized",
        "error_description": "The request could not be authorized: the access token is missing, \
                              malformed, expired or revoked.",
        "status_code": 401,
    });
    Reply::json(401, &body).with_header("www-authenticate", "Bearer error=\"invalid_token\"")
}
