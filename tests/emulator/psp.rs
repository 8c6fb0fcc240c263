//! PSP over the wire: headers, codes, reports and repeated payments.

use postbud::emulator::{Config, Product, start};
use serde_json::{Value, json};

use super::client::{Answer, Request};
use super::{Shop, assert_psp_error, config, control, emulator};

const ROOT: &str = "/psp/v2/psppayments";

fn request(shop: &Shop, line: &str) -> Request {
    shop.request_for(Product::Psp, line)
        .header("PSP-ID", shop.merchant.psp_id.as_ref().unwrap())
        .header("MERCHANT-SERIAL-NUMBER", &shop.msn)
}

fn body(id: &str) -> Value {
    json!({
        "pspTransactionId": id,
        "merchantOrderId": format!("order-{id}"),
        "amount": "1000",
        "currency": "NOK",
        "pspRedirectUrl": "https://shop.example.com/r",
        "makePaymentUrl": "https://shop.example.com/m",
    })
}

async fn init(shop: &Shop, body: &Value) -> Answer {
    request(shop, &format!("POST {ROOT}/init")).json(body).send(shop.addr).await
}

async fn report(shop: &Shop, id: &str, status: &str, amount: i64) {
    let update = json!({"transactions": [
        {"pspTransactionId": id, "status": status, "amount": amount, "paymentText": "x"},
        {"pspTransactionId": "unknown", "status": "CAPTURED", "amount": 1},
        {"nonsense": true},
    ]});
    let line = format!("POST {ROOT}/updateStatus");
    let answer = request(shop, &line).json(&update).send(shop.addr).await;
    assert_eq!(answer.json()["responseInfo"]["responseCode"], "9000");
}

async fn details(shop: &Shop, id: &str) -> Answer {
    request(shop, &format!("GET {ROOT}/{id}/details")).send(shop.addr).await
}

#[tokio::test]
async fn each_wrong_header_has_its_code() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let line = format!("GET {ROOT}/UNKNOWN/details");
    let send = |request: Request| request.send(shop.addr);
    assert_psp_error(&send(request(&shop, &line)).await, 404, "51");
    let psp = request(&shop, &line).header("PSP-ID", "e000000000000000000000000000b002");
    assert_psp_error(&send(psp).await, 403, "PSP-ID");
    assert_psp_error(&send(request(&shop, &line).without("PSP-ID")).await, 403, "PSP-ID");
    let msn = request(&shop, &line).header("MERCHANT-SERIAL-NUMBER", "200001");
    assert_psp_error(&send(msn).await, 400, "21");
    let none = request(&shop, &line).without("MERCHANT-SERIAL-NUMBER");
    assert_psp_error(&send(none).await, 400, "21");
}

#[tokio::test]
async fn each_wrong_field_has_its_code() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    for (field, value, code) in [
        ("amount", json!("0"), "amount"),
        ("amount", json!(null), "amount"),
        ("currency", json!("SEK"), "currency"),
        ("makePaymentUrl", json!("https://localhost/"), "makePaymentUrl"),
        ("pspRedirectUrl", json!("nowhere"), "51"),
        ("merchantOrderId", json!("x".repeat(31)), "51"),
        ("customerMobileNumber", json!("1"), "51"),
    ] {
        let mut body = body("TX");
        body[field] = value;
        assert_psp_error(&init(&shop, &body).await, 400, code);
    }
    assert_eq!(init(&shop, &body("TX")).await.status, 200);
    assert_psp_error(&init(&shop, &body("TX")).await, 400, "99");
}

#[tokio::test]
async fn reports_wait_for_the_batch() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    init(&shop, &body("TX")).await;
    let approved = control(shop.addr, "psp/TX/approve", json!({})).await;
    assert_eq!(approved.json()["status"], "RESERVED");
    report(&shop, "TX", "CAPTURED", 400).await;
    let captured = async || {
        let details = details(&shop, "TX").await.json();
        details["transactionSummary"]["capturedAmount"].as_i64().unwrap()
    };
    assert_eq!(captured().await, 0);
    let ran = control(shop.addr, "batches/run", json!({})).await;
    assert_eq!(ran.json()["pspUpdatesApplied"], 1);
    assert_eq!(captured().await, 400);

    let running = start(Config { psp_updates_at_once: true, ..config() }).await.unwrap();
    let shop = Shop::open(running.addr, 0).await;
    init(&shop, &body("TX")).await;
    report(&shop, "TX", "CAPTURED", 1000).await;
    report(&shop, "TX", "REFUNDED", 300).await;
    let details = details(&shop, "TX").await.json();
    let expected = json!({
        "capturedAmount": 1000,
        "remainingAmountToCapture": 0,
        "refundedAmount": 300,
        "remainingAmountToRefund": 700,
    });
    assert_eq!(details["transactionSummary"], expected);
    assert_eq!(details["transactionLogHistory"][0]["operation"], "REFUNDED");
}

#[tokio::test]
async fn a_user_who_allowed_it_is_charged_again() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let mut first = body("TX");
    first["scope"] = json!("recurring");
    init(&shop, &first).await;
    let approved = control(shop.addr, "psp/TX/approve", json!({})).await.json();
    let token = approved["userToken"].as_str().unwrap();
    let pay = async |id: &str, token: &str| {
        let pay = request(&shop, &format!("POST {ROOT}/payments")).header("userToken", token);
        pay.json(&body(id)).send(shop.addr).await
    };
    assert_psp_error(&pay("TX2", "unknown").await, 400, "51");
    let paid = pay("TX2", token).await;
    assert!(paid.json()["cardData"].is_string(), "{}", paid.text());
    let end = request(&shop, &format!("DELETE {ROOT}/agreements")).header("userToken", token);
    assert_eq!(end.clone().send(shop.addr).await.status, 200);
    assert_psp_error(&pay("TX3", token).await, 400, "51");
    assert_psp_error(&end.send(shop.addr).await, 400, "51");
}

#[tokio::test]
async fn a_request_id_stands_for_one_request() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let send = async |body: &Value| {
        let init = request(&shop, &format!("POST {ROOT}/init")).header("Request-Id", "r");
        init.json(body).send(shop.addr).await
    };
    let first = send(&body("TX")).await.json();
    assert_eq!(send(&body("TX")).await.json(), first);
    assert_psp_error(&send(&body("TX2")).await, 400, "51");
}
