//! TLS: authorities, client certificates, versions and ciphers, against servers with certificates
//! made on the spot.

use postbud::http::url::UrlPattern;
use postbud::http::{
    CertificateFiles, Client, ClientCertificate, ClientSettings, FailureKind, Phase, Transport,
};
use serde_json::json;

use crate::support::certificates::{Authority, Issued, ServerOptions, self_signed};
use crate::support::command::{Desk, collection};
use crate::support::wire::{Server, ok};
use crate::transport::{failure, request};

const PASSES: &str = "pm.test('safe', () => pm.expect(pm.response.text()).to.equal('safe'))";

fn serve(certificate: &Issued, options: &ServerOptions<'_>) -> Server {
    Server::start_tls_with(certificate.server(options), |_| ok("safe"))
}

fn url(server: &Server) -> String {
    format!("https://localhost:{}/x", server.port)
}

#[test]
fn extra_authorities_are_trusted_beside_the_built_in_ones() {
    let desk = Desk::new();
    let authority = Authority::new();
    desk.file("ca.pem", authority.pem());
    let server = serve(&authority.issue("localhost"), &ServerOptions::default());
    desk.file("c.json", collection(&url(&server), PASSES));
    let without = desk.postbud(&["run", "c.json"]);
    assert_eq!(without.code, 4);
    assert!(without.stdout.contains("--ssl-extra-ca-certs"), "{}", without.stdout);
    let with = desk.postbud(&["run", "c.json", "--ssl-extra-ca-certs", "ca.pem"]);
    assert_eq!(with.code, 0, "{}", with.stdout);
    let variable = desk.postbud_with(&["run", "c.json"], &[("NODE_EXTRA_CA_CERTS", "ca.pem")]);
    assert_eq!(variable.code, 0, "{}", variable.stdout);
    let missing = desk.postbud(&["run", "c.json", "--ssl-extra-ca-certs", "nowhere.pem"]);
    assert_eq!(missing.code, 3);
    assert!(missing.stderr.contains("nowhere.pem"), "{}", missing.stderr);
}

#[tokio::test]
async fn a_self_signed_certificate_can_be_trusted_itself() {
    let certificate = self_signed("localhost");
    let server = serve(&certificate, &ServerOptions::default());
    let desk = Desk::new();
    let roots = vec![desk.file("self.pem", &certificate.cert_pem)];
    let settings = ClientSettings { extra_roots: roots, ..ClientSettings::default() };
    let client = Client::new(settings).unwrap();
    assert_eq!(client.send(request("GET", &url(&server))).await.unwrap().response.body, "safe");
    let elsewhere = format!("https://127.0.0.1:{}/", server.port);
    let other = failure(&client, request("GET", &elsewhere)).await;
    assert_eq!(other.code.as_deref(), Some("ERR_TLS_CERT_ALTNAME_INVALID"), "{other}");
    let stranger = serve(&self_signed("localhost"), &ServerOptions::default());
    let refused = failure(&client, request("GET", &url(&stranger))).await;
    assert_eq!(refused.kind, FailureKind::Tls, "{refused}");
}

/// Runs a collection against a server that wants a certificate of `authority`.
struct Guarded {
    desk: Desk,
    server: Server,
}

impl Guarded {
    fn new(authority: &Authority) -> Self {
        let options = ServerOptions { clients: Some(authority), ..ServerOptions::default() };
        let server = serve(&authority.issue("localhost"), &options);
        let desk = Desk::new();
        desk.file("ca.pem", authority.pem());
        desk.file("c.json", collection(&url(&server), PASSES));
        Self { desk, server }
    }

    fn run(&self, more: &[&str]) -> crate::support::command::Ran {
        let mut arguments = vec!["run", "c.json", "--ssl-extra-ca-certs", "ca.pem"];
        arguments.extend(more);
        self.desk.postbud(&arguments)
    }
}

#[test]
fn client_certificates_are_shown_to_whom_they_are_for() {
    let authority = Authority::new();
    let guarded = Guarded::new(&authority);
    let client = authority.issue("client");
    guarded.desk.file("cert.pem", &client.cert_pem);
    guarded.desk.file("key.pem", &client.key_pem);
    guarded.desk.file("both.pem", format!("{}{}", client.cert_pem, client.key_pem));

    let without = guarded.run(&[]);
    assert_eq!(without.code, 4, "{}", without.stdout);
    assert!(without.stdout.contains("client certificate"), "{}", without.stdout);
    for options in [
        &["--ssl-client-cert", "cert.pem", "--ssl-client-key", "key.pem"][..],
        &["--ssl-client-cert", "both.pem"],
    ] {
        let ran = guarded.run(options);
        assert_eq!(ran.code, 0, "{options:?}: {}", ran.stdout);
    }
    let list = |pattern: &str| {
        let (cert, key) = (json!({ "src": "cert.pem" }), json!({ "src": "key.pem" }));
        json!([{ "name": "mine", "matches": [pattern], "cert": cert, "key": key }]).to_string()
    };
    let pattern = format!("https://localhost:{}/*", guarded.server.port);
    guarded.desk.file("list.json", list(&pattern));
    assert_eq!(guarded.run(&["--ssl-client-cert-list", "list.json"]).code, 0);
    guarded.desk.file("list.json", list("https://elsewhere.test/*"));
    assert_eq!(guarded.run(&["--ssl-client-cert-list", "list.json"]).code, 4);
    let both = ["--ssl-client-cert-list", "list.json", "--ssl-client-cert", "both.pem"];
    assert_eq!(guarded.run(&both).code, 0);
}

#[test]
fn certificates_that_cannot_be_used_end_the_command() {
    let authority = Authority::new();
    let guarded = Guarded::new(&authority);
    let (one, two) = (authority.issue("one"), authority.issue("two"));
    guarded.desk.file("one.pem", &one.cert_pem);
    guarded.desk.file("two.key", &two.key_pem);
    guarded.desk.file("text.pem", "no certificate");
    guarded.desk.file("text.pfx", "no archive");
    guarded.desk.file("bad.json", r#"[{"matches": ["nonsense"], "cert": {"src": "one.pem"}}]"#);
    guarded.desk.file("object.json", "{}");
    guarded.desk.file("neither.json", r#"[{"matches": ["<all_urls>"]}]"#);
    let cases: [(&[&str], &str); 8] = [
        (&["--ssl-client-cert", "missing.pem"], "missing.pem"),
        (&["--ssl-client-cert", "text.pem"], "no PEM certificate"),
        (&["--ssl-client-cert", "one.pem"], "no PEM private key"),
        (
            &["--ssl-client-cert", "one.pem", "--ssl-client-key", "two.key"],
            "do not belong together",
        ),
        (&["--ssl-client-cert", "text.pfx"], "PKCS#12"),
        (&["--ssl-client-cert-list", "bad.json"], "$[0].matches[0]: \"nonsense\""),
        (&["--ssl-client-cert-list", "object.json"], "not a list"),
        (&["--ssl-client-cert-list", "neither.json"], "$[0]: neither `cert` nor `pfx`"),
    ];
    for (options, expected) in cases {
        let ran = guarded.run(options);
        assert_eq!(ran.code, 3, "{options:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
    assert_eq!(guarded.server.seen().len(), 0);
}

/// Made by OpenSSL 3.0 from one key, with the passphrase `hush`: `pkcs12 -export`, the same with
/// `-legacy`, and `pkcs8 -topk8` (AES-256, PBKDF2).
#[test]
fn files_of_openssl_are_read_with_their_passphrase() {
    let file = |name: &str| crate::support::wire::tls_file(name);
    let pem = |key: &str| CertificateFiles::Pem { cert: file("client.pem"), key: Some(file(key)) };
    let cases = [
        ("modern", CertificateFiles::Pfx(file("client.pfx"))),
        ("legacy", CertificateFiles::Pfx(file("client-legacy.pfx"))),
        ("pkcs8", pem("client-encrypted.key")),
    ];
    for (name, files) in cases {
        let load = |passphrase| ClientCertificate::load(vec![UrlPattern::ALL], &files, passphrase);
        let loaded = load(Some("hush"));
        assert!(loaded.is_ok(), "{name}: {}", loaded.unwrap_err());
        for wrong in [Some("loud"), None] {
            let error = load(wrong).unwrap_err().to_string();
            assert!(error.contains("passphrase"), "{name}: {error}");
        }
    }
    let old = pem("client-traditional.key");
    let error = ClientCertificate::load(Vec::new(), &old, Some("hush")).unwrap_err().to_string();
    assert!(error.contains("openssl pkcs8 -topk8"), "{error}");
}

#[tokio::test]
async fn versions_and_ciphers_are_chosen_by_the_item() {
    let authority = Authority::new();
    let desk = Desk::new();
    let settings = ClientSettings {
        extra_roots: vec![desk.file("ca.pem", authority.pem())],
        ..ClientSettings::default()
    };
    let client = Client::new(settings).unwrap();
    let options =
        ServerOptions { versions: &[&rustls::version::TLS12], ..ServerOptions::default() };
    let server = serve(&authority.issue("localhost"), &options);
    client.send(request("GET", &url(&server))).await.unwrap();

    let mut modern = request("GET", &url(&server));
    modern.options.tls.without_tls12 = true;
    let refused = failure(&client, modern).await;
    assert_eq!((refused.kind, refused.phase), (FailureKind::Tls, Phase::Connect));
    assert!(refused.message.contains("TLS 1.2"), "{refused}");

    let mut picky = request("GET", &url(&server));
    picky.options.tls.ciphers = vec!["ECDHE-ECDSA-CHACHA20-POLY1305".to_owned()];
    client.send(picky.clone()).await.unwrap();
    picky.options.tls.ciphers = vec!["ECDHE-RSA-CHACHA20-POLY1305".to_owned()];
    let refused = failure(&client, picky.clone()).await;
    assert_eq!(refused.kind, FailureKind::Tls, "{refused}");
    picky.options.tls.ciphers = vec!["RC4-MD5".to_owned()];
    let refused = failure(&client, picky).await;
    assert_eq!(refused.phase, Phase::Prepare);
    assert!(refused.message.contains("no cipher match"), "{refused}");
}

#[test]
fn secrets_of_connections_are_logged_when_asked_for() {
    let desk = Desk::new();
    let server = serve(&Authority::new().issue("localhost"), &ServerOptions::default());
    desk.file("c.json", collection(&url(&server), PASSES));
    let log = desk.path("keys.log");
    let ran =
        desk.postbud_with(&["run", "c.json", "-k"], &[("SSLKEYLOGFILE", log.to_str().unwrap())]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert!(desk.read("keys.log").contains("CLIENT_TRAFFIC_SECRET_0 "));
}
