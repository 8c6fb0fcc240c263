//! Login: OpenID Connect, version 1, as ORY Hydra speaks it. No subscription key, no access token
//! call; client id and secret are all.

mod client;
mod discovery;
mod store;

mod authorize;
mod token;
mod userinfo;

pub(super) use store::{Store, overview};

use super::route::{Handler, Route};

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "access-management-1.0/access/.well-known/openid-configuration",
        handler: Handler::Open(discovery::configuration),
    },
    Route {
        method: "GET",
        path: "access-management-1.0/access/.well-known/jwks.json",
        handler: Handler::Open(discovery::keys),
    },
    Route {
        method: "GET",
        path: "access-management-1.0/access/oauth2/auth",
        handler: Handler::Open(authorize::authorize),
    },
    Route {
        method: "POST",
        path: "access-management-1.0/access/oauth2/token",
        handler: Handler::Open(token::token),
    },
    Route {
        method: "POST",
        path: "access-management-1.0/access/oauth2/revoke",
        handler: Handler::Open(token::revoke),
    },
    Route {
        method: "GET",
        path: "access-management-1.0/access/userinfo",
        handler: Handler::Open(userinfo::userinfo),
    },
];
