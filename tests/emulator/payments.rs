//! Orders from start to end.

use serde_json::{Value, json};

use super::client::Request;
use super::{Shop, assert_error, emulator};

/// The words of a history, newest first.
fn operations(details: &Value) -> Vec<&str> {
    let lines = details["transactionLogHistory"].as_array().unwrap();
    lines.iter().map(|line| line["operation"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_payment_lives_its_life() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let initiated = shop.initiate("order-1", 1000).await;
    assert_eq!(initiated.status, 200);
    assert_eq!(initiated.json()["orderId"], "order-1");
    let before = shop.details("order-1").await.json();
    assert!(before.get("transactionSummary").is_none(), "{before}");
    let url = initiated.json()["url"].as_str().unwrap().to_owned();
    let prefix =
        format!("http://{}/dwo-api-application/v1/deeplink/vippsgateway?v=2&token=", running.addr);
    let token = url.strip_prefix(&prefix).unwrap();
    assert_error(&shop.approve("order-1", "another").await, 400, "token");
    assert_eq!(shop.approve("order-1", token).await.status, 200);
    assert_error(&shop.approve("order-1", token).await, 400, "92");

    let captured = shop.change("order-1", "capture", Some(600)).send(running.addr).await;
    assert_eq!(captured.status, 200, "{}", captured.text());
    let mut body = captured.json();
    let id = body["transactionInfo"]["transactionId"].take();
    assert!(id.as_str().is_some_and(|id| id.len() == 10), "{id}");
    let expected = json!({
        "orderId": "order-1",
        "transactionInfo": {
            "amount": 600,
            "timeStamp": "2020-04-23T10:00:00.000Z",
            "transactionText": "A test",
            "status": "Captured",
            "transactionId": null,
        },
        "transactionSummary": {
            "capturedAmount": 600,
            "remainingAmountToCapture": 400,
            "refundedAmount": 0,
            "remainingAmountToRefund": 600,
        },
    });
    assert_eq!(body, expected);
    assert_eq!(shop.change("order-1", "refund", None).send(running.addr).await.status, 200);

    let details = shop.details("order-1").await.json();
    assert_eq!(operations(&details), ["REFUND", "CAPTURE", "RESERVE", "INITIATE"]);
    let history = &details["transactionLogHistory"];
    assert_eq!(history[2]["transactionId"], history[3]["transactionId"]);
    assert_ne!(history[0]["transactionId"], history[1]["transactionId"]);
    assert_eq!(history[0]["requestId"], "");
    assert_eq!(details["transactionSummary"]["refundedAmount"], 600);
    assert_eq!(details["transactionSummary"]["bankIdentificationNumber"], 492_556);
}

#[tokio::test]
async fn cancelling_depends_on_what_has_happened() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    shop.initiate("early", 1000).await;
    let cancelled = shop.change("early", "cancel", None).send(running.addr).await.json();
    assert_eq!(cancelled["transactionInfo"]["status"], "Cancelled");
    let zero = json!({
        "capturedAmount": 0,
        "remainingAmountToCapture": 0,
        "refundedAmount": 0,
        "remainingAmountToRefund": 0,
    });
    assert_eq!(cancelled["transactionSummary"], zero);
    assert_eq!(operations(&shop.details("early").await.json()), ["CANCEL", "INITIATE"]);
    let capture = shop.change("early", "capture", None).send(running.addr).await;
    assert_error(&capture, 400, "62");
    assert_error(&shop.change("early", "refund", None).send(running.addr).await, 400, "73");

    shop.reserve("late", 1000).await;
    assert_error(&shop.change("late", "refund", None).send(running.addr).await, 400, "72");
    assert_eq!(shop.change("late", "cancel", None).send(running.addr).await.status, 200);
    let details = shop.details("late").await.json();
    assert_eq!(operations(&details)[..2], ["VOID", "REFUND"]);
    assert_eq!(details["transactionLogHistory"][1]["operationSuccess"], false);

    shop.reserve("too-late", 1000).await;
    shop.change("too-late", "capture", Some(1)).send(running.addr).await;
    assert_error(&shop.change("too-late", "cancel", None).send(running.addr).await, 400, "51");
    let more = shop.change("too-late", "capture", Some(1000)).send(running.addr).await;
    assert_error(&more, 400, "61");
    let more = shop.change("too-late", "refund", Some(2)).send(running.addr).await;
    assert_error(&more, 400, "71");
}

#[tokio::test]
async fn a_request_id_makes_repeating_safe() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    shop.reserve("order-1", 1000).await;
    let capture = |amount, id: &str| {
        shop.change("order-1", "capture", Some(amount))
            .header("X-Request-Id", id)
            .send(running.addr)
    };
    // What failed once is not remembered.
    assert_error(&capture(2000, "a").await, 400, "61");
    let first = capture(400, "a").await;
    assert_eq!(first.status, 200);
    let second = capture(400, "a").await;
    assert_eq!((second.status, second.json()), (200, first.json()));
    assert_error(&capture(500, "a").await, 400, "93");
    assert_eq!(capture(400, "b").await.status, 200);
    // The id is scoped to its endpoint.
    let refund = shop.change("order-1", "refund", Some(100)).header("X-Request-Id", "a");
    assert_eq!(refund.send(running.addr).await.json()["transactionSummary"]["refundedAmount"], 100);
    let details = shop.details("order-1").await.json();
    assert_eq!(details["transactionSummary"]["capturedAmount"], 800);
    assert_eq!(details["transactionLogHistory"][0]["requestId"], "a");
    assert_error(&capture(1, &"x".repeat(31)).await, 400, "X-Request-Id");
}

#[tokio::test]
async fn approving_can_be_repeated_too() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let url = shop.initiate("order-1", 100).await.json()["url"].as_str().unwrap().to_owned();
    let token = url.split_once("token=").unwrap().1;
    let body = json!({"customerPhoneNumber": "97777776", "token": token});
    let line = "POST /ecomm/v2/integration-test/payments/order-1/approve";
    let approve =
        |id: &str| shop.request(line).json(&body).header("X-Request-Id", id).send(running.addr);
    assert_eq!(approve("a").await.status, 200);
    assert_eq!(approve("a").await.status, 200);
    assert_error(&approve("b").await, 400, "92");
    let details = shop.details("order-1").await.json();
    assert_eq!(operations(&details), ["RESERVE", "INITIATE"]);
    assert_eq!(details["transactionLogHistory"][0]["requestId"], "a");
    // Numbers without a user, and users who have never used the app.
    shop.initiate("order-2", 100).await;
    for (phone, code) in [("41111111", "81"), ("40000001", "1082")] {
        let body = json!({"customerPhoneNumber": phone, "token": "any"});
        let line = "POST /ecomm/v2/integration-test/payments/order-2/approve";
        assert_error(&shop.request(line).json(&body).send(running.addr).await, 400, code);
    }
}

#[tokio::test]
async fn initiating_is_checked() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    assert_eq!(shop.initiate("order-1", 100).await.status, 200);
    assert_error(&shop.initiate("order-1", 100).await, 400, "34");
    assert_error(&shop.initiate("order_2", 100).await, 400, "orderId");
    assert_error(&shop.initiate("order-2", 99).await, 400, "amount");
    let mut body = shop.initiate_body("order-2", 100);
    body["customerInfo"]["mobileNumber"] = json!("41111111");
    let post = |body: &Value| shop.request("POST /ecomm/v2/payments").json(body).send(running.addr);
    assert_error(&post(&body).await, 400, "81");
    let everything = post(&json!({})).await;
    let codes: Vec<_> = everything
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["errorCode"].as_str().unwrap().to_owned())
        .collect();
    let expected = [
        "merchantSerialNumber",
        "callbackPrefix",
        "fallBack",
        "orderId",
        "amount",
        "transactionText",
        "customerInfo",
    ];
    assert_eq!(codes, expected);
}

#[tokio::test]
async fn an_app_gets_a_deep_link() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let mut body = shop.initiate_body("order-1", 100);
    body["merchantInfo"]["isApp"] = json!(true);
    body["merchantInfo"]["fallBack"] = json!("shop://back");
    let answer = shop.request("POST /ecomm/v2/payments").json(&body).send(running.addr).await;
    assert!(answer.json()["url"].as_str().unwrap().starts_with("vipps://?token="));
}

#[tokio::test]
async fn urls_follow_the_host_that_was_asked() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let body = shop.initiate_body("order-1", 100);
    let post = shop.request("POST /ecomm/v2/payments").header("Host", "apitest.vipps.no");
    let answer = post.json(&body).send(running.addr).await;
    let url = answer.json()["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with("https://apitest.vipps.no/dwo-api-application/"), "{url}");
    // Production knows no way around the app.
    let force = shop
        .request("POST /ecomm/v2/integration-test/payments/order-1/approve")
        .header("Host", "api.vipps.no")
        .json(&json!({}));
    assert_eq!(force.send(running.addr).await.status, 404);
}

#[tokio::test]
async fn express_is_approved_in_the_app_only() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let mut body = shop.initiate_body("order-1", 100);
    let info = &mut body["merchantInfo"];
    info["paymentType"] = json!("eComm Express Payment");
    info["consentRemovalPrefix"] = json!("https://shop.example.com/consents");
    info["shippingDetailsPrefix"] = json!("https://shop.example.com/shipping");
    let answer = shop.request("POST /ecomm/v2/payments").json(&body).send(running.addr).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let url = answer.json()["url"].as_str().unwrap().to_owned();
    let token = url.split_once("token=").unwrap().1;
    assert_error(&shop.approve("order-1", token).await, 400, "91");
    let line = "POST /_emulator/orders/100001/order-1/approve";
    assert_eq!(Request::new(line).send(running.addr).await.json()["status"], "RESERVE");
    let details = shop.details("order-1").await.json();
    assert_eq!(details["userDetails"]["mobileNumber"], "97777776");
    assert!(details["shippingDetails"]["address"]["postCode"].is_string());
}

#[tokio::test]
async fn direct_capture_and_the_status_call() {
    let running = emulator().await;
    let mut shop = Shop::open(running.addr, 0).await;
    shop.msn = "100002".to_owned();
    shop.reserve("order-1", 700).await;
    let line = "GET /Ecomm/V2/Payments/order-1/STATUS/";
    let status = shop.request(line).send(running.addr).await.json();
    assert_eq!(status["orderId"], "order-1");
    assert_eq!(status["transactionInfo"]["status"], "SALE");
    assert_eq!(status["transactionInfo"]["amount"], 700);
    // Paths match in any case, order ids do not.
    assert_error(&shop.details("Order-1").await, 404, "35");
}

#[tokio::test]
async fn users_decide_and_orders_lapse() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    for order in ["said-no", "no-money", "asleep"] {
        let amount = if order == "no-money" { 151 } else { 100 };
        assert_eq!(shop.initiate(order, amount).await.status, 200);
    }
    let control = |path: &str| Request::new(&format!("POST /_emulator/{path}")).send(running.addr);
    assert_eq!(control("orders/100001/said-no/reject").await.json()["status"], "CANCEL");
    assert_eq!(control("orders/100001/no-money/approve").await.json()["status"], "FAILED");
    assert_eq!(control("orders/100001/said-no/approve").await.status, 409);
    assert_eq!(control("orders/100001/nobody/approve").await.status, 404);
    let advance = Request::new("POST /_emulator/clock/advance").json(&json!({"seconds": 600}));
    advance.send(running.addr).await;
    let status = shop.request("GET /ecomm/v2/payments/asleep/status").send(running.addr).await;
    assert_eq!(status.json()["transactionInfo"]["status"], "REJECTED");
}
