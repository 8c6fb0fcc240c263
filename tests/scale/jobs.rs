//! `--jobs`: iterations side by side.

use std::process::Command;

use serde_json::{Value, json};

use super::{all, collection, desk, events, requests};
use crate::support::command::Desk;
use crate::support::echo::Echo;

const EVENTS: [&str; 4] = ["-r", "events,json", "--reporter-events-export", "e.ndjson"];

/// Runs the desk's collection with its rows and returns the event stream.
fn stream(desk: &Desk, more: &[&str]) -> String {
    let arguments = ["run", "c.json", "-d", "rows.csv", "--reporter-json-export", "r.json"];
    let ran = desk.postbud(&[&arguments[..], &EVENTS, more].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    desk.read("e.ndjson")
}

/// A stream without what differs between any two runs.
fn timeless(text: &str) -> Vec<Value> {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(members) => {
                let times = ["started", "completed", "duration", "timings", "responseTime"];
                let random = ["id", "collectionId", "headers", "body"];
                for name in times.iter().chain(&random) {
                    members.remove(*name);
                }
                members.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut events = events(text);
    events.iter_mut().for_each(strip);
    events
}

/// Shows the first event that differs, not all of them.
fn assert_same(got: &[Value], expected: &[Value]) {
    for (number, (got, expected)) in got.iter().zip(expected).enumerate() {
        assert_eq!(got, expected, "event {number}");
    }
    assert_eq!(got.len(), expected.len());
}

#[test]
fn the_events_are_those_of_a_run_one_by_one() {
    let echo = Echo::start();
    let desk = desk(&echo, 40);
    let one = stream(&desk, &[]);
    let report = |desk: &Desk| -> Value { serde_json::from_str(&desk.read("r.json")).unwrap() };
    let before = report(&desk)["run"]["stats"].clone();
    for jobs in ["2", "5", "64"] {
        let several = stream(&desk, &["--jobs", jobs]);
        assert_same(&timeless(&several), &timeless(&one));
        assert_eq!(report(&desk)["run"]["stats"], before);
    }
    assert_eq!(requests(&one), all(40));
}

#[test]
fn every_iteration_begins_anew() {
    let echo = Echo::start();
    let desk = desk(&echo, 12);
    let script = "
        if (pm.info.requestName === 'a') {
            pm.test('no names of others', () => pm.expect(typeof leak).to.equal('undefined'));
            pm.test('no variables of others', () => {
                pm.expect(pm.environment.has('seen')).to.equal(false);
                pm.expect(pm.globals.has('seen')).to.equal(false);
                pm.expect(pm.collectionVariables.has('seen')).to.equal(false);
                pm.expect(pm.variables.get('local')).to.equal(undefined);
            });
            pm.test('no cookies of others', () => pm.expect(pm.cookies.has('seen')).to.equal(false));
            leak = pm.iterationData.get('id');
            for (const scope of [pm.environment, pm.globals, pm.collectionVariables]) scope.set('seen', leak);
            pm.variables.set('local', leak);
            pm.cookies.jar().set(pm.request.url.toString(), 'seen=' + leak, () => {});
        } else {
            pm.test('names and variables of its own', () => {
                pm.expect(leak).to.equal(pm.iterationData.get('id'));
                pm.expect(pm.environment.get('seen')).to.equal(leak);
                pm.expect(pm.variables.get('local')).to.equal(leak);
                pm.expect(pm.cookies.get('seen')).to.equal(String(leak));
            });
        }";
    desk.file("c.json", collection("Rows", &echo, script).to_string());
    let exported = ["--export-environment", "env.json", "--export-cookie-jar", "jar.json"];
    stream(&desk, &[&["--jobs", "3"], &exported[..]].concat());
    let environment: Value = serde_json::from_str(&desk.read("env.json")).unwrap();
    assert_eq!(environment["values"][0]["value"], 11, "the last iteration's");
    let jar: Value = serde_json::from_str(&desk.read("jar.json")).unwrap();
    assert_eq!(jar["cookies"][0]["value"], "11");
}

#[test]
fn seeded_values_do_not_depend_on_the_number_of_jobs() {
    let values = |jobs: &str| {
        let echo = Echo::start();
        let desk = desk(&echo, 8);
        let mut collection = collection("Rows", &echo, "");
        let url = format!("http://127.0.0.1:{}/get?id={{{{id}}}}&guid={{{{$guid}}}}", echo.port());
        collection["item"] = json!([{"name": "a", "request": url}]);
        desk.file("c.json", collection.to_string());
        stream(&desk, &["--seed", "7", "--jobs", jobs]);
        let mut seen: Vec<String> = echo.seen().iter().map(|request| request.target()).collect();
        seen.sort();
        seen
    };
    let two = values("2");
    assert_eq!(two, values("4"));
    let mut guids: Vec<_> = two.iter().map(|target| target.split("guid=").nth(1)).collect();
    guids.sort_unstable();
    guids.dedup();
    assert_eq!(guids.len(), 8);
}

#[test]
fn several_collections_run_side_by_side_and_are_told_in_order() {
    let echo = Echo::start();
    let desk = desk(&echo, 1);
    for name in ["one", "two", "three"] {
        desk.file(&format!("{name}.json"), collection(name, &echo, "").to_string());
    }
    let files = ["run", "one.json", "two.json", "three.json", "--reporter-json-export", "r.json"];
    let told = ["1", "3"].map(|jobs| {
        let ran = desk.postbud(&[&files[..], &EVENTS, &["--jobs", jobs, "-n", "2"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        timeless(&desk.read("e.ndjson"))
    });
    let [one, three] = &told;
    assert_same(three, one);
}

#[test]
fn the_first_failure_ends_all_lanes() {
    let echo = Echo::start();
    let desk = desk(&echo, 400);
    let script = "pm.test('early', () => pm.expect(pm.iterationData.get('id')).to.be.below(5));";
    desk.file("c.json", collection("Rows", &echo, script).to_string());
    let arguments = ["run", "c.json", "-d", "rows.csv", "--bail", "--jobs", "3"];
    let ran = desk.postbud(&[&arguments[..], &EVENTS].concat());
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let told = events(&desk.read("e.ndjson"));
    assert_eq!(told.last().unwrap()["aborted"], "bail");
    assert!(echo.seen().len() < 400, "{}", echo.seen().len());
    // Whatever went out stands in the report.
    assert_eq!(requests(&desk.read("e.ndjson")).len(), echo.seen().len());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_all_lanes_and_the_report_is_whole() {
    let echo = Echo::start();
    let desk = desk(&echo, 50);
    let mut collection = collection("Rows", &echo, "");
    let slow = format!("http://127.0.0.1:{}/delay/10", echo.port());
    collection["item"][1]["item"][0]["request"]["url"] = slow.into();
    desk.file("c.json", collection.to_string());
    let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
        .args(["run", "c.json", "-d", "rows.csv", "--jobs", "4"])
        .args(EVENTS)
        .current_dir(desk.path(""))
        .spawn()
        .unwrap();
    // Until every lane waits for the slow request.
    while echo.seen().len() < 12 {
        std::thread::yield_now();
    }
    let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(signal.success());
    assert_eq!(child.wait().unwrap().code(), Some(5));
    let told = events(&desk.read("e.ndjson"));
    assert_eq!(told.last().unwrap()["aborted"], "interrupt");
    let count = |name: &str| told.iter().filter(|event| event["event"] == name).count();
    assert_eq!((count("beforeIteration"), count("iteration")), (4, 4));
    // What was cut short has not ended.
    assert_eq!((count("beforeItem"), count("item")), (12, 8));
}
