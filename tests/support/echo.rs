//! An echo server with the endpoints of postman-echo that collections commonly use, and a record of
//! what came in.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::echo_answers::answer;
use super::echo_request::{Incoming, read};

/// A running server; it stops when it is dropped.
pub struct Echo {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Incoming>>>,
}

impl Echo {
    /// Starts a server on a free port of 127.0.0.1.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let record = Arc::clone(&record);
                thread::spawn(move || serve(stream, &record));
            }
        });
        Self { address, seen }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The requests so far, in the order in which they were complete.
    pub fn seen(&self) -> Vec<Incoming> {
        self.seen.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, record: &Mutex<Vec<Incoming>>) {
    let Ok(mut writer) = stream.try_clone() else { return };
    let mut reader = std::io::BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        let reply = answer(&request);
        record.lock().unwrap().push(request);
        thread::sleep(reply.delay);
        if writer.write_all(&reply.bytes).is_err() || reply.close {
            return;
        }
    }
}

/// What the server does with a request.
pub struct Reply {
    /// The whole response.
    pub bytes: Vec<u8>,
    /// How long it waits before.
    pub delay: Duration,
    /// Whether it closes the connection afterwards.
    pub close: bool,
}
