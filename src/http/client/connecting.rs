//! Measures connections in the making, and keeps exchanges that are bound to one from making two.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tower_layer::Layer;
use tower_service::Service;

use super::stopwatch::{in_exchange, mark};
use crate::http::Phase;

/// How long a bound exchange waits for the connection of the one before. That connection becomes
/// free a moment after its response was read; it never does when the server has closed it.
const PATIENCE: Duration = Duration::from_millis(250);

/// Measures how long connections take: name resolution, TCP, proxy and TLS.
#[derive(Debug, Clone)]
pub(super) struct ConnectLayer {
    /// Set once there was a connection, in a pool that shall have only one.
    one: Option<Arc<AtomicBool>>,
}

impl ConnectLayer {
    /// Makes the layer of a pool; a `bound` one shall not have two connections at a time.
    pub(super) fn new(bound: bool) -> Self {
        Self { one: bound.then(Arc::default) }
    }
}

impl<S> Layer<S> for ConnectLayer {
    type Service = Connecting<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Connecting { inner, one: self.one.clone() }
    }
}

/// The measured connector.
#[derive(Debug, Clone)]
pub(super) struct Connecting<S> {
    inner: S,
    one: Option<Arc<AtomicBool>>,
}

type BoxError = Box<dyn Error + Send + Sync>;

impl<S, R> Service<R> for Connecting<S>
where
    S: Service<R, Error = BoxError>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let connecting = self.inner.call(request);
        let one = self.one.clone();
        Box::pin(async move {
            if let Some(one) = one {
                await_turn(&one).await?;
            }
            mark(|marks| marks.phase = Phase::Connect);
            let started = Instant::now();
            let connection = connecting.await?;
            mark(|marks| marks.connected(started.elapsed()));
            Ok(connection)
        })
    }
}

/// Gives the connection that there is time to become free.
///
/// # Errors
/// Fails when it did: the library then finishes this connection for later use, outside of any
/// exchange, and a second one would break the bond.
async fn await_turn(one: &AtomicBool) -> Result<(), BoxError> {
    if one.swap(true, Ordering::Relaxed) {
        tokio::time::sleep(PATIENCE).await;
        if !in_exchange() {
            return Err("the connection of before became free".into());
        }
    }
    Ok(())
}
