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

/// What a run with these options says in its event stream, request by request: origin and status.
fn exchanges(server: &Server, auth: &Value, count: usize) -> (Ran, Vec<Value>) {
    let desk = desk(server, auth, count);
    let options = ["run", "c.json", "-r", "cli,events", "--reporter-events-export", "e.jsonl"];
    let ran = desk.postbud(&options);
    let events = desk.read("e.jsonl");
    let events = events.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    (ran, events.filter(|event| event["event"] == "request").collect())
}

fn outline(exchanges: &[Value]) -> Vec<(&str, u64)> {
    let line = |event: &'_ Value| event["response"]["code"].as_u64().unwrap_or(0);
    exchanges.iter().map(|event| (event["origin"].as_str().unwrap(), line(event))).collect()
}

/// Runs a collection of `count` POST requests that all must be answered with 200.
fn run(server: &Server, auth: &Value, count: usize) -> Ran {
    run_with(server, auth, count, &[])
}

/// The same with options.
fn run_with(server: &Server, auth: &Value, count: usize, options: &[&str]) -> Ran {
    desk(server, auth, count).postbud(&[&["run", "c.json"], options].concat())
}

fn desk(server: &Server, auth: &Value, count: usize) -> Desk {
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
    desk
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
    let (ran, events) = exchanges(&server, &auth, 2);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(outline(&events), [("auth", 401), ("item", 200), ("item", 200)]);
    assert!(!ran.stdout.contains("401"), "{}", ran.stdout);
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
    let (ran, events) = exchanges(&server, &client_credentials(&server), 3);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(outline(&events), [("auth", 200), ("item", 200), ("item", 200), ("item", 200)]);
    assert!(!events[0].to_string().contains("aWQ6b3BlbiUyMHNlc2FtZQ"), "{}", events[0]);
    let seen = server.seen();
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert_eq!(seen[0].body, b"grant_type=client_credentials&scope=s");
    assert_eq!(authorization(&seen[0]), "Basic aWQ6b3BlbiUyMHNlc2FtZQ==");
}

/// The server forgets its tokens after the first request.
#[test]
fn a_fetched_token_that_is_refused_is_fetched_again_once() {
    let given = Mutex::new(0);
    let server = Server::start(move |seen| {
        let mut given = given.lock().unwrap();
        if is_for_token(seen) {
            *given += 1;
            return ok(&format!(r#"{{"access_token":"fetched-token-{given}"}}"#));
        }
        let known = *given >= 2 && authorization(seen) == format!("Bearer fetched-token-{given}");
        if known { ok("in") } else { refuse(&["Bearer error=\"invalid_token\""]) }
    });
    let (ran, events) = exchanges(&server, &client_credentials(&server), 2);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let expected = [("auth", 200), ("auth", 401), ("auth", 200), ("item", 200), ("item", 200)];
    assert_eq!(outline(&events), expected);

    let stubborn = Server::start(|seen| match is_for_token(seen) {
        true => ok(r#"{"access_token":"fetched-token"}"#),
        false => refuse(&[]),
    });
    let (ran, events) = exchanges(&stubborn, &client_credentials(&stubborn), 1);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(outline(&events), [("auth", 200), ("auth", 401), ("auth", 200), ("item", 401)]);
}

#[test]
fn a_stored_token_that_is_refused_stays() {
    let server = Server::start(|_| refuse(&[]));
    let mut auth = client_credentials(&server);
    let stored = json!({ "key": "accessToken", "value": "stored-token" });
    auth["oauth2"].as_array_mut().unwrap().push(stored);
    let ran = run(&server, &auth, 1);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_token_server_that_is_not_there_is_a_warning_and_an_event() {
    let server = Server::start(|_| refuse(&[]));
    let mut auth = client_credentials(&server);
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    auth["oauth2"][1]["value"] = format!("http://{nobody}/token").into();
    let (ran, events) = exchanges(&server, &auth, 1);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("no token could be fetched"), "{}", ran.stdout);
    assert_eq!(outline(&events), [("auth", 0), ("item", 401)]);
    assert_eq!(events[0]["error"]["code"], "ECONNREFUSED");
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

#[test]
fn another_attempt_is_signed_afresh() {
    let asked = Mutex::new(0);
    let server = Server::start(move |_| {
        let mut asked = asked.lock().unwrap();
        *asked += 1;
        match *asked {
            1 => Reply::Send(response("503 Service Unavailable", &[], b"")),
            _ => ok("in"),
        }
    });
    let auth = params("hawk", &json!({ "authId": "id", "authKey": "open sesame" }));
    let options = ["--retry", "1", "--retry-delay", "1", "--retry-on", "503"];
    let ran = run_with(&server, &auth, 1, &options);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let seen = server.seen();
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert_ne!(authorization(&seen[0]), authorization(&seen[1]), "a nonce serves once");
}
