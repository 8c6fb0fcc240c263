//! The runner's hot paths: what every request, row and event costs outside of scripts and sockets.
//!
//! `cargo bench --bench runner`. Where a machine is too busy for times, `tests/bench/instructions.sh`
//! counts instructions.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run stops")]

use std::fmt::Write as _;
use std::hint::black_box;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, bench, main as run};
use postbud::collection::{Variable, parse_collection, parse_request, request_to_json};
use postbud::http::url;
use postbud::redact::Secrets;
use postbud::vars::{CsvCast, DataFile, DataRules, Dynamic, Resolver, Scope, Scopes};
use serde_json::{Value, json};

fn main() {
    run();
}

fn scopes() -> Scopes {
    let variables = (0..40).map(|number| Variable::new(format!("name{number}"), "value"));
    let mut scopes = Scopes { environment: Scope::new(variables), ..Scopes::default() };
    scopes.local.set("id", 4711.into());
    scopes
}

#[bench]
fn resolve_a_url(bencher: Bencher<'_, '_>) {
    let scopes = scopes();
    bencher.bench_local(|| {
        let mut dynamic = Dynamic::new(Some(1));
        let text = "https://{{name3}}.example.com/orders/{{id}}?since={{name39}}&all=true";
        Resolver::new(&scopes, &mut dynamic).text(black_box(text))
    });
}

#[bench]
fn take_a_url_apart_and_join_it() -> String {
    let text = "https://user:pass@api.example.com:8443/orders/:id/lines?q=a%20b&c=d#e";
    let parts = url::parse(black_box(text));
    url::unparse(&postbud::collection::Url::Parts(Box::new(parts)))
}

#[bench]
fn read_and_write_a_request(bencher: Bencher<'_, '_>) {
    let request = json!({
        "method": "POST",
        "url": {"raw": "https://api.example.com/orders", "host": ["api", "example", "com"], "path": ["orders"]},
        "header": [{"key": "Content-Type", "value": "application/json"}, {"key": "X-Id", "value": "1"}],
        "body": {"mode": "raw", "raw": "{\"amount\": 4900}"},
    });
    bencher.bench_local(|| {
        let parsed = parse_request(black_box(&request)).unwrap();
        request_to_json(&parsed).to_string()
    });
}

/// A response of 1 KB without a secret, in a run that knows `known` of them.
#[bench(args = [0, 3, 300])]
fn mask_a_body(bencher: Bencher<'_, '_>, known: usize) {
    let secrets = Secrets::new();
    (0..known).for_each(|number| secrets.learn(&format!("secret-{number}-c0ffee")));
    let body: String = (0..25).fold(String::new(), |mut body, number| {
        let _ = write!(body, "{{\"id\": {number}, \"name\": \"order line\"}},");
        body
    });
    bencher.counter(BytesCount::of_str(&body)).bench_local(|| secrets.mask(black_box(&body)).len());
}

#[bench]
fn mask_a_name(bencher: Bencher<'_, '_>) {
    let secrets = Secrets::new();
    secrets.learn("secret-c0ffee");
    bencher.bench_local(|| secrets.mask(black_box("Orders / Create order")).len());
}

#[bench]
fn read_rows(bencher: Bencher<'_, '_>) {
    const ROWS: u32 = 10_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    let rows = (0..ROWS).fold("id,name,amount\n".to_owned(), |mut rows, number| {
        let _ = writeln!(rows, "{number},customer {number},{}.50", number * 3);
        rows
    });
    std::fs::write(&path, rows).unwrap();
    let rules = DataRules { cast: CsvCast::Canonical, ..DataRules::default() };
    let file = DataFile::open(&path, rules).unwrap();
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let mut reader = file.reader().unwrap();
        let mut count = 0;
        while let Some(row) = reader.next_row().unwrap() {
            count += usize::from(!row.is_empty());
        }
        count
    });
}

#[bench]
fn load_a_collection_of_1000_requests(bencher: Bencher<'_, '_>) {
    let item = |number: u32| {
        json!({
            "name": format!("request {number}"),
            "event": [{"listen": "test", "script": {"exec": ["pm.test('ok', () => pm.response.to.be.ok);"]}}],
            "request": {"method": "GET", "url": format!("https://api.example.com/{number}")},
        })
    };
    let items: Vec<Value> = (0..1000).map(item).collect();
    let text = json!({"info": {"name": "large"}, "item": items}).to_string();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| parse_collection(black_box(&text), "large.json").unwrap());
}
