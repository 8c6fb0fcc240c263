//! Reports as users get them: always written, made again from saved streams, merged.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::command::{Desk, collection};
use crate::support::wire::{Reply, Server, response};

const TESTS: &str = "pm.test('is up', () => pm.response.to.have.status(200));
    pm.test('has an id', () => pm.expect(pm.response.json().id).to.be.a('number'));
    console.log('iteration', pm.info.iteration);";

fn server() -> Server {
    Server::start(|_| {
        let kind = [("Content-Type", "application/json")];
        Reply::Send(response("200 OK", &kind, br#"{"id": "one"}"#))
    })
}

/// A desk with a collection of one request, whose second test fails.
fn desk(server: &Server) -> Desk {
    let desk = Desk::new();
    desk.file("c.json", collection(&server.url("/{{missing}}"), TESTS));
    desk
}

/// All reporters that write files.
const FILES: [&str; 9] =
    ["json", "junit", "html", "csv", "markdown", "github", "teamcity", "tap", "events"];

/// `-r cli,json,…`, each but the first to a file of this name.
fn reporters(folder: &str) -> Vec<String> {
    let exports = FILES.map(|name| format!("--reporter-{name}-export={folder}/{name}"));
    ["-r".to_owned(), format!("cli,{}", FILES.join(","))].into_iter().chain(exports).collect()
}

fn words<'a>(first: &[&'a str], rest: &'a [String]) -> Vec<&'a str> {
    first.iter().copied().chain(rest.iter().map(String::as_str)).collect()
}

#[test]
fn a_saved_run_gives_the_same_reports_and_exit_code() {
    let server = server();
    let desk = desk(&server);
    let live = reporters("live");
    let ran = desk.postbud(&words(&["run", "c.json", "-n", "2"], &live));
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let again = reporters("again");
    let said = desk.postbud(&words(&["report", "live/events"], &again));
    assert_eq!(said.code, 1, "{}", said.stderr);
    assert_eq!(said.stdout, ran.stdout);
    for name in FILES {
        assert!(
            desk.read(&format!("live/{name}")) == desk.read(&format!("again/{name}")),
            "{name}"
        );
    }
}

#[test]
fn every_line_of_a_run_is_as_the_schema_says() {
    let server = server();
    let desk = desk(&server);
    desk.file("d.json", r#"[{"missing": "a", "n": 1}, {"missing": "b", "n": null}]"#);
    let ran = desk.postbud(&["run", "c.json", "-d", "d.json", "-r", "events"]);
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/events.schema.json");
    let schema = serde_json::from_slice(&std::fs::read(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for line in ran.stdout.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        let errors: Vec<_> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{line}: {errors:?}");
    }
    assert!(ran.stdout.lines().count() > 10);
}

#[test]
fn several_runs_become_one_report() {
    let server = server();
    let desk = desk(&server);
    for (number, range) in ["1..2", "3"].iter().enumerate() {
        let export = format!("--reporter-events-export=shard{number}.ndjson");
        desk.postbud(&[
            "run",
            "c.json",
            "-n",
            "3",
            "--iteration-range",
            range,
            "-r",
            "events",
            &export,
        ]);
    }
    let ran = desk.postbud(&["report", "shard1.ndjson", "shard0.ndjson"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("Iteration 3/3"), "{}", ran.stdout);
    assert!(ran.stdout.contains("assertions │        6 │      3"), "{}", ran.stdout);
    let lonely = desk.postbud(&["report", "shard0.ndjson", "shard0.ndjson"]);
    assert_eq!(lonely.code, 5);
    assert!(lonely.stdout.contains("are in no stream"), "{}", lonely.stdout);
    let none = desk.postbud(&["report", "c.json"]);
    assert_eq!(none.code, 3);
    assert!(none.stderr.contains("c.json: this is no event stream"), "{}", none.stderr);
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn a_full_disk_is_named_and_the_other_reports_are_there() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: there is no /dev/full");
        return;
    }
    let server = server();
    let desk = desk(&server);
    for reporter in FILES {
        let names = format!("cli,{}", FILES.join(","));
        let mut words = vec!["run", "c.json", "-r", &names];
        let exports = FILES.map(|name| {
            let target = if name == reporter { "/dev/full" } else { name };
            format!("--reporter-{name}-export={target}")
        });
        words.extend(exports.iter().map(String::as_str));
        let ran = desk.postbud(&words);
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("reporter {reporter}: ")), "{}", ran.stderr);
        assert!(ran.stderr.contains("/dev/full: No space left"), "{}", ran.stderr);
        assert!(ran.stdout.contains("total run duration"), "{}", ran.stdout);
        for other in FILES.iter().filter(|name| **name != reporter) {
            assert!(desk.read(other).len() > 50, "{other}");
            std::fs::remove_file(desk.path(other)).unwrap();
        }
    }
}

#[test]
fn nobody_reading_is_no_failure() {
    let server = server();
    let desk = desk(&server);
    for reporter in ["cli", "events"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
            .args(["run", "c.json", "-n", "20", "-r", &format!("{reporter},junit")])
            .arg("--reporter-junit-export=junit.xml")
            .current_dir(desk.path("."))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert_eq!(said, "");
        assert_eq!(desk.read("junit.xml").matches("<testsuite ").count(), 20);
    }
}

fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let limit = Instant::now() + Duration::from_secs(60);
    while !done() {
        assert!(Instant::now() < limit, "{what} did not happen");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A server that answers the first request and no other.
fn stubborn() -> Server {
    let first = std::sync::atomic::AtomicBool::new(true);
    Server::start(move |_| {
        let kind = [("Content-Type", "application/json")];
        match first.swap(false, std::sync::atomic::Ordering::Relaxed) {
            true => Reply::Send(response("200 OK", &kind, br#"{"id": 1}"#)),
            false => Reply::Hang,
        }
    })
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_run_and_leaves_whole_reports() {
    for signal in ["INT", "TERM"] {
        let server = stubborn();
        let desk = desk(&server);
        let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
            .args(words(&["run", "c.json", "-n", "3"], &reporters("out")))
            .current_dir(desk.path("."))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        wait_for("the second request", || server.seen().len() == 2);
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(5), "{signal}");
        assert_whole(&desk, "interrupted");
    }
}

#[test]
fn a_time_limit_ends_the_run_and_leaves_whole_reports() {
    let server = stubborn();
    let desk = desk(&server);
    let ran =
        desk.postbud(&words(&["run", "c.json", "-n", "3", "--timeout", "1500"], &reporters("out")));
    assert_eq!(ran.code, 5, "{}", ran.stderr);
    assert_whole(&desk, "time limit");
}

/// Every report ends, and says why the run did.
fn assert_whole(desk: &Desk, why: &str) {
    assert_ended(desk);
    let document: Value = serde_json::from_str(&desk.read("out/json")).unwrap();
    assert!(document["run"]["error"]["message"].as_str().unwrap().contains(why), "{document}");
    assert_eq!(document["run"]["executions"].as_array().unwrap().len(), 2);
    for name in ["junit", "html", "markdown", "github", "teamcity", "tap"] {
        let text = desk.read(&format!("out/{name}"));
        assert!(text.contains(why), "{name}: {text}");
    }
    let csv = desk.read("out/csv");
    assert!(csv.contains("the run ended before the item did"), "{csv}");
}

/// Every report is there, from its beginning to its end.
fn assert_ended(desk: &Desk) {
    for name in FILES {
        let text = desk.read(&format!("out/{name}"));
        let last = text.lines().last().unwrap();
        let ended = match name {
            "json" => serde_json::from_str::<Value>(&text).is_ok(),
            "junit" => last == "</testsuites>",
            "html" => last == "</html>",
            "csv" => csv::Reader::from_reader(text.as_bytes()).records().all(|row| row.is_ok()),
            "markdown" => text.starts_with("## ") && text.ends_with('\n'),
            "github" => last.starts_with("::error "),
            "teamcity" => last.starts_with("##teamcity[testSuiteFinished "),
            "tap" => text.lines().any(|line| line.starts_with("1..")),
            "events" => last.starts_with(r#"{"event":"done""#),
            other => panic!("{other} is not known"),
        };
        assert!(ended, "{name}: {text}");
    }
}

#[test]
fn a_failure_that_ends_the_run_leaves_whole_reports() {
    let server = server();
    for bail in ["--bail=failure", "--bail=folder"] {
        let desk = desk(&server);
        let ran = desk.postbud(&words(&["run", "c.json", "-n", "3", bail], &reporters("out")));
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        assert_ended(&desk);
    }
}

/// The processes that one has started.
#[cfg(target_os = "linux")]
fn children(process: u32) -> Vec<u32> {
    let list = format!("/proc/{process}/task/{process}/children");
    let text = std::fs::read_to_string(list).unwrap_or_default();
    text.split_whitespace().map(|id| id.parse().unwrap()).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_script_worker_is_an_error_of_the_script_and_the_run_goes_on() {
    let server = server();
    let desk = Desk::new();
    let test = "pm.test('first', () => {}); if (pm.info.iteration === 0) { pm.sendRequest(
        pm.request.url.toString(), () => { while (true) {} }); }";
    desk.file("c.json", collection(&server.url("/x"), test));
    let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
        .args(words(&["run", "c.json", "-n", "2"], &reporters("out")))
        .current_dir(desk.path("."))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for("the script's own request", || server.seen().len() == 2);
    let workers = children(child.id());
    assert!(!workers.is_empty());
    for worker in workers {
        Command::new("kill").args(["-9", &worker.to_string()]).status().unwrap();
    }
    let mut shown = String::new();
    child.stdout.take().unwrap().read_to_string(&mut shown).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1), "{shown}");
    assert_eq!(shown.matches("✓ first").count(), 2, "{shown}");
    assert_ended(&desk);
    let document: Value = serde_json::from_str(&desk.read("out/json")).unwrap();
    assert_eq!(document["run"]["failures"].as_array().unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_has_saved_is_reported() {
    let server = stubborn();
    let desk = desk(&server);
    let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
        .args(["run", "c.json", "-n", "3", "-r", "events", "--reporter-events-export=e.ndjson"])
        .current_dir(desk.path("."))
        .spawn()
        .unwrap();
    wait_for("the second request", || server.seen().len() == 2);
    child.kill().unwrap();
    child.wait().unwrap();
    let ran = desk.postbud(&["report", "e.ndjson"]);
    assert_eq!(ran.code, 5, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("✓ is up"), "{}", ran.stdout);
    assert!(ran.stdout.contains("the saved run has no end"), "{}", ran.stdout);
}

#[test]
fn two_reports_in_one_file_are_refused_before_the_run() {
    let server = server();
    let desk = desk(&server);
    let ran = desk.postbud(&[
        "run",
        "c.json",
        "-r",
        "json,junit",
        "--reporter-json-export=x",
        "--reporter-junit-export=./x",
    ]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("both write to"), "{}", ran.stderr);
    assert!(server.seen().is_empty());
}

#[test]
fn failures_stand_with_their_exchange_and_unresolved_variables_have_a_section() {
    let server = server();
    let desk = desk(&server);
    let ran = desk.postbud(&["run", "c.json"]);
    let (_, closing) = ran.stdout.split_once("#   failure").unwrap();
    for part in [
        "> GET http://",
        "< HTTP/1.1 200 OK",
        "< Content-Type: application/json",
        r#"< {"id": "one"}"#,
    ] {
        assert!(closing.contains(part), "no {part}: {closing}");
    }
    assert!(
        closing.contains("unresolved variables\n\n  ! {{missing}} is not defined"),
        "{closing}"
    );
    let full = desk.postbud(&["run", "c.json", "--verbose"]);
    assert!(full.stdout.contains("    * sent "), "{}", full.stdout);
}

/// 1,500 responses of 20 KB through all reports, in less than 100 MB: they would take 30 MB alone.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_responses() {
    let body = json!({"id": 1, "text": "x".repeat(20_000)}).to_string();
    let server = Server::start(move |_| {
        Reply::Send(response("200 OK", &[("Content-Type", "application/json")], body.as_bytes()))
    });
    let peak = |iterations: &str| {
        let desk = desk(&server);
        let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
            .args(words(&["run", "c.json", "-n", iterations], &reporters("out")))
            .current_dir(desk.path("."))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            let text = std::fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let size = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
            peak = peak.max(size.unwrap_or(0));
            std::thread::sleep(Duration::from_millis(20));
        }
        let lines = desk.read("out/events").lines().count();
        assert!(lines > 5 * iterations.parse::<usize>().unwrap(), "{lines} lines");
        peak
    };
    let peak: u64 = peak("1500");
    assert!(peak < 100_000, "{peak} kB");
}
