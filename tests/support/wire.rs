//! A server that speaks bytes: it records what arrives and answers what a test tells it to.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What a test server does with a request.
pub(crate) enum Reply {
    /// Sends bytes and waits for the next request.
    Send(Vec<u8>),
    /// Sends bytes and closes the connection.
    Close(Vec<u8>),
    /// Never answers.
    Hang,
}

/// A request as it came over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Request line and header lines, without their line ends.
    pub(crate) head: Vec<Vec<u8>>,
    /// The content.
    pub(crate) body: Vec<u8>,
    /// Which connection it came over, from 0.
    pub(crate) connection: usize,
}

impl Seen {
    /// The request line.
    pub(crate) fn line(&self) -> String {
        String::from_utf8_lossy(&self.head[0]).into_owned()
    }

    /// All header lines.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.head[1..].iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect()
    }

    /// The value of the first header line of that name.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.lines().iter().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }
}

/// A running server; its threads end with the test process.
pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Serves plain TCP.
    pub(crate) fn start(reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        Self::run(reply, None)
    }

    /// Serves TLS with a certificate of `tests/support/tls`.
    pub(crate) fn start_tls(
        certificate: &str,
        reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::start_tls_with(tls_config(certificate), reply)
    }

    /// Serves TLS with a configuration.
    pub(crate) fn start_tls_with(
        config: rustls::ServerConfig,
        reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::run(reply, Some(Arc::new(config)))
    }

    /// Serves a Unix socket; there is no port then.
    #[cfg(unix)]
    pub(crate) fn start_unix(
        path: &Path,
        reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = std::os::unix::net::UnixListener::bind(path).unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                serve(stream.unwrap(), connection, &record, &reply);
            }
        });
        Self { port: 0, seen }
    }

    fn run(
        reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
        tls: Option<Arc<rustls::ServerConfig>>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        let reply = Arc::new(reply);
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                let (record, reply, tls) = (Arc::clone(&record), Arc::clone(&reply), tls.clone());
                let stream = stream.unwrap();
                thread::spawn(move || match tls {
                    None => serve(stream, connection, &record, &*reply),
                    Some(config) => {
                        let session = rustls::ServerConnection::new(config).unwrap();
                        let stream = rustls::StreamOwned::new(session, stream);
                        serve(stream, connection, &record, &*reply);
                    }
                });
            }
        });
        Self { port, seen }
    }

    /// Makes a URL of this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Returns all requests so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

/// Serves connections by hand: `handle` gets every one, after the head of its request was read.
/// Returns the port.
pub(crate) fn raw(handle: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let handle = Arc::new(handle);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, handle) = (stream.unwrap(), Arc::clone(&handle));
            thread::spawn(move || {
                if read_request(&mut stream, &mut Vec::new(), 0).is_some() {
                    handle(stream);
                }
            });
        }
    });
    port
}

/// Returns the path of a file in `tests/support/tls`.
pub(crate) fn tls_file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/tls").join(name)
}

fn tls_config(certificate: &str) -> rustls::ServerConfig {
    let certificates = CertificateDer::pem_file_iter(tls_file(certificate)).unwrap();
    let key = PrivateKeyDer::from_pem_file(tls_file("server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates.map(Result::unwrap).collect(), key)
        .unwrap()
}

pub(crate) fn serve(
    mut stream: impl Read + Write,
    connection: usize,
    record: &Mutex<Vec<Seen>>,
    reply: &dyn Fn(&Seen) -> Reply,
) {
    let mut buffer = Vec::new();
    while let Some(seen) = read_request(&mut stream, &mut buffer, connection) {
        let answer = reply(&seen);
        record.lock().unwrap().push(seen);
        match answer {
            Reply::Send(bytes) => {
                if stream.write_all(&bytes).and_then(|()| stream.flush()).is_err() {
                    return;
                }
            }
            Reply::Close(bytes) => {
                // The client may be gone already; that is its business.
                let _ = stream.write_all(&bytes).and_then(|()| stream.flush());
                return;
            }
            Reply::Hang => {
                // Returns when the client gives up.
                let _ = stream.read(&mut [0]);
                return;
            }
        }
    }
}

pub(crate) fn read_request(
    stream: &mut impl Read,
    buffer: &mut Vec<u8>,
    connection: usize,
) -> Option<Seen> {
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        fill(stream, buffer)?;
    };
    let head: Vec<Vec<u8>> = buffer[..end]
        .split(|byte| *byte == b'\n')
        .map(|line| line.trim_ascii_end().to_vec())
        .collect();
    buffer.drain(..end + 4);
    let mut seen = Seen { head, body: Vec::new(), connection };
    let length = seen.header("Content-Length").map_or(0, |text| text.parse().unwrap());
    while buffer.len() < length {
        fill(stream, buffer)?;
    }
    seen.body = buffer.drain(..length).collect();
    Some(seen)
}

fn fill(stream: &mut impl Read, buffer: &mut Vec<u8>) -> Option<()> {
    let mut chunk = [0; 4096];
    let read = stream.read(&mut chunk).ok().filter(|read| *read > 0)?;
    buffer.extend_from_slice(&chunk[..read]);
    Some(())
}

/// Makes a response with `Content-Length`.
pub(crate) fn response(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status}\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// Makes a plain 200.
pub(crate) fn ok(body: &str) -> Reply {
    Reply::Send(response("200 OK", &[], body.as_bytes()))
}
