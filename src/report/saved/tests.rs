//! Streams saved and told again.

use std::sync::Arc;

use indicatif::ProgressBar;

use super::super::fixture::{Screen, green_run, rich_run};
use super::super::{Options, Outcome, Setting, Setup, Style, Summary, build};
use super::*;
use crate::run::event::{Abort, RunEnd, RunEvent};

fn saved(events: &[RunEvent]) -> Vec<u8> {
    let lines = events.iter().map(|event| serde_json::to_string(event).unwrap() + "\n");
    lines.collect::<String>().into_bytes()
}

fn source(name: &str, content: impl Into<Vec<u8>>) -> Source {
    Source {
        name: name.to_owned(),
        content: Box::new(std::io::Cursor::new(content.into())),
        ended: None,
    }
}

fn told(sources: Vec<Source>) -> Vec<RunEvent> {
    let mut events = Vec::new();
    replay(sources, |event| events.push(event.clone())).unwrap();
    events
}

fn summary(events: &[RunEvent]) -> Summary {
    let mut summary = Summary::default();
    for event in events {
        summary.event(event);
    }
    summary
}

/// Every report of a run that goes to a file or to the terminal, by name.
fn reports(events: &[RunEvent]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let names = ["cli", "json", "junit", "events"];
    let mut options = Options::default();
    for name in &names[1..] {
        let path = folder.path().join(name).display().to_string();
        options.set_for(*name, "export", Setting::Text(path));
    }
    let screen = Screen::default();
    let shown = screen.clone();
    let setup = Setup {
        options: &options,
        style: Style::plain(100),
        stdout: &move || Box::new(shown.clone()),
        clock: || 0,
        environment: |_| None,
        detect: false,
        bar: ProgressBar::hidden(),
        continued: None,
    };
    let mut reporters = build(&names, &setup).unwrap();
    events.iter().for_each(|event| reporters.event(event));
    assert!(reporters.finish().is_empty());
    let mut reports = vec![("cli".to_owned(), screen.text())];
    for name in &names[1..] {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        reports.push(((*name).to_owned(), text));
    }
    reports
}

#[test]
fn reports_of_a_saved_run_are_those_of_the_run() {
    for events in [rich_run(), green_run()] {
        let again = told(vec![source("run.ndjson", saved(&events))]);
        assert_eq!(again, events);
        for (live, again) in reports(&events).into_iter().zip(reports(&again)) {
            assert!(live == again, "the {} report differs", live.0);
        }
    }
}

#[test]
fn a_run_that_was_killed_is_reported_as_far_as_it_came() {
    let events = rich_run();
    let whole = saved(&events);
    // Everywhere: between lines, and inside of them.
    for cut in (saved(&events[..1]).len()..whole.len() - 1).step_by(997) {
        let again = told(vec![source("run.ndjson", &whole[..cut])]);
        let summary = summary(&again);
        assert_eq!(summary.aborted, Some(Abort::Incomplete), "cut at {cut}");
        assert_eq!(summary.outcome(), Outcome::Aborted);
        let notes: Vec<_> = summary.warnings.iter().map(|group| group.message.as_str()).collect();
        assert!(notes.iter().any(|note| note.contains("the run has no end")), "{notes:?}");
    }
}

#[test]
fn what_a_newer_revision_adds_is_left_out_with_a_note() {
    let mut lines: Vec<String> =
        String::from_utf8(saved(&green_run())).unwrap().lines().map(str::to_owned).collect();
    lines[0] = lines[0].replacen("\"revision\":1", "\"revision\":7", 1);
    lines.insert(2, r#"{"event":"party","guests":3}"#.to_owned());
    let again = told(vec![source("run.ndjson", lines.join("\n"))]);
    let summary = summary(&again);
    assert_eq!(summary.outcome(), Outcome::Passed);
    insta::assert_snapshot!(summary.warnings.iter().next().unwrap().message, @r#"run.ndjson: 1 events "party" were left out: they belong to revision 7 of the stream, and this program knows revision 1; use postbud/0.1.0 or a newer one"#);
}

#[test]
fn a_line_in_the_middle_that_is_broken_makes_the_run_incomplete() {
    let mut lines: Vec<String> =
        String::from_utf8(saved(&green_run())).unwrap().lines().map(str::to_owned).collect();
    lines[3].truncate(40);
    let again = told(vec![source("run.ndjson", lines.join("\n"))]);
    let summary = summary(&again);
    assert_eq!(summary.outcome(), Outcome::Aborted);
    let note = &summary.warnings.iter().next().unwrap().message;
    assert!(note.starts_with("run.ndjson: line 4 could not be read"), "{note}");
}

#[test]
fn what_is_no_stream_is_refused() {
    let error = |content: &str| replay(vec![source("x", content)], |_| {}).unwrap_err().to_string();
    insta::assert_snapshot!(error(""), @"x: this is no event stream (it is empty); give a file that `postbud run -r events` wrote");
    insta::assert_snapshot!(error("<html>"), @"x: this is no event stream (expected value at line 1 column 1); give a file that `postbud run -r events` wrote");
    insta::assert_snapshot!(
        error(r#"{"event":"start","version":2,"generator":"postbud/9.1.0","all":"new"}"#),
        @"x: this event stream has version 2, and this program reads version 1; use the one that wrote it (postbud/9.1.0)"
    );
    let middle = saved(&green_run()[1..]);
    insta::assert_snapshot!(error(std::str::from_utf8(&middle).unwrap()), @r#"x: this is no event stream (it does not begin with the event "start"); give a file that `postbud run -r events` wrote"#);
}

#[test]
fn runs_of_the_same_items_are_iterations_of_one() {
    let (green, rich) = (green_run(), rich_run());
    let again = told(vec![source("a", saved(&rich)), source("b", saved(&rich))]);
    let [one, both] = [summary(&rich), summary(&again)];
    assert_eq!(both.assertions.total, 2 * one.assertions.total);
    assert_eq!(both.requests.failed, 2 * one.requests.failed);
    // The two interrupts are one end.
    assert_eq!(both.failures, 2 * one.failures - 1);
    let RunEvent::Start(info) = &again[0] else { panic!("no start") };
    assert_eq!((info.iterations, info.items), (4, 4));
    let iterations: Vec<u64> = again
        .iter()
        .filter_map(|event| match event {
            RunEvent::BeforeIteration(start) => Some(start.cursor.iteration),
            _ => None,
        })
        .collect();
    assert_eq!(iterations, [0, 1, 2, 3]);
    let [single, thrice] = [
        summary(&green),
        summary(&told(["a", "b", "c"].map(|name| source(name, saved(&green))).into())),
    ];
    assert_eq!(thrice.assertions.total, 3 * single.assertions.total);
    assert_eq!(thrice.outcome(), Outcome::Passed);
}

/// A slice of a run of four iterations, each of one passed test.
fn slice(first: u64, iterations: u64) -> Source {
    let mut events = Vec::new();
    for (index, event) in green_run().into_iter().enumerate() {
        match event {
            RunEvent::Start(mut info) => {
                (info.iterations, info.first_iteration) = (iterations, first);
                info.total_iterations = 4;
                events.push(RunEvent::Start(info));
            }
            RunEvent::Done(_) if index > 0 => events.push(event),
            _ => {}
        }
    }
    let end = events.pop();
    for iteration in first..first + iterations {
        let run = green_run();
        for mut event in run[1..run.len() - 1].iter().cloned() {
            if let Some(cursor) = event.place_mut().cursor {
                (cursor.iteration, cursor.cycles) = (iteration, 4);
            }
            events.push(event);
        }
    }
    events.extend(end);
    source("slice", saved(&events))
}

#[test]
fn slices_of_a_run_are_told_in_the_order_of_their_iterations() {
    let again = told(vec![slice(3, 1), slice(0, 2), slice(2, 1)]);
    let summary = summary(&again);
    assert_eq!((summary.outcome(), summary.assertions.total), (Outcome::Passed, 4));
    assert_eq!(summary.warnings.len(), 0);
    let iterations: Vec<u64> = again
        .iter()
        .filter_map(|event| match event {
            RunEvent::BeforeIteration(start) => Some(start.cursor.iteration),
            _ => None,
        })
        .collect();
    assert_eq!(iterations, [0, 1, 2, 3]);
}

#[test]
fn slices_that_are_missing_or_doubled_are_named() {
    let notes = |sources: Vec<Source>| {
        let summary = summary(&told(sources));
        let notes: Vec<_> = summary.warnings.iter().map(|group| group.message.clone()).collect();
        (summary.outcome(), notes.join("; "))
    };
    let (outcome, text) = notes(vec![slice(0, 1), slice(3, 1)]);
    assert_eq!(outcome, Outcome::Aborted);
    insta::assert_snapshot!(text, @"iterations 2 to 3 of 4 of Shop are in no stream: give the missing slice too");
    let (outcome, text) = notes(vec![slice(0, 3), slice(2, 2)]);
    assert_eq!(outcome, Outcome::Passed);
    insta::assert_snapshot!(text, @"iterations 3 to 3 of Shop are in several streams and count twice");
}

#[test]
fn runs_of_other_items_follow_one_another() {
    let mut other = green_run();
    if let RunEvent::Start(info) = &mut other[0] {
        info.collection_name = "Stock".to_owned();
    }
    let again = told(vec![source("a", saved(&rich_run())), source("b", saved(&other))]);
    let RunEvent::Start(info) = &again[0] else { panic!("no start") };
    assert_eq!((info.collection_name.as_str(), info.items), ("Shop + Stock", 5));
    let last = again.iter().rev().find_map(|event| match event {
        RunEvent::BeforeItem(start) => Some(start.clone()),
        _ => None,
    });
    let last = last.unwrap();
    assert_eq!((last.cursor.position, last.cursor.length, last.cursor.cycles), (4, 5, 1));
    assert_eq!(last.item.path, ["Stock"]);
    let definition = info.definition(last.cursor, &last.item).unwrap();
    assert_eq!(definition["name"], "Ping");
    reports(&again);
}

#[test]
fn the_worst_end_is_that_of_the_whole() {
    let ending = |aborted| {
        let mut events = green_run();
        let end =
            RunEnd { completed: 5, aborted, environment: Arc::default(), globals: Arc::default() };
        *events.last_mut().unwrap() = RunEvent::Done(end);
        source("x", saved(&events))
    };
    for (ends, whole) in [
        ([None, None], None),
        ([Some(Abort::Bail), None], Some(Abort::Bail)),
        ([Some(Abort::Bail), Some(Abort::Timeout)], Some(Abort::Timeout)),
        ([Some(Abort::Interrupt), Some(Abort::Bail)], Some(Abort::Interrupt)),
    ] {
        assert_eq!(summary(&told(ends.map(ending).into())).aborted, whole, "{ends:?}");
    }
}
