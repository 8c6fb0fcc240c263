//! Login over the wire: the code flow, and everything that is refused on the way.

use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use postbud::emulator::{Config, start};
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::signature::Verifier as _;
use rsa::{BigUint, RsaPublicKey};
use serde_json::{Value, json};
use sha2::Sha256;

use super::client::{Answer, Request};
use super::{config, control, emulator};

const ROOT: &str = "/access-management-1.0/access";

fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn redirect_uri() -> String {
    config().merchants[0].login.as_ref().unwrap().redirect_uris[0].clone()
}

async fn authorize(addr: SocketAddr, changes: &[(&str, &str)]) -> Answer {
    let redirect_uri = redirect_uri();
    let mut query = vec![
        ("response_type", "code"),
        ("client_id", config().merchants[0].client_id.clone().leak()),
        ("redirect_uri", redirect_uri.as_str()),
        ("scope", "openid name phoneNumber"),
        ("state", "long-enough-state"),
        ("nonce", "n-1"),
    ];
    for (name, value) in changes {
        query.retain(|(known, _)| known != name);
        query.push((name, value));
    }
    let query: Vec<_> = query.iter().map(|(name, v)| format!("{name}={}", encode(v))).collect();
    Request::new(&format!("GET {ROOT}/oauth2/auth?{}", query.join("&"))).send(addr).await
}

/// A member of the query that an answer redirects to.
fn member(answer: &Answer, name: &str) -> Option<String> {
    let location = url::Url::parse(answer.header("location")?).unwrap();
    location.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

/// The credentials of the first merchant, encoded as they have to be.
fn credentials() -> String {
    let merchant = &config().merchants[0];
    basic(&encode(&merchant.client_id), &encode(&merchant.client_secret))
}

async fn exchange(addr: SocketAddr, authorization: &str, code: &str, more: &str) -> Answer {
    let (code, redirect) = (encode(code), encode(&redirect_uri()));
    let form = format!("grant_type=authorization_code&code={code}&redirect_uri={redirect}{more}");
    Request::new(&format!("POST {ROOT}/oauth2/token"))
        .header("Authorization", authorization)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(form)
        .send(addr)
        .await
}

fn error(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["error"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_code_flow_ends_with_a_user() {
    let running = emulator().await;
    let redirect = authorize(running.addr, &[]).await;
    assert_eq!(redirect.status, 302);
    assert!(redirect.header("location").unwrap().starts_with(&redirect_uri()));
    assert_eq!(member(&redirect, "state").as_deref(), Some("long-enough-state"));
    let code = member(&redirect, "code").unwrap();
    let tokens = exchange(running.addr, &credentials(), &code, "").await;
    assert_eq!(tokens.status, 200, "{}", tokens.text());
    let body = tokens.json();
    assert_eq!((&body["expires_in"], &body["token_type"]), (&json!(3599), &json!("bearer")));

    let claims = verified(running.addr, body["id_token"].as_str().unwrap()).await;
    assert_eq!(claims["aud"], json!([config().merchants[0].client_id]));
    assert_eq!(claims["iss"], format!("http://{}{ROOT}/", running.addr));
    assert_eq!((&claims["nonce"], &claims["name"]), (&json!("n-1"), &json!("Ada Testperson")));

    let access = format!("Bearer {}", body["access_token"].as_str().unwrap());
    let userinfo =
        || Request::new(&format!("GET {ROOT}/userinfo")).header("Authorization", &access);
    let user = userinfo().send(running.addr).await;
    assert_eq!(user.json()["sub"], claims["sub"]);
    assert_eq!(user.json()["phone_number"], "4797777776");
    assert_eq!(user.json().get("email"), None, "nobody asked for it");

    let again = exchange(running.addr, &credentials(), &code, "").await;
    assert_eq!(error(&again), (400, "invalid_grant".to_owned()));
    control(running.addr, "clock/advance", json!({"seconds": 3600})).await;
    let late = userinfo().send(running.addr).await;
    assert_eq!(error(&late), (401, "request_unauthorized".to_owned()));
}

/// Checks a token against the published keys; returns its claims.
async fn verified(addr: SocketAddr, token: &str) -> Value {
    let keys = Request::new(&format!("GET {ROOT}/.well-known/jwks.json")).send(addr).await.json();
    let key = &keys["keys"][0];
    let parts: Vec<_> = token.split('.').collect();
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let header: Value = serde_json::from_slice(&decode(parts[0])).unwrap();
    assert_eq!((&header["alg"], &header["kid"]), (&json!("RS256"), &key["kid"]));
    let number = |name: &str| BigUint::from_bytes_be(&decode(key[name].as_str().unwrap()));
    let public = RsaPublicKey::new(number("n"), number("e")).unwrap();
    let signature = Signature::try_from(decode(parts[2]).as_slice()).unwrap();
    let signed = format!("{}.{}", parts[0], parts[1]);
    VerifyingKey::<Sha256>::new(public).verify(signed.as_bytes(), &signature).unwrap();
    serde_json::from_slice(&decode(parts[1])).unwrap()
}

#[tokio::test]
async fn a_revoked_token_is_worth_nothing() {
    let running = emulator().await;
    let tokens = exchange(running.addr, &credentials(), "emulated-login-code", "").await.json();
    let token = tokens["access_token"].as_str().unwrap();
    let userinfo = async || {
        let request = Request::new(&format!("GET {ROOT}/userinfo"));
        request.header("Authorization", &format!("Bearer {token}")).send(running.addr).await.status
    };
    assert_eq!(userinfo().await, 200);
    let revoke = Request::new(&format!("POST {ROOT}/oauth2/revoke"))
        .header("Authorization", &credentials())
        .body(format!("token={token}"));
    assert_eq!(revoke.send(running.addr).await.status, 200);
    assert_eq!(userinfo().await, 401);
}

#[tokio::test]
async fn what_the_user_is_not_sent_back_for() {
    let running = emulator().await;
    for change in [
        ("client_id", "00000000-0000-4000-8000-000000000000"),
        ("redirect_uri", "https://shop.example.com/vipps/login/"),
    ] {
        let refused = authorize(running.addr, &[change]).await;
        assert_eq!((refused.status, refused.header("location")), (401, None), "{change:?}");
    }
    for (change, expected) in [
        (("scope", "openid admin"), "invalid_scope"),
        (("scope", "name"), "invalid_scope"),
        (("state", "short"), "invalid_state"),
        (("response_type", "token"), "unsupported_response_type"),
    ] {
        let denied = authorize(running.addr, &[change]).await;
        assert_eq!(member(&denied, "error").as_deref(), Some(expected), "{change:?}");
        assert_eq!(member(&denied, "code"), None);
    }
    control(running.addr, "login/reject", json!({})).await;
    let denied = authorize(running.addr, &[]).await;
    assert_eq!(member(&denied, "error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn a_secret_travels_form_encoded() {
    let merchant = &config().merchants[0];
    assert!(merchant.client_secret.contains('+'), "the trap needs a plus");
    let plain = basic(&merchant.client_id, &merchant.client_secret);
    let strict = emulator().await;
    let refused = exchange(strict.addr, &plain, "emulated-login-code", "").await;
    assert_eq!(error(&refused), (401, "invalid_client".to_owned()));
    let encoded = exchange(strict.addr, &credentials(), "emulated-login-code", "").await;
    assert_eq!(encoded.status, 200);
    let lenient = start(Config { lenient: true, ..config() }).await.unwrap();
    assert_eq!(exchange(lenient.addr, &plain, "emulated-login-code", "").await.status, 200);
}

#[tokio::test]
async fn a_wrong_client_is_not_told_more() {
    let running = emulator().await;
    let merchants = config().merchants;
    let wrong = [
        basic("nobody", "x"),
        basic(&merchants[0].client_id, "x"),
        basic(&merchants[0].client_id, ""),
        "Basic !".to_owned(),
        String::new(),
    ];
    for authorization in wrong {
        let refused = exchange(running.addr, &authorization, "c", "").await;
        assert_eq!(error(&refused), (401, "invalid_client".to_owned()), "{authorization}");
        assert_eq!(refused.json()["status_code"], 401);
    }
    // The secret in the form is another method, and not the registered one.
    let secret = format!(
        "&client_id={}&client_secret={}",
        merchants[0].client_id,
        encode(&merchants[0].client_secret)
    );
    let post = exchange(running.addr, "", "c", &secret).await;
    assert_eq!(error(&post), (401, "invalid_client".to_owned()));
    let mut config = config();
    config.merchants[0].login.as_mut().unwrap().post = true;
    let running = start(config).await.unwrap();
    let post = exchange(running.addr, "", "c", &secret).await;
    assert_eq!(error(&post), (400, "invalid_grant".to_owned()));
}

#[tokio::test]
async fn pkce_binds_a_code() {
    // The example of RFC 7636, appendix B.
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let running = emulator().await;
    let asked = [("code_challenge", challenge), ("code_challenge_method", "S256")];
    for (more, expected) in [
        (format!("&code_verifier={verifier}"), 200),
        ("&code_verifier=wrong".to_owned(), 400),
        (String::new(), 400),
    ] {
        let code = member(&authorize(running.addr, &asked).await, "code").unwrap();
        let answer = exchange(running.addr, &credentials(), &code, &more).await;
        assert_eq!(answer.status, expected, "{more}");
    }
}
