//! Both invoice APIs over the wire: recipients, sending, states and documents.

use postbud::emulator::{Config, Product, start};
use serde_json::{Value, json};

use super::client::{Answer, Request};
use super::{Shop, config, control, emulator};

const IPP: &str = "/vipps-ipp/v1";
const ISP: &str = "/vipps-isp/v1";
const SEEDED: &str = "orgno-no.918130047.2562032543412545";

fn request(shop: &Shop, line: &str) -> Request {
    // Without a scheme, as the collections of that time send it.
    shop.request_for(Product::Invoice, line).header("Authorization", &shop.token)
}

/// The slug of a problem.
fn slug(answer: &Answer) -> (u16, String) {
    let kind = answer.json()["error"]["type"].as_str().unwrap_or_default().to_owned();
    (answer.status, kind.rsplit('/').next().unwrap().to_owned())
}

async fn recipient(shop: &Shop, kind: &str, value: &str) -> Answer {
    let line = format!("POST {IPP}/recipients/tokens");
    request(shop, &line).json(&json!({"type": kind, "value": value})).send(shop.addr).await
}

async fn recipient_token(shop: &Shop, msisdn: &str) -> String {
    let answer = recipient(shop, "msisdn", msisdn).await;
    answer.json()["recipientToken"].as_str().unwrap().to_owned()
}

async fn get(shop: &Shop, path: &str, token: &str) -> Answer {
    let line = format!("GET {IPP}/{path}");
    request(shop, &line).header("vippsinvoice-recipienttoken", token).send(shop.addr).await
}

/// A status change with an etag and a key.
async fn change(shop: &Shop, path: &str, etag: &str, key: &str, body: Value) -> Answer {
    let mut change = request(shop, &format!("PUT {path}"));
    for (name, value) in [("If-Match", etag), ("Idempotency-Key", key)] {
        if !value.is_empty() {
            change = change.header(name, value);
        }
    }
    if body.is_null() { change } else { change.json(&body) }.send(shop.addr).await
}

async fn etag(shop: &Shop, token: &str) -> String {
    let answer = get(shop, &format!("invoices/{SEEDED}"), token).await;
    answer.json()["status"]["etag"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn recipients_are_looked_up() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    for (kind, value, expected) in [
        ("nin-no", "22105000352", (200, "")),
        ("msisdn", "4797777776", (200, "")),
        ("nin-no", "22105000353", (400, "invalid-recipient-value-nin")),
        ("msisdn", "97777776", (400, "invalid-recipient-value-msisdn")),
        ("email", "a@example.com", (400, "unknown-ident-type")),
        ("msisdn", "4711111111", (404, "recipient-not-found")),
    ] {
        let answer = recipient(&shop, kind, value).await;
        let expected = (expected.0, expected.1.to_owned());
        assert_eq!(slug(&answer), expected, "{kind} {value}");
    }
    for (token, expected) in [
        ("", "missing-recipient-token"),
        ("garbage", "parsing-recipient-token"),
        ("e30.e30.x", "invalid-recipient-token"),
    ] {
        let answer = get(&shop, "invoices/count?state=pending", token).await;
        assert_eq!(slug(&answer), (400, expected.to_owned()));
    }
    let token = recipient_token(&shop, "4797777776").await;
    control(shop.addr, "clock/advance", json!({"seconds": 900})).await;
    let late = get(&shop, "invoices/count", &token).await;
    assert_eq!(slug(&late), (400, "recipient-token-expired".to_owned()));
}

#[tokio::test]
async fn everybody_sees_their_own_invoices() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let theirs = recipient_token(&shop, "4790412443").await;
    let nobodys = recipient_token(&shop, "4797777776").await;
    assert_eq!(get(&shop, "invoices/count?state=pending", &theirs).await.text(), "1");
    assert_eq!(get(&shop, "invoices/count", &nobodys).await.text(), "0");
    assert_eq!(get(&shop, "invoices", &nobodys).await.status, 204);
    let list = get(&shop, "invoices?state=all", &theirs).await.json();
    assert_eq!(list[0]["invoiceId"], SEEDED);
    assert_eq!(list[0]["attachments"][0]["mimeTypes"], json!(["application/pdf"]));
    let hidden = get(&shop, &format!("invoices/{SEEDED}"), &nobodys).await;
    assert_eq!(slug(&hidden), (404, "invoice-not-found".to_owned()));
    let twice = get(&shop, "invoices?state=all&state=all", &theirs).await;
    assert_eq!(slug(&twice), (400, "duplicate-query-param".to_owned()));
    let odd = get(&shop, "invoices?state=lost", &theirs).await;
    assert_eq!(slug(&odd), (400, "invalid-invoice-status".to_owned()));

    let document = format!("invoices/{SEEDED}/commercial-invoice");
    let answer = get(&shop, &format!("{document}?mimeType=text/html"), &theirs).await;
    assert!(answer.json()["url"].as_str().unwrap().contains("invoice.html?token=ey"));
    let missing = get(&shop, &format!("{document}?mimeType=image/png"), &theirs).await;
    assert_eq!(slug(&missing), (404, "commercial-invoice-format-not-found".to_owned()));
    let attachment = list[0]["attachments"][0]["id"].as_str().unwrap();
    let attachment = format!("invoices/{SEEDED}/attachments/{attachment}");
    assert_eq!(get(&shop, &attachment, &theirs).await.status, 200);
    assert_eq!(get(&shop, "invoices//commercial-invoice", &theirs).await.status, 404);
}

#[tokio::test]
async fn a_status_changes_with_etag_and_key() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let token = recipient_token(&shop, "4790412443").await;
    let first = etag(&shop, &token).await;
    let approved = format!("{IPP}/invoices/{SEEDED}/status/approved");
    let pending = format!("{IPP}/invoices/{SEEDED}/status/pending");
    let body = json!({"due": "2020-05-01T00:00:00Z", "amount": 25_043});
    for (etag, key, expected) in
        [("", "k", "missing-header-if-match"), ("e", "", "missing-header-idempotency-key")]
    {
        let answer = change(&shop, &approved, etag, key, body.clone()).await;
        assert_eq!(slug(&answer), (400, expected.to_owned()));
    }
    let mut late = body.clone();
    late["due"] = json!("2019-03-13T15:00:00+00:00");
    let late = change(&shop, &approved, &first, "k", late).await;
    assert_eq!(slug(&late), (400, "invalid-due-date".to_owned()));

    for _ in 0..2 {
        let answer = change(&shop, &approved, &first, "k1", body.clone()).await;
        assert_eq!((answer.status, answer.body.len()), (204, 0), "the repetition has no effect");
    }
    let other = change(&shop, &pending, &first, "k1", Value::Null).await;
    assert_eq!(slug(&other), (409, "invoice-status-conflict".to_owned()));
    let stale = change(&shop, &pending, &first, "k2", Value::Null).await;
    assert_eq!(slug(&stale), (409, "invoice-status-etag-mismatch".to_owned()));

    // Another bank has no say in this approval.
    let other = Shop::open(running.addr, 1).await;
    let second = etag(&shop, &token).await;
    let foreign = change(&other, &pending, &second, "k3", Value::Null).await;
    assert_eq!(slug(&foreign), (403, "invoice-operation-unauthorized".to_owned()));
    assert_eq!(change(&shop, &pending, &second, "k4", Value::Null).await.status, 204);
    let revoked = format!("{IPP}/invoices/{SEEDED}/status/revoked");
    let revoked = change(&shop, &revoked, &second, "k5", Value::Null).await;
    assert_eq!(slug(&revoked), (403, "invoice-status-issuer-only".to_owned()));
}

fn invoice(token: &str, due: &str, account: &str) -> Value {
    json!({
        "recipientToken": token,
        "paymentInformation": {"type": "message", "value": "Hello", "account": account},
        "invoiceType": "invoice",
        "due": due,
        "amount": 300,
        "subject": "Food",
        "commercialInvoice": [{"mimeType": "application/pdf", "url": "https://a.example/1.pdf"}],
    })
}

#[tokio::test]
async fn an_invoice_is_sent_looked_at_and_revoked() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let token = recipient_token(&shop, "4797777776").await;
    let path = |reference: &str| format!("{ISP}/invoices/orgno-no.918130047.{reference}");
    let send = async |reference: &str, body: &Value| {
        request(&shop, &format!("PUT {}", path(reference))).json(body).send(shop.addr).await
    };
    let read = async |reference: &str| {
        request(&shop, &format!("GET {}", path(reference))).send(shop.addr).await
    };
    let good = invoice(&token, "2020-05-01T00:00:00Z", "15038366383");
    assert_eq!(send("1", &good).await.status, 200);
    assert_eq!(send("1", &good).await.status, 200);
    let mut other = good.clone();
    other["amount"] = json!(301);
    assert_eq!(slug(&send("1", &other).await), (409, "invoice-conflict".to_owned()));
    // An account that exists, but is somebody else's.
    let bad = invoice(&token, "2020-05-01T00:00:00Z", "12345678903");
    assert_eq!(send("2", &bad).await.status, 200);
    assert_eq!(read("2").await.json()["status"]["state"], "created");
    control(shop.addr, "clock/advance", json!({"seconds": 5})).await;
    assert_eq!(read("1").await.json()["status"]["state"], "pending");
    let rejected = read("2").await.json();
    assert_eq!(rejected["status"]["state"], "rejected");
    let problem = rejected["status"]["problems"][0]["type"].as_str().unwrap();
    assert!(problem.ends_with("invalid-account-owner"));

    // The recipient sees it now, by either number.
    let nin = recipient(&shop, "nin-no", "01032300371").await.json();
    let count = get(&shop, "invoices/count", nin["recipientToken"].as_str().unwrap()).await;
    assert_eq!(count.text(), "1");
    let etag = read("1").await.json()["status"]["etag"].as_str().unwrap().to_owned();
    let revoke = format!("{}/status/revoked", path("1"));
    assert_eq!(change(&shop, &revoke, &etag, "k", Value::Null).await.status, 204);
    assert_eq!(read("1").await.json()["status"]["state"], "revoked");
    assert_eq!(slug(&read("3").await), (404, "invoice-not-found".to_owned()));
    let theirs = Shop::open(running.addr, 1).await;
    let theirs = request(&theirs, &format!("GET {}", path("1"))).send(running.addr).await;
    assert_eq!(slug(&theirs), (404, "invoice-not-found".to_owned()));
}

#[tokio::test]
async fn dates_of_2019_pass_when_lenient() {
    for (lenient, expected) in [(false, 400), (true, 200)] {
        let running = start(Config { lenient, ..config() }).await.unwrap();
        let shop = Shop::open(running.addr, 0).await;
        let token = recipient_token(&shop, "4797777776").await;
        let body = invoice(&token, "2019-03-28T15:00:00+00:00", "15038366383");
        let line = format!("PUT {ISP}/invoices/orgno-no.918130047.1");
        assert_eq!(request(&shop, &line).json(&body).send(shop.addr).await.status, expected);
    }
}

#[tokio::test]
async fn tokens_and_keys_are_refused_in_their_own_words() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let line = format!("GET {ISP}/invoices/orgno-no.918130047.1");
    let expired = request(&shop, &line).header("Authorization", "null").send(shop.addr).await;
    assert_eq!(expired.status, 401);
    assert_eq!(expired.json()["responseInfo"]["responseCode"], 401);
    assert!(expired.json()["result"]["message"].as_str().unwrap().starts_with("IDX"));
    let key = shop.merchant.key(Product::Invoice).unwrap();
    let query = Request::new(&format!("{line}?subscription-key={key}"))
        .header("Authorization", &format!("bearer {}", shop.token));
    assert_eq!(slug(&query.send(shop.addr).await), (404, "invoice-not-found".to_owned()));
    let keys = Request::new("GET /vipps-invoice/public/jwk").send(shop.addr).await.json();
    assert_eq!(keys["keys"][0]["kid"].as_str().unwrap().len(), 40);
    let login_only = Shop::open(running.addr, 2).await;
    let refused = request(&login_only, &line).send(running.addr).await;
    assert_eq!(slug(&refused), (403, "forbidden".to_owned()));
}
