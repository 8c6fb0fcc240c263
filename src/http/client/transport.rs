//! The exchange: cookies, host mapping, redirects, time limit around single hops.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::connections::Connections;
use super::hop::{self, Hop, Target};
use super::hosts::{self, Route};
use super::stopwatch::{Marks, Stopwatch, mark};
use super::{ClientSettings, failure, tls};
use crate::http::{CookieJar, Exchange, Failure, Request, Response, Timings, Transport, redirect};

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

    async fn exchange(&self, request: Request) -> Result<Exchange, Failure> {
        let started = Instant::now();
        let mut asked = request;
        let mut redirects = Vec::new();
        loop {
            mark(|marks| marks.url.clone_from(&asked.url));
            let before = started.elapsed();
            let (sent, Hop { response, first_byte }) = self.hop(&asked).await?;
            if let Some(next) = redirect::next(&asked, &response, redirects.len())? {
                redirects.push((sent, response));
                asked = next;
                continue;
            }
            let total = started.elapsed();
            let first_byte = before + first_byte;
            let timings = Timings {
                first_byte: Some(milliseconds(first_byte)),
                download: Some(milliseconds(total.saturating_sub(first_byte))),
                total: milliseconds(total),
                ..Timings::default()
            };
            return Ok(Exchange { request: sent, response, redirects, timings });
        }
    }

    /// Sends one request with the cookies of the jar, and keeps those of the response.
    async fn hop(&self, asked: &Request) -> Result<(Request, Hop), Failure> {
        let mut sent = asked.clone();
        if !sent.options.disable_cookies {
            self.add_cookies(&mut sent);
        }
        let Route { url, way } = hosts::route(&sent.url, &self.settings.hosts);
        let url = hop::parse_url(&url)?;
        let key = self.connections.key(&url, way, &sent.options, &self.settings);
        let pool = self.connections.pool(&key)?;
        let target =
            Target { url, proxy: key.proxy.as_ref(), limit: self.settings.max_response_size };
        let hop = hop::send(&pool, &sent, target).await?;
        if !sent.options.disable_cookies {
            self.keep_cookies(&sent.url, &hop.response);
        }
        Ok((sent, hop))
    }

    /// Appends the jar's cookies to the request's own `Cookie` header, as Postman does.
    fn add_cookies(&self, request: &mut Request) {
        let Some(stored) = self.jar(|jar| jar.header(&request.url)) else { return };
        let value = match request.headers.get("Cookie").filter(|own| !own.is_empty()) {
            Some(own) => format!("{own}; {stored}"),
            None => stored,
        };
        let own = request.headers.iter().map(|(name, _)| name);
        let name = own.filter(|name| name.eq_ignore_ascii_case("Cookie")).last();
        let name = name.unwrap_or("Cookie").to_owned();
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

impl Transport for Client {
    async fn send(&self, request: Request) -> Result<Exchange, Failure> {
        let limit = request.options.timeout.or(self.settings.timeout);
        let stopwatch = Stopwatch::new(&request.url);
        let exchange = stopwatch.watch(self.exchange(request));
        let outcome = match limit {
            None => exchange.await,
            Some(limit) => tokio::time::timeout(limit, exchange)
                .await
                .unwrap_or_else(|_| Err(failure::timeout(&stopwatch.marks(), limit))),
        };
        outcome.map(|exchange| timed(exchange, &stopwatch.marks()))
    }
}

/// Adds what connecting took; nothing where every hop found a connection.
fn timed(mut exchange: Exchange, marks: &Marks) -> Exchange {
    exchange.timings.dns = marks.dns.map(milliseconds);
    let connect = marks.connect.map(|whole| whole.saturating_sub(marks.dns.unwrap_or_default()));
    exchange.timings.connect = connect.map(milliseconds);
    exchange
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
