//! What an exchange is doing and how long its parts took, told by the layers that do them.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tower_layer::Layer;
use tower_service::Service;

use crate::http::{Phase, Timings};

/// The state of an exchange, shared with the connector and the resolver that work for it.
#[derive(Debug, Clone)]
pub(super) struct Marks {
    /// What is under way.
    pub(super) phase: Phase,
    /// The URL of the hop under way.
    pub(super) url: String,
    /// Time spent on name resolution, over all hops.
    pub(super) dns: Option<Duration>,
    /// Time spent on connecting, name resolution included, over all hops.
    pub(super) connect: Option<Duration>,
    /// When the TLS handshake under way began.
    pub(super) tls_started: Option<Instant>,
    /// Time spent on TLS handshakes, over all hops.
    pub(super) tls: Option<Duration>,
    /// When the exchange began.
    started: Instant,
    /// When the first byte of the last response came.
    first_byte: Option<Instant>,
}

impl Marks {
    /// Notes that the request to `url` is next.
    pub(super) fn begin_hop(&mut self, url: &str) {
        url.clone_into(&mut self.url);
        self.first_byte = None;
    }

    /// Notes that the first bytes of a response are there.
    pub(super) fn begin_download(&mut self) {
        self.phase = Phase::Download;
        self.first_byte = Some(Instant::now());
    }

    /// Notes that a connection was made, `elapsed` after it was wanted.
    fn connected(&mut self, elapsed: Duration) {
        self.phase = Phase::Exchange;
        add(&mut self.connect, elapsed);
        if let Some(started) = self.tls_started.take() {
            add(&mut self.tls, started.elapsed());
        }
    }

    /// Sums up the exchange as it is now. Phases that no hop went through are absent: where every hop
    /// found a connection there was no name to resolve and nothing to connect to.
    pub(super) fn timings(&self) -> Timings {
        let now = Instant::now();
        let connect = self.connect.map(|whole| whole.saturating_sub(self.dns.unwrap_or_default()));
        let until_first_byte = self.first_byte.map(|at| at.duration_since(self.started));
        Timings {
            dns: self.dns.map(milliseconds),
            connect: connect.map(milliseconds),
            tls: self.tls.map(milliseconds),
            first_byte: until_first_byte.map(milliseconds),
            download: self.first_byte.map(|at| milliseconds(now.duration_since(at))),
            total: milliseconds(now.duration_since(self.started)),
        }
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// A handle on the marks of an exchange.
#[derive(Debug, Clone)]
pub(super) struct Stopwatch(Arc<Mutex<Marks>>);

tokio::task_local! {
    /// The stopwatch of the exchange that this task works for. A connection that is finished for
    /// later use, because another became free first, belongs to no exchange.
    static CURRENT: Stopwatch;
}

impl Stopwatch {
    pub(super) fn new(url: &str) -> Self {
        Self(Arc::new(Mutex::new(Marks {
            phase: Phase::Prepare,
            url: url.to_owned(),
            dns: None,
            connect: None,
            tls_started: None,
            tls: None,
            started: Instant::now(),
            first_byte: None,
        })))
    }

    /// Runs an exchange under this stopwatch.
    pub(super) async fn watch<F: Future>(&self, exchange: F) -> F::Output {
        CURRENT.scope(self.clone(), exchange).await
    }

    /// Returns the marks as they are now.
    pub(super) fn marks(&self) -> Marks {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Changes the marks of the current exchange, where there is one.
pub(super) fn mark(change: impl FnOnce(&mut Marks)) {
    // Outside of an exchange there is nothing to note.
    let _ = CURRENT.try_with(|Stopwatch(marks)| {
        change(&mut marks.lock().unwrap_or_else(PoisonError::into_inner));
    });
}

/// Adds to a duration that may not have begun.
pub(super) fn add(total: &mut Option<Duration>, more: Duration) {
    *total = Some(total.unwrap_or_default() + more);
}

/// Measures how long connections take: name resolution, TCP, proxy and TLS.
#[derive(Debug, Clone, Copy)]
pub(super) struct ConnectLayer;

impl<S> Layer<S> for ConnectLayer {
    type Service = Connecting<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Connecting(inner)
    }
}

/// The measured connector.
#[derive(Debug, Clone)]
pub(super) struct Connecting<S>(S);

impl<S, R> Service<R> for Connecting<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let connecting = self.0.call(request);
        Box::pin(async move {
            mark(|marks| marks.phase = Phase::Connect);
            let started = Instant::now();
            let connection = connecting.await?;
            mark(|marks| marks.connected(started.elapsed()));
            Ok(connection)
        })
    }
}
