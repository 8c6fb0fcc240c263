//! From a request as the file says it to an answer: resolve, prepare, sign, send, report.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::emit::Emitter;
use super::event::{
    Cursor, ItemRef, Origin, ReceivedResponse, Redirect, RequestEnd, RunEvent, SentRequest,
    WarningKind,
};
use super::plan::{PlannedItem, Settings};
use super::resolve;
use crate::auth::Session;
use crate::collection::{Auth, Header, Request, Url};
use crate::http::prepare::{Notice, NoticeKind, Prepared, prepare};
use crate::http::{self, Body, CookieJar, Exchange, Failure, Timings, Transport, url};
use crate::script::protocol::CookieData;
use crate::vars::{Dynamic, Resolver, Scopes};

/// The way out for requests, of items and of scripts.
pub(super) struct Outbound<'a, T> {
    pub(super) transport: &'a T,
    pub(super) cookies: &'a Mutex<CookieJar>,
    pub(super) auth: &'a Session,
    pub(super) settings: &'a Settings,
    pub(super) emitter: &'a Emitter<'a>,
}

impl<T> Clone for Outbound<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Outbound<'_, T> {}

/// On whose behalf a request is sent.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) planned: &'a PlannedItem,
    pub(super) cursor: Cursor,
    pub(super) origin: Origin,
}

impl<'a> Place<'a> {
    fn at(self) -> (Cursor, &'a Arc<ItemRef>) {
        (self.cursor, &self.planned.item)
    }
}

/// What came of a request.
pub(super) struct Answer {
    /// The request as sent, variables resolved, system headers included: what test scripts see.
    pub(super) request: Request,
    /// The URL that answered.
    pub(super) url: String,
    /// The exchange, when there was an answer.
    pub(super) exchange: Option<Exchange>,
    /// Why there was none.
    pub(super) failure: Option<Failure>,
}

impl<T: Transport> Outbound<'_, T> {
    /// The cookies of the run.
    pub(super) fn jar(&self) -> MutexGuard<'_, CookieJar> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lists the cookies the jar holds for a URL.
    pub(super) fn cookies(&self, url: &str) -> Vec<CookieData> {
        self.jar().list(url).into_iter().map(cookie_data).collect()
    }

    /// Resolves, prepares, signs and sends a request, and reports it.
    pub(super) async fn send(
        &self,
        request: &Request,
        place: Place<'_>,
        scopes: &Scopes,
        dynamic: &mut Dynamic,
    ) -> Answer {
        let (resolved, mut auth) = self.resolve(request, place, scopes, dynamic);
        let mut answer = match self.prepare(&resolved, place) {
            Err(failure) => unsent(&resolved, failure),
            Ok(mut prepared) => {
                if let Some(auth) = &mut auth {
                    prepared.notices.extend(self.sign(auth, &mut prepared.request).await);
                }
                self.notices(&prepared.notices, place);
                self.exchange(prepared.request, &resolved, auth.as_ref(), place).await
            }
        };
        self.report(&answer, place);
        answer.request.auth = auth;
        answer
    }

    fn resolve(
        &self,
        request: &Request,
        place: Place<'_>,
        scopes: &Scopes,
        dynamic: &mut Dynamic,
    ) -> (Request, Option<Auth>) {
        let mut resolver = Resolver::new(scopes, dynamic);
        let resolved = resolve::request(request, &mut resolver);
        let auth = request.auth.as_ref().map(|auth| resolve::auth(auth, &mut resolver));
        for name in &resolver.unresolved {
            let message = format!(
                "{{{{{name}}}}} is not defined in any scope and was sent as it stands; define it in the environment, \
                 or check its spelling (names are case-sensitive)"
            );
            self.emitter.warn(WarningKind::UnresolvedVariable, Some(place.at()), message);
        }
        (resolved, auth)
    }

    fn prepare(&self, resolved: &Request, place: Place<'_>) -> Result<Prepared, Failure> {
        let mut behavior = place.planned.behavior.clone();
        if place.origin == Origin::Script {
            // Postman's runtime never prunes the body of pm.sendRequest.
            behavior.disable_body_pruning = true;
        }
        let settings = http::prepare::Settings {
            behavior,
            working_dir: self.settings.working_dir.clone(),
            files_inside_only: false,
        };
        let mut prepared = prepare(resolved, &settings)?;
        prepared.request.options.timeout = self.settings.timeout_request;
        Ok(prepared)
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
            self.emitter.secrets.learn_named(&param.key, text);
        }
    }

    fn notices(&self, notices: &[Notice], place: Place<'_>) {
        for notice in notices {
            let kind = match notice.kind {
                NoticeKind::MissingFile => WarningKind::MissingFile,
                NoticeKind::UnknownAuth => WarningKind::UnknownAuth,
                NoticeKind::Unsupported | NoticeKind::Unsigned => WarningKind::Other,
            };
            self.emitter.warn(kind, Some(place.at()), notice.message.clone());
        }
    }

    /// Sends a request, and again as long as the scheme has an answer to the server's challenge. Only
    /// the last exchange counts.
    async fn exchange(
        &self,
        mut request: http::Request,
        resolved: &Request,
        auth: Option<&Auth>,
        place: Place<'_>,
    ) -> Answer {
        let mut answered = 0;
        loop {
            let result = self.transport.send(request.clone()).await;
            if let (Some(auth), Ok(exchange)) = (auth, &result) {
                match self.auth.answer(auth, &exchange.response, &mut request, answered) {
                    Ok(true) => {
                        answered += 1;
                        continue;
                    }
                    Ok(false) => {}
                    Err(notice) => self.notices(&[notice], place),
                }
            }
            return done(&request, resolved, result);
        }
    }

    fn report(&self, answer: &Answer, place: Place<'_>) {
        let request = match &answer.exchange {
            Some(exchange) => sent_request(&exchange.request),
            None => SentRequest {
                method: answer.request.method.clone(),
                url: answer.url.clone(),
                headers: answer
                    .request
                    .headers
                    .iter()
                    .map(|line| (line.key.as_str(), line.value.as_str()))
                    .collect(),
                body: Bytes::new(),
            },
        };
        self.learn(&request, answer.exchange.as_ref());
        let redirects = answer.exchange.iter().flat_map(|exchange| &exchange.redirects);
        let redirects = redirects
            .map(|(request, response)| Redirect { code: response.code, url: request.url.clone() });
        let end = RequestEnd {
            cursor: place.cursor,
            item: Arc::clone(&place.planned.item),
            origin: place.origin,
            request,
            redirects: redirects.collect(),
            timings: answer
                .exchange
                .as_ref()
                .map_or(Timings::default(), |exchange| exchange.timings),
            response: answer.exchange.as_ref().map(received),
            error: answer.failure.clone(),
        };
        self.emitter.emit(RunEvent::Request(Box::new(end)));
    }

    /// Learns the secrets of an exchange before anyone hears of it: credentials in its headers, and
    /// members of JSON contents under secret names (an `access_token` in the answer).
    fn learn(&self, request: &SentRequest, exchange: Option<&Exchange>) {
        let secrets = self.emitter.secrets;
        request.headers.iter().for_each(|(name, value)| secrets.learn_header(name, value));
        secrets.learn_json(&request.body);
        if let Some(exchange) = exchange {
            exchange
                .response
                .headers
                .iter()
                .for_each(|(name, value)| secrets.learn_header(name, value));
            secrets.learn_json(&exchange.response.body);
        }
    }
}

fn done(request: &http::Request, resolved: &Request, result: Result<Exchange, Failure>) -> Answer {
    let sent = as_sent(request, resolved);
    match result {
        Ok(exchange) => Answer {
            request: sent,
            url: exchange.request.url.clone(),
            exchange: Some(exchange),
            failure: None,
        },
        Err(failure) => Answer {
            request: sent,
            url: request.url.clone(),
            exchange: None,
            failure: Some(failure),
        },
    }
}

fn unsent(resolved: &Request, failure: Failure) -> Answer {
    Answer {
        request: resolved.clone(),
        url: url::unparse(&resolved.url),
        exchange: None,
        failure: Some(failure),
    }
}

/// The resolved request with the headers that go on the wire.
fn as_sent(request: &http::Request, resolved: &Request) -> Request {
    let own: BTreeSet<String> =
        resolved.headers.iter().map(|line| line.key.to_ascii_lowercase()).collect();
    let headers = request.headers.iter().map(|(key, value)| {
        let mut header =
            Header { key: key.to_owned(), value: value.to_owned(), ..Header::default() };
        if !own.contains(&key.to_ascii_lowercase()) {
            header.extra.insert("system".to_owned(), true.into());
        }
        header
    });
    let mut sent =
        Request { method: request.method.clone(), headers: headers.collect(), ..resolved.clone() };
    if let Url::Parts(parts) = &mut sent.url {
        parts.raw = None;
    }
    sent
}

fn sent_request(request: &http::Request) -> SentRequest {
    let body = match &request.body {
        Body::Bytes(bytes) => bytes.clone(),
        Body::Empty | Body::File(_) | Body::Multipart { .. } => Bytes::new(),
    };
    SentRequest {
        method: request.method.clone(),
        url: request.url.clone(),
        headers: request.headers.clone(),
        body,
    }
}

fn received(exchange: &Exchange) -> ReceivedResponse {
    let response = &exchange.response;
    ReceivedResponse {
        code: response.code,
        status: response.status.clone(),
        headers: response.headers.clone(),
        body: response.body.clone(),
        body_size: response.body.len() as u64,
        wire_size: response.wire_size,
        response_time: exchange.timings.total,
    }
}

fn cookie_data(cookie: http::Cookie) -> CookieData {
    CookieData {
        name: cookie.name,
        value: cookie.value,
        domain: cookie.domain,
        path: cookie.path,
        expires: cookie.expires,
        secure: cookie.secure,
        http_only: cookie.http_only,
        host_only: cookie.host_only,
    }
}
