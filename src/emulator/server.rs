//! The HTTP server around the emulated world.

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderValue, Request, Response, StatusCode};
use futures_util::StreamExt as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::call::Call;
use super::config::Config;
use super::gateway;
use super::jwt::Keyring;
use super::reply::Reply;
use super::state::World;
use super::tls::{Certificate, CertificateError, Doors, Peer};

/// The largest body that is taken; a larger one is answered with 413.
const BODY_LIMIT: usize = 1024 * 1024;

/// How much of a larger body is read all the same: a client that is still writing when the
/// connection closes sees a reset, and not the answer.
const PATIENCE: usize = 16 * BODY_LIMIT;

/// How long [`Running::stop`] waits for exchanges that are under way.
const FAREWELL: Duration = Duration::from_secs(1);

type Shared = Arc<Mutex<World>>;

/// Why the emulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken, or not allowed.
    #[error("cannot listen on {address}: {source}; choose another port, or 0 for any free one")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// There is no certificate for HTTPS.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

/// An emulator at work. Dropping it stops it.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// The authority of the HTTPS certificate in PEM, for clients to trust; without HTTPS nothing.
    pub authority: Option<String>,
    /// Dropped to tell the server to stop.
    shutdown: Option<oneshot::Sender<()>>,
    server: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Stops listening, and waits a moment for exchanges under way.
    pub async fn stop(mut self) {
        drop(self.shutdown.take());
        if tokio::time::timeout(FAREWELL, &mut self.server).await.is_err() {
            self.server.abort();
        }
    }
}

/// Starts an emulator on `127.0.0.1` and the configured port, on the current tokio runtime.
pub async fn start(config: Config) -> Result<Running, StartError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, config.port));
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    let certificate = if config.https { Some(Certificate::make()?) } else { None };
    let authority = certificate.as_ref().map(|certificate| certificate.authority.clone());
    let (shutdown, stopped) = oneshot::channel::<()>();
    let stopped = async {
        // Both an answer and a dropped sender mean: stop.
        let _ = stopped.await;
    };
    let doors = Doors::open(listener, certificate.as_ref());
    let server = tokio::spawn(serve(doors, config, stopped));
    Ok(Running { addr, authority, shutdown: Some(shutdown), server })
}

/// Serves the emulator until `shutdown` completes and open exchanges have ended.
async fn serve(
    doors: Doors,
    config: Config,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let keyring = Keyring::new(config.seed);
    let world: Shared = Arc::new(Mutex::new(World::new(Arc::new(config), keyring)));
    let app = Router::new().fallback(exchange).with_state(world);
    axum::serve(doors, app.into_make_service_with_connect_info::<Peer>())
        .with_graceful_shutdown(shutdown)
        .await
}

async fn exchange(
    State(world): State<Shared>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let reply = match read(body).await {
        Ok(body) => {
            let call = Call::new(parts, body).over_tls(peer.secure);
            gateway::answer(&mut world.lock().unwrap_or_else(PoisonError::into_inner), call)
        }
        Err(reply) => reply,
    };
    if !reply.delay.is_zero() {
        tokio::time::sleep(reply.delay).await;
    }
    respond(reply)
}

/// Reads a body to its end, or answers with what is wrong with it.
async fn read(body: Body) -> Result<Bytes, Reply> {
    let too_large = || Reply::gateway(413, "Request body is too large");
    if body.size_hint().lower() > PATIENCE as u64 {
        return Err(too_large());
    }
    let mut chunks = body.into_data_stream();
    let (mut kept, mut length) = (Vec::new(), 0_usize);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| {
            Reply::gateway(400, &format!("The body ended before its time: {error}"))
        })?;
        length += chunk.len();
        if length > PATIENCE {
            return Err(too_large());
        }
        if length <= BODY_LIMIT {
            kept.extend_from_slice(&chunk);
        }
    }
    if length > BODY_LIMIT { Err(too_large()) } else { Ok(kept.into()) }
}

fn respond(reply: Reply) -> Response<Body> {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        // A value that quotes the client's Host header may hold bytes that no header can.
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
