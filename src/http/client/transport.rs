//! The exchange: cookies, host mapping, redirects, time limit around single hops.

use super::connections::Connections;
use super::hop::{self, Target};
use super::hosts::{self, Route};
use super::stopwatch::{Stopwatch, has_kept_connection, mark};
use super::{ClientSettings, failure, tls};
use crate::http::{
    CookieJar, Exchange, Failure, Request, Response, Transport, Unanswered, redirect,
};
use std::sync::{Arc, Mutex, PoisonError};

/// Sends requests over the network. Connections and cookies are shared by all its exchanges.
#[derive(Debug)]
pub struct Client {
    settings: ClientSettings,
    connections: Connections,
    cookies: Arc<Mutex<CookieJar>>,
}

impl Client {
    /// Makes a client; connections and TLS are set up when the first request needs them.
    ///
    /// # Errors
    /// Fails when a file of `extra_roots` cannot be read or holds no certificate.
    pub fn new(settings: ClientSettings) -> Result<Self, Failure> {
        let mut roots = Vec::new();
        for path in &settings.extra_roots {
            roots.extend(tls::read_roots(path)?);
        }
        let hosts = settings.hosts.clone().into();
        let connections = Connections::new(&settings, roots, hosts);
        Ok(Self { settings, connections, cookies: Arc::default() })
    }

    /// Returns the cookie jar of the run.
    #[must_use]
    pub fn cookies(&self) -> Arc<Mutex<CookieJar>> {
        Arc::clone(&self.cookies)
    }

    /// Goes from hop to hop until one answers with something else than a redirect.
    async fn follow(&self, chain: &mut Chain) -> Result<Response, Failure> {
        loop {
            mark(|marks| marks.begin_hop(&chain.asked.url));
            chain.sent = chain.asked.clone();
            let response = self.hop(&mut chain.sent).await?;
            let next = redirect::next(&chain.asked, &response, chain.redirects.len());
            if let Ok(None) = next {
                return Ok(response);
            }
            chain.redirects.push((chain.sent.clone(), response));
            if let Some(next) = next? {
                chain.asked = next;
            }
        }
    }

    /// Sends one request with the cookies of the jar, and keeps those of the response.
    async fn hop(&self, sent: &mut Request) -> Result<Response, Failure> {
        if !sent.options.disable_cookies {
            self.add_cookies(sent);
        }
        let Route { url, way } = hosts::route(&sent.url, &self.settings.hosts);
        let url = hop::parse_url(&url)?;
        let key = self.connections.key(&url, way, &sent.options, &self.settings);
        let pool = self.connections.pool(&key)?;
        let target =
            Target { url, proxy: key.proxy.as_ref(), limit: self.settings.max_response_size };
        let response = send(&pool, sent, &target).await?;
        if !sent.options.disable_cookies {
            self.keep_cookies(&sent.url, &response);
        }
        Ok(response)
    }

    /// Appends the jar's cookies to the request's own `Cookie` header, as Postman does.
    fn add_cookies(&self, request: &mut Request) {
        let Some(stored) = self.jar(|jar| jar.header(&request.url)) else { return };
        let value = match request.headers.get("Cookie").filter(|own| !own.is_empty()) {
            Some(own) => format!("{own}; {stored}"),
            None => stored,
        };
        let name = request.headers.spelling("Cookie").unwrap_or("Cookie").to_owned();
        request.headers.set(&name, value);
    }

    fn keep_cookies(&self, url: &str, response: &Response) {
        self.jar(|jar| {
            for cookie in response.headers.get_all("Set-Cookie") {
                jar.store(url, cookie);
            }
        });
    }

    fn jar<T>(&self, work: impl FnOnce(&mut CookieJar) -> T) -> T {
        work(&mut self.cookies.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Sends a request, and again as long as it goes over a kept connection that breaks before an answer:
/// the server may have closed it just then. Only what may be repeated is (RFC 9110 §9.2.2).
async fn send(
    pool: &reqwest::Client,
    request: &Request,
    target: &Target<'_>,
) -> Result<Response, Failure> {
    loop {
        match hop::send(pool, request, target).await {
            Err(failure)
                if is_repeatable(request)
                    && has_kept_connection()
                    && failure::is_hang_up(&failure) => {}
            outcome => return outcome,
        }
    }
}

/// Tells whether a request has the same effect once and twice.
fn is_repeatable(request: &Request) -> bool {
    let idempotent = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"];
    idempotent.contains(&request.method.as_str())
}

/// An exchange under way.
struct Chain {
    /// What is to be sent next, or was sent last, without the cookies of the jar.
    asked: Request,
    /// What was sent last.
    sent: Request,
    redirects: Vec<(Request, Response)>,
}

impl Transport for Client {
    async fn send(&self, request: Request) -> Result<Exchange, Failure> {
        self.carry_out(request).await.map_err(|unanswered| unanswered.failure)
    }

    async fn carry_out(&self, request: Request) -> Result<Exchange, Box<Unanswered>> {
        let limit = request.options.timeout.or(self.settings.timeout);
        let stopwatch = Stopwatch::new(&request.url);
        let mut chain = Chain { asked: request.clone(), sent: request, redirects: Vec::new() };
        let following = stopwatch.watch(self.follow(&mut chain));
        let outcome = match limit {
            None => following.await,
            Some(limit) => tokio::time::timeout(limit, following)
                .await
                .unwrap_or_else(|_| Err(failure::timeout(&stopwatch.marks(), limit))),
        };
        let timings = stopwatch.marks().timings();
        let Chain { sent: request, redirects, .. } = chain;
        match outcome {
            Ok(response) => Ok(Exchange { request, response, redirects, timings }),
            Err(failure) => Err(Box::new(Unanswered { failure, request, redirects, timings })),
        }
    }
}
