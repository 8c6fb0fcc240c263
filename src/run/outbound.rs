//! From a request as the file says it to an answer: resolve, prepare, sign, send, report.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::answer::Answer;
use super::attempts::Work;
use super::emit::Emitter;
use super::event::{Cursor, ItemRef, Origin, RunEvent, SentRequest, Warning, WarningKind};
use super::plan::{PlannedItem, Settings};
use super::resolve;
use crate::auth::Session;
use crate::collection::{Auth, Header, Request, Url};
use crate::http::prepare::{Notice, NoticeKind, Prepared, prepare};
use crate::http::{self, CookieJar, Exchange, Failure, Headers, Transport};
use crate::redact::Secrets;
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

/// The media type of urlencoded forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// On whose behalf a request is sent.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) planned: &'a PlannedItem,
    pub(super) cursor: Cursor,
    pub(super) origin: Origin,
}

impl<'a> Place<'a> {
    pub(super) fn at(self) -> (Cursor, &'a Arc<ItemRef>) {
        (self.cursor, &self.planned.item)
    }

    /// The same place, for what its authorization sends.
    pub(super) fn of_auth(self) -> Self {
        Self { origin: Origin::Auth, ..self }
    }
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

    /// Resolves, prepares, signs and sends a request, and reports it. Gives what came of it, and the
    /// request with its variables resolved and its authorization as it was used.
    pub(super) async fn send(
        &self,
        request: &Request,
        place: Place<'_>,
        scopes: &Scopes,
        dynamic: &mut Dynamic,
    ) -> (Answer, Request) {
        let (mut resolved, mut auth) = self.resolve(request, place, scopes, dynamic);
        let answer = match self.prepare(&resolved, place) {
            Err(failure) => Answer::unsent(&resolved, failure),
            Ok(prepared) => {
                self.notices(&prepared.notices, place);
                let request = &prepared.request;
                let work = Work { request, resolved: &resolved, place, attempt: 1 };
                self.attempts(work, auth.as_mut()).await
            }
        };
        self.report(&answer, place);
        self.judge_status(&answer, place);
        resolved.auth = auth;
        (answer, resolved)
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
        for name in &resolver.circular {
            let message = format!(
                "{{{{{name}}}}} leads back to itself through the variables in its value, so it was sent unfinished; \
                 break the circle where its value is set"
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
            files_inside_only: self.settings.files_inside_only,
        };
        let mut prepared = prepare(resolved, &settings)?;
        prepared.request.options.timeout = self.settings.timeout_request;
        Ok(prepared)
    }

    pub(super) fn notices(&self, notices: &[Notice], place: Place<'_>) {
        for notice in notices {
            let kind = match notice.kind {
                NoticeKind::MissingFile => WarningKind::MissingFile,
                NoticeKind::UnknownAuth => WarningKind::UnknownAuth,
                NoticeKind::Unsigned => WarningKind::Unsigned,
                NoticeKind::Unsupported => WarningKind::Other,
            };
            self.emitter.warn(kind, Some(place.at()), notice.message.clone());
        }
    }

    /// Says what came of a request.
    pub(super) fn report(&self, answer: &Answer, place: Place<'_>) {
        let end = answer.event(place);
        self.learn(&end.request, answer);
        self.emitter.emit(RunEvent::Request(Box::new(end)));
    }

    /// Fails the run over a status that `--fail-on-status` names.
    fn judge_status(&self, answer: &Answer, place: Place<'_>) {
        let (Some(set), Some(exchange)) = (&self.settings.fail_on_status, answer.exchange()) else {
            return;
        };
        let response = &exchange.response;
        if place.origin == Origin::Item && set.contains(response.code) {
            let message = format!(
                "{} {} answered {} {}, which --fail-on-status {set} counts as a failure",
                answer.last_request().method,
                answer.url(),
                response.code,
                response.status
            );
            self.emitter.emit(RunEvent::Problem(Warning {
                cursor: Some(place.cursor),
                item: Some(Arc::clone(&place.planned.item)),
                kind: WarningKind::FailedStatus,
                message,
            }));
        }
    }

    /// Learns the secrets of an exchange before anyone hears of it: credentials in its headers, and
    /// members of JSON contents under secret names (an `access_token` in the answer).
    fn learn(&self, request: &SentRequest, answer: &Answer) {
        let secrets = self.emitter.secrets;
        learn_message(secrets, &request.headers, &request.body.bytes);
        secrets.learn_url(&request.url);
        answer.redirects().iter().for_each(|(request, _)| secrets.learn_url(&request.url));
        if let Some(Exchange { response, .. }) = answer.exchange() {
            learn_message(secrets, &response.headers, &response.body);
        }
    }
}

fn learn_message(secrets: &Secrets, headers: &Headers, body: &[u8]) {
    headers.iter().for_each(|(name, value)| secrets.learn_header(name, value));
    secrets.learn_content(body);
    if headers.get("Content-Type").is_some_and(|kind| kind.starts_with(FORM)) {
        secrets.learn_form(&String::from_utf8_lossy(body));
    }
}

/// The resolved request with the headers and the URL that went on the wire: what test scripts see.
pub(super) fn as_sent(answer: &Answer, resolved: &Request) -> Request {
    let Some(request) = &answer.request else { return resolved.clone() };
    let own: BTreeSet<String> =
        resolved.headers.iter().map(|line| line.key.to_ascii_lowercase()).collect();
    let headers = request.headers.iter().map(|(key, value)| {
        if own.contains(&key.to_ascii_lowercase()) {
            Header { key: key.to_owned(), value: value.to_owned(), ..Header::default() }
        } else {
            system_header(key, value)
        }
    });
    let mut headers: Vec<Header> = headers.collect();
    if let Some(cookies) = answer.cookies_sent() {
        match headers.iter_mut().find(|line| line.key.eq_ignore_ascii_case("cookie")) {
            Some(line) => cookies.clone_into(&mut line.value),
            None => headers.push(system_header("Cookie", cookies)),
        }
    }
    Request {
        method: request.method.clone(),
        url: Url::Parts(Box::new(http::url::parse(&request.url))),
        headers,
        ..resolved.clone()
    }
}

/// Makes a header line that no user has written.
fn system_header(key: &str, value: &str) -> Header {
    let mut header = Header { key: key.to_owned(), value: value.to_owned(), ..Header::default() };
    header.extra.insert("system".to_owned(), true.into());
    header
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
