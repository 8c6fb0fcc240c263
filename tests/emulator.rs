//! The built-in test APIs, over real connections.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod client;

mod agreements;
mod browser;
mod buttons;
mod command;
mod control;
mod credentials;
mod encrypted;
mod filling;
mod hostile;
mod invoices;
mod login;
mod payments;
mod psp;

use std::net::SocketAddr;

use client::{Answer, Request};
use postbud::emulator::{Config, Merchant, Product, Running, StartTime, start};
use serde_json::{Value, json};

/// A configuration whose clock stands still and whose ids repeat.
fn config() -> Config {
    let moment = "2020-04-23T10:00:00Z".parse().unwrap();
    Config { seed: Some(1), time: StartTime::Fixed(moment), ..Config::default() }
}

async fn emulator() -> Running {
    start(config()).await.unwrap()
}

/// A request for an access token with a merchant's credentials.
fn token_request(merchant: &Merchant) -> Request {
    Request::new("POST /accesstoken/get")
        .header("client_id", &merchant.client_id)
        .header("client_secret", &merchant.client_secret)
        .header("Ocp-Apim-Subscription-Key", merchant.key(Product::AccessToken).unwrap())
}

/// A merchant's developer: knows the credentials and holds a token.
struct Shop {
    addr: SocketAddr,
    merchant: Merchant,
    token: String,
    msn: String,
}

impl Shop {
    /// The configuration's merchant at that index, with a fresh token.
    async fn open(addr: SocketAddr, index: usize) -> Self {
        let merchant = config().merchants.swap_remove(index);
        let answer = token_request(&merchant).send(addr).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        let msn = merchant.sale_units[0].msn.clone();
        Self { addr, merchant, token, msn }
    }

    /// A request with eCommerce's subscription key and the token.
    fn request(&self, line: &str) -> Request {
        self.request_for(Product::Ecommerce, line)
    }

    /// A request with a product's subscription key and the token.
    fn request_for(&self, product: Product, line: &str) -> Request {
        Request::new(line)
            .header("Ocp-Apim-Subscription-Key", self.merchant.key(product).unwrap())
            .header("Authorization", &format!("Bearer {}", self.token))
    }

    fn initiate_body(&self, order: &str, amount: i64) -> Value {
        json!({
            "merchantInfo": {
                "merchantSerialNumber": self.msn,
                "callbackPrefix": "https://shop.example.com/cb",
                "fallBack": "https://shop.example.com/back",
            },
            "customerInfo": {"mobileNumber": "97777776"},
            "transaction": {"orderId": order, "amount": amount, "transactionText": "A test"},
        })
    }

    async fn initiate(&self, order: &str, amount: i64) -> Answer {
        let body = self.initiate_body(order, amount);
        self.request("POST /ecomm/v2/payments").json(&body).send(self.addr).await
    }

    /// Initiates, and approves without the app.
    async fn reserve(&self, order: &str, amount: i64) {
        let answer = self.initiate(order, amount).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let url = answer.json()["url"].as_str().unwrap().to_owned();
        let approved = self.approve(order, url.split_once("token=").unwrap().1).await;
        assert_eq!(approved.status, 200, "{}", approved.text());
    }

    async fn approve(&self, order: &str, token: &str) -> Answer {
        let line = format!("POST /ecomm/v2/integration-test/payments/{order}/approve");
        let body = json!({"customerPhoneNumber": "97777776", "token": token});
        self.request(&line).json(&body).send(self.addr).await
    }

    /// A capture, refund or cancel request.
    fn change(&self, order: &str, action: &str, amount: Option<i64>) -> Request {
        let method = if action == "cancel" { "PUT" } else { "POST" };
        let mut body = json!({
            "merchantInfo": {"merchantSerialNumber": self.msn},
            "transaction": {"transactionText": "A test"},
        });
        if let Some(amount) = amount {
            body["transaction"]["amount"] = amount.into();
        }
        self.request(&format!("{method} /ecomm/v2/payments/{order}/{action}")).json(&body)
    }

    async fn details(&self, order: &str) -> Answer {
        let line = format!("GET /ecomm/v2/payments/{order}/details");
        self.request(&line).send(self.addr).await
    }
}

/// Makes a control call, which must succeed.
async fn control(addr: SocketAddr, path: &str, body: Value) -> Answer {
    let request = Request::new(&format!("POST /_emulator/{path}")).json(&body);
    let answer = request.send(addr).await;
    assert!(answer.status < 300, "{path}: {}", answer.text());
    answer
}

/// Asserts that an answer is an application error: an array with that code first.
fn assert_error(answer: &Answer, status: u16, code: &str) {
    let body = answer.json();
    assert_eq!((answer.status, body[0]["errorCode"].as_str()), (status, Some(code)), "{body}");
    for member in ["errorGroup", "errorMessage", "contextId"] {
        assert!(body[0][member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {body}");
    }
}

/// Asserts that an answer is the PSP API's error: an array with that code first.
fn assert_psp_error(answer: &Answer, status: u16, code: &str) {
    let body = answer.json();
    assert_eq!((answer.status, body[0]["errorCode"].as_str()), (status, Some(code)), "{body}");
    for member in ["errorMessage", "developerMsg", "errorField", "errorKey"] {
        assert!(body[0][member].is_string(), "{member}: {body}");
    }
}
