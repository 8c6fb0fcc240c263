//! Recurring over the wire: idempotency, limits, and what the clock does.

use postbud::emulator::Product;
use serde_json::{Value, json};

use super::client::{Answer, Request};
use super::{Shop, control, emulator};

const ROOT: &str = "/recurring/v2/agreements";

fn request(shop: &Shop, line: &str) -> Request {
    shop.request_for(Product::Recurring, line)
}

fn draft_body() -> Value {
    json!({
        "currency": "NOK",
        "interval": "MONTH",
        "intervalCount": 1,
        "isApp": false,
        "merchantAgreementUrl": "https://shop.example.com/a",
        "merchantRedirectUrl": "https://shop.example.com/r",
        "customerPhoneNumber": "4797777776",
        "price": 1000,
        "productDescription": "News",
        "productName": "Paper",
    })
}

async fn draft(shop: &Shop) -> String {
    let line = format!("POST {ROOT}");
    let answer = request(shop, &line).json(&draft_body()).send(shop.addr).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["agreementId"].as_str().unwrap().to_owned()
}

/// An agreement that the user has approved.
async fn active(shop: &Shop) -> String {
    let id = draft(shop).await;
    control(shop.addr, &format!("agreements/{id}/approve"), json!({})).await;
    id
}

async fn charge(shop: &Shop, id: &str, key: &str, amount: i64, due: &str) -> Answer {
    let body = json!({"amount": amount, "description": "Edition", "due": due, "retryDays": "1"});
    let line = format!("POST {ROOT}/{id}/charges");
    request(shop, &line).header("Idempotent-Key", key).json(&body).send(shop.addr).await
}

async fn status(shop: &Shop, path: &str) -> String {
    let answer = request(shop, &format!("GET {ROOT}/{path}")).send(shop.addr).await;
    answer.json()["status"].as_str().unwrap_or_default().to_owned()
}

async fn pass(shop: &Shop, seconds: u32) {
    control(shop.addr, "clock/advance", json!({"seconds": seconds})).await;
}

fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()[0]["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn an_agreement_expires_when_nobody_approves() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let id = draft(&shop).await;
    assert_eq!(status(&shop, &id).await, "PENDING");
    pass(&shop, 300).await;
    assert_eq!(status(&shop, &id).await, "EXPIRED");
    let late = format!("POST /_emulator/agreements/{id}/approve");
    assert_eq!(Request::new(&late).send(shop.addr).await.status, 409);
    let refused = charge(&shop, &id, "k", 1000, "2020-05-01").await;
    assert_eq!(code(&refused), (400, "agreement.not.active".to_owned()));
}

#[tokio::test]
async fn batches_take_what_is_due() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let id = active(&shop).await;
    let mut paths = Vec::new();
    // The second one's card is refused at every attempt; the clock stands at 10:00 on 23 April.
    for (key, amount, due) in
        [("a", 1000, "2020-04-24"), ("b", 182, "2020-04-24"), ("c", 500, "2020-06-01")]
    {
        let made = charge(&shop, &id, key, amount, due).await;
        let made = made.json()["chargeId"].as_str().unwrap().to_owned();
        paths.push(format!("{id}/charges/{made}"));
    }
    let states = async || {
        // An access token does not outlive the days that pass here.
        let shop = Shop::open(running.addr, 0).await;
        let mut all = Vec::new();
        for path in &paths {
            all.push(status(&shop, path).await);
        }
        all
    };
    assert_eq!(states().await, ["DUE", "DUE", "PENDING"]);
    pass(&shop, 22 * 3600).await;
    assert_eq!(states().await, ["PROCESSING", "PROCESSING", "PENDING"]);
    pass(&shop, 60).await;
    assert_eq!(states().await, ["CHARGED", "DUE", "PENDING"]);
    pass(&shop, 2 * 86_400).await;
    assert_eq!(states().await, ["CHARGED", "FAILED", "PENDING"]);
    pass(&shop, 10 * 86_400).await;
    assert_eq!(states().await[2], "DUE");
    let ran = control(shop.addr, "batches/run", json!({})).await;
    assert_eq!(ran.json()["chargesAttempted"], 0, "it is not the first of June yet");
}

#[tokio::test]
async fn an_idempotency_key_stands_for_one_request() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let id = active(&shop).await;
    let first = charge(&shop, &id, "k", 1000, "2020-05-01").await;
    let second = charge(&shop, &id, "k", 1000, "2020-05-01").await;
    assert_eq!((first.status, first.json()), (second.status, second.json()));
    let other = charge(&shop, &id, "k", 1001, "2020-05-01").await;
    assert_eq!(code(&other), (400, "idempotentkey.hash.mismatch".to_owned()));
    let without = charge(&shop, &id, "", 1000, "2020-05-01").await;
    assert_eq!(code(&without), (400, "idempotencykey.required".to_owned()));
    let all = request(&shop, &format!("GET {ROOT}/{id}/charges")).send(shop.addr).await;
    assert_eq!(all.json().as_array().unwrap().len(), 1);
    let none = format!("GET {ROOT}/{id}/charges?chargeStatus=CHARGED");
    assert_eq!(request(&shop, &none).send(shop.addr).await.json(), json!([]));
}

#[tokio::test]
async fn charges_have_limits() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let id = active(&shop).await;
    for (amount, due, expected) in [
        (1000, "2020-04-23", "charge.due.too.soon"),
        (1000, "2022-04-24", "charge.due.too.late"),
        (10_001, "2020-05-01", "charge.amount.too.high"),
        (99, "2020-05-01", "amount.invalid"),
        (1000, "{{dueDate}}", "due.invalid"),
    ] {
        let refused = charge(&shop, &id, "k", amount, due).await;
        assert_eq!(code(&refused), (400, expected.to_owned()), "{amount} {due}");
    }
    assert_eq!(charge(&shop, &id, "1", 9000, "2020-05-01").await.status, 201);
    let refused = charge(&shop, &id, "2", 1001, "2020-05-22").await;
    assert_eq!(code(&refused), (400, "charge.amount.too.high.for.interval".to_owned()));
    // The next interval begins a month after the start.
    assert_eq!(charge(&shop, &id, "3", 1001, "2020-05-23").await.status, 201);
}

#[tokio::test]
async fn an_agreement_is_changed_and_stopped() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let id = active(&shop).await;
    let made = charge(&shop, &id, "k", 1000, "2020-05-01").await;
    let charge_path = format!("{id}/charges/{}", made.json()["chargeId"].as_str().unwrap());
    let update = async |method: &str, body: Value| {
        request(&shop, &format!("{method} {ROOT}/{id}")).json(&body).send(shop.addr).await
    };
    assert_eq!(update("PUT", json!({"price": "7000"})).await.status, 201);
    let get = request(&shop, &format!("GET {ROOT}/{id}")).send(shop.addr).await;
    assert_eq!(get.json()["price"], 7000);
    let both = update("PATCH", json!({"status": "STOPPED", "price": 1000})).await;
    assert_eq!(code(&both), (400, "illegal.update".to_owned()));
    assert_eq!(update("PATCH", json!({"status": "STOPPED"})).await.status, 201);
    assert_eq!(status(&shop, &id).await, "STOPPED");
    assert_eq!(status(&shop, &charge_path).await, "CANCELLED");
    let again = update("PATCH", json!({"price": 1000})).await;
    assert_eq!(code(&again), (400, "agreement.not.active".to_owned()));
    let cancel = format!("DELETE {ROOT}/{charge_path}");
    let cancel = request(&shop, &cancel).send(shop.addr).await;
    assert_eq!((cancel.status, cancel.body.len()), (409, 0));
}

#[tokio::test]
async fn wrong_calls_are_told_apart() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let broken = request(&shop, &format!("POST {ROOT}")).header("content-type", "application/json");
    assert_eq!(broken.clone().body("{").send(shop.addr).await.status, 422);
    let text = broken.header("content-type", "text/plain").body("{}").send(shop.addr).await;
    assert_eq!(text.status, 415);
    let unknown = request(&shop, &format!("GET {ROOT}/agr_unknown")).send(shop.addr).await;
    assert_eq!((unknown.status, unknown.body.len()), (404, 0));
    let foreign = request(&shop, &format!("GET {ROOT}")).header("Merchant-Serial-Number", "200001");
    let foreign = foreign.send(shop.addr).await;
    assert_eq!(foreign.status, 401);
    assert!(foreign.text().contains("Invalid MSN: 200001"));
    let mut url = draft_body();
    url["merchantAgreementUrl"] = json!("https://localhost/");
    let url = request(&shop, &format!("POST {ROOT}")).json(&url).send(shop.addr).await;
    assert_eq!(code(&url), (400, "merchantagreementurl.apacheurlvalidation".to_owned()));

    // Another merchant sees nothing of it.
    let id = active(&shop).await;
    let other = Shop::open(running.addr, 1).await;
    let theirs = request(&other, &format!("GET {ROOT}/{id}")).send(other.addr).await;
    assert_eq!(theirs.status, 404);
    let login_only = Shop::open(running.addr, 2).await;
    let refused = request(&login_only, &format!("GET {ROOT}")).send(running.addr).await;
    let expected = "merchant.not.allowed.for.recurring.operation".to_owned();
    assert_eq!(code(&refused), (403, expected));
}
