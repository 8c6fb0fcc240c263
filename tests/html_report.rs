//! The html report in a real browser.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use postbud::report::{Options, Setting, Setup, Style, build};
use postbud::run::event::{
    Assertion, AssertionData, Content, Cursor, ItemEnd, ItemRef, ItemStart, Origin,
    ReceivedResponse, RequestEnd, RunEnd, RunEvent, RunInfo, ScriptError, SentRequest, Target,
    Timings,
};
use serde_json::{Value, json};

use crate::support::browser::{Browser, DESKTOP, PHONE, Screen};
use crate::support::command::Desk;
use crate::support::echo::Echo;

/// Markup that would show itself by setting `window.owned`.
const HOSTILE: &str =
    "</script><script>window.owned = 1</script><img src=x onerror=\"window.owned = 1\">";

fn request(name: &str, url: &str, body: &str, test: &str) -> Value {
    json!({
        "name": name,
        "event": [{"listen": "test", "script": {"exec": test.lines().collect::<Vec<_>>()}}],
        "request": {
            "method": "POST", "url": url,
            "header": [{"key": "Content-Type", "value": "application/json"}],
            "body": {"mode": "raw", "raw": body},
        },
    })
}

/// A collection in which everything happens.
fn collection(port: u16) -> String {
    let url = |path: &str| format!("http://127.0.0.1:{port}{path}");
    let order = "pm.test('status is 200', () => pm.response.to.have.status(200));
        pm.test('echoes the amount', () => pm.expect(pm.response.json().json.amount).to.eql(100));
        pm.test.skip('is paid out', () => {});
        console.log('order', pm.response.json().json);
        console.warn('sandbox keys in use');
        pm.environment.set('orderId', 'order-' + pm.info.iteration);
        pm.environment.unset('stale');";
    let capture = "pm.test('status is 201', () => pm.response.to.have.status(201));
        pm.sendRequest(pm.request.url.toString().replace('/post', '/get'), () => {});";
    let hostile = format!(
        "pm.test({0}, () => pm.expect(1).to.eql(2, {0}));
         console.error({0});
         pm.visualizer.set('<h1 id=page>{{{{title}}}}</h1><script>parent.owned = 1</script>', {{ title: 'Orders' }});",
        Value::from(HOSTILE)
    );
    let amounts = r#"{"amount": 100, "currency": "NOK", "lines": [{"sku": "blåbær", "count": 2}, {"sku": "漢字", "count": 1}], "note": null}"#;
    json!({
        "info": {
            "name": "Webshop checkout",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "item": [
            {"name": "Orders", "item": [
                request("Create order", &url("/post?expand=lines"), amounts, order),
                request("Capture the payment", &url("/post"), amounts, capture),
            ]},
            {"name": "Callbacks", "item": [
                request("Refused", "http://127.0.0.1:1/callback", "{}", "pm.test('never', () => {});"),
                request(HOSTILE, &url("/post"), &json!({"html": HOSTILE}).to_string(), &hostile),
                request("Broken script", &url("/post"), "{}", "const id = pm.response.json().data.id.length;"),
            ]},
            request("Slow one", &url("/delay/1"), "{{missing}}", "pm.test('answers', () => pm.response.to.be.ok);"),
        ],
    })
    .to_string()
}

fn rich_report(desk: &Desk) -> std::path::PathBuf {
    let echo = Echo::start();
    let environment = json!({"name": "staging", "values": [
        {"key": "base", "value": "https://api.example.com"}, {"key": "stale", "value": "1"}]});
    desk.file("shop.json", collection(echo.port()));
    desk.file("env.json", environment.to_string());
    desk.file(
        "rows.json",
        r#"[{"customer": "Ada"}, {"customer": "Grace"}, {"customer": "Linus"}]"#,
    );
    let ran = desk.postbud(&[
        "run",
        "shop.json",
        "-e",
        "env.json",
        "-d",
        "rows.json",
        "-r",
        "html",
        "--reporter-html-export",
        "out/report.html",
    ]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    desk.path("out/report.html")
}

#[test]
fn a_report_is_read_searched_and_inert() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::new();
    let file = rich_report(&desk);
    browser.screen(DESKTOP);
    browser.open(&file);
    browser.screenshot("desktop-light");
    filter_and_search(&mut browser);
    keyboard(&mut browser);
    nothing_runs(&mut browser);
    other_views(&mut browser);
    pictures(&mut browser, &file);
    assert_eq!(browser.problems(), Vec::<String>::new());
}

fn filter_and_search(browser: &mut Browser) {
    let rows = "document.querySelectorAll('.row').length";
    assert_eq!(browser.eval(rows), 18);
    browser.click("#chips [data-state=failed]");
    assert_eq!(browser.eval(rows), 12);
    browser.click("#search");
    for key in "refused".chars() {
        browser.press(&key.to_string());
    }
    assert_eq!(browser.eval(rows), 3);
    assert_eq!(browser.eval("document.getElementById('shown').textContent"), "3 of 18");
    browser.press("Escape");
    browser.click("#chips [data-state=all]");
    assert_eq!(browser.eval(rows), 18);
    browser.eval(
        "(() => { const s = document.getElementById('iteration'); s.value = '1'; s.dispatchEvent(new Event('change')); })()",
    );
    assert_eq!(browser.eval(rows), 6);
    browser.eval(
        "(() => { const s = document.getElementById('iteration'); s.value = '-1'; s.dispatchEvent(new Event('change')); })()",
    );
}

fn keyboard(browser: &mut Browser) {
    let heading = "document.querySelector('#detail h2')?.textContent";
    browser.eval("document.activeElement.blur()");
    browser.press("j");
    browser.wait_for("document.querySelector('#detail .address')");
    assert_eq!(browser.eval(heading), "Create order");
    browser.press("j");
    assert_eq!(browser.eval(heading), "Capture the payment");
    browser.press("f");
    assert_eq!(browser.eval(heading), "Refused");
    browser.press("/");
    assert_eq!(browser.eval("document.activeElement.id"), "search");
    browser.press("Escape");
    assert_eq!(browser.eval("document.activeElement.id"), "list");
    browser.press("Home");
    assert_eq!(browser.eval(heading), "Create order");
    assert_eq!(
        browser.eval("document.querySelector('[aria-selected=true].row .name').textContent"),
        "Orders / Create order"
    );
    browser.press("t");
    assert_eq!(browser.eval("document.documentElement.dataset.theme"), "dark");
    browser.press("t");
}

fn nothing_runs(browser: &mut Browser) {
    browser.eval("document.querySelector('#row-3').click()");
    browser.wait_for("document.querySelector('#detail iframe')");
    browser.screenshot("desktop-light-hostile");
    browser.eval("document.querySelector('#detail iframe').scrollIntoView({ block: 'end' })");
    browser.screenshot("desktop-light-visualizer");
    assert_eq!(browser.eval("typeof window.owned"), "undefined");
    assert_eq!(browser.eval("document.querySelectorAll('img').length"), 0);
    assert_eq!(
        browser.eval("document.querySelector('#detail iframe').getAttribute('sandbox')"),
        ""
    );
    let body = "[...document.querySelectorAll('#detail pre')].some((pre) => pre.textContent.includes('window.owned'))";
    assert_eq!(browser.eval(body), true);
    assert_eq!(browser.eval("document.title"), "Webshop checkout: failed");
    // The sandbox stopped the frame's script, and says so in the console.
    let problems = browser.problems();
    assert!(problems.iter().all(|problem| problem.contains("about:srcdoc")), "{problems:?}");
}

fn other_views(browser: &mut Browser) {
    browser.click("#tab-iterations");
    assert_eq!(browser.eval("document.querySelectorAll('.iterations tbody tr').length"), 3);
    browser.click("#tab-console");
    browser.wait_for("document.querySelectorAll('#console .log').length === 9");
    browser.click("#tab-environment");
    let changes = "[...document.querySelectorAll('.variables tr')].map((row) => row.className + ' ' + row.cells[0].firstChild.textContent.trim()).slice(1).join()";
    assert_eq!(browser.eval(changes), "added orderId,removed stale,same base");
    browser.screenshot("desktop-light-variables");
    browser.click("#tab-warnings");
    let warnings = browser.eval("document.querySelector('#view-warnings').textContent");
    assert!(warnings.as_str().unwrap().contains("{{missing}}"), "{warnings}");
    browser.click("#tab-requests");
    browser.click(".failure");
    browser.wait_for("document.querySelector('#detail .address')");
}

fn pictures(browser: &mut Browser, file: &Path) {
    browser.eval("localStorage.clear()");
    browser.screen(Screen { dark: true, ..DESKTOP });
    browser.open(file);
    browser.eval("document.querySelector('#row-0').click()");
    browser.wait_for("document.querySelector('#detail .address')");
    browser.screenshot("desktop-dark");
    for (dark, name) in [(false, "light"), (true, "dark")] {
        browser.screen(Screen { dark, ..PHONE });
        browser.open(file);
        browser.screenshot(&format!("phone-{name}"));
        let wide = browser.eval("document.documentElement.scrollWidth > innerWidth");
        assert_eq!(wide, false, "the page is wider than the phone");
        browser.eval("document.querySelector('#list').scrollIntoView()");
        browser.screenshot(&format!("phone-{name}-list"));
        browser.eval("document.querySelector('#row-0').click()");
        browser.wait_for("document.querySelector('#detail .address')");
        browser.screenshot(&format!("phone-{name}-detail"));
        browser.click(".back");
        assert_eq!(browser.eval("document.body.classList.contains('open')"), false);
    }
}

#[expect(clippy::print_stdout, reason = "how long it took is worth knowing")]
#[test]
fn ten_thousand_requests_open_within_a_second() {
    let desk = Desk::new();
    let file = desk.path("large.html");
    large_report(&file);
    let size = std::fs::metadata(&file).unwrap().len();
    assert!(size < 10_000_000, "{size} bytes");
    let Some(mut browser) = Browser::start() else { return };
    browser.screen(DESKTOP);
    // Once is enough: other tests run at the same time.
    let opened = |browser: &mut Browser| {
        let began = Instant::now();
        browser.open(&file);
        began.elapsed()
    };
    let mut tries = Vec::new();
    while tries.len() < 20 && tries.iter().all(|took| *took >= Duration::from_secs(1)) {
        tries.push(opened(&mut browser));
    }
    browser.screenshot("large");
    println!("10,000 requests, {size} bytes: open in {tries:?}");
    assert!(tries.iter().any(|took| *took < Duration::from_secs(1)), "{tries:?}");
    assert_eq!(browser.eval("document.getElementById('shown').textContent"), "10000 requests");
    assert_eq!(browser.eval("document.querySelectorAll('.row').length < 60"), true);
    browser.eval("(() => { const list = document.getElementById('list'); list.scrollTop = list.scrollHeight; })()");
    browser.wait_for("document.getElementById('row-9999')");
    browser.eval("document.getElementById('row-9999').click()");
    browser.wait_for("document.querySelector('#detail pre')");
    assert_eq!(browser.problems(), Vec::<String>::new());
}

/// Reports 1,000 iterations of ten requests whose answers have 20 KB each.
fn large_report(file: &Path) {
    let mut options = Options::default();
    options.set_for("html", "export", Setting::Text(file.display().to_string()));
    let stdout = || Box::new(std::io::sink()) as Box<dyn Write + Send>;
    let setup = Setup {
        options: &options,
        style: Style::plain(80),
        stdout: &stdout,
        clock: || 0,
        environment: |_| None,
        detect: false,
        bar: indicatif::ProgressBar::hidden(),
        continued: None,
    };
    let mut reporters = build(&["html"], &setup).unwrap();
    let start = json!({
        "version": 1, "revision": 0, "id": "run", "generator": "postbud/0.1.0",
        "collectionId": "c", "collectionName": "Load", "environmentName": null,
        "iterations": 1000, "firstIteration": 0, "totalIterations": 1000, "items": 10, "started": 1_795_373_759_532_u64, "plan": [],
        "documents": {"collection": {}, "environment": null, "globals": null},
    });
    let info: RunInfo = serde_json::from_value(start).unwrap();
    let started = info.started;
    reporters.event(&RunEvent::Start(info));
    let items: Vec<Arc<ItemRef>> = (0..10).map(item).collect();
    for number in 0..10_000 {
        execution(number, started, &items).iter().for_each(|event| reporters.event(event));
    }
    reporters.event(&RunEvent::Done(RunEnd {
        completed: started + 300_000,
        aborted: None,
        environment: Arc::default(),
        globals: Arc::default(),
    }));
    assert!(reporters.finish().is_empty());
}

fn item(number: usize) -> Arc<ItemRef> {
    let path = vec!["Orders".to_owned(), format!("Part {}", number / 4)];
    Arc::new(ItemRef { id: number.to_string(), name: format!("Read order {number}"), path })
}

fn execution(number: u64, run_started: u64, items: &[Arc<ItemRef>]) -> Vec<RunEvent> {
    let position = usize::try_from(number % 10).unwrap();
    let item = Arc::clone(&items[position]);
    let cursor = Cursor { position, iteration: number / 10, length: 10, cycles: 1000 };
    let started = run_started + number * 30;
    let time = 10.0 + f64::from(u32::try_from(number * 7919 % 400).unwrap()) / 10.0;
    let error = number.is_multiple_of(97).then(|| ScriptError {
        name: "AssertionError".to_owned(),
        message: format!("expected {number} to equal {}", number + 1),
        ..ScriptError::default()
    });
    let request = RequestEnd {
        cursor,
        item: Arc::clone(&item),
        origin: Origin::Item,
        started,
        attempt: 1,
        request: SentRequest {
            method: "GET".to_owned(),
            url: format!("https://api.example.com/v2/orders/{number}?expand=lines,customer"),
            headers: [("Accept", "*/*"), ("User-Agent", "postbud/0.1.0")].into_iter().collect(),
            body: Content::default(),
        },
        response: Some(ReceivedResponse {
            code: 200,
            status: "OK".to_owned(),
            headers: [("Content-Type", "application/json")].into_iter().collect(),
            body: body(number).into(),
            protocol: "HTTP/1.1".to_owned(),
            wire_size: 20_000,
            response_time: time,
        }),
        error: None,
        redirects: Vec::new(),
        timings: Timings { first_byte: Some(time - 1.0), total: time, ..Timings::default() },
    };
    let assertion =
        AssertionData { name: "status is 200".to_owned(), index: 0, skipped: false, error };
    let target = Target::Test;
    vec![
        RunEvent::BeforeItem(ItemStart { cursor, item: Arc::clone(&item), started }),
        RunEvent::Request(Box::new(request)),
        RunEvent::Assertion(Assertion {
            cursor,
            item: Arc::clone(&item),
            target,
            assertion,
            duration: 0.1,
        }),
        RunEvent::Item(ItemEnd { cursor, item, skipped: false, next_request: None }),
    ]
}

/// 20 KB of JSON that compresses about as badly as ids and amounts do.
fn body(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut lines = Vec::new();
    for _ in 0..180 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        lines.push(json!({"id": format!("{state:016x}"), "amount": state % 100_000, "sku": format!("sku-{}", state % 997), "paid": state.is_multiple_of(3)}));
    }
    json!({ "order": seed, "lines": lines }).to_string()
}
