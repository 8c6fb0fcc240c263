//! The exchange: cookies, host mapping, redirects, time limit around single hops.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::connections::Connections;
use super::hop::{self, Hop};
use super::settings::{self, ClientSettings};
use super::{failure, tls};
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
        let connections = Connections::new(roots);
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
        let mapped = settings::map_host(&sent.url, &self.settings.hosts);
        let url = mapped.as_deref().unwrap_or(&sent.url);
        let verify = self.settings.verify_tls && sent.options.strict_tls;
        let pool = self.connections.pool(url.starts_with("https:"), verify)?;
        let hop = hop::send(&pool, &sent, url, self.settings.max_response_size).await?;
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
        let Some(limit) = request.options.timeout.or(self.settings.timeout) else {
            return self.exchange(request).await;
        };
        let url = request.url.clone();
        let exchange = tokio::time::timeout(limit, self.exchange(request));
        exchange.await.unwrap_or_else(|_| Err(failure::timeout(&url, limit.as_millis())))
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
