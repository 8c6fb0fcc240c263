//! Authorization that takes more than one exchange: challenges, connections, tokens.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::support::command::{Desk, Ran};

/// A request as a server sees it.
#[derive(Debug, Clone)]
struct Seen {
    line: String,
    authorization: String,
    body: String,
    /// Which connection it came on, counted from 0.
    connection: usize,
}

type Answer = dyn Fn(&Seen) -> String + Send + Sync;

/// A server that keeps connections alive and answers with what `answer` makes: status line, headers
/// and body without `Content-Length`.
struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    fn start(answer: impl Fn(&Seen) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (log, answer): (_, Arc<Answer>) = (Arc::clone(&seen), Arc::new(answer));
        std::thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                std::thread::spawn(move || serve(&stream.unwrap(), connection, &log, &*answer));
            }
        });
        Self { address, seen }
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

fn serve(stream: &TcpStream, connection: usize, log: &Mutex<Vec<Seen>>, answer: &Answer) {
    let mut reader = BufReader::new(stream);
    while let Some(seen) = read(&mut reader, connection) {
        let text = answer(&seen);
        log.lock().unwrap().push(seen);
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        let head = head.replace('\n', "\r\n");
        let length = body.len();
        let mut writer = stream;
        write!(writer, "HTTP/1.1 {head}\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
    }
}

fn read(reader: &mut BufReader<&TcpStream>, connection: usize) -> Option<Seen> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let header = |name: &str| {
        let found = lines.iter().filter_map(|line| line.split_once(": "));
        found.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).last()
    };
    let length = header("content-length").map_or(0, |text| text.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Some(Seen {
        line: lines[0].clone(),
        authorization: header("authorization").unwrap_or_default().to_owned(),
        body: String::from_utf8(body).unwrap(),
        connection,
    })
}

/// Runs a collection of `count` POST requests that all must be answered with 200.
fn run(server: &Server, auth: &Value, count: usize) -> Ran {
    let test = json!({ "listen": "test", "script": { "exec": [
        "pm.test('let in', () => pm.response.to.have.status(200))"
    ] } });
    let item = json!({
        "name": "item",
        "event": [test],
        "request": {
            "method": "POST",
            "url": format!("http://{}/door?a=b", server.address),
            "body": { "mode": "raw", "raw": "knock" },
        },
    });
    let collection = json!({
        "info": {
            "name": "auth",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "auth": auth,
        "item": vec![item; count],
    });
    let desk = Desk::new();
    desk.file("c.json", collection.to_string());
    desk.postbud(&["run", "c.json"])
}

fn params(kind: &str, params: &Value) -> Value {
    let list: Vec<Value> = params
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| json!({ "key": key, "value": value }))
        .collect();
    json!({ "type": kind, kind: list })
}

#[test]
fn digest_challenges_are_answered_once_and_remembered() {
    let server = Server::start(|seen| match seen.authorization.as_str() {
        "" => {
            "401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"n\"\n\n"
                .to_owned()
        }
        _ => "200 OK\n\nin".to_owned(),
    });
    let auth = params("digest", &json!({ "username": "u", "password": "open sesame" }));
    let ran = run(&server, &auth, 2);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let seen = server.seen();
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(seen.iter().all(|seen| seen.body == "knock"), "{seen:?}");
    assert!(seen[1].authorization.contains("uri=\"/door?a=b\""), "{seen:?}");
    assert!(seen[1].authorization.contains("nc=00000001"), "{seen:?}");
    assert!(seen[2].authorization.contains("nc=00000002"), "{seen:?}");
}

#[test]
fn a_wrong_digest_password_is_tried_once() {
    let server = Server::start(|_| {
        "401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\n\n".to_owned()
    });
    let ran = run(&server, &params("digest", &json!({ "username": "u" })), 1);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(server.seen().len(), 2);
}

/// A CHALLENGE message without target information, base64.
const NTLM_CHALLENGE: &str = "TlRMTVNTUAACAAAAAAAAAAAAAAABAgAAASNFZ4mrze8AAAAAAAAAAA==";

#[test]
fn ntlm_logs_on_over_one_connection() {
    let greeted = Mutex::new(Vec::new());
    let server = Server::start(move |seen| {
        let mut greeted = greeted.lock().unwrap();
        // The first bytes of the three messages; the third counts only where the first came.
        if seen.authorization.starts_with("NTLM TlRMTVNTUAAB") {
            greeted.push(seen.connection);
            return format!("401 Unauthorized\nWWW-Authenticate: NTLM {NTLM_CHALLENGE}\n\n");
        }
        if seen.authorization.starts_with("NTLM TlRMTVNTUAAD") && greeted.contains(&seen.connection)
        {
            return "200 OK\n\nin".to_owned();
        }
        "401 Unauthorized\nWWW-Authenticate: Negotiate\nWWW-Authenticate: NTLM\n\n".to_owned()
    });
    let auth = params("ntlm", &json!({ "username": "DOM\\u", "password": "open sesame" }));
    let ran = run(&server, &auth, 5);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let seen = server.seen();
    assert_eq!(seen.len(), 15, "{seen:?}");
    assert!(seen.iter().all(|seen| seen.connection == 0), "{seen:?}");
}

#[test]
fn oauth2_tokens_are_fetched_once() {
    let server = Server::start(|seen| match seen.line.contains("/token") {
        true => "200 OK\nContent-Type: application/json\n\n\
                 {\"access_token\":\"fetched-token\",\"expires_in\":\"3600\"}"
            .to_owned(),
        false if seen.authorization == "Bearer fetched-token" => "200 OK\n\nin".to_owned(),
        false => "401 Unauthorized\n\n".to_owned(),
    });
    let auth = params(
        "oauth2",
        &json!({
            "grant_type": "client_credentials",
            "accessTokenUrl": format!("http://{}/token", server.address),
            "clientId": "id",
            "clientSecret": "open sesame",
            "scope": "s",
        }),
    );
    let ran = run(&server, &auth, 3);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let seen = server.seen();
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert_eq!(seen[0].body, "grant_type=client_credentials&scope=s");
    assert_eq!(seen[0].authorization, "Basic aWQ6b3BlbiUyMHNlc2FtZQ==");
}

#[test]
fn a_refused_token_is_explained_without_the_secret() {
    let server = Server::start(|seen| match seen.line.contains("/token") {
        true => "400 Bad Request\n\n{\"error\":\"invalid_client\",\
                 \"error_description\":\"open sesame is wrong\"}"
            .to_owned(),
        false => "401 Unauthorized\n\n".to_owned(),
    });
    let auth = params(
        "oauth2",
        &json!({
            "grant_type": "client_credentials",
            "accessTokenUrl": format!("http://{}/token", server.address),
            "clientId": "id",
            "clientSecret": "open sesame",
        }),
    );
    let ran = run(&server, &auth, 1);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains("invalid_client"), "{said}");
    assert!(!said.contains("open sesame"), "{said}");
}

#[test]
fn an_unknown_scheme_is_a_warning_and_with_strict_a_failure() {
    let desk = Desk::new();
    let server = Server::start(|_| "200 OK\n\nin".to_owned());
    let collection = json!({
        "info": {
            "name": "auth",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "item": [{
            "name": "item",
            "event": [{ "listen": "test", "script": { "exec": ["pm.test('ok', () => {})"] } }],
            "request": {
                "url": format!("http://{}/", server.address),
                "auth": { "type": "magic", "magic": [] },
            },
        }],
    });
    desk.file("c.json", collection.to_string());
    let ran = desk.postbud(&["run", "c.json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains("could not find a handler for auth: magic"), "{said}");
    let ran = desk.postbud(&["run", "c.json", "--strict"]);
    assert_ne!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}
