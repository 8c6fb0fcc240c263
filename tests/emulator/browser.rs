//! The page with the buttons in a real browser.

use serde_json::json;

use super::{Shop, emulator};
use crate::support::browser::Browser;

/// Presses a button; the page that comes back must show something.
fn press(browser: &mut Browser, selector: &str, shows: &str) {
    browser.follow(selector);
    assert_eq!(browser.eval(shows), json!(true), "{selector}: {shows}");
}

/// JavaScript: whether a part of the page holds a text.
fn holds(selector: &str, text: &str) -> String {
    format!("document.querySelector({selector:?})?.textContent.includes({text:?})")
}

#[test]
fn the_buttons_work() {
    let Some(mut browser) = Browser::start() else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let running = runtime.block_on(emulator());
    let shop = runtime.block_on(Shop::open(running.addr, 0));
    let order = runtime.block_on(shop.initiate("order-1", 12_345));
    assert_eq!(order.status, 200, "{}", order.text());
    runtime.block_on(shop.initiate("order-2", 500));

    browser.visit(&format!("http://{}/_emulator/", running.addr));
    assert_eq!(browser.eval("document.title"), json!("Emulated Vipps APIs"));
    assert_eq!(browser.eval(&holds("#orders", "123.45 NOK")), json!(true));
    let approve = "form[action$='order-1/approve'] button";
    press(&mut browser, approve, &holds("#orders", "RESERVE"));
    let reject = "form[action$='order-2/reject'] button";
    press(&mut browser, reject, &holds("#orders", "CANCEL"));
    let tomorrow = "input[value='86400'] + button";
    press(&mut browser, tomorrow, &holds("#time", "2020-04-24T10:00:00.000Z"));
    let fault = "#merchants input[value='503'] + button";
    press(&mut browser, fault, &holds("#merchants", "failure 503"));
    let say_no = "form[action='/_emulator/login/reject'] button";
    press(&mut browser, say_no, &holds("#login", "no"));
    browser.screenshot("emulator");
    let reset = "form[action='/_emulator/reset'] button";
    press(&mut browser, reset, &holds("#orders", "None."));
    assert_eq!(browser.eval(&holds("#time", "2020-04-23T10:00:00.000Z")), json!(true));

    let foreign: Vec<_> = browser
        .problems()
        .into_iter()
        .filter(|problem| !problem.contains(&format!("\"url\":\"http://{}", running.addr)))
        .collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn the_landing_page_leads_back() {
    let Some(mut browser) = Browser::start() else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let running = runtime.block_on(emulator());
    let shop = runtime.block_on(Shop::open(running.addr, 0));
    let order = runtime.block_on(shop.initiate("order-1", 100)).json();
    browser.visit(order["url"].as_str().unwrap());
    assert_eq!(browser.eval(&holds("p", "Order order-1 over 1.00 NOK: INITIATE")), json!(true));
    press(&mut browser, "form[action$='/approve'] button", &holds("#orders", "RESERVE"));
}
