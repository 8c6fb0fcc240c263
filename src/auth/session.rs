//! What authorization remembers during a run, and the three moments at which the engine asks it.

use std::sync::{Mutex, PoisonError};

use super::connections::{Connections, Lease};
use super::digest::Challenges;
use super::fresh::Fresh;
use super::signing::Signing;
use super::{oauth2, scheme};
use crate::collection::Auth;
use crate::http::prepare::{Notice, NoticeKind};
use crate::http::{Request, Response, SendOptions, Transport};
use crate::redact::Secret;

/// Longest chain of replays of one request (postman-runtime's limit).
pub const MAX_REPLAYS: usize = 3;

/// The authorization of a run: fetched OAuth 2 tokens and digest challenges outlive a request.
#[derive(Debug, Default)]
pub struct Session {
    challenges: Mutex<Challenges>,
    connections: Connections,
    tokens: oauth2::Tokens,
}

impl Session {
    /// Makes a session that remembers nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lends a connection to a request whose scheme authorizes connections (NTLM): its rounds have to
    /// go over it, one after another, and no other account may.
    #[must_use]
    pub fn lease(&self, auth: &Auth) -> Option<Lease<'_>> {
        let bound = scheme::find(&auth.kind)?.binds_connection;
        bound.then(|| self.connections.lend(account(auth)))
    }

    /// Fetches what a block lacks before it can sign: the `accessToken` of an `oauth2` block that
    /// says how to get one. A token is kept until it expires. `options` are the request's own.
    ///
    /// # Errors
    /// Returns what the user should know when there is no token; nothing should be signed then.
    pub async fn complete<T: Transport>(
        &self,
        auth: &mut Auth,
        options: &SendOptions,
        transport: &T,
    ) -> Result<(), Notice> {
        if auth.kind != oauth2::KIND {
            return Ok(());
        }
        let completed = self.tokens.complete(auth, options, transport, Fresh::draw().now).await;
        completed.map_err(|reason| unsigned(oauth2::KIND, &reason))
    }

    /// Replaces a token that was fetched and that the server refuses (401) by a new one: `true` means
    /// that the request is to be signed and sent again. A token that the block itself holds stays.
    ///
    /// # Errors
    /// Returns what the user should know when there is no new token.
    pub async fn renew<T: Transport>(
        &self,
        auth: &mut Auth,
        response: &Response,
        options: &SendOptions,
        transport: &T,
    ) -> Result<bool, Notice> {
        if auth.kind != oauth2::KIND || response.code != 401 {
            return Ok(false);
        }
        let renewed = self.tokens.renew(auth, options, transport, Fresh::draw().now).await;
        renewed.map_err(|reason| unsigned(oauth2::KIND, &reason))
    }

    /// Signs a request. An existing `Authorization` header is replaced. Returns what the user should
    /// know about parameters without effect.
    ///
    /// # Errors
    /// Returns what the user should know when the request stays unsigned: an unknown scheme, or a
    /// missing or unusable parameter. As in Postman that does not keep it from being sent.
    pub fn sign(&self, auth: &Auth, request: &mut Request) -> Result<Vec<Notice>, Notice> {
        let kind = auth.kind.as_str();
        let Some(scheme) = scheme::find(kind) else {
            let message = format!(
                "could not find a handler for auth: {kind} (the request goes out unsigned; use \
                 one of {})",
                scheme::known()
            );
            return Err(Notice::new(NoticeKind::UnknownAuth, message));
        };
        let signed = self.with(auth, request, |signing| {
            (scheme.sign)(signing)?;
            Ok(std::mem::take(&mut signing.remarks))
        });
        let remarks = signed.map_err(|reason| unsigned(kind, &reason))?;
        let notice = |remark: String| {
            Notice::new(NoticeKind::Unsupported, format!("{kind}.auth: no effect: {remark}"))
        };
        Ok(remarks.into_iter().map(notice).collect())
    }

    /// Answers a challenge: `true` means that the request was changed and is to be sent again.
    /// `answered` counts the answers given to this request before; at [`MAX_REPLAYS`] it is over.
    ///
    /// # Errors
    /// Returns what the user should know when the scheme cannot answer.
    pub fn answer(
        &self,
        auth: &Auth,
        response: &Response,
        request: &mut Request,
        answered: usize,
    ) -> Result<bool, Notice> {
        let challenged = matches!(response.code, 401 | 403) && answered < MAX_REPLAYS;
        let answer = scheme::find(&auth.kind).and_then(|scheme| scheme.answer);
        let Some(answer) = answer.filter(|_| challenged) else { return Ok(false) };
        let answered = self.with(auth, request, |signing| {
            Ok(!signing.flag("disableRetryRequest") && answer(signing, response, answered)?)
        });
        answered.map_err(|reason| unsigned(&auth.kind, &reason))
    }

    fn with<R>(
        &self,
        auth: &Auth,
        request: &mut Request,
        work: impl FnOnce(&mut Signing<'_>) -> Result<R, String>,
    ) -> Result<R, String> {
        let mut challenges = self.challenges.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = Fresh::draw();
        let (fresh, challenges) = (&fresh, &mut *challenges);
        work(&mut Signing { auth, request, fresh, challenges, remarks: Vec::new() })
    }
}

/// Two blocks with the same parameters are the same account.
pub(super) fn account(auth: &Auth) -> Secret<String> {
    let enabled = auth.params.iter().filter(|param| !param.disabled);
    Secret::new(enabled.map(|param| format!("{}={}\n", param.key, param.value)).collect())
}

fn unsigned(kind: &str, reason: &str) -> Notice {
    let message = format!("{kind}.auth: could not sign the request: {reason}");
    Notice::new(NoticeKind::Unsigned, message)
}
