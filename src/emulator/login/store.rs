//! Codes and tokens that have been handed out.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::super::config::{Config, Merchant, User};
use super::super::state::World;

/// What Login remembers.
#[derive(Debug)]
pub(in crate::emulator) struct Store {
    pub(super) codes: HashMap<String, Grant>,
    pub(super) tokens: HashMap<String, Token>,
    /// The user says no from now on.
    pub(in crate::emulator) refuses: bool,
}

/// What a user consented to; a code stands for it once.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) scopes: Vec<String>,
    pub(super) nonce: String,
    pub(super) challenge: Option<Challenge>,
    /// `None` for the code that exists from the start, which waits as long as it takes.
    pub(super) expires: Option<Timestamp>,
    pub(super) phone: String,
}

/// What PKCE (RFC 7636) binds a code to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) value: String,
    /// `S256`, and not `plain`.
    pub(super) hashed: bool,
}

/// An access token of Login.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) client_id: String,
    pub(super) scopes: Vec<String>,
    pub(super) expires: Timestamp,
    pub(super) phone: String,
    pub(super) session: String,
}

impl Store {
    /// The first user has logged in at the first merchant, and the code lies ready.
    pub(in crate::emulator) fn new(config: &Config) -> Self {
        let mut codes = HashMap::new();
        let merchant = config.merchants.first();
        let client = merchant.and_then(|merchant| Some((merchant, merchant.login.as_ref()?)));
        if let (Some((merchant, login)), Some(user)) = (client, config.users.first())
            && let Some(redirect_uri) = login.redirect_uris.first()
        {
            let grant = Grant {
                client_id: merchant.client_id.clone(),
                redirect_uri: redirect_uri.clone(),
                scopes: login.scopes.clone(),
                nonce: String::new(),
                challenge: None,
                expires: None,
                phone: user.phone.clone(),
            };
            codes.insert(config.values.login_code.clone(), grant);
        }
        Self { codes, tokens: HashMap::new(), refuses: false }
    }
}

/// The user's id at a merchant: looks like a UUID, and differs from merchant to merchant.
pub(super) fn subject(client_id: &str, user: &User) -> String {
    let digest = Sha256::digest(format!("{client_id}/{}", user.nin));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// Finds the user of a grant or token.
pub(super) fn user<'c>(config: &'c Config, phone: &str) -> Option<&'c User> {
    config.users.iter().find(|user| user.phone == phone)
}

/// Finds the merchant of a client id.
pub(super) fn merchant<'c>(config: &'c Config, client_id: &str) -> Option<&'c Merchant> {
    config.merchants.iter().find(|merchant| merchant.client_id == client_id)
}

/// Login for people: how many codes and tokens are about, and what the user says.
pub(in crate::emulator) fn overview(world: &World) -> Value {
    json!({
        "codes": world.login.codes.len(),
        "tokens": world.login.tokens.len(),
        "userSays": if world.login.refuses { "no" } else { "yes" },
    })
}

/// The claims about a user that scopes give.
pub(super) fn claims(user: &User, scopes: &[String]) -> Value {
    let mut claims = json!({});
    for scope in scopes {
        match scope.as_str() {
            "name" => {
                claims["name"] = format!("{} {}", user.first_name, user.last_name).into();
                claims["given_name"] = user.first_name.as_str().into();
                claims["family_name"] = user.last_name.as_str().into();
            }
            "email" => claims["email"] = user.email.as_str().into(),
            "phoneNumber" => claims["phone_number"] = format!("47{}", user.phone).into(),
            "birthDate" => claims["birthdate"] = birth_date(&user.nin).into(),
            "nnin" => claims["nnin"] = user.nin.as_str().into(),
            "address" => {
                claims["address"] = json!([{
                    "street_address": "Testveien 1",
                    "postal_code": "0150",
                    "region": "Oslo",
                    "country": "NO",
                    "formatted": "Testveien 1\n0150\nOslo\nNO",
                    "address_type": "home",
                }]);
            }
            _ => {}
        }
    }
    claims
}

/// The first six digits of an identity number as DD.MM.YYYY; born in the last century.
fn birth_date(nin: &str) -> String {
    let part = |from: usize, to: usize| nin.get(from..to).unwrap_or_default();
    format!("{}.{}.19{}", part(0, 2), part(2, 4), part(4, 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_another_id_at_every_merchant() {
        let config = Config::default();
        let user = &config.users[0];
        let (one, two) = (subject("a", user), subject("b", user));
        assert_ne!(one, two);
        assert_eq!(one, subject("a", user));
        assert_eq!(one.len(), 36);
    }

    #[test]
    fn scopes_give_claims() {
        let config = Config::default();
        let scopes = ["openid", "birthDate", "phoneNumber"].map(str::to_owned);
        let claims = claims(&config.users[0], &scopes);
        assert_eq!(claims, json!({"birthdate": "01.03.1923", "phone_number": "4797777776"}));
    }
}
