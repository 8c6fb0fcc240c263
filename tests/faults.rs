//! What goes wrong between a client and a server: each a named failure, and the run goes on.

use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use postbud::http::{Client, ClientSettings, Failure, FailureKind, Phase, Transport};
use serde_json::{Value, json};

use crate::support::certificates::{Authority, ServerOptions, self_signed};
use crate::support::command::Desk;
use crate::support::wire::{Reply, Server, ok, raw, response};
use crate::transport::{client, failure, request};

/// A server that writes bytes, then closes.
fn saying(bytes: &'static [u8]) -> String {
    let port = raw(move |mut stream| {
        // The client may have heard enough before the end.
        let _ = stream.write_all(bytes);
    });
    format!("http://127.0.0.1:{port}/")
}

/// A server that writes the same bytes until the client has had enough.
fn repeating(head: &'static [u8], bytes: &'static [u8]) -> String {
    let port = raw(move |mut stream| {
        let mut open = stream.write_all(head).is_ok();
        while open {
            open = stream.write_all(bytes).is_ok();
        }
    });
    format!("http://127.0.0.1:{port}/")
}

/// A server that writes bytes and then waits for the client to hang up.
fn stalling(bytes: &'static [u8]) -> String {
    let port = raw(move |mut stream| {
        stream.write_all(bytes).unwrap();
        // Returns when the client gives up.
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    format!("http://127.0.0.1:{port}/")
}

/// A port where nothing listens.
fn nobody() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn fails(url: &str) -> Failure {
    failure(&client(), request("GET", url)).await
}

#[tokio::test]
async fn malformed_responses_have_the_codes_of_nodes_parser() {
    let many = b"HTTP/1.1 200 OK\r\nX-Long: 0123456789abcdef0123456789abcdef\r\n";
    let cases = [
        (saying(b"SSH-2.0-OpenSSH\r\n"), "HPE_INVALID_CONSTANT", Phase::Exchange),
        (
            saying(b"HTTP/1.1 200 OK\r\nX\x00Y: 1\r\n\r\n"),
            "HPE_INVALID_HEADER_TOKEN",
            Phase::Exchange,
        ),
        (
            saying(b"HTTP/1.1 200 OK\r\nX: a\x01\x7f\r\n\r\n"),
            "HPE_INVALID_HEADER_TOKEN",
            Phase::Exchange,
        ),
        (
            saying(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"),
            "HPE_UNEXPECTED_CONTENT_LENGTH",
            Phase::Exchange,
        ),
        (
            saying(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
            "HPE_UNEXPECTED_CONTENT_LENGTH",
            Phase::Exchange,
        ),
        (repeating(&many[..17], &many[17..]), "HPE_HEADER_OVERFLOW", Phase::Exchange),
        (
            saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"),
            "HPE_INVALID_CHUNK_SIZE",
            Phase::Download,
        ),
    ];
    for (url, code, phase) in cases {
        let failure = fails(&url).await;
        assert_eq!(failure.code.as_deref(), Some(code), "{failure}");
        assert_eq!((failure.kind, failure.phase), (FailureKind::Protocol, phase), "{failure}");
        assert!(failure.message.starts_with("Parse Error: 127.0.0.1:"), "{failure}");
    }
}

#[tokio::test]
async fn broken_connections_say_when_they_broke() {
    let cases = [
        (saying(b""), Phase::Exchange),
        (saying(b"HTTP/1.1 200 OK\r\nX: 1\r\n"), Phase::Exchange),
        (saying(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), Phase::Download),
        (saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), Phase::Download),
    ];
    for (url, phase) in cases {
        let failure = fails(&url).await;
        assert_eq!(failure.code.as_deref(), Some("ECONNRESET"), "{failure}");
        assert_eq!((failure.kind, failure.phase), (FailureKind::Protocol, phase), "{failure}");
    }
}

/// Closing a socket with unread bytes in it resets the connection.
#[tokio::test]
async fn a_reset_in_the_middle_of_a_response_is_told_as_one() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.peek(&mut [0]).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").unwrap();
    });
    let failure = fails(&url).await;
    assert_eq!(failure.code.as_deref(), Some("ECONNRESET"), "{failure}");
    // A reset may overtake the bytes before it.
    assert!(matches!(failure.phase, Phase::Exchange | Phase::Download), "{failure:?}");
}

#[tokio::test]
async fn silence_ends_in_the_phase_it_began_in() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let deaf = format!("https://{}/", listener.local_addr().unwrap());
    let cases = [
        (deaf, "ETIMEDOUT", Phase::Connect),
        (stalling(b""), "ESOCKETTIMEDOUT", Phase::Exchange),
        (stalling(b"HTTP/1.1 200 OK\r\n"), "ESOCKETTIMEDOUT", Phase::Exchange),
        (
            stalling(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
            "ESOCKETTIMEDOUT",
            Phase::Download,
        ),
    ];
    for (url, code, phase) in cases {
        let mut asked = request("GET", &url);
        asked.options.timeout = Some(Duration::from_millis(200));
        let failure = failure(&client(), asked).await;
        assert_eq!((failure.kind, failure.phase), (FailureKind::Timeout, phase), "{failure}");
        assert_eq!(failure.code.as_deref(), Some(code), "{failure}");
        assert!(failure.message.contains("--timeout-request"), "{failure}");
    }
}

#[tokio::test]
async fn responses_without_end_are_cut_off() {
    let settings = ClientSettings { max_response_size: 100_000, ..ClientSettings::default() };
    let client = Client::new(settings).unwrap();
    let endless = [
        repeating(b"HTTP/1.1 200 OK\r\n\r\n", b"0123456789"),
        repeating(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"4\r\nabcd\r\n"),
        // Refused by its announcement: there is no content to wait for.
        stalling(b"HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n"),
    ];
    for url in endless {
        let failure = failure(&client, request("GET", &url)).await;
        assert_eq!((failure.kind, failure.phase), (FailureKind::TooLarge, Phase::Download));
        assert!(failure.message.contains("--max-response-size"), "{failure}");
    }
}

#[tokio::test]
async fn oddities_are_taken_as_they_are() {
    let cases: [(&'static [u8], &str); 18] = [
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2\r\nok\r\n0\r\nX: 1\r\n\r\n",
            "ok",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more than that", "ok"),
        (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "ok"),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", ""),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok", ""),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\nok", ""),
        (b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok"),
        (b"\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok"),
        (b"HTTP/1.0 200 OK\r\n\r\nold", "old"),
        (b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nold", "old"),
        (b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "ok"),
        (b"HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\nok", "ok"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", "ok"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nok\r\n0\r\n\r\n", "ok"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", ""),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", ""),
    ];
    for (bytes, body) in cases {
        let exchange = client().send(request("GET", &saying(bytes))).await.unwrap();
        assert_eq!(exchange.response.body, body, "{}", String::from_utf8_lossy(bytes));
    }
}

/// `insecureHTTPParser` takes what the parser refuses otherwise.
#[tokio::test]
async fn malformed_header_lines_are_taken_when_asked_to() {
    let odd =
        b"HTTP/1.1 200 OK\r\nX Y: 1\r\nZ : 2\r\nFold: one\r\n  two\r\nContent-Length: 0\r\n\r\n";
    let strict = fails(&saying(odd)).await;
    assert_eq!(strict.code.as_deref(), Some("HPE_INVALID_HEADER_TOKEN"), "{strict}");
    let mut lenient = request("GET", &saying(odd));
    lenient.options.lenient_parser = true;
    let headers = client().send(lenient).await.unwrap().response.headers;
    assert_eq!(headers.get("Z"), Some("2"));
    let fold = headers.get("Fold").unwrap();
    assert_eq!(fold.split_whitespace().collect::<Vec<_>>(), ["one", "two"], "{fold:?}");
}

#[tokio::test]
async fn header_lines_come_as_they_are_many_empty_and_long() {
    let mut bytes = b"HTTP/1.1 200 OK\r\nX-Empty:\r\nX-Long: ".to_vec();
    bytes.extend(vec![b'a'; 100_000]);
    bytes.extend(b"\r\nSet-Cookie: a=1\r\nSet-Cookie: a=2\r\nSet-Cookie: b=3\r\n");
    bytes.extend((0..300).flat_map(|index| format!("X-{index}: {index}\r\n").into_bytes()));
    bytes.extend(b"Content-Length: 0\r\n\r\n");
    let client = client();
    let url = saying(bytes.leak());
    let headers = client.send(request("GET", &url)).await.unwrap().response.headers;
    assert_eq!(headers.get("X-Empty"), Some(""));
    assert_eq!(headers.get("X-Long").map(str::len), Some(100_000));
    assert_eq!(headers.get_all("Set-Cookie").collect::<Vec<_>>(), ["a=1", "a=2", "b=3"]);
    assert_eq!(headers.get("X-299"), Some("299"));
    let jar = client.cookies();
    assert_eq!(jar.lock().unwrap().header(&url).as_deref(), Some("a=2; b=3"));
}

/// A `HEAD` answer announces a content that never comes; the connection stays good.
#[tokio::test]
async fn announced_contents_of_head_answers_are_not_waited_for() {
    let server = Server::start(|seen| {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\n";
        match seen.line().starts_with("HEAD") {
            true => Reply::Send(head.as_bytes().to_vec()),
            false => ok("fine"),
        }
    });
    let client = client();
    for method in ["HEAD", "HEAD", "GET"] {
        let response = client.send(request(method, &server.url("/"))).await.unwrap().response;
        assert_eq!(response.body, if method == "GET" { "fine" } else { "" });
    }
    assert!(server.seen().iter().all(|seen| seen.connection == 0));
}

/// A server that gives one byte at a time ends with the time limit, not with every byte anew.
#[tokio::test]
async fn a_trickle_does_not_outlast_the_time_limit() {
    let port = raw(|mut stream| {
        let mut open = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n").is_ok();
        while open {
            std::thread::sleep(Duration::from_millis(20));
            open = stream.write_all(b"x").is_ok();
        }
    });
    let mut asked = request("GET", &format!("http://127.0.0.1:{port}/"));
    asked.options.timeout = Some(Duration::from_millis(300));
    let failure = failure(&client(), asked).await;
    assert_eq!((failure.kind, failure.phase), (FailureKind::Timeout, Phase::Download));
}

/// The other way round is among `transport::failures_have_codes_and_advice`.
#[tokio::test]
async fn plain_http_to_a_tls_port_is_recognised() {
    let config = Authority::new().issue("localhost").server(&ServerOptions::default());
    let secure = Server::start_tls_with(config, |_| ok("safe"));
    let failure = fails(&format!("http://localhost:{}/", secure.port)).await;
    assert_eq!((failure.kind, failure.phase), (FailureKind::Protocol, Phase::Exchange));
    assert!(failure.message.contains("expect https?"), "{failure}");
}

#[tokio::test]
async fn a_file_that_vanishes_is_named() {
    // A server that answers early would win over the failure.
    let mut asked = request("POST", &stalling(b""));
    asked.headers.remove("Content-Length");
    asked.body = postbud::http::Body::File("/nowhere/upload.bin".into());
    let failure = failure(&client(), asked).await;
    assert_eq!(failure.kind, FailureKind::InvalidRequest);
    assert!(failure.message.starts_with("cannot send /nowhere/upload.bin:"), "{failure}");
}

/// A server that redirects to itself for ever.
fn circle() -> String {
    let bytes = b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n";
    saying(bytes)
}

fn expired() -> String {
    let config = Authority::new().issue_expired("localhost").server(&ServerOptions::default());
    format!("https://localhost:{}/", Server::start_tls_with(config, |_| ok("")).port)
}

/// Redirects that were followed before a chain broke, in the event stream.
#[test]
fn hops_before_a_failure_are_told() {
    let nobody = format!("http://127.0.0.1:{}/end?access_token=open-sesame", nobody());
    let target = nobody.clone();
    let server = Server::start(move |seen| {
        let to = match seen.line().split(' ').nth(1) {
            Some("/1") => "2".to_owned(),
            Some("/2") => target.clone(),
            _ => "/circle".to_owned(),
        };
        Reply::Send(response("302 Found", &[("Location", &to)], b""))
    });
    let items: Vec<Value> = ["/1", "/circle"]
        .iter()
        .map(|path| json!({ "name": path, "request": server.url(path) }))
        .collect();
    let desk = Desk::new();
    let info = json!({ "name": "hops", "schema": SCHEMA });
    desk.file("c.json", json!({ "info": info, "item": items }).to_string());
    let options = ["run", "c.json", "-r", "events,json", "--reporter-events-export", "e.jsonl"];
    let ran = desk.postbud(&[&options[..], &["--reporter-json-export", "r.json"]].concat());
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    let events = desk.read("e.jsonl");
    let events: Vec<Value> = events
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|event: &Value| event["event"] == "request")
        .collect();
    let masked = nobody.replace("open-sesame", "***");
    let hop = |path: &str, to: &str| {
        let url = server.url(path);
        json!({ "code": 302, "status": "Found", "method": "GET", "url": url, "to": to })
    };
    let hops = &events[0]["redirects"];
    let second = hops[1]["to"].as_str().unwrap();
    assert!(!second.contains("open-sesame") && second.starts_with(&masked[..20]), "{second}");
    assert_eq!(hops[0], hop("/1", &server.url("/2")));
    assert_eq!(hops[1]["url"], server.url("/2"));
    assert_eq!(events[0]["request"]["url"], hops[1]["to"]);
    assert_eq!(events[0]["error"]["code"], "ECONNREFUSED");
    assert!(events[0]["timings"]["total"].as_f64().unwrap() > 0.0);

    let circle = events[1]["redirects"].as_array().unwrap();
    assert_eq!(circle.len(), 11);
    assert_eq!(circle[0], hop("/circle", &server.url("/circle")));
    assert_eq!(circle[10], hop("/circle", "/circle"));
    assert_eq!(events[1]["error"]["kind"], "too-many-redirects");
    let report: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    assert_eq!(report["run"]["executions"][1]["redirects"], events[1]["redirects"]);
}

const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

fn self_signed_server() -> String {
    let config = self_signed("localhost").server(&ServerOptions::default());
    format!("https://localhost:{}/", Server::start_tls_with(config, |_| ok("")).port)
}

/// Ten megabytes of zeros in ten kilobytes.
fn bomb() -> String {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![0; 10 << 20]).unwrap();
    let content = encoder.finish().unwrap();
    let bytes = response("200 OK", &[("Content-Encoding", "gzip")], &content);
    saying(bytes.leak())
}

/// A server that speaks plain HTTP whatever it is asked.
fn plain_as_tls() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // The client may have hung up.
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    url
}

/// Name, URL, kind, phase and, where there is one, Node's code.
type Fault = (&'static str, String, &'static str, &'static str, &'static str);

fn faults() -> Vec<Fault> {
    let cut = saying(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    let no_gzip =
        saying(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
    let bad_header = saying(b"HTTP/1.1 200 OK\r\nX\x01: 1\r\n\r\n");
    let bad_length = saying(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n");
    let bad_chunk = saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    let half = stalling(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    let endless = repeating(b"HTTP/1.1 200 OK\r\n\r\n", b"0123456789");
    let refused = format!("http://127.0.0.1:{}/", nobody());
    vec![
        ("refused", refused, "connect", "connect", "ECONNREFUSED"),
        ("unknown host", "http://nowhere.invalid/".to_owned(), "dns", "connect", ""),
        ("no host", "http://{{base}}/".to_owned(), "dns", "connect", "ENOTFOUND"),
        ("no URL", String::new(), "invalid-request", "prepare", ""),
        ("hung up", saying(b""), "protocol", "exchange", "ECONNRESET"),
        ("cut", cut, "protocol", "download", "ECONNRESET"),
        ("no gzip", no_gzip, "decode", "download", "Z_BUF_ERROR"),
        ("bomb", bomb(), "too-large", "download", ""),
        ("loop", circle(), "too-many-redirects", "exchange", ""),
        ("endless", endless, "too-large", "download", ""),
        ("header", bad_header, "protocol", "exchange", "HPE_INVALID_HEADER_TOKEN"),
        ("length", bad_length, "protocol", "exchange", "HPE_UNEXPECTED_CONTENT_LENGTH"),
        ("chunk", bad_chunk, "protocol", "download", "HPE_INVALID_CHUNK_SIZE"),
        ("expired", expired(), "tls", "connect", "CERT_HAS_EXPIRED"),
        ("self-signed", self_signed_server(), "tls", "connect", "DEPTH_ZERO_SELF_SIGNED_CERT"),
        ("no TLS", plain_as_tls(), "tls", "connect", "EPROTO"),
        ("silent", stalling(b""), "timeout", "exchange", "ESOCKETTIMEDOUT"),
        ("half silent", half, "timeout", "download", "ESOCKETTIMEDOUT"),
    ]
}

#[test]
fn a_run_survives_them_all_and_reports_each() {
    let faults = faults();
    let good = Server::start(|_| ok("fine"));
    let mut items: Vec<Value> =
        faults.iter().map(|fault| json!({ "name": fault.0, "request": fault.1 })).collect();
    items.push(json!({ "name": "good", "request": good.url("/") }));
    let desk = Desk::new();
    let info = json!({ "name": "faults", "schema": SCHEMA });
    desk.file("c.json", json!({ "info": info, "item": items }).to_string());
    let reports = ["-r", "cli,json,junit,events", "--reporter-json-export", "r.json"];
    let more = ["--reporter-junit-export", "r.xml", "--reporter-events-export", "e.jsonl"];
    let limits = ["--timeout-request", "2000", "--max-response-size", "100K"];
    let ran = desk.postbud(&[&["run", "c.json"], &reports[..], &more, &limits].concat());
    assert_eq!(ran.code, 4, "{}", ran.stdout);
    assert_eq!(good.seen().len(), 1);

    let report: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    let executions = report["run"]["executions"].as_array().unwrap();
    assert_eq!(executions.len(), faults.len() + 1);
    let (events, junit) = (desk.read("e.jsonl"), desk.read("r.xml"));
    for ((name, _, kind, phase, code), execution) in faults.iter().zip(executions) {
        let error = &execution["requestError"];
        let message = error["message"].as_str().unwrap_or_default();
        assert!(!message.is_empty(), "{name}: {error}");
        assert_eq!(
            (&error["kind"], &error["phase"]),
            (&json!(kind), &json!(phase)),
            "{name}: {error}"
        );
        if !code.is_empty() {
            assert_eq!(error["code"], *code, "{name}: {error}");
        }
        assert!(events.contains(&format!("\"kind\":\"{kind}\"")), "{name}: {events}");
        assert!(junit.contains(&format!("name=\"{name}\"")), "{name}: {junit}");
        assert!(execution["timings"]["total"].is_number(), "{name}");
    }
    assert_eq!(report["run"]["stats"]["requests"]["failed"], faults.len());
    assert_eq!(junit.matches("<error").count(), faults.len(), "{junit}");
    assert!(events.lines().last().is_some_and(|line| line.contains("\"done\"")), "{events}");

    let bailed = desk.postbud(&["run", "c.json", "--bail"]);
    assert_eq!(bailed.code, 4, "{}", bailed.stdout);
    assert_eq!(good.seen().len(), 1);
}
