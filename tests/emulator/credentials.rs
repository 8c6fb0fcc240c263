//! Each wrong credential has an answer of its own: what a diagnosis is made from.

use postbud::emulator::{Config, Faults, SaleUnit, Strict, start};
use serde_json::{Value, json};

use super::client::{Answer, Request};
use super::{Shop, assert_error, config, emulator, token_request};

/// The gateway's refusal: an object with `statusCode`.
fn assert_gateway(answer: &Answer, status: u16, text: &str) {
    let body = answer.json();
    assert_eq!((answer.status, &body["statusCode"]), (status, &json!(status)), "{body}");
    assert!(body["message"].as_str().unwrap().contains(text), "{body}");
    assert_eq!(body.as_object().unwrap().len(), 2, "{body}");
}

/// Azure's refusal, relayed.
fn assert_azure(answer: &Answer, status: u16, error: &str, code: u32) {
    let body = answer.json();
    assert_eq!((answer.status, body["error"].as_str()), (status, Some(error)), "{body}");
    assert_eq!(body["error_codes"], json!([code]));
    let description = body["error_description"].as_str().unwrap();
    assert!(description.starts_with(&format!("AADSTS{code}: ")), "{description}");
    for part in ["\r\nTrace ID: ", "\r\nCorrelation ID: ", "\r\nTimestamp: 2020-04-23 10:00:00Z"] {
        assert!(description.contains(part), "{description}");
    }
    assert_eq!(body["timestamp"], "2020-04-23 10:00:00Z");
    assert!(body.get("statusCode").is_none());
}

fn assert_no_token(answer: &Answer) {
    let message = "Something went wrong. Please try again later.";
    let expected = json!({"responseInfo": {"responseCode": "1000", "responseMessage": message}});
    assert_eq!((answer.status, answer.json()), (401, expected));
}

#[tokio::test]
async fn a_token_has_numbers_as_text() {
    let running = emulator().await;
    let answer = token_request(&config().merchants[0]).send(running.addr).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json;charset=UTF-8"));
    let mut body = answer.json();
    let token = body["access_token"].take();
    assert_eq!(token.as_str().unwrap().split('.').count(), 3);
    let expected = json!({
        "token_type": "Bearer",
        "expires_in": "3600",
        "ext_expires_in": "3600",
        "expires_on": "1587639600",
        "not_before": "1587635700",
        "resource": "00000002-0000-0000-c000-000000000000",
        "access_token": null,
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn the_token_call_tells_key_id_and_secret_apart() {
    let running = emulator().await;
    let merchants = config().merchants;
    let good = || token_request(&merchants[0]);
    let key = "Ocp-Apim-Subscription-Key";
    let send = |request: Request| request.send(running.addr);

    let missing = send(good().without(key)).await;
    assert_gateway(&missing, 401, "missing subscription key");
    assert_gateway(&send(good().header(key, "")).await, 401, "missing subscription key");
    let wrong = send(good().header(key, "0123456789abcdef0123456789abcdef")).await;
    assert_gateway(&wrong, 401, "invalid subscription key");
    let challenge = wrong.header("www-authenticate").unwrap();
    assert!(
        challenge.starts_with("AzureApiManagementKey realm=\"http://127.0.0.1:"),
        "{challenge}"
    );
    assert!(challenge.contains("/accesstoken\",name=\"Ocp-Apim-Subscription-Key\""), "{challenge}");

    let id = send(good().header("client_id", "11111111-2222-3333-4444-555555555555")).await;
    assert_azure(&id, 400, "unauthorized_client", 700_016);
    assert!(id.text().contains("'11111111-2222-3333-4444-555555555555' was not found"));
    assert_azure(&send(good().without("client_id")).await, 400, "invalid_request", 900_144);
    let secret = send(good().header("client_secret", "d3Jvbmc=")).await;
    assert_azure(&secret, 401, "invalid_client", 7_000_215);
    assert_azure(&send(good().without("client_secret")).await, 401, "invalid_client", 7_000_218);
    let browser = send(good().header("Origin", "https://example.com")).await;
    assert_azure(&browser, 400, "invalid_request", 9_002_326);
    // The key is looked at first, whatever else is wrong.
    let all_wrong = Request::new("POST /accesstoken/get").header("client_id", "x");
    assert_gateway(&send(all_wrong).await, 401, "missing subscription key");
}

#[tokio::test]
async fn keys_of_one_product_do_not_open_another() {
    let running = emulator().await;
    let older = &config().merchants[1];
    let ecommerce_key = older.key(postbud::emulator::Product::Ecommerce).unwrap();
    let crossed = token_request(older).header("Ocp-Apim-Subscription-Key", ecommerce_key);
    assert_gateway(&crossed.send(running.addr).await, 401, "invalid subscription key");

    let shop = Shop::open(running.addr, 1).await;
    assert_error(&shop.details("unknown").await, 404, "35");
    let token_key = older.key(postbud::emulator::Product::AccessToken).unwrap();
    let crossed = shop
        .request("GET /ecomm/v2/payments/unknown/details")
        .header("Ocp-Apim-Subscription-Key", token_key);
    assert_gateway(&crossed.send(running.addr).await, 401, "invalid subscription key");
}

#[tokio::test]
async fn a_token_works_with_its_own_merchants_keys_only() {
    let running = emulator().await;
    let one = Shop::open(running.addr, 0).await;
    let mut two = Shop::open(running.addr, 1).await;
    assert_error(&two.details("unknown").await, 404, "35");
    two.token.clone_from(&one.token);
    assert_no_token(&two.details("unknown").await);
}

#[tokio::test]
async fn a_bad_token_is_refused() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let get = || shop.request("GET /ecomm/v2/payments/unknown/details");
    let mut tampered = shop.token.clone();
    let last = tampered.pop().unwrap();
    tampered.push(if last == 'A' { 'B' } else { 'A' });
    for value in [
        String::new(),
        "Bearer".to_owned(),
        "Bearer null".to_owned(),
        "Bearer {{access_token}}".to_owned(),
        shop.token.clone(),
        format!("Basic {}", shop.token),
        format!("Bearer {tampered}"),
    ] {
        assert_no_token(&get().header("Authorization", &value).send(running.addr).await);
    }
    assert_no_token(&get().without("Authorization").send(running.addr).await);
    let lower = get().header("Authorization", &format!("bearer {}", shop.token));
    assert_error(&lower.send(running.addr).await, 404, "35");
}

#[tokio::test]
async fn a_token_expires_on_the_virtual_clock() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let advance = |seconds: u64| {
        let body = json!({"seconds": seconds});
        Request::new("POST /_emulator/clock/advance").json(&body).send(running.addr)
    };
    assert_eq!(advance(3599).await.json(), json!({"time": "2020-04-23T10:59:59.000Z"}));
    assert_error(&shop.details("unknown").await, 404, "35");
    assert_eq!(advance(1).await.status, 200);
    assert_no_token(&shop.details("unknown").await);
}

#[tokio::test]
async fn a_foreign_serial_number_is_named() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let header = shop
        .request("GET /ecomm/v2/payments/unknown/details")
        .header("Merchant-Serial-Number", "200001")
        .send(running.addr)
        .await;
    assert_error(&header, 401, "Unauthorized");
    let message = header.json()[0]["errorMessage"].as_str().unwrap().to_owned();
    assert!(message.starts_with("Invalid MSN: 200001."), "{message}");

    let mut body = shop.initiate_body("order-1", 100);
    body["merchantInfo"]["merchantSerialNumber"] = json!("200001");
    let post = || shop.request("POST /ecomm/v2/payments").json(&body);
    assert_error(&post().send(running.addr).await, 401, "Unauthorized");
    // A right header does not make the body right.
    let header = post().header("Merchant-Serial-Number", "100001").send(running.addr).await;
    assert_error(&header, 401, "Unauthorized");
}

#[tokio::test]
async fn merchants_do_not_see_each_others_orders() {
    let running = emulator().await;
    let one = Shop::open(running.addr, 0).await;
    let two = Shop::open(running.addr, 1).await;
    one.reserve("order-1", 1000).await;
    assert_eq!(one.details("order-1").await.status, 200);
    assert_error(&two.details("order-1").await, 404, "35");
    let capture = two.change("order-1", "capture", None).send(running.addr).await;
    assert_error(&capture, 404, "35");
    // The same order id is free in another sale unit, and of the other unit's order nothing shows.
    assert_eq!(two.initiate("order-1", 500).await.status, 200);
    assert_eq!(one.details("order-1").await.json()["transactionLogHistory"][0]["amount"], 1000);
    let other_unit = Shop { msn: "100002".to_owned(), ..one };
    let capture = other_unit.change("order-1", "capture", None).send(running.addr).await;
    assert_error(&capture, 404, "35");
}

#[tokio::test]
async fn login_only_and_blocked_sale_units_are_refused() {
    let mut config = config();
    config.merchants[1].sale_units[0].blocked = true;
    let running = start(config).await.unwrap();
    let login_only = Shop::open(running.addr, 2).await;
    let refused = login_only.details("unknown").await;
    assert_error(&refused, 403, "Forbidden");
    assert!(refused.text().contains("Merchant Not Allowed for Ecommerce Payment"));
    assert_error(&login_only.initiate("order-1", 100).await, 403, "Forbidden");
    let blocked = Shop::open(running.addr, 1).await;
    assert_error(&blocked.details("unknown").await, 403, "37");
    assert_error(&blocked.initiate("order-1", 100).await, 403, "37");
}

#[tokio::test]
async fn a_key_without_sale_unit_is_told_so() {
    let mut config = config();
    config.merchants[1].sale_units = Vec::<SaleUnit>::new();
    let running = start(config).await.unwrap();
    let shop = Shop::open(running.addr, 1).await;
    let answer = shop.details("unknown").await;
    assert_eq!(answer.status, 401);
    let mut body = answer.json();
    assert!(body["contextId"].take().is_string());
    let expected = json!({
        "errorCode": "Unauthorized",
        "errorMessage": "Subscription not found",
        "contextId": Value::Null,
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn faults_hit_their_merchant_alone() {
    let mut config = config();
    config.merchants[0].faults = Faults { calls_per_second: Some(2), ..Faults::default() };
    config.merchants[1].faults = Faults { failure: Some(503), ..Faults::default() };
    let running = start(config.clone()).await.unwrap();
    let shop = Shop::open(running.addr, 0).await;
    assert_error(&shop.details("unknown").await, 404, "35");
    let third = shop.details("unknown").await;
    assert_gateway(&third, 429, "Rate limit is exceeded");
    assert_eq!(third.header("retry-after"), Some("1"));
    Request::new("POST /_emulator/clock/advance")
        .json(&json!({"seconds": 1}))
        .send(running.addr)
        .await;
    assert_error(&shop.details("unknown").await, 404, "35");
    assert_eq!(token_request(&config.merchants[1]).send(running.addr).await.status, 503);
    assert_eq!(token_request(&config.merchants[2]).send(running.addr).await.status, 200);
}

#[tokio::test]
async fn strict_switches_are_honoured() {
    let strict = Strict { bearer_case: true, length_required: true, ..Strict::default() };
    let running = start(Config { strict, ..config() }).await.unwrap();
    let shop = Shop::open(running.addr, 0).await;
    let lower = shop
        .request("GET /ecomm/v2/payments/unknown/details")
        .header("Authorization", &format!("bearer {}", shop.token));
    assert_no_token(&lower.send(running.addr).await);
    let raw = b"POST /accesstoken/get HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assert_eq!(super::client::exchange(running.addr, raw).await.status, 411);
}
