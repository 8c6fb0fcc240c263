//! HTTP/2, with and without TLS.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use postbud::http::{Client, ClientSettings, FailureKind, HostMapping, Protocol, Transport};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

use crate::support::certificates::{Authority, ServerOptions};
use crate::support::wire::{Server, ok};
use crate::transport::{failure, request, with_body};

/// Serves HTTP/2: answers with authority, method and content, and names the request's headers.
async fn serve(tls: Option<rustls::ServerConfig>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let acceptor = tls.map(|config| tokio_rustls::TlsAcceptor::from(Arc::new(config)));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                match acceptor {
                    None => answer(stream).await,
                    Some(acceptor) => {
                        // A client may not want to go on.
                        if let Ok(stream) = acceptor.accept(stream).await {
                            answer(stream).await;
                        }
                    }
                }
            });
        }
    });
    address
}

async fn answer(stream: impl AsyncRead + AsyncWrite + Unpin) {
    let Ok(mut connection) = h2::server::handshake(stream).await else { return };
    while let Some(Ok((mut request, mut respond))) = connection.accept().await {
        tokio::spawn(async move {
            let mut content = Vec::new();
            while let Some(Ok(chunk)) = request.body_mut().data().await {
                request.body_mut().flow_control().release_capacity(chunk.len()).unwrap();
                content.extend_from_slice(&chunk);
            }
            let names: Vec<&str> = request.headers().keys().map(|name| name.as_str()).collect();
            let head = http::Response::builder()
                .header("x-names", names.join(","))
                .header("x-authority", request.uri().authority().unwrap().as_str())
                .body(())
                .unwrap();
            let mut sender = respond.send_response(head, false).unwrap();
            let text = format!("{} {}", request.method(), String::from_utf8(content).unwrap());
            sender.send_data(Bytes::from(text), true).unwrap();
        });
    }
}

fn client(protocol: Protocol, desk: &tempfile::TempDir, authority: &Authority) -> Client {
    let ca = desk.path().join("ca.pem");
    std::fs::write(&ca, authority.pem()).unwrap();
    let settings = ClientSettings { protocol, extra_roots: vec![ca], ..ClientSettings::default() };
    Client::new(settings).unwrap()
}

#[tokio::test]
async fn the_server_chooses_when_asked_to() {
    let (desk, authority) = (tempfile::tempdir().unwrap(), Authority::new());
    let both = ServerOptions { alpn: &["h2", "http/1.1"], ..ServerOptions::default() };
    let address = serve(Some(authority.issue("localhost").server(&both))).await;
    let url = format!("https://localhost:{}/", address.port());
    let auto = client(Protocol::Auto, &desk, &authority);
    let response = auto.send(with_body("POST", &url, "hi")).await.unwrap().response;
    assert_eq!((response.protocol.as_str(), &response.body[..]), ("HTTP/2.0", &b"POST hi"[..]));
    assert_eq!(response.status, "OK");
    assert_eq!(response.headers.get("x-authority"), Some(&url["https://".len()..url.len() - 1]));
    let names = response.headers.get("x-names").unwrap();
    assert!(names.contains("postman-token") && !names.contains("connection"), "{names}");

    let only_one = ServerOptions { alpn: &["http/1.1"], ..ServerOptions::default() };
    let config = authority.issue("localhost").server(&only_one);
    let server = Server::start_tls_with(config, |_| ok("one"));
    let url = format!("https://localhost:{}/", server.port);
    let response = auto.send(request("GET", &url)).await.unwrap().response;
    assert_eq!((response.protocol.as_str(), &response.body[..]), ("HTTP/1.1", &b"one"[..]));

    let two = client(Protocol::Http2, &desk, &authority);
    let failure = failure(&two, request("GET", &url)).await;
    assert_eq!(failure.kind, FailureKind::Tls);
    assert!(failure.message.contains("--protocol-version auto"), "{failure}");
}

#[tokio::test]
async fn an_item_has_the_last_word() {
    let address = serve(None).await;
    let url = format!("http://{address}/");
    let client = Client::new(ClientSettings::default()).unwrap();
    let mut asked = request("GET", &url);
    asked.options.protocol = Some(Protocol::Http2);
    let response = client.send(asked).await.unwrap().response;
    assert_eq!(response.protocol, "HTTP/2.0");
    let failure = failure(&client, request("GET", &url)).await;
    assert_eq!(failure.kind, FailureKind::Protocol, "{failure}");
}

#[tokio::test]
async fn mapped_hosts_keep_their_authority() {
    let (desk, authority) = (tempfile::tempdir().unwrap(), Authority::new());
    let two = ServerOptions { alpn: &["h2"], ..ServerOptions::default() };
    let address = serve(Some(authority.issue("api.test").server(&two))).await;
    let ca = desk.path().join("ca.pem");
    std::fs::write(&ca, authority.pem()).unwrap();
    let mapping =
        HostMapping { host: "api.test".to_owned(), to: address.to_string(), plain: false };
    let settings = ClientSettings {
        protocol: Protocol::Auto,
        extra_roots: vec![ca],
        hosts: vec![mapping],
        ..ClientSettings::default()
    };
    let client = Client::new(settings).unwrap();
    let response = client.send(request("GET", "https://api.test/")).await.unwrap().response;
    assert_eq!(response.headers.get("x-authority"), Some("api.test"));
}
