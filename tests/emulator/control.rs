//! Starting, stopping, and the control calls.

use postbud::emulator::{Config, StartError, start};
use serde_json::json;

use super::client::Request;
use super::{Shop, assert_error, config, emulator};

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let running = emulator().await;
    let port = running.addr.port();
    let error = start(Config { port, ..config() }).await.unwrap_err();
    let StartError::Listen { address, .. } = &error else { panic!("{error}") };
    assert_eq!(*address, running.addr);
    assert!(error.to_string().contains("choose another port"), "{error}");
}

#[tokio::test]
async fn stopping_frees_the_port() {
    let running = emulator().await;
    let port = running.addr.port();
    let shop = Shop::open(running.addr, 0).await;
    running.stop().await;
    let again = start(Config { port, ..config() }).await.unwrap();
    // What was known to the first one is gone.
    assert_eq!(shop.details("unknown").await.status, 401);
    drop(again);
}

#[tokio::test]
async fn the_state_shows_orders_and_no_secrets() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    shop.reserve("order-1", 1000).await;
    let answer = Request::new("GET /_emulator/state").send(running.addr).await;
    let state = answer.json();
    assert_eq!(state["time"], "2020-04-23T10:00:00.000Z");
    assert_eq!(state["orders"][0]["status"], "RESERVE");
    assert_eq!(state["orders"][0]["details"]["transactionLogHistory"][1]["operation"], "INITIATE");
    for merchant in config().merchants {
        assert!(!answer.text().contains(&merchant.client_secret));
    }
    assert!(!answer.text().contains(&shop.token));
}

#[tokio::test]
async fn a_seed_repeats_keys_and_tokens() {
    let (one, two) = (emulator().await, emulator().await);
    let first = Shop::open(one.addr, 0).await;
    assert_eq!(first.token, Shop::open(two.addr, 0).await.token);
    let other = start(Config { seed: Some(2), ..config() }).await.unwrap();
    assert_ne!(first.token, Shop::open(other.addr, 0).await.token);
}

#[tokio::test]
async fn reset_forgets_everything() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    shop.initiate("order-1", 100).await;
    let advance = Request::new("POST /_emulator/clock/advance").json(&json!({"seconds": 5}));
    advance.send(running.addr).await;
    assert_eq!(Request::new("POST /_emulator/reset").send(running.addr).await.status, 204);
    let state = Request::new("GET /_emulator/state").send(running.addr).await.json();
    assert_eq!(
        (&state["time"], &state["orders"]),
        (&json!("2020-04-23T10:00:00.000Z"), &json!([]))
    );
    assert_eq!(shop.details("order-1").await.status, 401);
}

#[tokio::test]
async fn faults_can_be_switched() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let switch = |name: &str, body: serde_json::Value| {
        let line = format!("PUT /_emulator/merchants/{name}/faults");
        Request::new(&line).json(&body).send(running.addr)
    };
    let on = switch("100001", json!({"failure": 504, "latencyMs": 20})).await;
    let faults = &on.json()["faults"];
    assert_eq!((&faults["latencyMs"], &faults["failure"]), (&json!(20), &json!(504)));
    assert_eq!((&faults["callsPerSecond"], &faults["blocked"]), (&json!(null), &json!(false)));
    let before = std::time::Instant::now();
    assert_eq!(shop.details("unknown").await.status, 504);
    assert!(before.elapsed() >= std::time::Duration::from_millis(20));
    assert_eq!(switch(&shop.merchant.client_id, json!({})).await.status, 200);
    assert_error(&shop.details("unknown").await, 404, "35");
    for body in [json!({"failure": 404}), json!({"latencyMs": -1}), json!({"typo": 1}), json!([])] {
        assert_eq!(switch("100001", body).await.status, 400);
    }
    assert_eq!(switch("nobody", json!({})).await.status, 404);
}

#[tokio::test]
async fn the_clock_refuses_nonsense() {
    let running = emulator().await;
    for body in
        [json!({}), json!({"seconds": -1}), json!({"seconds": "1"}), json!({"seconds": 1e300})]
    {
        let advance = Request::new("POST /_emulator/clock/advance").json(&body);
        assert_eq!(advance.send(running.addr).await.status, 400, "{body}");
    }
    for _ in 0..3 {
        let far = Request::new("POST /_emulator/clock/advance").json(&json!({"seconds": 1e15}));
        assert_eq!(far.send(running.addr).await.status, 200);
    }
}

#[tokio::test]
async fn the_landing_page_has_the_users_buttons() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let url = shop.initiate("order-1", 12_345).await.json()["url"].as_str().unwrap().to_owned();
    let path = url.strip_prefix(&format!("http://{}", running.addr)).unwrap();
    let page = Request::new(&format!("GET {path}")).send(running.addr).await;
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.text().contains("Order order-1 over 123.45 NOK: INITIATE"), "{}", page.text());
    assert!(page.text().contains("/_emulator/orders/100001/order-1/reject"));
}
