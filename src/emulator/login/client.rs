//! Who calls the token endpoint, and what is said when that is not clear.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::super::call::Call;
use super::super::config::{Config, LoginClient, Merchant, Product};
use super::super::gateway;
use super::super::reply::Reply;
use super::super::state::World;
use super::store;

/// Why a call is refused, in OAuth's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) error: &'static str,
    pub(super) description: &'static str,
}

impl Refusal {
    pub(super) const CLIENT: Self = Self {
        status: 401,
        error: "invalid_client",
        description: "Client authentication failed (e.g., unknown client, no client \
                      authentication included, or unsupported authentication method).",
    };

    pub(super) const fn request(description: &'static str) -> Self {
        Self { status: 400, error: "invalid_request", description }
    }

    pub(super) const fn grant(description: &'static str) -> Self {
        Self { status: 400, error: "invalid_grant", description }
    }

    pub(super) fn reply(&self) -> Reply {
        let body = json!({
            "error": self.error,
            "error_description": self.description,
            "status_code": self.status,
        });
        let reply = Reply::json(self.status, &body).with_header("cache-control", "no-store");
        match self.error {
            "invalid_client" => reply.with_header("www-authenticate", "Basic"),
            _ => reply,
        }
    }
}

/// A client's registration, when Login is activated for the merchant.
pub(super) fn registration<'m>(world: &World, merchant: &'m Merchant) -> Option<&'m LoginClient> {
    let faults = world.faults(merchant, Product::Login);
    let units = &merchant.sale_units;
    let enabled = units.iter().any(|unit| !unit.blocked && unit.products.contains(&Product::Login));
    let login = merchant.login.as_ref().filter(|login| !login.redirect_uris.is_empty());
    login.filter(|_| enabled && !faults.blocked)
}

/// Authenticates the caller of a form endpoint, then lets `act` answer, as its faults allow.
pub(super) fn authenticated(
    world: &mut World,
    call: &Call,
    act: impl FnOnce(&mut World, &Merchant) -> Result<Reply, Refusal>,
) -> Reply {
    let config = std::sync::Arc::clone(&world.config);
    let Some(named) = named(call, &config) else { return Refusal::CLIENT.reply() };
    gateway::with_faults(world, named, Product::Login, |world| {
        let wrong_key = world.faults(named, Product::Login).wrong_key;
        let known = registration(world, named).filter(|_| !wrong_key);
        if !known.is_some_and(|login| proves(call, named, login, config.lenient)) {
            return Refusal::CLIENT.reply();
        }
        act(world, named).unwrap_or_else(|refusal| refusal.reply())
    })
}

/// The merchant that the caller says it is.
fn named<'c>(call: &Call, config: &'c Config) -> Option<&'c Merchant> {
    let basic = basic(call).map(|(id, _)| form_decode(&id));
    store::merchant(config, &basic.or_else(|| call.form("client_id"))?)
}

/// Whether the caller knows the secret, and sends it the registered way.
fn proves(call: &Call, merchant: &Merchant, login: &LoginClient, lenient: bool) -> bool {
    if login.post {
        let secret = call.form("client_secret");
        return secret.as_ref() == Some(&merchant.client_secret) && basic(call).is_none();
    }
    // Both halves were form-encoded before (RFC 6749, section 2.3.1): a bare + is a space.
    basic(call).is_some_and(|(_, secret)| {
        form_decode(&secret) == merchant.client_secret
            || lenient && secret == merchant.client_secret
    })
}

/// The two halves of Basic credentials, as they are.
fn basic(call: &Call) -> Option<(String, String)> {
    let header = call.header("authorization")?;
    let (scheme, credentials) = header.split_once(' ')?;
    let decoded = STANDARD.decode(credentials.trim()).ok()?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| (id.to_owned(), secret.to_owned()))
}

fn form_decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}
