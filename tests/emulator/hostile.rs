//! Nothing a client sends brings the emulator down.

use serde_json::json;

use super::client::{Request, cut_off, exchange};
use super::{Shop, assert_error, emulator};

#[tokio::test]
async fn wrong_paths_and_methods() {
    let running = emulator().await;
    for (line, status) in [
        ("GET /", 404),
        ("GET /ecomm/v2", 404),
        ("POST /ecomm/v3/payments", 404),
        ("GET /ecomm/v2/payments//details", 404),
        ("GET /accesstoken/get", 405),
        ("OPTIONS /accesstoken/get", 405),
        ("DELETE /ecomm/v2/payments/x/details", 405),
        ("POST /ecomm/v2/payments/x/cancel", 405),
    ] {
        let answer = Request::new(line).send(running.addr).await;
        assert_eq!(
            (answer.status, &answer.json()["statusCode"]),
            (status, &json!(status)),
            "{line}"
        );
    }
    let answer = Request::new("GET /accesstoken/get").send(running.addr).await;
    assert_eq!(answer.header("allow"), Some("POST"));
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let deep = "[".repeat(100_000);
    let bodies: [&[u8]; 7] = [
        b"",
        b"{",
        b"{\"merchantInfo\": {{amount}}}",
        b"\xff\xfe\x00{",
        b"{\"transaction\": {\"orderId\": \"\xff\"}}",
        b"\"text\" trailing",
        deep.as_bytes(),
    ];
    for body in bodies {
        let post =
            shop.request("POST /ecomm/v2/payments").header("Content-Type", "application/json");
        let answer = post.body(body).send(running.addr).await;
        assert_error(&answer, 400, "body");
    }
    for body in ["null", "1", "[]", "\"text\"", "[{\"merchantInfo\":1}]"] {
        let put = shop
            .request("PUT /ecomm/v2/payments/x/cancel")
            .header("Content-Type", "application/json");
        assert_error(&put.body(body).send(running.addr).await, 400, "body");
    }
    let text = shop.request("POST /ecomm/v2/payments").header("Content-Type", "text/plain");
    assert_error(&text.body("{}").send(running.addr).await, 415, "Content-Type");
}

#[tokio::test]
async fn fields_of_every_wrong_type() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let values = [
        json!(null),
        json!(-1),
        json!(1e300),
        json!(true),
        json!([[]]),
        json!({"a": 1}),
        json!(""),
    ];
    for section in ["merchantInfo", "customerInfo", "transaction"] {
        for value in &values {
            let mut body = shop.initiate_body("order-1", 100);
            body[section] = value.clone();
            let post = shop.request("POST /ecomm/v2/payments").json(&body);
            let status = post.send(running.addr).await.status;
            // An empty object would do for the customer.
            let fine = section == "customerInfo" && value.is_object();
            assert_eq!(status, if fine { 200 } else { 400 }, "{section}: {value}");
        }
    }
}

#[tokio::test]
async fn huge_and_truncated_requests() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let huge = shop.request("POST /ecomm/v2/payments").body(vec![b' '; 1024 * 1024 + 1]);
    assert_eq!(huge.send(running.addr).await.status, 413);
    let claimed = shop.request("POST /ecomm/v2/payments").header("Content-Length", "1000000000000");
    assert_eq!(claimed.send(running.addr).await.status, 413);
    // A connection cut off in the middle gets an error or nothing.
    let short = shop.request("POST /ecomm/v2/payments").header("Host", "x");
    let short = short.header("Content-Length", "100").body("{");
    assert!(matches!(cut_off(running.addr, &short.raw()).await.status, 0 | 400));
    let chunked = shop.request("POST /ecomm/v2/payments").header("Host", "x");
    let chunked = chunked.header("Transfer-Encoding", "chunked").body("ffffffffffffffff\r\n");
    assert!(matches!(cut_off(running.addr, &chunked.raw()).await.status, 0 | 400));
    for raw in [&b"\x00\x01\x02"[..], b"GET", b"GET / HTTP/9.9\r\n\r\n", b"\r\n\r\n\r\n"] {
        assert!(matches!(cut_off(running.addr, raw).await.status, 0 | 400 | 505), "{raw:?}");
    }
    assert_error(&shop.details("unknown").await, 404, "35");
}

#[tokio::test]
async fn odd_headers_and_paths() {
    let running = emulator().await;
    let shop = Shop::open(running.addr, 0).await;
    let long = "x".repeat(50_000);
    assert_error(&shop.details(&long).await, 404, "35");
    for order in ["%00", "%ff%fe", "..%2f..", "%7B%7BorderId%7D%7D", "%3Cscript%3E"] {
        assert_error(&shop.details(order).await, 404, "35");
    }
    let raw = b"POST /accesstoken/get HTTP/1.1\r\nHost: \"\x80<>\r\nclient_id: \xff\r\n\
                Content-Length: 0\r\nConnection: close\r\n\r\n";
    assert!(matches!(exchange(running.addr, raw).await.status, 400 | 401));
    let page = Request::new("GET /dwo-api-application/v1/deeplink/vippsgateway?token=%3Cscript%3E");
    let page = page.send(running.addr).await;
    assert_eq!(page.status, 404);
    assert!(!page.text().contains("script"));
}
