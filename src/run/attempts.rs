//! Signs a request and sends it: again where `--retry` says so, and again to answer a challenge.

use std::sync::Arc;

use super::clock::now;
use super::event::{Origin, Retry, RunEvent};
use super::outbound::{Answer, Outbound, Place, as_sent};
use crate::collection::{Auth, Header, Request};
use crate::http::prepare::Notice;
use crate::http::{self, Headers, Transport};

/// A request that is ready to be signed.
pub(super) struct Work<'a> {
    pub(super) request: &'a http::Request,
    /// The same as the collection says it, variables resolved.
    pub(super) resolved: &'a Request,
    pub(super) place: Place<'a>,
}

impl<T: Transport> Outbound<'_, T> {
    /// Sends a request, and again where `--retry` says so, signed afresh. Requests of scripts are
    /// sent once: the script decides itself.
    pub(super) async fn attempts(&self, work: &Work<'_>, mut auth: Option<&mut Auth>) -> Answer {
        let place = work.place;
        let mut attempt = 1;
        loop {
            let mut answer = self.signed(work, auth.as_deref_mut()).await;
            answer.attempt = attempt;
            let Some(retry) = self.settings.retry.as_ref().filter(|_| place.origin == Origin::Item)
            else {
                return answer;
            };
            let reason =
                retry.reason(answer.outcome.as_deref()).filter(|_| attempt <= retry.attempts);
            let Some(reason) = reason else { return answer };
            self.emitter.emit(RunEvent::Retry(Retry {
                cursor: place.cursor,
                item: Arc::clone(&place.planned.item),
                attempt,
                attempts: retry.attempts.saturating_add(1),
                reason,
            }));
            attempt += 1;
            tokio::time::sleep(retry.delay).await;
        }
    }

    /// Signs a request and sends it, and again as long as the scheme has an answer to the server's
    /// challenge. Only the last exchange counts.
    async fn signed(&self, work: &Work<'_>, auth: Option<&mut Auth>) -> Answer {
        let mut request = work.request.clone();
        let Some(auth) = auth else { return self.once(request, work.resolved).await };
        if let Some(notice) = self.sign(auth, &mut request).await {
            self.notices(&[notice], work.place);
            return self.once(request, work.resolved).await;
        }
        place_signature(&work.request.headers, &mut request.headers, &work.resolved.headers);
        let mut answered = 0;
        loop {
            let answer = self.once(request.clone(), work.resolved).await;
            let Some(exchange) = answer.exchange() else { return answer };
            match self.auth.answer(auth, &exchange.response, &mut request, answered) {
                Ok(true) => answered += 1,
                Ok(false) => return answer,
                Err(notice) => {
                    self.notices(&[notice], work.place);
                    return answer;
                }
            }
        }
    }

    /// Signs a request, after fetching a token where the scheme needs one. Secrets of the block are
    /// learned first: they may come back in what a server says.
    async fn sign(&self, auth: &mut Auth, request: &mut http::Request) -> Option<Notice> {
        self.learn_auth(auth);
        if let Err(notice) = self.auth.complete(auth, &request.options, self.transport).await {
            return Some(notice);
        }
        self.learn_auth(auth);
        self.auth.sign(auth, request)
    }

    fn learn_auth(&self, auth: &Auth) {
        for param in &auth.params {
            let text = param.value.as_str().unwrap_or_default();
            if auth.kind == "apikey" && param.key == "value" {
                self.emitter.secrets.learn(text);
            } else {
                self.emitter.secrets.learn_named(&param.key, text);
            }
        }
    }

    async fn once(&self, request: http::Request, resolved: &Request) -> Answer {
        let sent = as_sent(&request, resolved);
        let url = request.url.clone();
        let (started, attempt) = (now(), 1);
        match self.transport.send(request).await {
            Ok(exchange) => {
                let url = exchange.request.url.clone();
                Answer { request: sent, url, started, attempt, outcome: Ok(Box::new(exchange)) }
            }
            Err(failure) => Answer { request: sent, url, started, attempt, outcome: Err(failure) },
        }
    }
}

/// Puts what signing added or replaced where newman has it: after the user's headers and before the
/// system's.
fn place_signature(before: &Headers, headers: &mut Headers, users: &[Header]) {
    let lines = headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let (mut lines, signed): (Vec<_>, Vec<_>) = lines.partition(|(name, value)| {
        before.iter().any(|known| known == (name.as_str(), value.as_str()))
    });
    let of_user = |name: &str| {
        users.iter().any(|line| !line.disabled && line.key.trim().eq_ignore_ascii_case(name))
    };
    let at = lines.iter().take_while(|(name, _)| of_user(name)).count();
    lines.splice(at..at, signed);
    *headers = lines.into_iter().collect();
}
