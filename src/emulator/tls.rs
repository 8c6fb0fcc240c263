//! HTTPS on the same port as HTTP: the first byte of a connection tells which one it is.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::HOSTS;

/// The first byte of a TLS handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 22;

/// How long a client may take to say hello.
const HELLO: Duration = Duration::from_secs(10);

/// A certificate for this computer and the hosts of Vipps, from an authority made with it.
#[derive(Clone)]
pub(super) struct Certificate {
    /// The authority that clients have to trust, in PEM.
    pub(super) authority: String,
    server: Arc<ServerConfig>,
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Certificate").finish_non_exhaustive()
    }
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// It could not be made.
    #[error("cannot make a certificate: {0}")]
    Generate(#[from] rcgen::Error),
    /// It could not be used.
    #[error("cannot use the certificate: {0}")]
    Use(#[from] rustls::Error),
}

impl Certificate {
    /// Makes an authority and a certificate, with keys that live as long as the process.
    pub(super) fn make() -> Result<Self, CertificateError> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "postbud emulator");
        let authority_key = KeyPair::generate()?;
        let authority = params.self_signed(&authority_key)?;
        let issuer = Issuer::from_params(&params, authority_key);

        let names = ["localhost", "127.0.0.1", "::1"].into_iter().chain(HOSTS);
        let params = CertificateParams::new(names.map(str::to_owned).collect::<Vec<_>>())?;
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &issuer)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut server = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )?;
        server.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { authority: authority.pem(), server: Arc::new(server) })
    }
}

/// A connection, encrypted or not.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// What is known about a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer {
    pub(super) secure: bool,
}

impl Connected<IncomingStream<'_, Doors>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Doors>) -> Self {
        *stream.remote_addr()
    }
}

/// Listens for both kinds. A connection arrives when its handshake is done, so that one slow
/// client keeps nobody waiting.
#[derive(Debug)]
pub(super) struct Doors {
    arrivals: mpsc::Receiver<(Box<dyn Stream>, Peer)>,
    porter: JoinHandle<()>,
}

impl Doors {
    /// Starts to listen; without a certificate for plain HTTP only.
    pub(super) fn open(listener: TcpListener, certificate: Option<&Certificate>) -> Self {
        const QUEUE: usize = 64;
        let (sender, arrivals) = mpsc::channel(QUEUE);
        let acceptor = certificate.map(|known| TlsAcceptor::from(Arc::clone(&known.server)));
        Self { arrivals, porter: tokio::spawn(admit(listener, acceptor, sender)) }
    }
}

impl Drop for Doors {
    fn drop(&mut self) {
        self.porter.abort();
    }
}

impl Listener for Doors {
    type Io = Box<dyn Stream>;
    type Addr = Peer;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.arrivals.recv().await {
            Some(arrival) => arrival,
            // The porter has gone: nobody will come any more.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(Peer { secure: false })
    }
}

type Arrivals = mpsc::Sender<(Box<dyn Stream>, Peer)>;

async fn admit(mut listener: TcpListener, acceptor: Option<TlsAcceptor>, arrivals: Arrivals) {
    loop {
        // This accept waits a moment and goes on when the system has no more file handles.
        let (stream, _): (TcpStream, SocketAddr) = Listener::accept(&mut listener).await;
        // Small answers leave at once; a socket without the option works as well.
        let _ = stream.set_nodelay(true);
        match &acceptor {
            None => drop(arrivals.send((Box::new(stream), Peer { secure: false })).await),
            Some(acceptor) => {
                tokio::spawn(greet(stream, acceptor.clone(), arrivals.clone()));
            }
        }
    }
}

/// Finds out what a client speaks. One that says nothing in time, or breaks the handshake off, is
/// gone.
async fn greet(stream: TcpStream, acceptor: TlsAcceptor, arrivals: Arrivals) {
    let mut first = [0];
    let peeked = tokio::time::timeout(HELLO, stream.peek(&mut first)).await;
    if !matches!(peeked, Ok(Ok(1))) {
        return;
    }
    let arrival: (Box<dyn Stream>, Peer) = if first[0] == HANDSHAKE {
        match tokio::time::timeout(HELLO, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => (Box::new(stream), Peer { secure: true }),
            _ => return,
        }
    } else {
        (Box::new(stream), Peer { secure: false })
    };
    drop(arrivals.send(arrival).await);
}
