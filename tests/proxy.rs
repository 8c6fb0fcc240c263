//! Proxies: the real client and the real binary through a forward proxy.

use std::io::Write as _;

use postbud::http::{
    Client, ClientSettings, FailureKind, Headers, HostMapping, Phase, ProxySettings, ProxyUrl,
    Transport,
};

use crate::support::certificates::{Authority, ServerOptions};
use crate::support::command::{Desk, collection};
use crate::support::proxy::Proxy;
use crate::support::wire::{Server, ok, raw};
use crate::transport::{failure, request};

/// What a client sends that knows the password `hush` of `user`.
const CREDENTIALS: &str = "Basic dXNlcjpodXNo";

fn through(proxy: &str, bypass: &str) -> ClientSettings {
    let proxy = Some(ProxyUrl::parse(proxy).unwrap());
    let proxy = ProxySettings { http: proxy.clone(), https: proxy, bypass: bypass.to_owned() };
    ClientSettings { proxy, ..ClientSettings::default() }
}

fn tls_server() -> Server {
    let config = Authority::new().issue("api.test").server(&ServerOptions::default());
    Server::start_tls_with(config, |_| ok("safe"))
}

#[tokio::test]
async fn http_goes_in_absolute_form_and_https_through_a_tunnel() {
    let server = tls_server();
    let proxy = Proxy::start(server.port, Some(CREDENTIALS));
    let url = format!("http://user:hush@127.0.0.1:{}", proxy.port);
    let settings = ClientSettings { verify_tls: false, ..through(&url, "") };
    let client = Client::new(settings).unwrap();
    let plain = client.send(request("GET", "http://api.test/a?b")).await.unwrap();
    assert_eq!(plain.response.body, "by proxy!");
    let credentials =
        |headers: &Headers| headers.iter().any(|(name, _)| name.starts_with("Proxy-"));
    assert!(!credentials(&plain.request.headers), "the event would show the proxy's password");
    let safe = client.send(request("GET", "https://api.test/x")).await.unwrap();
    assert_eq!(safe.response.body, "safe");
    assert_eq!(
        proxy.lines(),
        ["GET http://api.test/a?b HTTP/1.1", "CONNECT api.test:443 HTTP/1.1"]
    );
    assert_eq!(server.seen()[0].line(), "GET /x HTTP/1.1");
    assert_eq!(server.seen()[0].header("Proxy-Authorization"), None);
}

#[tokio::test]
async fn a_proxy_that_says_407_is_a_response_or_a_failure() {
    let server = tls_server();
    let proxy = Proxy::start(server.port, Some(CREDENTIALS));
    let client = Client::new(through(&format!("http://127.0.0.1:{}", proxy.port), "")).unwrap();
    let plain = client.send(request("GET", "http://api.test/")).await.unwrap();
    assert_eq!(plain.response.code, 407);
    let failure = failure(&client, request("GET", "https://api.test/")).await;
    assert_eq!((failure.kind, failure.phase), (FailureKind::Connect, Phase::Connect));
    for part in ["statusCode=407", "api.test:443", "user:password@host"] {
        assert!(failure.message.contains(part), "{failure}");
    }
}

#[tokio::test]
async fn proxies_that_fail_are_named() {
    let proxy = Proxy::start(1, None);
    let url = format!("http://user:hush@127.0.0.1:{}", proxy.port);
    let client = Client::new(through(&url, "")).unwrap();
    let refused = failure(&client, request("GET", "https://refused.test/")).await;
    assert_eq!(refused.kind, FailureKind::Connect);
    assert!(refused.message.contains("did not connect to refused.test:443"), "{refused}");

    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = Client::new(through(&format!("http://u:hush@127.0.0.1:{free}"), "")).unwrap();
    for url in ["https://api.test/", "http://api.test/"] {
        let absent = failure(&client, request("GET", url)).await;
        assert_eq!(absent.code.as_deref(), Some("ECONNREFUSED"), "{absent}");
        assert!(absent.message.contains(&format!("http://127.0.0.1:{free}")), "{absent}");
        assert!(!absent.message.contains("hush"), "{absent}");
    }
    let client = Client::new(through("http://nowhere.invalid:1", "")).unwrap();
    let unknown = failure(&client, request("GET", "http://api.test/")).await;
    assert_eq!(unknown.kind, FailureKind::Dns);
    assert!(unknown.message.contains("proxy"), "{unknown}");
}

/// What else proxies say: each is a failure of its request, and the run goes on.
#[test]
fn runs_survive_broken_proxies() {
    let cases: [(&'static [u8], &str, &str); 4] = [
        (b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "", "did not connect to"),
        (b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n", "", "statusCode=407"),
        (b"SSH-2.0-OpenSSH\r\n", "HPE_INVALID_CONSTANT", "did not connect to"),
        (b"", "ECONNRESET", "did not connect to"),
    ];
    for (answer, plain_code, tunnel_message) in cases {
        let port = raw(move |mut stream| {
            // The client may have heard enough before the end.
            let _ = stream.write_all(answer);
        });
        let desk = Desk::new();
        let item = |url: &str| serde_json::json!({ "name": url, "request": url });
        let info = serde_json::json!({ "name": "proxies", "schema": "v2.1.0" });
        let items = [item("http://api.test/"), item("https://api.test/")];
        let file = serde_json::json!({ "info": info, "item": items });
        desk.file("c.json", file.to_string());
        let proxy = format!("http://127.0.0.1:{port}");
        let report = ["-r", "json", "--reporter-json-export", "r.json"];
        let ran = desk.postbud(&[&["run", "c.json", "--proxy", &proxy], &report[..]].concat());
        assert_eq!(ran.code, 4, "{}", ran.stderr);
        let report: serde_json::Value = serde_json::from_str(&desk.read("r.json")).unwrap();
        let [plain, tunnel] = [0, 1].map(|at| report["run"]["executions"][at].clone());
        let message = tunnel["requestError"]["message"].as_str().unwrap();
        assert!(message.contains(tunnel_message) && message.contains(&proxy), "{message}");
        assert_eq!(tunnel["requestError"]["phase"], "connect");
        if plain_code.is_empty() {
            assert!(plain["response"]["code"].is_number(), "{plain}");
        } else {
            assert_eq!(plain["requestError"]["code"], plain_code, "{plain}");
            let message = plain["requestError"]["message"].as_str().unwrap();
            assert!(message.contains(&proxy), "{message}");
        }
    }
}

#[tokio::test]
async fn listed_and_mapped_hosts_go_without() {
    let server = Server::start(|_| ok("direct"));
    let proxy = Proxy::start(server.port, None);
    let settings = through(&format!("http://127.0.0.1:{}", proxy.port), "localhost");
    let to = format!("127.0.0.1:{}", server.port);
    let hosts = vec![HostMapping { host: "mapped.test".to_owned(), to, plain: true }];
    let client = Client::new(ClientSettings { hosts, ..settings }).unwrap();
    for url in [format!("http://localhost:{}/", server.port), "https://mapped.test/".to_owned()] {
        let exchange = client.send(request("GET", &url)).await.unwrap();
        assert_eq!(exchange.response.body, "direct");
    }
    assert_eq!(proxy.lines(), [""; 0]);
}

#[tokio::test]
async fn socks_proxies_resolve_names_when_asked_to() {
    let server = Server::start(|_| ok("by socks"));
    let proxy = Proxy::start_socks(server.port);
    for (scheme, host) in [("socks5h", "api.test"), ("socks5", "127.0.0.1")] {
        let client = Client::new(through(&format!("{scheme}://127.0.0.1:{}", proxy.port), ""));
        let exchange = client.unwrap().send(request("GET", &format!("http://{host}/x"))).await;
        assert_eq!(exchange.unwrap().response.body, "by socks");
    }
    assert_eq!(proxy.lines(), ["api.test", "127.0.0.1"]);
    assert!(server.seen().iter().all(|seen| seen.line() == "GET /x HTTP/1.1"));
}

#[test]
fn the_command_reads_options_and_environment() {
    let proxy = Proxy::start(1, None);
    let url = format!("http://127.0.0.1:{}", proxy.port);
    let desk = Desk::new();
    let test = "pm.test('proxied', () => pm.expect(pm.response.text()).to.equal('by proxy!'))";
    desk.file("c.json", collection("http://api.test/", test));
    let with_variable = desk.postbud_with(&["run", "c.json"], &[("http_proxy", url.as_str())]);
    assert_eq!(with_variable.code, 0, "{}", with_variable.stdout);
    let with_option = desk.postbud(&["run", "c.json", "--proxy", &url]);
    assert_eq!(with_option.code, 0, "{}", with_option.stdout);
    assert_eq!(proxy.lines().len(), 2);

    let without = desk.postbud(&["run", "c.json", "--proxy", &url, "--no-proxy", "api.test"]);
    assert_eq!(without.code, 4, "{}", without.stdout);
    let wrong = desk.postbud(&["run", "c.json", "--proxy", "ftp://user:hush@h"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.stderr.contains("--proxy: proxies of scheme ftp are unknown"),
        "{}",
        wrong.stderr
    );
    assert!(!wrong.stderr.contains("hush"), "{}", wrong.stderr);
    assert_eq!(proxy.lines().len(), 2);
}
