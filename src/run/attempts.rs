//! Signs a request and sends it: again where `--retry` says so, and again to answer a challenge.

use std::sync::{Arc, Mutex, PoisonError};

use super::answer::Answer;
use super::clock::now;
use super::event::{Origin, Retry, RunEvent};
use super::outbound::{Outbound, Place};
use crate::auth::Lease;
use crate::collection::{Auth, Header, Request};
use crate::http::prepare::Notice;
use crate::http::{self, Exchange, Failure, Headers, Response, Transport};

/// A request that is ready to be signed.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub(super) request: &'a http::Request,
    /// The same as the collection says it, variables resolved.
    pub(super) resolved: &'a Request,
    pub(super) place: Place<'a>,
    /// Which attempt this is, counted from 1.
    pub(super) attempt: u32,
}

impl<T: Transport> Outbound<'_, T> {
    /// Sends a request, and again where `--retry` says so, signed afresh. Requests of scripts are
    /// sent once: the script decides itself.
    pub(super) async fn attempts(&self, work: Work<'_>, mut auth: Option<&mut Auth>) -> Answer {
        let Work { place, mut attempt, .. } = work;
        loop {
            let answer = self.signed(Work { attempt, ..work }, auth.as_deref_mut()).await;
            let Some(retry) = self.settings.retry.as_ref().filter(|_| place.origin == Origin::Item)
            else {
                return answer;
            };
            let reason = retry.reason(answer.result()).filter(|_| attempt <= retry.attempts);
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

    /// Signs a request and sends it, and again as long as the scheme has an answer to what the server
    /// says. Only the last exchange counts; those before it are reported as the authorization's.
    async fn signed(&self, work: Work<'_>, auth: Option<&mut Auth>) -> Answer {
        let Some(auth) = auth else { return self.once(work.request.clone(), work).await };
        let mut request = match self.sign(work, auth).await {
            Ok(request) => request,
            Err(notice) => {
                self.notices(&[notice], work.place);
                return self.once(work.request.clone(), work).await;
            }
        };
        let lease = self.auth.lease(auth);
        request.options.connection = lease.as_ref().map(Lease::number);
        let mut answered = 0;
        loop {
            let answer = self.once(request.clone(), work).await;
            let Some(exchange) = answer.exchange() else { return answer };
            let round = Round { response: &exchange.response, answered };
            let errands = Errands::new(*self, work.attempt);
            let again = self.again(work, auth, round, &mut request, &errands).await;
            if let Ok(true) = again {
                self.report(&answer, work.place.of_auth());
            }
            errands.report(work.place);
            match again {
                Ok(true) => answered += 1,
                Ok(false) => return answer,
                Err(notice) => {
                    self.notices(&[notice], work.place);
                    return answer;
                }
            }
        }
    }

    /// Changes a request that was refused so that it is worth sending again; `false` when it is not.
    async fn again(
        &self,
        work: Work<'_>,
        auth: &mut Auth,
        round: Round<'_>,
        request: &mut http::Request,
        errands: &Errands<'_, T>,
    ) -> Result<bool, Notice> {
        let options = &work.request.options;
        if round.answered == 0 && self.auth.renew(auth, round.response, options, errands).await? {
            *request = self.sign_now(work, auth)?;
            return Ok(true);
        }
        self.auth.answer(auth, round.response, request, round.answered)
    }

    /// Signs a request, after fetching a token where the scheme needs one. Secrets of the block are
    /// learned first: they may come back in what a server says.
    async fn sign(&self, work: Work<'_>, auth: &mut Auth) -> Result<http::Request, Notice> {
        self.learn_auth(auth);
        let errands = Errands::new(*self, work.attempt);
        let completed = self.auth.complete(auth, &work.request.options, &errands).await;
        errands.report(work.place);
        completed?;
        self.sign_now(work, auth)
    }

    fn sign_now(&self, work: Work<'_>, auth: &Auth) -> Result<http::Request, Notice> {
        self.learn_auth(auth);
        let mut request = work.request.clone();
        let remarks = self.auth.sign(auth, &mut request)?;
        self.notices(&remarks, work.place);
        place_signature(&work.request.headers, &mut request.headers, &work.resolved.headers);
        Ok(request)
    }

    fn learn_auth(&self, auth: &Auth) {
        for param in &auth.params {
            let text = param.value.as_str().unwrap_or_default();
            if auth.kind == "apikey" {
                // Its `key` is the name of a header.
                if param.key == "value" {
                    self.emitter.secrets.learn(text);
                }
            } else {
                self.emitter.secrets.learn_named(&param.key, text);
            }
        }
    }

    async fn once(&self, request: http::Request, work: Work<'_>) -> Answer {
        let sent = Some(request.clone());
        self.settings.turn().await;
        let started = now();
        let outcome = self.transport.carry_out(request).await.map(Box::new);
        Answer { request: sent, started, attempt: work.attempt, outcome }
    }
}

/// A request that was answered, and how often it was sent again before.
#[derive(Clone, Copy)]
struct Round<'a> {
    response: &'a Response,
    answered: usize,
}

/// Sends the requests that authorization needs itself, and keeps what came of them.
struct Errands<'a, T> {
    outbound: Outbound<'a, T>,
    attempt: u32,
    answers: Mutex<Vec<Answer>>,
}

impl<'a, T: Transport> Errands<'a, T> {
    fn new(outbound: Outbound<'a, T>, attempt: u32) -> Self {
        Self { outbound, attempt, answers: Mutex::default() }
    }

    /// Reports all exchanges so far, in order.
    fn report(self, place: Place<'_>) {
        let outbound = self.outbound;
        let answers = self.answers.into_inner().unwrap_or_else(PoisonError::into_inner);
        answers.iter().for_each(|answer| outbound.report(answer, place.of_auth()));
    }
}

impl<T: Transport> Transport for Errands<'_, T> {
    async fn send(&self, request: http::Request) -> Result<Exchange, Failure> {
        self.outbound.settings.turn().await;
        let started = now();
        let outcome = self.outbound.transport.carry_out(request).await.map(Box::new);
        let answer = Answer { request: None, started, attempt: self.attempt, outcome };
        let result = answer.result().cloned().map_err(Clone::clone);
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).push(answer);
        result
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
