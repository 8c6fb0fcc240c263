//! Fetched tokens, kept until they expire.

use std::collections::HashMap;

use jiff::Timestamp;
use tokio::sync::Mutex;

use super::grant::Grant;
use super::token::Token;
use crate::auth::session::account;
use crate::auth::signing::text;
use crate::collection::{Auth, Variable};
use crate::http::{SendOptions, Transport};
use crate::redact::Secret;

/// The tokens of a run, by everything that was asked for.
#[derive(Debug, Default)]
pub(in crate::auth) struct Tokens {
    kept: Mutex<HashMap<Secret<String>, Token>>,
}

impl Tokens {
    /// Gives a block without `accessToken` one, fetched or kept. A block that has one, or does not
    /// say where to fetch one, stays as it is.
    pub(in crate::auth) async fn complete<T: Transport>(
        &self,
        auth: &mut Auth,
        options: &SendOptions,
        transport: &T,
        now: Timestamp,
    ) -> Result<(), String> {
        let given = |key: &str| text(auth, key).is_some_and(|text| !text.trim().is_empty());
        if given(ACCESS_TOKEN) || !(given("accessTokenUrl") || given("grant_type")) {
            return Ok(());
        }
        let wanted = Wanted { auth, options, transport, now };
        // Held while fetching: whoever wants the same token meanwhile waits for it.
        let mut kept = self.kept.lock().await;
        let key = account(auth);
        let token = match kept.get(&key) {
            Some(token) if token.is_valid(now) => token.clone(),
            expired => wanted.renew(expired.cloned()).await?,
        };
        kept.insert(key, token.clone());
        auth.params.push(Variable::new(ACCESS_TOKEN, token.access.into_exposed()));
        Ok(())
    }

    /// Replaces the token that [`complete`](Self::complete) gave a block and that a server refused,
    /// unless that was done meanwhile. `false` when the token was not fetched here.
    pub(in crate::auth) async fn renew<T: Transport>(
        &self,
        auth: &mut Auth,
        options: &SendOptions,
        transport: &T,
        now: Timestamp,
    ) -> Result<bool, String> {
        let mut asked = auth.clone();
        let refused = asked.params.pop_if(|param| param.key == ACCESS_TOKEN);
        let refused = refused.and_then(|param| param.value.as_str().map(str::to_owned));
        let Some(refused) = refused else { return Ok(false) };
        let mut kept = self.kept.lock().await;
        let key = account(&asked);
        let Some(mut token) = kept.get(&key).cloned() else { return Ok(false) };
        if *token.access.expose() == refused {
            kept.remove(&key);
            let wanted = Wanted { auth: &asked, options, transport, now };
            token = wanted.renew(Some(token)).await?;
            kept.insert(key, token.clone());
        }
        asked.params.push(Variable::new(ACCESS_TOKEN, token.access.into_exposed()));
        *auth = asked;
        Ok(true)
    }
}

/// The parameter that holds the token.
const ACCESS_TOKEN: &str = "accessToken";

/// A token that is to be fetched.
struct Wanted<'a, T> {
    auth: &'a Auth,
    options: &'a SendOptions,
    transport: &'a T,
    now: Timestamp,
}

impl<T: Transport> Wanted<'_, T> {
    /// Fetches a token with the refresh token of an expired one, else from scratch.
    async fn renew(&self, expired: Option<Token>) -> Result<Token, String> {
        if let Some(refresh) = expired.and_then(|token| token.refresh)
            && let Ok(mut token) = self.fetch(&Grant::RefreshToken(refresh.clone())).await
        {
            token.refresh.get_or_insert(refresh);
            return Ok(token);
        }
        self.fetch(&Grant::of(self.auth)?).await
    }

    async fn fetch(&self, grant: &Grant) -> Result<Token, String> {
        let request = grant.request(self.auth, self.options)?;
        let exchange = self.transport.send(request).await;
        let exchange =
            exchange.map_err(|failure| format!("no token could be fetched: {failure}"))?;
        Token::read(&exchange.request, &exchange.response, self.now)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::sync::Mutex as StdMutex;

    use serde_json::json;

    use super::*;
    use crate::auth::tests::auth;
    use crate::http::{Body, Exchange, Failure, Request, Response, Timings};

    /// A token endpoint that counts.
    #[derive(Default)]
    struct Endpoint {
        bodies: StdMutex<Vec<String>>,
        refuse_refresh: bool,
    }

    impl Transport for Endpoint {
        async fn send(&self, request: Request) -> Result<Exchange, Failure> {
            let Body::Bytes(body) = &request.body else { panic!("no body") };
            let body = String::from_utf8(body.to_vec()).unwrap();
            let refused = self.refuse_refresh && body.contains("refresh_token");
            let mut bodies = self.bodies.lock().unwrap();
            bodies.push(body);
            let content = json!({
                "access_token": format!("t{}", bodies.len()),
                "expires_in": 100,
                "refresh_token": "r",
            });
            let response = Response {
                code: if refused { 400 } else { 200 },
                body: content.to_string().into(),
                ..Response::default()
            };
            Ok(Exchange { request, response, redirects: Vec::new(), timings: Timings::default() })
        }
    }

    async fn token(
        tokens: &Tokens,
        endpoint: &Endpoint,
        params: &serde_json::Value,
        at: i64,
    ) -> String {
        let mut auth = auth("oauth2", params);
        let now = Timestamp::from_second(at).unwrap();
        tokens.complete(&mut auth, &SendOptions::default(), endpoint, now).await.unwrap();
        text(&auth, "accessToken").unwrap()
    }

    fn credentials(scope: &str) -> serde_json::Value {
        json!({
            "grant_type": "client_credentials",
            "accessTokenUrl": "http://h/",
            "clientId": "id",
            "clientSecret": "s",
            "scope": scope,
        })
    }

    #[tokio::test]
    async fn tokens_are_kept_until_they_expire_and_then_refreshed() {
        let (tokens, endpoint) = (Tokens::default(), Endpoint::default());
        let a = credentials("a");
        assert_eq!(token(&tokens, &endpoint, &a, 0).await, "t1");
        assert_eq!(token(&tokens, &endpoint, &a, 89).await, "t1");
        assert_eq!(token(&tokens, &endpoint, &credentials("b"), 0).await, "t2");
        assert_eq!(token(&tokens, &endpoint, &a, 90).await, "t3");
        let bodies = endpoint.bodies.lock().unwrap();
        assert!(bodies[0].starts_with("grant_type=client_credentials"));
        assert!(bodies[2].starts_with("grant_type=refresh_token&refresh_token=r"));
    }

    #[tokio::test]
    async fn a_refused_refresh_starts_from_scratch() {
        let endpoint = Endpoint { refuse_refresh: true, ..Endpoint::default() };
        let tokens = Tokens::default();
        assert_eq!(token(&tokens, &endpoint, &credentials("a"), 0).await, "t1");
        assert_eq!(token(&tokens, &endpoint, &credentials("a"), 100).await, "t3");
    }

    #[tokio::test]
    async fn a_stored_token_is_used_as_it_is() {
        let (tokens, endpoint) = (Tokens::default(), Endpoint::default());
        let mut params = credentials("a");
        params["accessToken"] = "stored".into();
        assert_eq!(token(&tokens, &endpoint, &params, 0).await, "stored");
        assert!(endpoint.bodies.lock().unwrap().is_empty());
    }
}
