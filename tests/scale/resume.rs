//! `--resume`: runs that are taken up again.

use std::process::{Command, Stdio};

use proptest::prelude::*;

use super::{all, desk, events, requests};
use crate::support::command::Desk;
use crate::support::echo::Echo;

const RUN: [&str; 10] = [
    "run",
    "c.json",
    "-d",
    "rows.csv",
    "-r",
    "events,json",
    "--reporter-events-export",
    "e.ndjson",
    "--resume",
    "e.ndjson",
];

/// Runs until so many further requests have come in, then kills the process, as a machine that goes
/// away does. Tells whether it had ended by itself.
fn run_and_kill(desk: &Desk, echo: &Echo, after: usize) -> bool {
    let arguments = [&RUN[..], &["--reporter-json-export", "r.json"]].concat();
    start_and_kill(desk, echo, &arguments, after)
}

fn start_and_kill(desk: &Desk, echo: &Echo, arguments: &[&str], after: usize) -> bool {
    let seen = echo.seen().len();
    let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
        .args(arguments)
        .current_dir(desk.path(""))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert_eq!(status.code(), Some(0));
            return true;
        }
        if echo.seen().len() >= seen + after {
            child.kill().unwrap();
            child.wait().unwrap();
            return false;
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_run_that_is_killed_again_and_again_loses_and_doubles_no_row() {
    let echo = Echo::start();
    let desk = desk(&echo, 60);
    let mut kills = 0;
    while !run_and_kill(&desk, &echo, 17 + kills) {
        kills += 1;
    }
    assert!(kills >= 3, "{kills}");
    let stream = desk.read("e.ndjson");
    assert_eq!(requests(&stream), all(60));
    assert_eq!(events(&stream).iter().filter(|event| event["event"] == "start").count(), 1);
    let report: serde_json::Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    assert_eq!(report["run"]["stats"]["assertions"]["total"], 180);
    assert_eq!(report["run"]["stats"]["iterations"]["total"], 60);
    // Nothing is left to do: the report is made again, nothing is sent.
    let seen = echo.seen().len();
    let ran = desk.postbud(&[&RUN[..], &["--reporter-json-export", "again.json"]].concat());
    assert_eq!((ran.code, echo.seen().len()), (0, seen), "{}", ran.stderr);
    assert_eq!(desk.read("e.ndjson"), stream);
    assert_eq!(desk.read("again.json"), desk.read("r.json"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]
    #[test]
    fn shards_that_are_killed_and_run_again_make_a_whole(
        rows in 10..40usize,
        count in 2..5u64,
        after in 7..20usize,
    ) {
        let echo = Echo::start();
        let desk = desk(&echo, rows);
        let mut arguments = vec!["report".to_owned()];
        for number in 1..=count {
            let (shard, stream) = (format!("{number}/{count}"), format!("s{number}.ndjson"));
            let run = ["run", "c.json", "-d", "rows.csv", "-r", "events", "--shard", &shard];
            let streams = ["--reporter-events-export", &stream, "--resume", &stream];
            while !start_and_kill(&desk, &echo, &[&run[..], &streams].concat(), after) {}
            arguments.push(stream);
        }
        arguments.extend(["-r", "events"].map(str::to_owned));
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = desk.postbud(&words);
        prop_assert_eq!(ran.code, 0, "{}", ran.stderr);
        prop_assert_eq!(requests(&ran.stdout), all(rows as u64));
    }
}

#[test]
fn an_interrupted_iteration_is_run_again() {
    let echo = Echo::start();
    let desk = desk(&echo, 4);
    let ran = desk.postbud(&["run", "c.json", "-d", "rows.csv", "-r", "events"]);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    // As --bail leaves it: the second iteration was cut short.
    let at = lines.iter().position(|line| line.contains(r#""event":"iteration""#)).unwrap();
    let cut = lines[at + 1..].iter().position(|line| line.contains(r#""event":"iteration""#));
    let end = at + 1 + cut.unwrap();
    let mut saved: Vec<String> = lines[..end].iter().map(|line| (*line).to_owned()).collect();
    saved.push(lines[end].trim_end_matches('}').to_owned() + "},\"cut\":true}");
    saved.push(lines.last().unwrap().replace("\"aborted\":null", "\"aborted\":\"bail\""));
    desk.file("e.ndjson", saved.join("\n") + "\n");
    let ran = desk.postbud(&[&RUN[..], &["--reporter-json-export", "r.json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(requests(&desk.read("e.ndjson")), all(4));
}

#[test]
fn lanes_take_a_run_up_again_too() {
    let echo = Echo::start();
    let desk = desk(&echo, 30);
    while !run_and_kill(&desk, &echo, 25) {}
    let whole = desk.read("e.ndjson");
    let half = &whole[..whole.len() / 2];
    desk.file("e.ndjson", half);
    let jobs = ["--reporter-json-export", "r.json", "--jobs", "3"];
    let ran = desk.postbud(&[&RUN[..], &jobs].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(requests(&desk.read("e.ndjson")), all(30));
}

#[test]
fn the_stream_of_another_run_is_refused_and_kept() {
    let echo = Echo::start();
    let desk = desk(&echo, 4);
    let stream = desk.postbud(&["run", "c.json", "-d", "rows.csv", "-r", "events"]).stdout;
    desk.file("e.ndjson", &stream);
    for (more, says) in [
        (["--iteration-range", "2.."], "iterations 1 to 4 of 4, and this run 2 to 4 of 4"),
        (["--folder", "first"], "it ran other requests"),
    ] {
        let ran = desk.postbud(&[&RUN[..], &more].concat());
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
        assert_eq!(desk.read("e.ndjson"), stream);
    }
    desk.file("e.ndjson", "no stream\n");
    let ran = desk.postbud(&RUN);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("this is no event stream"), "{}", ran.stderr);
    assert_eq!(desk.read("e.ndjson"), "no stream\n");
}
