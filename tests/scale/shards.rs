//! `--shard`: runs that several machines share.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::{all, collection, desk, requests};
use crate::support::command::{Desk, Ran};
use crate::support::echo::Echo;

fn shard(desk: &Desk, number: u64, count: u64, more: &[&str]) {
    let (shard, export) = (format!("{number}/{count}"), format!("s{number}.ndjson"));
    let arguments = ["run", "c.json", "--shard", &shard, "-r", "events"];
    let ran =
        desk.postbud(&[&arguments[..], &["--reporter-events-export", &export], more].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

/// Makes one report of streams; returns the run, its stream and its json report.
fn merged(desk: &Desk, streams: &[String]) -> (Ran, String, Value) {
    let mut arguments: Vec<&str> = vec!["report"];
    arguments.extend(streams.iter().map(String::as_str));
    arguments.extend(["-r", "cli,events,json", "--reporter-json-export", "r.json"]);
    arguments.extend(["--reporter-events-export", "all.ndjson"]);
    let ran = desk.postbud(&arguments);
    let report = serde_json::from_str(&desk.read("r.json")).unwrap();
    let stream = desk.read("all.ndjson");
    (ran, stream, report)
}

fn streams(count: u64) -> Vec<String> {
    (1..=count).map(|number| format!("s{number}.ndjson")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn no_row_is_lost_or_doubled(rows in 1..30usize, count in 1..6u64, jobs in 1..3u8) {
        let echo = Echo::start();
        let desk = desk(&echo, rows);
        for number in 1..=count {
            shard(&desk, number, count, &["-d", "rows.csv", "--jobs", &jobs.to_string()]);
        }
        let mut ids = BTreeMap::<String, usize>::new();
        for request in echo.seen() {
            *ids.entry(request.target()).or_default() += 1;
        }
        prop_assert_eq!(ids.len(), rows * 3);
        prop_assert!(ids.values().all(|times| *times == 1));

        let mut given = streams(count);
        given.reverse();
        let (ran, stream, report) = merged(&desk, &given);
        prop_assert_eq!(ran.code, 0, "{}", ran.stdout);
        prop_assert_eq!(requests(&stream), all(rows as u64));
        prop_assert_eq!(&report["run"]["stats"]["assertions"]["total"], rows * 3);
        prop_assert_eq!(&report["run"]["stats"]["iterations"]["total"], rows);
    }
}

#[test]
fn a_missing_shard_is_named() {
    let echo = Echo::start();
    let desk = desk(&echo, 10);
    for number in [1, 2, 4] {
        shard(&desk, number, 4, &["-d", "rows.csv"]);
    }
    let (ran, ..) = merged(&desk, &["s4.ndjson".into(), "s1.ndjson".into(), "s2.ndjson".into()]);
    assert_eq!(ran.code, 5);
    assert!(ran.stdout.contains("shard 3 of 4 of Rows is in no stream"), "{}", ran.stdout);
    let (ran, ..) = merged(&desk, &["s2.ndjson".into()]);
    assert_eq!(ran.code, 5);
    assert!(ran.stdout.contains("shards 1, 3, 4 of 4"), "{}", ran.stdout);
}

#[test]
fn of_a_shard_that_was_run_again_the_whole_one_counts() {
    let echo = Echo::start();
    let desk = desk(&echo, 6);
    shard(&desk, 2, 2, &["-d", "rows.csv"]);
    let whole = desk.read("s2.ndjson");
    // What a killed job leaves behind: a stream that ends inside of a line.
    desk.file("killed.ndjson", &whole[..whole.len() / 2]);
    shard(&desk, 1, 2, &["-d", "rows.csv"]);
    let given = ["killed.ndjson", "s1.ndjson", "s2.ndjson"].map(str::to_owned);
    let (ran, stream, _) = merged(&desk, &given);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert_eq!(requests(&stream), all(6));
    let note = ran.stdout.replace('\n', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(note.contains("killed.ndjson: left out: s2.ndjson is shard 2 of 2 as well"), "{note}");
}

#[test]
fn folders_are_divided_where_there_is_one_iteration() {
    let echo = Echo::start();
    let desk = desk(&echo, 1);
    for number in 1..=3 {
        shard(&desk, number, 3, &["--strict", "--env-var", "id=1"]);
    }
    // Three shards of two folders: the first has none.
    assert_eq!(requests(&desk.read("s1.ndjson")), []);
    assert!(desk.read("s1.ndjson").contains("shard 1 of 3 has nothing to run"));
    let (ran, stream, report) = merged(&desk, &streams(3));
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert_eq!(requests(&stream), all(1));
    assert_eq!(report["run"]["stats"]["iterations"]["total"], 1);
    assert_eq!(report["collection"]["item"].as_array().unwrap().len(), 2);
}

#[test]
fn collections_are_divided_where_there_are_several() {
    let echo = Echo::start();
    let desk = Desk::new();
    for name in ["one", "two", "three"] {
        desk.file(&format!("{name}.json"), collection(name, &echo, "").to_string());
    }
    let files = ["run", "one.json", "two.json", "three.json", "-r", "events"];
    for number in ["1", "2"] {
        let (shard, export) = (format!("{number}/2"), format!("s{number}.ndjson"));
        let options = ["--shard", &shard, "--reporter-events-export", &export];
        assert_eq!(desk.postbud(&[&files[..], &options].concat()).code, 0);
    }
    let whole = desk.postbud(&[&files[..], &["--reporter-events-export", "w.ndjson"]].concat());
    assert_eq!(whole.code, 0);
    let (ran, stream, _) = merged(&desk, &streams(2));
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let paths = |stream: &str| -> Vec<Value> {
        let events = super::events(stream).into_iter();
        events.filter(|event| event["event"] == "item").map(|event| event["item"].clone()).collect()
    };
    assert_eq!(paths(&stream), paths(&desk.read("w.ndjson")));
}

#[test]
fn ci_systems_say_which_part_it_is() {
    let echo = Echo::start();
    let desk = desk(&echo, 10);
    let arguments = ["run", "c.json", "-d", "rows.csv", "-r", "events", "--shard", "auto"];
    let gitlab = [("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "5")];
    let ran = desk.postbud_with(&arguments, &gitlab);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(requests(&ran.stdout), all(4)[6..]);
    let ran = desk.postbud(&arguments);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("write --shard 2/5"), "{}", ran.stderr);
}
