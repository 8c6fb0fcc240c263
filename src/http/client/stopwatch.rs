//! What an exchange is doing and how long its parts took, told by the layers that do them.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

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
    /// The hop under way had to make its connection.
    is_new_connection: bool,
}

impl Marks {
    /// Notes that the request to `url` is next.
    pub(super) fn begin_hop(&mut self, url: &str) {
        url.clone_into(&mut self.url);
        self.first_byte = None;
        self.is_new_connection = false;
    }

    /// Notes that the first bytes of a response are there.
    pub(super) fn begin_download(&mut self) {
        self.phase = Phase::Download;
        self.first_byte = Some(Instant::now());
    }

    /// Notes that a connection was made, `elapsed` after it was wanted.
    pub(super) fn connected(&mut self, elapsed: Duration) {
        self.phase = Phase::Exchange;
        self.is_new_connection = true;
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
            is_new_connection: false,
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

/// Tells whether the hop under way got a connection that an earlier one had made.
pub(super) fn has_kept_connection() -> bool {
    let kept = |Stopwatch(marks): &Stopwatch| {
        !marks.lock().unwrap_or_else(PoisonError::into_inner).is_new_connection
    };
    CURRENT.try_with(kept).unwrap_or(false)
}

/// Tells whether this task works for an exchange.
pub(super) fn in_exchange() -> bool {
    CURRENT.try_with(|_| ()).is_ok()
}

/// Adds to a duration that may not have begun.
pub(super) fn add(total: &mut Option<Duration>, more: Duration) {
    *total = Some(total.unwrap_or_default() + more);
}
