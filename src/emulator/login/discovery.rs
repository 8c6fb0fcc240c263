//! What a client can find out without credentials.

use serde_json::json;

use super::super::call::Call;
use super::super::reply::Reply;
use super::super::state::World;

/// Where everything is.
fn base(call: &Call) -> String {
    format!("{}/access-management-1.0/access", call.base_url())
}

/// Who issues tokens: with a slash at its end.
pub(super) fn issuer(call: &Call) -> String {
    format!("{}/", base(call))
}

/// The id of the signing key, as Hydra writes it.
pub(super) fn key_id(world: &World) -> String {
    let (hex, ..) = world.keyring.thumbprints();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
    format!(
        "public:{}-{}-4{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 15),
        part(15, 18),
        part(18, 30)
    )
}

/// `GET /.well-known/openid-configuration`: promises more than there is, as the real one does.
pub(super) fn configuration(_world: &mut World, call: &Call) -> Reply {
    let base = base(call);
    let at = |path: &str| format!("{base}/{path}");
    let body = json!({
        "issuer": issuer(call),
        "authorization_endpoint": at("oauth2/auth"),
        "token_endpoint": at("oauth2/token"),
        "jwks_uri": at(".well-known/jwks.json"),
        "userinfo_endpoint": at("userinfo"),
        "revocation_endpoint": at("oauth2/revoke"),
        "end_session_endpoint": at("oauth2/sessions/logout"),
        "subject_types_supported": ["public", "pairwise"],
        "response_types_supported":
            ["code", "code id_token", "id_token", "token id_token", "token", "token id_token code"],
        "claims_supported": ["sub"],
        "grant_types_supported":
            ["authorization_code", "implicit", "client_credentials", "refresh_token"],
        "response_modes_supported": ["query", "fragment"],
        "scopes_supported":
            ["offline", "openid", "address", "name", "email", "phoneNumber", "nnin", "birthDate"],
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "client_secret_basic", "private_key_jwt", "none"],
        "userinfo_signing_alg_values_supported": ["none", "RS256"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "request_parameter_supported": true,
        "request_uri_parameter_supported": true,
        "require_request_uri_registration": true,
        "claims_parameter_supported": false,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "frontchannel_logout_supported": true,
        "frontchannel_logout_session_supported": true,
    });
    Reply::json(200, &body)
}

/// `GET /.well-known/jwks.json`.
pub(super) fn keys(world: &mut World, _call: &Call) -> Reply {
    let kid = key_id(world);
    Reply::json(200, &json!({"keys": [world.keyring.jwk(&kid)]}))
}
