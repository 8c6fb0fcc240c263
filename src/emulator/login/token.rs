//! `POST /oauth2/token`: a code in, an access token and an ID token out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::super::call::Call;
use super::super::clock::later;
use super::super::config::{Merchant, User};
use super::super::reply::Reply;
use super::super::state::World;
use super::client::{self, Refusal};
use super::discovery;
use super::store::{self, Challenge, Grant, Token};

/// Seconds that tokens live.
const LIFETIME: i64 = 3600;

pub(super) fn token(world: &mut World, call: &Call) -> Reply {
    client::authenticated(world, call, |world, merchant| exchange(world, call, merchant))
}

/// `POST /oauth2/revoke`: the token is worth nothing from now on (RFC 7009).
pub(super) fn revoke(world: &mut World, call: &Call) -> Reply {
    client::authenticated(world, call, |world, merchant| {
        let token = call.form("token").ok_or(Refusal::request("The token is missing."))?;
        let tokens = &mut world.login.tokens;
        if tokens.get(&token).is_some_and(|known| known.client_id == merchant.client_id) {
            tokens.remove(&token);
        }
        Ok(Reply::empty(200))
    })
}

fn exchange(world: &mut World, call: &Call, merchant: &Merchant) -> Result<Reply, Refusal> {
    match call.form("grant_type").as_deref() {
        None => return Err(Refusal::request("The grant_type is missing.")),
        Some("authorization_code") => {}
        Some(_) => {
            return Err(Refusal {
                status: 400,
                error: "unsupported_grant_type",
                description: "Only authorization_code is supported.",
            });
        }
    }
    let code = call.form("code").ok_or(Refusal::request("The code is missing."))?;
    let redirect_uri = call.form("redirect_uri");
    let redirect_uri = redirect_uri.ok_or(Refusal::request("The redirect_uri is missing."))?;
    let now = world.clock.now();
    // Whoever tries a code uses it up.
    let grant = world.login.codes.remove(&code).filter(|grant| {
        grant.client_id == merchant.client_id && grant.expires.is_none_or(|expires| expires > now)
    });
    let grant = grant.ok_or(Refusal::grant("The code is unknown, used, expired or another's."))?;
    if grant.redirect_uri != redirect_uri {
        return Err(Refusal::grant("The redirect_uri is not the one of the authorization."));
    }
    if !is_answered(grant.challenge.as_ref(), call.form("code_verifier")) {
        return Err(Refusal::grant("The code_verifier does not match the code_challenge."));
    }
    let config = std::sync::Arc::clone(&world.config);
    let user = store::user(&config, &grant.phone);
    let user = user.ok_or(Refusal::grant("The user has gone."))?;
    let body = issue(world, call, &grant, user);
    Ok(Reply::json(200, &body).with_header("cache-control", "no-store"))
}

fn is_answered(challenge: Option<&Challenge>, verifier: Option<String>) -> bool {
    let Some(challenge) = challenge else { return true };
    let Some(verifier) = verifier else { return false };
    let answer =
        if challenge.hashed { URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier)) } else { verifier };
    answer == challenge.value
}

fn issue(world: &mut World, call: &Call, grant: &Grant, user: &User) -> Value {
    let now = world.clock.now();
    let access_token = format!("{}.{}", world.ids.opaque::<32>(), world.ids.opaque::<32>());
    let id_token = id_token(world, call, grant, (user, &access_token));
    let token = Token {
        client_id: grant.client_id.clone(),
        scopes: grant.scopes.clone(),
        expires: later(now, LIFETIME),
        phone: grant.phone.clone(),
        session: world.ids.uuid(),
    };
    world.login.tokens.insert(access_token.clone(), token);
    json!({
        "access_token": access_token,
        "id_token": id_token,
        "expires_in": LIFETIME - 1,
        "scope": grant.scopes.join(" "),
        "token_type": "bearer",
    })
}

fn id_token(
    world: &mut World,
    call: &Call,
    grant: &Grant,
    (user, access_token): (&User, &str),
) -> String {
    let now = world.clock.now().as_second();
    // Half of the access token's hash (OpenID Connect Core, section 3.1.3.6).
    let half = URL_SAFE_NO_PAD.encode(&Sha256::digest(access_token)[..16]);
    let mut claims = json!({
        "iss": discovery::issuer(call),
        "aud": [grant.client_id],
        "sub": store::subject(&grant.client_id, user),
        "exp": now + LIFETIME,
        "iat": now,
        "auth_time": now,
        "rat": now,
        "jti": world.ids.uuid(),
        "nonce": grant.nonce,
        "at_hash": half,
    });
    if let Value::Object(profile) = store::claims(user, &grant.scopes) {
        for (name, value) in profile {
            claims[name] = value;
        }
    }
    let kid = discovery::key_id(world);
    world.keyring.rs256(&kid, &claims)
}
