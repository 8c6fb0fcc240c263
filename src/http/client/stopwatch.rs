//! What an exchange is doing and how long its parts took, told by the layers that do them.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tower_layer::Layer;
use tower_service::Service;

use crate::http::Phase;

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
        let url = url.to_owned();
        Self(Arc::new(Mutex::new(Marks { phase: Phase::Prepare, url, dns: None, connect: None })))
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
            mark(|marks| {
                marks.phase = Phase::Exchange;
                add(&mut marks.connect, started.elapsed());
            });
            Ok(connection)
        })
    }
}
