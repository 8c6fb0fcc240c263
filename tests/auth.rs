//! Authorization that takes more than one exchange: challenges, connections, tokens.

use std::sync::Mutex;

use serde_json::{Value, json};

use crate::support::command::{Desk, Ran};
use crate::support::wire::{Reply, Seen, Server, ok, response};

/// What a request authorizes itself with; empty when it does not.
fn authorization(seen: &Seen) -> String {
    seen.header("Authorization").unwrap_or_default()
}

/// Refuses, asking for these schemes.
fn refuse(challenges: &[&str]) -> Reply {
    let headers: Vec<_> = challenges.iter().map(|text| ("WWW-Authenticate", *text)).collect();
    Reply::Send(response("401 Unauthorized", &headers, b""))
}

fn is_for_token(seen: &Seen) -> bool {
    seen.line().contains("/token")
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
            "url": server.url("/door?a=b"),
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
    let server = Server::start(|seen| match authorization(seen).as_str() {
        "" => refuse(&["Digest realm=\"r\", qop=\"auth\", nonce=\"n\""]),
        _ => ok("in"),
    });
    let auth = params("digest", &json!({ "username": "u", "password": "open sesame" }));
    let ran = run(&server, &auth, 2);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let seen = server.seen();
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(seen.iter().all(|seen| seen.body == b"knock"), "{seen:?}");
    assert!(authorization(&seen[1]).contains("uri=\"/door?a=b\""), "{seen:?}");
    assert!(authorization(&seen[1]).contains("nc=00000001"), "{seen:?}");
    assert!(authorization(&seen[2]).contains("nc=00000002"), "{seen:?}");
}

#[test]
fn a_wrong_digest_password_is_tried_once() {
    let server = Server::start(|_| refuse(&["Digest realm=\"r\", nonce=\"n\""]));
    let ran = run(&server, &params("digest", &json!({ "username": "u" })), 1);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(server.seen().len(), 2);
}

/// A CHALLENGE message without target information, base64.
const NTLM_CHALLENGE: &str = "NTLM TlRMTVNTUAACAAAAAAAAAAAAAAABAgAAASNFZ4mrze8AAAAAAAAAAA==";

#[test]
fn ntlm_logs_on_over_one_connection() {
    let greeted = Mutex::new(Vec::new());
    let server = Server::start(move |seen| {
        let mut greeted = greeted.lock().unwrap();
        let said = authorization(seen);
        // The first bytes of the messages; the third counts only where the first came.
        if said.starts_with("NTLM TlRMTVNTUAAB") {
            greeted.push(seen.connection);
            return refuse(&[NTLM_CHALLENGE]);
        }
        if said.starts_with("NTLM TlRMTVNTUAAD") && greeted.contains(&seen.connection) {
            return ok("in");
        }
        refuse(&["Negotiate", "NTLM"])
    });
    let auth = params("ntlm", &json!({ "username": "DOM\\u", "password": "open sesame" }));
    let ran = run(&server, &auth, 5);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let seen = server.seen();
    assert_eq!(seen.len(), 15, "{seen:?}");
    assert!(seen.iter().all(|seen| seen.connection == 0), "{seen:?}");
}

fn client_credentials(server: &Server) -> Value {
    let block = json!({
        "grant_type": "client_credentials",
        "accessTokenUrl": server.url("/token"),
        "clientId": "id",
        "clientSecret": "open sesame",
        "scope": "s",
    });
    params("oauth2", &block)
}

#[test]
fn oauth2_tokens_are_fetched_once() {
    let server = Server::start(|seen| match is_for_token(seen) {
        true => ok(r#"{"access_token":"fetched-token","expires_in":"3600"}"#),
        false if authorization(seen) == "Bearer fetched-token" => ok("in"),
        false => refuse(&[]),
    });
    let ran = run(&server, &client_credentials(&server), 3);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let seen = server.seen();
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert_eq!(seen[0].body, b"grant_type=client_credentials&scope=s");
    assert_eq!(authorization(&seen[0]), "Basic aWQ6b3BlbiUyMHNlc2FtZQ==");
}

#[test]
fn a_refused_token_is_explained_without_the_secret() {
    let said = br#"{"error":"invalid_client","error_description":"open sesame is wrong"}"#;
    let server = Server::start(move |seen| match is_for_token(seen) {
        true => Reply::Send(response("400 Bad Request", &[], said)),
        false => refuse(&[]),
    });
    let ran = run(&server, &client_credentials(&server), 1);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains("invalid_client"), "{said}");
    assert!(!said.contains("open sesame"), "{said}");
}

#[test]
fn an_unknown_scheme_is_a_warning_and_with_strict_a_failure() {
    let desk = Desk::new();
    let server = Server::start(|_| ok("in"));
    let collection = json!({
        "info": {
            "name": "auth",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "item": [{
            "name": "item",
            "event": [{ "listen": "test", "script": { "exec": ["pm.test('ok', () => {})"] } }],
            "request": {
                "url": server.url("/"),
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
