//! HTTPS: the same port, a certificate made at start.

use postbud::emulator::{Config, start};
use reqwest::Certificate;
use serde_json::Value;

use super::client::Request;
use super::config;

#[tokio::test]
async fn one_port_speaks_both() {
    let running = start(Config { https: true, ..config() }).await.unwrap();
    let authority = running.authority.clone().unwrap();
    let path = "access-management-1.0/access/.well-known/openid-configuration";
    let plain = Request::new(&format!("GET /{path}")).send(running.addr).await;
    let issuer = |body: &Value| body["issuer"].as_str().unwrap().to_owned();
    assert!(issuer(&plain.json()).starts_with("http://127.0.0.1"));

    // The process's default provider may be set by another test already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .tls_certs_only([Certificate::from_pem(authority.as_bytes()).unwrap()])
        .no_proxy()
        .resolve("apitest.vipps.no", running.addr)
        .build()
        .unwrap();
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("https://{host}:{}/{path}", running.addr.port());
        let body = client.get(url).send().await.unwrap().bytes().await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert!(issuer(&body).starts_with(&format!("https://{host}:")), "{body}");
    }
    let url = format!("https://apitest.vipps.no:{}/{path}", running.addr.port());
    assert_eq!(client.get(url).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_client_that_breaks_the_handshake_off_harms_nobody() {
    let running = start(Config { https: true, ..config() }).await.unwrap();
    for bytes in [&[22, 3, 1][..], b"", b"\x16\x03\x01\x00\x05hello"] {
        super::client::cut_off(running.addr, bytes).await;
    }
    assert_eq!(Request::new("GET /_emulator/state").send(running.addr).await.status, 200);
}

#[tokio::test]
async fn without_it_nothing_is_encrypted() {
    let running = start(config()).await.unwrap();
    assert_eq!(running.authority, None);
}

#[tokio::test]
async fn a_public_url_starts_every_url() {
    let public_url = Some("https://vipps.example.com".to_owned());
    let running = start(Config { public_url, ..config() }).await.unwrap();
    let path = "GET /access-management-1.0/access/.well-known/openid-configuration";
    let body = Request::new(path).send(running.addr).await.json();
    assert_eq!(body["issuer"], "https://vipps.example.com/access-management-1.0/access/");
}
