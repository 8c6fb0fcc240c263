//! The page with the buttons, without a browser: forms, redirects, and nothing that breaks out.

use postbud::emulator::start;
use serde_json::json;

use super::client::Request;
use super::{Shop, config, emulator};

const HTML: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

/// What a browser sends when a button is pressed.
fn press(path: &str, form: &str) -> Request {
    Request::new(&format!("POST {path}"))
        .header("Accept", HTML)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(form)
}

#[tokio::test]
async fn a_button_leads_back_to_the_page() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    shop.initiate("order-1", 1000).await;
    let page = async || Request::new("GET /_emulator/").send(running.addr).await.text();
    assert!(page().await.contains("INITIATE"));
    for (path, form) in [
        ("/_emulator/orders/100001/order-1/approve", ""),
        ("/_emulator/clock/advance", "seconds=60"),
        ("/_emulator/merchants/e0000000-0000-4000-8000-000000000001/faults", "fault=503"),
    ] {
        let answer = press(path, form).send(running.addr).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some("/_emulator/")),
            "{path}"
        );
    }
    let shown = page().await;
    assert!(shown.contains("RESERVE") && shown.contains("2020-04-23T10:01:00.000Z"));
    assert!(shown.contains("failure 503"));
    assert_eq!(shop.details("order-1").await.status, 503);
    press("/_emulator/reset", "").send(running.addr).await;
    assert!(!page().await.contains("RESERVE"));
    let odd = press("/_emulator/merchants/100001/faults", "fault=odd").send(running.addr).await;
    assert_eq!(odd.status, 400);
}

#[tokio::test]
async fn names_are_text() {
    let mut config = config();
    config.merchants[0].name = "<script>alert(1)</script>".to_owned();
    let running = start(config).await.unwrap();
    let page = Request::new("GET /_emulator/").send(running.addr).await;
    assert!(page.text().contains("&lt;script&gt;") && !page.text().contains("<script>"));
}

#[tokio::test]
async fn a_fault_can_be_one_products() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let put = Request::new("PUT /_emulator/merchants/100001/faults/recurring");
    let put = put.json(&json!({"failure": 500})).send(running.addr).await;
    assert_eq!(put.json()["productFaults"]["recurring"]["failure"], 500);
    let line = "GET /recurring/v2/agreements";
    assert_eq!(shop.request(line).send(running.addr).await.status, 500);
    assert_eq!(shop.details("unknown").await.status, 404);
    let odd = Request::new("PUT /_emulator/merchants/100001/faults/odd").json(&json!({}));
    assert_eq!(odd.send(running.addr).await.status, 404);
}
