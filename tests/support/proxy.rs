//! Forward proxies: HTTP with CONNECT, and SOCKS5. Both lead every request to one server.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use super::wire::{Seen, read_request};

/// A running proxy; its threads end with the test process.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Proxy {
    /// Starts a proxy in front of the server on port `upstream`. With `credentials` (the value of
    /// `Proxy-Authorization`) it answers 407 to everyone else.
    pub(crate) fn start(upstream: u16, credentials: Option<&'static str>) -> Self {
        Self::listen(move |stream, seen| serve(stream, upstream, credentials, seen))
    }

    /// Starts a SOCKS5 proxy; what it records are the addresses asked for, as request lines.
    pub(crate) fn start_socks(upstream: u16) -> Self {
        Self::listen(move |stream, seen| {
            // A client that breaks off has nothing more to hear.
            let _ = serve_socks(stream, upstream, seen);
        })
    }

    fn listen(handle: impl Fn(TcpStream, &Mutex<Vec<Seen>>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (record, handle) = (Arc::clone(&seen), Arc::new(handle));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (record, handle) = (Arc::clone(&record), Arc::clone(&handle));
                let stream = stream.unwrap();
                thread::spawn(move || handle(stream, &record));
            }
        });
        Self { port, seen }
    }

    /// Returns the request lines so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(Seen::line).collect()
    }
}

fn serve(
    mut stream: TcpStream,
    upstream: u16,
    credentials: Option<&str>,
    record: &Mutex<Vec<Seen>>,
) {
    let Some(seen) = read_request(&mut stream, &mut Vec::new(), 0) else { return };
    let (line, authorization) = (seen.line(), seen.header("Proxy-Authorization"));
    record.lock().unwrap().push(seen);
    if credentials.is_some() && authorization.as_deref() != credentials {
        let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\n\
                       Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(refusal.as_bytes()).unwrap();
        return;
    }
    if line.starts_with("CONNECT refused") {
        stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n").unwrap();
    } else if line.starts_with("CONNECT") {
        stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
        join(stream, upstream);
    } else {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\nby proxy!";
        stream.write_all(answer.as_bytes()).unwrap();
    }
}

/// RFC 1928, without authentication, for names and IPv4 addresses.
fn serve_socks(mut stream: TcpStream, upstream: u16, record: &Mutex<Vec<Seen>>) -> io::Result<()> {
    let mut greeting = [0; 2];
    stream.read_exact(&mut greeting)?;
    stream.read_exact(&mut vec![0; usize::from(greeting[1])])?;
    stream.write_all(&[5, 0])?;
    let mut head = [0; 4];
    stream.read_exact(&mut head)?;
    let length = match head[3] {
        3 => {
            let mut length = [0];
            stream.read_exact(&mut length)?;
            usize::from(length[0])
        }
        _ => 4,
    };
    let mut address = vec![0; length + 2];
    stream.read_exact(&mut address)?;
    address.truncate(length);
    let name = match head[3] {
        3 => address,
        _ => address.iter().map(u8::to_string).collect::<Vec<_>>().join(".").into_bytes(),
    };
    record.lock().unwrap().push(Seen { head: vec![name], body: Vec::new(), connection: 0 });
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    join(stream, upstream);
    Ok(())
}

/// Copies bytes both ways until either side is done.
fn join(client: TcpStream, upstream: u16) {
    let server = TcpStream::connect(("127.0.0.1", upstream)).unwrap();
    let copy = |mut from: TcpStream, mut to: TcpStream| {
        // A broken connection ends the copy, which is all there is to do about it.
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Both);
    };
    let (back_from, back_to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || copy(back_from, back_to));
    copy(client, server);
}
