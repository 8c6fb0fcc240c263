//! Scripts of one item and of the next: what goes on from one to the other, and in which order.

use serde_json::{Value, json};

use crate::support::command::{Desk, Ran};
use crate::support::echo::Echo;

fn event(listen: &str, script: &str) -> Value {
    json!({"listen": listen, "script": {"exec": [script]}})
}

/// Runs items, each a name and its events, of a collection with events of its own.
fn run(events: &[Value], items: &[(&str, Vec<Value>)], options: &[&str]) -> Ran {
    let echo = Echo::start();
    let url = format!("http://127.0.0.1:{}/get", echo.port());
    let items: Vec<Value> = items
        .iter()
        .map(|(name, events)| json!({"name": name, "request": url, "event": events}))
        .collect();
    let collection = json!({
        "info": {"name": "Order", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": items,
        "event": events,
    });
    let desk = Desk::new();
    desk.file("c.json", collection.to_string());
    desk.postbud(&[&["run", "c.json"], options].concat())
}

/// The lines that scripts logged.
fn logged(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().filter_map(|line| line.trim().strip_prefix("│ > ")).collect()
}

#[test]
fn later_test_scripts_see_what_earlier_ones_made_of_the_request() {
    let outer = event(
        "test",
        "pm.request.method = 'PATCH'; pm.request.headers.add({key: 'X-N', value: '1'})",
    );
    let inner = event(
        "test",
        "console.log('>', pm.request.method, request.method, pm.request.headers.get('x-n'))",
    );
    let ran = run(&[outer], &[("a", vec![inner.clone()]), ("b", vec![])], &[]);
    assert_eq!(logged(&ran), ["PATCH PATCH 1"], "{}", ran.stdout);
}

/// Two items whose scripts log where they are and count how often they ran.
fn two(first: &str) -> [(&'static str, Vec<Value>); 3] {
    let counting = "n = typeof n === 'number' ? n + 1 : 1; console.log('>', pm.info.requestName, pm.info.eventName, pm.environment.get('last'), n);";
    let item = |name: &str, more: &str| {
        let test = format!("{more}; pm.environment.set('last', '{name}'); {counting}");
        vec![event("prerequest", counting), event("test", &test)]
    };
    [("a", item("a", first)), ("b", item("b", "")), ("c", item("c", ""))]
}

#[test]
fn scripts_run_once_and_see_what_came_before() {
    let expected = [
        "a prerequest undefined 1",
        "a test a 2",
        "b prerequest a 3",
        "b test b 4",
        "c prerequest b 5",
        "c test c 6",
        "a prerequest c 7",
        "a test a 8",
        "b prerequest a 9",
        "b test b 10",
        "c prerequest b 11",
        "c test c 12",
    ];
    let ways: [&[&str]; 4] = [
        &["-n", "2"],
        &["-n", "2", "--delay-request", "1"],
        &["-n", "2", "--bail"],
        &["-n", "2", "--jobs", "1"],
    ];
    for options in ways {
        let ran = run(&[], &two(""), options);
        assert_eq!(logged(&ran), expected, "{options:?} {}", ran.stdout);
    }
}

#[test]
fn a_script_that_goes_elsewhere_runs_nothing_on_the_way() {
    // The second time every text is known, and the next script is sent along.
    let first = "if (pm.info.iteration === 1) pm.execution.setNextRequest('c')";
    let ran = run(&[], &two(first), &["-n", "2"]);
    assert_eq!(
        logged(&ran)[6..],
        ["a prerequest c 7", "a test a 8", "c prerequest a 9", "c test c 10"],
        "{}",
        ran.stdout
    );
}

#[test]
fn a_script_that_dies_takes_nothing_of_the_one_before_along() {
    let deadly = "if (pm.info.iteration === 1) { const hog = []; for (;;) hog.push(new Uint8Array(1 << 20)); }";
    let items = [
        ("a", vec![event("test", "pm.test('counts', () => {})")]),
        ("b", vec![event("prerequest", deadly), event("test", "pm.test('goes on', () => {})")]),
    ];
    let ran = run(&[], &items, &["-n", "2", "--script-memory", "64"]);
    assert_eq!(ran.stdout.matches("✓ counts").count(), 2, "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("✓ goes on").count(), 2, "{}", ran.stdout);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
}
