//! What stands before every API: the gateway's checks, in their order.
//!
//! Route, subscription key, rate, access token; the sale unit and all that follows is the API's
//! own business. The first check that fails answers, which is what makes a wrong credential
//! recognizable.

use std::sync::Arc;

use serde_json::json;

use super::call::Call;
use super::config::{Config, Merchant, Product};
use super::reply::Reply;
use super::route::{self, Found, Handler};
use super::state::World;

/// The header that carries the subscription key.
const KEY_HEADER: &str = "Ocp-Apim-Subscription-Key";

/// Answers a call.
pub(super) fn answer(world: &mut World, mut call: Call) -> Reply {
    let route = match route::find(&call) {
        Found::Route(route, params) => {
            call.params = params;
            route
        }
        Found::OtherMethods(methods) => {
            return Reply::gateway(405, "Method not allowed")
                .with_header("allow", methods.join(", "));
        }
        Found::Nothing => return Reply::gateway(404, "Resource not found"),
    };
    let config = Arc::clone(&world.config);
    call.seen_at(config.public_url.as_deref());
    if config.strict.length_required && lacks_length(&call) {
        return Reply::html(411, "<html><body><h2>Length Required</h2></body></html>".to_owned());
    }
    match route.handler {
        Handler::Open(handle) => handle(world, &call),
        Handler::Key(product, handle) => {
            guarded(world, &call, &config, product, |world, who| handle(world, &call, who))
        }
        Handler::Bearer(product, handle) => {
            guarded(world, &call, &config, product, |world, who| {
                if who.sale_units.is_empty() {
                    return without_sale_unit(world);
                }
                if !has_token(world, &call, who, product) {
                    return refuse_token(product);
                }
                handle(world, &call, who)
            })
        }
    }
}

fn lacks_length(call: &Call) -> bool {
    matches!(call.method.as_str(), "POST" | "PUT") && !call.has_length()
}

/// Checks key and rate, then lets the merchant's faults have their way.
fn guarded(
    world: &mut World,
    call: &Call,
    config: &Config,
    product: Product,
    handle: impl FnOnce(&mut World, &Merchant) -> Reply,
) -> Reply {
    let merchant = match key_owner(call, config, product) {
        Ok(merchant) if world.faults(merchant, product).wrong_key => return wrong_key(call),
        Ok(merchant) => merchant,
        Err(reply) => return reply,
    };
    with_faults(world, merchant, product, |world| handle(world, merchant))
}

/// Answers as the merchant's faults want it: late, too often asked, out of order, or not at all
/// otherwise than `handle` does.
pub(super) fn with_faults(
    world: &mut World,
    merchant: &Merchant,
    product: Product,
    handle: impl FnOnce(&mut World) -> Reply,
) -> Reply {
    let faults = world.faults(merchant, product);
    let mut reply =
        if faults.calls_per_second.is_some_and(|limit| !world.within_rate(merchant, limit)) {
            Reply::gateway(429, "Rate limit is exceeded. Try again in 1 seconds.")
                .with_header("retry-after", "1")
        } else if let Some(status) = faults.failure {
            Reply::gateway(status, "The service is out of order, because a fault switch says so.")
        } else {
            handle(world)
        };
    reply.delay = faults.latency;
    reply
}

fn key_owner<'c>(call: &Call, config: &'c Config, product: Product) -> Result<&'c Merchant, Reply> {
    let mut key = call.header(KEY_HEADER).map(std::borrow::Cow::into_owned);
    if product == Product::Invoice {
        key = key.or_else(|| call.query("subscription-key"));
    }
    let Some(key) = key.filter(|key| !key.is_empty()) else {
        return Err(refuse_key(
            call,
            "Access denied due to missing subscription key. Make sure to include subscription key \
             when making requests to an API.",
        ));
    };
    let owner = config.merchants.iter().find(|merchant| merchant.key(product) == Some(&key));
    owner.ok_or_else(|| wrong_key(call))
}

fn wrong_key(call: &Call) -> Reply {
    refuse_key(
        call,
        "Access denied due to invalid subscription key. Make sure to provide a valid key for an \
         active subscription.",
    )
}

fn refuse_key(call: &Call, message: &str) -> Reply {
    // Only known roots arrive here, so that the first segment is plain text.
    let root = call.segments.first().map_or("", String::as_str).to_ascii_lowercase();
    let challenge = format!(
        "AzureApiManagementKey realm=\"{}/{root}\",name=\"{KEY_HEADER}\",type=\"header\"",
        call.base_url()
    );
    Reply::gateway(401, message).with_header("www-authenticate", challenge)
}

fn without_sale_unit(world: &mut World) -> Reply {
    let body = json!({
        "errorCode": "Unauthorized",
        "errorMessage": "Subscription not found",
        "contextId": world.ids.uuid(),
    });
    Reply::json(401, &body)
}

/// Whether the call carries a live access token of the merchant that owns the subscription key.
fn has_token(world: &World, call: &Call, merchant: &Merchant, product: Product) -> bool {
    let Some(header) = call.header("authorization") else { return false };
    let token = match header.split_once(' ') {
        Some(("Bearer", token)) => token,
        Some((scheme, token))
            if scheme.eq_ignore_ascii_case("bearer") && !world.config.strict.bearer_case =>
        {
            token
        }
        Some(_) => return false,
        // The invoice APIs take the token without a scheme.
        None if product == Product::Invoice => &header,
        None => return false,
    };
    let issued = world.tokens.get(token.trim());
    !world.faults(merchant, product).expired_token
        && issued.is_some_and(|issued| {
            issued.client_id == merchant.client_id && issued.expires > world.clock.now()
        })
}

fn refuse_token(product: Product) -> Reply {
    if product == Product::Invoice {
        let message = "IDX10503: Signature validation failed.";
        return Reply::json(
            401,
            &json!({
                "responseInfo": {"responseCode": 401, "responseMessage": message},
                "result": {"message": message},
            }),
        );
    }
    let message = "Something went wrong. Please try again later.";
    Reply::json(401, &json!({"responseInfo": {"responseCode": "1000", "responseMessage": message}}))
}
