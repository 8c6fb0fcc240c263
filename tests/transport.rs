//! The real client against servers that speak bytes.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::io::Write as _;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::wire::{self, Reply, Seen, Server, ok, response, tls_file};
use postbud::collection::{self, Url};
use postbud::http::client::{Client, ClientSettings, HostMapping};
use postbud::http::prepare::{Settings, prepare};
use postbud::http::{Body, Exchange, Failure, FailureKind, Phase, Request, Transport};
use serde_json::json;

pub(crate) fn client() -> Client {
    Client::new(ClientSettings::default()).unwrap()
}

pub(crate) fn request(method: &str, url: &str) -> Request {
    let asked = collection::Request {
        method: method.to_owned(),
        url: Url::Raw(url.to_owned()),
        ..collection::Request::default()
    };
    prepare(&asked, &Settings::default()).unwrap().request
}

pub(crate) fn with_body(method: &str, url: &str, text: &str) -> Request {
    let body = collection::Body {
        mode: Some("raw".to_owned()),
        raw: Some(json!(text)),
        ..collection::Body::default()
    };
    let asked = collection::Request {
        method: method.to_owned(),
        url: Url::Raw(url.to_owned()),
        body: Some(body),
        ..collection::Request::default()
    };
    prepare(&asked, &Settings::default()).unwrap().request
}

pub(crate) async fn failure(client: &Client, request: Request) -> Failure {
    client.send(request).await.map(|exchange| exchange.response.code).unwrap_err()
}

/// Every request that needs an answer gets `ok`.
fn recorder() -> Server {
    Server::start(|_| ok("ok"))
}

#[tokio::test]
async fn header_lines_go_out_in_order_and_once() {
    let server = recorder();
    let mut request = with_body("POST", &server.url("/a?b=c'd|e#f"), "{}");
    request.headers.push("X-Dup", "1");
    request.headers.push("X-Dup", "2");
    request.headers.push("X-Empty", "");
    request.headers.push("X-Latin", "é");
    client().send(request).await.unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.line(), "POST /a?b=c%27d|e HTTP/1.1");
    let names: Vec<String> = seen
        .lines()
        .iter()
        .map(|line| line.split(':').next().unwrap_or_default().to_owned())
        .collect();
    let expected = [
        "Content-Type",
        "User-Agent",
        "Accept",
        "Cache-Control",
        "Postman-Token",
        "Host",
        "Accept-Encoding",
        "Connection",
        "Content-Length",
        "X-Dup",
        "X-Dup",
        "X-Empty",
        "X-Latin",
    ];
    assert_eq!(names, expected);
    assert!(seen.head.iter().any(|line| line == b"X-Latin: \xe9"));
    assert!(seen.lines().contains(&"X-Empty:".to_owned()));
    assert_eq!(seen.header("Host").unwrap(), format!("127.0.0.1:{}", server.port));
    assert_eq!(seen.body, b"{}");
}

#[tokio::test]
async fn empty_and_unusual_requests_look_like_newmans() {
    let server = recorder();
    let client = client();
    for method in ["POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS", "BREW"] {
        client.send(request(method, &server.url("/"))).await.unwrap();
    }
    let lengths: Vec<_> = server.seen().iter().map(|seen| seen.header("Content-Length")).collect();
    let zero = Some("0".to_owned());
    assert_eq!(lengths, [zero.clone(), zero.clone(), zero.clone(), None, None, None, zero]);
    assert!(server.seen().iter().all(|seen| seen.header("Transfer-Encoding").is_none()));

    let mut get = request("GET", &server.url("/"));
    get.body = Body::Bytes("x".into());
    get.headers.push("Content-Length", "1");
    client.send(get).await.unwrap();
    assert_eq!(server.seen().last().unwrap().body, b"x");
}

#[tokio::test]
async fn forms_and_files_arrive_byte_by_byte() {
    let server = recorder();
    let dir = tempfile::tempdir().unwrap();
    let content = vec![b'x'; 200_000];
    std::fs::write(dir.path().join("big.bin"), &content).unwrap();
    let field = |key: &str, source| collection::FormParam {
        key: key.to_owned(),
        source,
        content_type: None,
        file_name: None,
        disabled: false,
        description: None,
        extra: collection::Extra::new(),
    };
    let src = vec!["big.bin".to_owned()];
    let form = collection::Body {
        mode: Some("formdata".to_owned()),
        formdata: Some(vec![
            field("a", collection::FormSource::Text(json!("1"))),
            field("f", collection::FormSource::File { src, many: false, value: None }),
        ]),
        ..collection::Body::default()
    };
    let file = collection::Body {
        mode: Some("file".to_owned()),
        file: Some(json!({ "src": "big.bin" })),
        ..collection::Body::default()
    };
    let settings = Settings { working_dir: dir.path().to_owned(), ..Settings::default() };
    for body in [form, file] {
        let asked = collection::Request {
            method: "POST".to_owned(),
            url: Url::Raw(server.url("/")),
            body: Some(body),
            ..collection::Request::default()
        };
        client().send(prepare(&asked, &settings).unwrap().request).await.unwrap();
    }
    let seen = server.seen();
    let content_type = seen[0].header("Content-Type").unwrap();
    let boundary = content_type.split_once("boundary=").unwrap().1;
    let mut expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--{boundary}\r\n\
         Content-Disposition: form-data; name=\"f\"; filename=\"big.bin\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    expected.extend_from_slice(&content);
    expected.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    assert!(seen[0].body == expected, "the form differs");
    assert!(seen[1].body == content, "the file differs");
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let server = recorder();
    let client = client();
    for _ in 0..10 {
        client.send(request("GET", &server.url("/"))).await.unwrap();
    }
    assert!(server.seen().iter().all(|seen| seen.connection == 0));
}

#[tokio::test]
async fn a_connection_closed_while_idle_is_replaced() {
    let server = Server::start(|_| Reply::Close(response("200 OK", &[], b"ok")));
    let client = client();
    for _ in 0..3 {
        let exchange = client.send(request("POST", &server.url("/"))).await.unwrap();
        assert_eq!(exchange.response.body, "ok");
        // The server closes after it has answered; a request in between is lost with any client.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(server.seen().len(), 3);
}

fn redirecting(seen: &Seen, status: &str, location: &str) -> Reply {
    if seen.line().contains("/end") {
        return ok("end");
    }
    Reply::Send(response(status, &[("Location", location), ("Set-Cookie", "s=1; Path=/")], b""))
}

async fn redirected(status: &'static str, request: Request, server: &Server) -> Exchange {
    let exchange = client().send(request).await.unwrap();
    assert_eq!(exchange.response.body, "end", "{status}");
    assert_eq!(exchange.redirects.len(), 1);
    assert_eq!(exchange.redirects[0].1.code.to_string(), status);
    assert_eq!(server.seen().len(), 2);
    exchange
}

#[tokio::test]
async fn redirects_keep_or_drop_method_and_body() {
    let cases = [
        ("301", "GET"),
        ("302", "GET"),
        ("303", "GET"),
        ("304", "GET"),
        ("307", "POST"),
        ("308", "POST"),
    ];
    for (status, method) in cases {
        let server = Server::start(move |seen| redirecting(seen, status, "end?x=1"));
        let mut asked = with_body("POST", &server.url("/dir/start"), "zz");
        asked.headers.push("Authorization", "secret");
        let exchange = redirected(status, asked, &server).await;
        let seen = &server.seen()[1];
        assert_eq!(seen.line(), format!("{method} /dir/end?x=1 HTTP/1.1"));
        let body: &[u8] = if method == "POST" { b"zz" } else { b"" };
        assert_eq!(seen.body, body, "{status}");
        assert_eq!(seen.header("Content-Type").is_some(), method == "POST");
        assert_eq!(seen.header("Referer"), Some(server.url("/dir/start")));
        assert_eq!(seen.header("Authorization").as_deref(), Some("secret"));
        assert_eq!(seen.header("Cookie").as_deref(), Some("s=1"));
        assert_eq!(exchange.request.method, method);
        assert_eq!(exchange.request.url, server.url("/dir/end?x=1"));
        assert_eq!(exchange.request.headers.get("Cookie"), Some("s=1"));
    }
}

#[tokio::test]
async fn another_host_sees_no_credentials() {
    let server = Server::start(|seen| {
        let port = seen.header("Host").unwrap().rsplit_once(':').unwrap().1.to_owned();
        redirecting(seen, "302", &format!("http://localhost:{port}/end"))
    });
    let mut asked = request("GET", &server.url("/"));
    asked.headers.push("Authorization", "secret");
    asked.headers.push("Cookie", "own=1");
    redirected("302", asked, &server).await;
    let seen = &server.seen()[1];
    assert_eq!(seen.header("Authorization"), None);
    assert_eq!(seen.header("Cookie"), None);
    assert_eq!(seen.header("Host").unwrap(), format!("localhost:{}", server.port));
}

#[tokio::test]
async fn redirect_loops_end() {
    let server = Server::start(|seen| redirecting(seen, "302", "/loop"));
    let failure = failure(&client(), request("GET", &server.url("/loop"))).await;
    assert_eq!(failure.kind, FailureKind::TooManyRedirects);
    assert!(failure.message.starts_with("Exceeded maxRedirects."), "{failure}");
    assert_eq!(server.seen().len(), 11);

    let mut asked = request("GET", &server.url("/loop"));
    asked.options.follow_redirects = false;
    assert_eq!(client().send(asked).await.unwrap().response.code, 302);
}

#[tokio::test]
async fn cookies_are_kept_for_the_run() {
    let server = Server::start(|_| {
        let cookies =
            [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2; Path=/sub"), ("set-cookie", "x")];
        Reply::Send(response("200 OK", &cookies, b""))
    });
    let client = client();
    client.send(request("GET", &server.url("/"))).await.unwrap();
    let mut own = request("GET", &server.url("/sub/x"));
    own.headers.push("cookie", "own=0");
    client.send(own).await.unwrap();
    let mut none = request("GET", &server.url("/"));
    none.options.disable_cookies = true;
    client.send(none).await.unwrap();
    let sent: Vec<_> = server.seen().iter().map(|seen| seen.header("Cookie")).collect();
    assert_eq!(sent, [None, Some("own=0; b=2; a=1".to_owned()), None]);
    let jar = client.cookies();
    assert_eq!(jar.lock().unwrap().list(&server.url("/")).len(), 1);
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn content_is_decoded_and_its_headers_stay() {
    let server = Server::start(|seen| {
        let mut content = gzip(b"hello hello");
        if seen.line().contains("/cut") {
            content.truncate(15);
        }
        Reply::Send(response("200 OK", &[("Content-Encoding", "gzip")], &content))
    });
    let client = client();
    let response = client.send(request("GET", &server.url("/"))).await.unwrap().response;
    assert_eq!(response.body, "hello hello");
    assert_eq!(response.headers.get("Content-Encoding"), Some("gzip"));
    assert_eq!(response.wire_size, gzip(b"hello hello").len() as u64);
    let failure = failure(&client, request("GET", &server.url("/cut"))).await;
    assert_eq!((failure.kind, failure.phase), (FailureKind::Decode, Phase::Download));
}

#[tokio::test]
async fn responses_are_read_as_they_are() {
    let server = Server::start(|seen| {
        let line = seen.line();
        if line.contains("/chunked") {
            let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            return Reply::Send(text.as_bytes().to_vec());
        }
        if line.contains("/until-close") {
            return Reply::Close(b"HTTP/1.0 200 \r\n\r\nrest".to_vec());
        }
        if line.contains("/latin") {
            return Reply::Send(
                b"HTTP/1.1 299 Super Bra\r\nX: \xe9\r\nContent-Length: 0\r\n\r\n".to_vec(),
            );
        }
        Reply::Send(b"HTTP/1.1 204 \r\n\r\n".to_vec())
    });
    let client = client();
    let fetch =
        async |path: &str| client.send(request("GET", &server.url(path))).await.unwrap().response;
    assert_eq!(fetch("/chunked").await.body, "abc");
    assert_eq!(fetch("/until-close").await.body, "rest");
    let latin = fetch("/latin").await;
    assert_eq!((latin.code, latin.status.as_str()), (299, "Super Bra"));
    assert_eq!(latin.headers.get("x"), Some("é"));
    let empty = fetch("/empty").await;
    assert_eq!((empty.code, empty.status.as_str()), (204, "No Content"));
    assert_eq!(empty.protocol, "HTTP/1.1");
}

#[tokio::test]
async fn failures_have_codes_and_advice() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Server::start(|seen| {
        if seen.line().contains("/garbage") {
            return Reply::Close(b"SSH-2.0-OpenSSH\r\n".to_vec());
        }
        if seen.line().contains("/short") {
            return Reply::Close(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".to_vec());
        }
        Reply::Close(Vec::new())
    });
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let plain_as_tls = format!("https://{}/", plain.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = plain.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
    });
    let cases = [
        (format!("http://127.0.0.1:{free}/"), FailureKind::Connect, "ECONNREFUSED", Phase::Connect),
        (
            format!("http://x.localhost:{free}/"),
            FailureKind::Connect,
            "ECONNREFUSED",
            Phase::Connect,
        ),
        (server.url("/reset"), FailureKind::Protocol, "ECONNRESET", Phase::Exchange),
        (server.url("/garbage"), FailureKind::Protocol, "HPE_INVALID_CONSTANT", Phase::Exchange),
        (server.url("/short"), FailureKind::Protocol, "ECONNRESET", Phase::Download),
        ("http://{{base}}/x".to_owned(), FailureKind::Dns, "ENOTFOUND", Phase::Connect),
        ("http://nowhere.invalid/".to_owned(), FailureKind::Dns, "", Phase::Connect),
        (plain_as_tls, FailureKind::Tls, "EPROTO", Phase::Connect),
    ];
    let client = client();
    for (url, kind, code, phase) in cases {
        let failure = failure(&client, request("GET", &url)).await;
        assert_eq!((failure.kind, failure.phase), (kind, phase), "{url}: {failure:?}");
        if !code.is_empty() {
            assert_eq!(failure.code.as_deref(), Some(code), "{url}");
            let host = url.split('/').nth(2).unwrap();
            assert!(failure.message.contains(host), "{failure}");
        }
    }
}

#[tokio::test]
async fn a_silent_server_times_out() {
    let server = Server::start(|_| Reply::Hang);
    let mut asked = request("GET", &server.url("/"));
    asked.options.timeout = Some(Duration::from_millis(50));
    let failure = failure(&client(), asked).await;
    assert_eq!(failure.kind, FailureKind::Timeout);
    assert_eq!(failure.code.as_deref(), Some("ESOCKETTIMEDOUT"));
    assert!(failure.message.contains("50 ms"), "{failure}");
}

#[tokio::test]
async fn large_responses_are_refused() {
    let server = Server::start(|_| ok(&"x".repeat(2000)));
    let settings = ClientSettings { max_response_size: 1000, ..ClientSettings::default() };
    let client = Client::new(settings).unwrap();
    let failure = failure(&client, request("GET", &server.url("/"))).await;
    assert_eq!(failure.kind, FailureKind::TooLarge);
}

#[tokio::test]
async fn hosts_can_be_served_elsewhere() {
    let server = recorder();
    let to = format!("127.0.0.1:{}", server.port);
    let hosts = vec![HostMapping { host: "apitest.vipps.no".to_owned(), to, plain: true }];
    let client = Client::new(ClientSettings { hosts, ..ClientSettings::default() }).unwrap();
    for url in ["https://apitest.vipps.no/x", "http://apitest.vipps.no:8080/x"] {
        let exchange = client.send(request("GET", url)).await.unwrap();
        assert_eq!(exchange.request.url, url);
    }
    let hosts: Vec<_> = server.seen().iter().map(|seen| seen.header("Host").unwrap()).collect();
    assert_eq!(hosts, ["apitest.vipps.no", "apitest.vipps.no:8080"]);
}

#[tokio::test]
async fn certificates_are_verified_unless_told_otherwise() {
    let trusting_ca =
        || ClientSettings { extra_roots: vec![tls_file("ca.pem")], ..ClientSettings::default() };
    let cases = [
        ("server.pem", ClientSettings::default(), Some("UNABLE_TO_VERIFY_LEAF_SIGNATURE")),
        ("self-signed.pem", ClientSettings::default(), Some("DEPTH_ZERO_SELF_SIGNED_CERT")),
        ("other-host.pem", trusting_ca(), Some("ERR_TLS_CERT_ALTNAME_INVALID")),
        ("expired.pem", trusting_ca(), Some("CERT_HAS_EXPIRED")),
        ("server.pem", trusting_ca(), None),
        ("expired.pem", ClientSettings { verify_tls: false, ..ClientSettings::default() }, None),
    ];
    for (certificate, settings, expected) in cases {
        let server = Server::start_tls(certificate, |_| ok("safe"));
        let client = Client::new(settings).unwrap();
        let url = format!("https://localhost:{}/", server.port);
        let outcome = client.send(request("GET", &url)).await;
        match (outcome, expected) {
            (Ok(exchange), None) => assert_eq!(exchange.response.body, "safe"),
            (Err(failure), Some(code)) => {
                assert_eq!(failure.code.as_deref(), Some(code), "{certificate}: {failure}");
                assert_eq!((failure.kind, failure.phase), (FailureKind::Tls, Phase::Connect));
            }
            (outcome, _) => panic!("{certificate}: {:?}", outcome.err()),
        }
        let mut loose = request("GET", &url);
        loose.options.strict_tls = false;
        assert_eq!(client.send(loose).await.unwrap().response.body, "safe");
    }
}

#[test]
fn a_client_is_made_in_no_time() {
    let started = std::time::Instant::now();
    for _ in 0..100 {
        client();
    }
    let each = started.elapsed() / 100;
    assert!(each < Duration::from_millis(1), "{each:?}");
}

#[tokio::test]
async fn parts_of_an_exchange_are_timed() {
    let server = Server::start_tls("server.pem", |_| ok("x"));
    let client = Client::new(ClientSettings { verify_tls: false, ..ClientSettings::default() });
    let (client, url) = (client.unwrap(), format!("https://localhost:{}/", server.port));
    let first = client.send(request("GET", &url)).await.unwrap().timings;
    let (dns, connect) = (first.dns.unwrap(), first.connect.unwrap());
    let (first_byte, download) = (first.first_byte.unwrap(), first.download.unwrap());
    let tls = first.tls.unwrap();
    assert!(tls > 0.0 && tls < connect, "{first:?}");
    assert!(dns >= 0.0 && connect > 0.0 && dns + connect <= first_byte, "{first:?}");
    assert!((first_byte + download - first.total).abs() < 0.001, "{first:?}");
    let second = client.send(request("GET", &url)).await.unwrap().timings;
    let connecting = (second.dns, second.connect, second.tls);
    assert_eq!(connecting, (None, None, None), "the connection is kept");
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
#[tokio::test]
async fn names_below_localhost_and_ipv6_addresses_are_reached() {
    let Ok(listener) = TcpListener::bind("[::1]:0") else {
        eprintln!("skipped: no IPv6 here");
        return;
    };
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let reply = response("200 OK", &[("Connection", "close")], b"six");
            let _ = wire::read_request(&mut stream.as_ref().unwrap(), &mut Vec::new(), 0);
            stream.unwrap().write_all(&reply).unwrap();
        }
    });
    for host in ["[::1]", "localhost", "api.localhost"] {
        let exchange = client().send(request("GET", &format!("http://{host}:{port}/"))).await;
        assert_eq!(exchange.unwrap().response.body, "six", "{host}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn hosts_can_be_unix_sockets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.sock");
    let server = Server::start_unix(&path, |_| ok("socket"));
    let to = format!("unix:{}", path.display());
    let map = |to: String| vec![HostMapping { host: "docker".to_owned(), to, plain: true }];
    let client = Client::new(ClientSettings { hosts: map(to), ..ClientSettings::default() });
    let exchange = client.unwrap().send(request("GET", "https://docker/v1?x")).await.unwrap();
    assert_eq!(exchange.response.body, "socket");
    assert_eq!(exchange.request.url, "https://docker/v1?x");
    assert_eq!(server.seen()[0].line(), "GET /v1?x HTTP/1.1");
    assert_eq!(server.seen()[0].header("Host").as_deref(), Some("docker"));
    let gone = map("unix:/nowhere/api.sock".to_owned());
    let client = Client::new(ClientSettings { hosts: gone, ..ClientSettings::default() }).unwrap();
    let failure = failure(&client, request("GET", "http://docker/")).await;
    assert_eq!((failure.kind, failure.phase), (FailureKind::Connect, Phase::Connect));
    assert!(failure.message.contains("Unix socket"), "{failure}");
}

#[tokio::test]
async fn a_body_does_not_wait_to_be_asked_for() {
    let server = Server::start(|_| {
        let mut bytes = b"HTTP/1.1 100 Continue\r\n\r\n".to_vec();
        bytes.extend(response("200 OK", &[], b"taken"));
        Reply::Send(bytes)
    });
    let mut asked = with_body("POST", &server.url("/"), "content");
    asked.headers.push("Expect", "100-continue");
    assert_eq!(client().send(asked).await.unwrap().response.body, "taken");
    assert_eq!(server.seen()[0].body, b"content");
}

/// A server that closes a kept connection just when the next request comes.
#[tokio::test]
async fn a_connection_that_dies_under_a_request_is_replaced_where_that_is_safe() {
    let greeted = Mutex::new(Vec::new());
    let server = Server::start(move |seen| {
        let mut greeted = greeted.lock().unwrap();
        if greeted.contains(&seen.connection) {
            return Reply::Close(Vec::new());
        }
        greeted.push(seen.connection);
        ok("ok")
    });
    let client = client();
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"] {
        let exchange = client.send(request(method, &server.url("/"))).await.unwrap();
        assert_eq!(exchange.response.code, 200, "{method}");
    }
    let lost = failure(&client, request("POST", &server.url("/"))).await;
    assert_eq!(lost.code.as_deref(), Some("ECONNRESET"), "{lost}");
    let fresh = client.send(request("POST", &server.url("/"))).await.unwrap();
    assert_eq!(fresh.response.body, "ok");

    let dead = Server::start(|_| Reply::Close(Vec::new()));
    failure(&client, request("GET", &dead.url("/"))).await;
    assert_eq!(dead.seen().len(), 1, "a fresh connection is no reason to try again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn bound_exchanges_keep_to_their_connection() {
    let server = Arc::new(Server::start(|seen| {
        let body = vec![b'x'; 200_000];
        match seen.line().contains("/last") {
            true => Reply::Close(response("200 OK", &[("Connection", "close")], &body)),
            false => Reply::Send(response("200 OK", &[], &body)),
        }
    }));
    let client = Arc::new(client());
    let mut chains = Vec::new();
    for number in 1..=6 {
        let (client, server) = (Arc::clone(&client), Arc::clone(&server));
        chains.push(tokio::spawn(async move {
            for path in ["/a", "/b", "/c", "/last", "/d", "/e"] {
                let mut asked = request("GET", &server.url(path));
                asked.headers.push("X-Chain", number.to_string());
                asked.options.connection = Some(number);
                client.send(asked).await.unwrap();
            }
        }));
    }
    for chain in chains {
        chain.await.unwrap();
    }
    for number in 1..=6 {
        let seen = server.seen();
        let own = seen.iter().filter(|seen| seen.header("X-Chain") == Some(number.to_string()));
        let connections: Vec<usize> = own.map(|seen| seen.connection).collect();
        assert_eq!(connections.len(), 6);
        assert!(connections[..4].iter().all(|each| *each == connections[0]), "{connections:?}");
        assert!(connections[4..].iter().all(|each| *each == connections[4]), "{connections:?}");
        assert_ne!(connections[0], connections[4]);
        let shared = seen.iter().filter(|seen| {
            connections.contains(&seen.connection)
                && seen.header("X-Chain") != Some(number.to_string())
        });
        assert_eq!(shared.count(), 0);
    }
}
