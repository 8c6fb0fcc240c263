//! One run, and what every report counts in it.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::command::Desk;
use crate::support::wire::{Reply, Server, response};

/// What a run comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counts {
    /// Tests that passed.
    passed: usize,
    /// Tests, requests, scripts and problems that failed.
    failures: usize,
    /// Tests that were skipped.
    skipped_tests: usize,
    /// Requests that were skipped.
    skipped_requests: usize,
}

fn item(name: &str, url: &str, prerequest: &str, test: &str) -> Value {
    let event =
        |listen: &str, source: &str| json!({"listen": listen, "script": {"exec": [source]}});
    let events = [event("prerequest", prerequest), event("test", test)];
    json!({"name": name, "event": events, "request": {"method": "GET", "url": url}})
}

/// Every state, in every iteration: 4 passed, 3 skipped and 3 failed tests, a script error in each phase,
/// 2 requests without an answer, a skipped request; and problems under `--strict`.
fn collection(base: &str) -> String {
    let url = |path: &str| format!("{base}{path}");
    let tests = "pm.test('passes', () => {}); pm.test('fails, \"<&>]]>', () => pm.expect(1).to.eql(2));
        pm.test.skip('skipped # | [x]', () => {}); pm.test('', () => {}); pm.test('', () => { throw 1; });";
    let folder = json!({"name": "Ordner / ünï", "item": [
        item("all of it", &url("/{{missing}}"), "", tests),
        item("broken scripts", &url("/a"), "throw new Error('before')", "pm.test('stays', () => {}); null.x"),
        item("skipped", &url("/b"), "pm.execution.skipRequest()", "pm.test('never', () => {})"),
    ]});
    let refused = item("refused", "http://127.0.0.1:1/", "", "pm.test.skip('later', () => {})");
    let sending = item(
        "sending",
        &url("/c"),
        "",
        "pm.sendRequest('http://127.0.0.1:1/x', () => pm.test('told', () => {}));
         pm.test.skip('x'.repeat(500), () => {}); pm.test('x'.repeat(500), () => { pm.expect(true).to.be.false; });",
    );
    let info = json!({"name": "counts", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"});
    json!({"info": info, "item": [folder, refused, sending]}).to_string()
}

#[test]
fn all_reports_agree() {
    let server = Server::start(|_| Reply::Send(response("200 OK", &[], b"{}")));
    let desk = Desk::new();
    desk.file("c.json", collection(&server.url("")));
    let files = ["json", "junit", "html", "csv", "tap", "teamcity", "markdown"];
    let exports = files.map(|name| format!("--reporter-{name}-export=out/{name}"));
    let mut words = vec!["run", "c.json", "-n", "3", "--strict", "-r"];
    words.push("cli,json,junit,html,csv,tap,teamcity,markdown");
    words.extend(exports.iter().map(String::as_str));
    let ran = desk.postbud(&words);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    // Each iteration: three tests, two scripts, two requests and an unresolved variable.
    let expected = Counts { passed: 12, failures: 24, skipped_tests: 9, skipped_requests: 3 };
    let read = |name: &str| desk.read(&format!("out/{name}"));
    assert_eq!(of_cli(&ran.stdout), expected, "cli");
    assert_eq!(of_json(&read("json")), expected, "json");
    assert_eq!(of_junit(&read("junit")), expected, "junit");
    assert_eq!(of_html(&read("html")), expected, "html");
    assert_eq!(of_csv(&desk.path("out/csv")), expected, "csv");
    assert_eq!(of_tap(&read("tap")), expected, "tap");
    assert_eq!(of_teamcity(&read("teamcity")), expected, "teamcity");
    let markdown = read("markdown");
    assert!(markdown.contains("24 failed, 12 skipped"), "{markdown}");
    assert!(markdown.contains("| assertions | 21 | 9 |"), "{markdown}");
}

/// Executed, failed, skipped of a row of the table.
fn row(text: &str, name: &str) -> Vec<usize> {
    let start = format!("{name} │");
    let line = text.lines().find(|line| line.contains(&start)).unwrap();
    line.split('│').filter_map(|cell| cell.trim().parse().ok()).collect()
}

fn of_cli(text: &str) -> Counts {
    let (assertions, requests) = (row(text, "assertions"), row(text, "requests"));
    let (_, list) = text.split_once("#   failure").unwrap();
    let numbered = |line: &&str| {
        let number = line.trim_start().split_once(".  ").map(|(number, _)| number);
        number.is_some_and(|number| number.parse::<usize>().is_ok())
    };
    Counts {
        passed: assertions[0] - assertions[1],
        failures: list.lines().filter(numbered).count(),
        skipped_tests: assertions[2],
        skipped_requests: requests[2],
    }
}

fn of_json(text: &str) -> Counts {
    let document: Value = serde_json::from_str(text).unwrap();
    let run = &document["run"];
    let executions = run["executions"].as_array().unwrap();
    let assertions =
        executions.iter().filter_map(|each| each["assertions"].as_array()).flatten().count();
    let skipped = |each: &&Value| each["skipped"] == true;
    let tests = executions.iter().filter_map(|each| each["assertions"].as_array()).flatten();
    let skipped_tests = tests.filter(skipped).count();
    let stat = |name: &str, member: &str| {
        usize::try_from(run["stats"][name][member].as_u64().unwrap()).unwrap()
    };
    assert_eq!(assertions, stat("assertions", "total"));
    Counts {
        passed: assertions - skipped_tests - stat("assertions", "failed"),
        failures: run["failures"].as_array().unwrap().len(),
        skipped_tests,
        // As in newman's report, they are not among the executions.
        skipped_requests: stat("items", "total") - executions.len(),
    }
}

fn of_junit(xml: &str) -> Counts {
    let count = |what: &str| xml.matches(what).count();
    let skipped_requests = count("skipped by pm.execution.skipRequest");
    let (skipped, failures) = (count("<skipped"), count("<failure ") + count("<error "));
    Counts {
        passed: count("<testcase ") - skipped - failures,
        failures,
        skipped_tests: skipped - skipped_requests,
        skipped_requests,
    }
}

fn of_html(page: &str) -> Counts {
    let (_, rest) = page.split_once("id=\"rows\">").unwrap();
    let rows: Vec<Value> = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let sum = |index: usize| {
        let tests = rows.iter().map(|row| row[10][index].as_u64().unwrap());
        usize::try_from(tests.sum::<u64>()).unwrap()
    };
    let (_, count) = page.split_once("Failures <span class=\"count bad\">").unwrap();
    Counts {
        passed: sum(0),
        failures: count.split_once('<').unwrap().0.parse().unwrap(),
        skipped_tests: sum(2),
        skipped_requests: rows.iter().filter(|row| row[3] == "skipped").count(),
    }
}

fn of_csv(path: &Path) -> Counts {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |name: &str| head.iter().position(|each| each == name).unwrap();
    let sum = |name: &str| rows.iter().map(|row| row[column(name)].parse::<usize>().unwrap()).sum();
    let error = column("error");
    let skipped = "skipped by pm.execution.skipRequest";
    let errors = rows.iter().flat_map(|row| row[error].split("; ").map(str::to_owned));
    let errors = errors.filter(|error| error.contains(": ") && error != skipped).count();
    Counts {
        passed: sum("executedCount"),
        failures: sum("failedCount") + errors,
        skipped_tests: sum("skippedCount"),
        skipped_requests: rows.iter().filter(|row| row[error] == *skipped).count(),
    }
}

fn of_tap(text: &str) -> Counts {
    let points = |level: &str, start: &str, end: &str| {
        let is_one = |line: &&str| {
            line.strip_prefix(level).is_some_and(|line| line.starts_with(start))
                && line.ends_with(end)
        };
        text.lines().filter(is_one).count()
    };
    let skipped_tests = points("    ", "ok ", " # SKIP");
    Counts {
        passed: points("    ", "ok ", "") - skipped_tests,
        failures: points("    ", "not ok ", ""),
        skipped_tests,
        skipped_requests: points("", "ok ", " # SKIP skipped by pm.execution.skipRequest"),
    }
}

fn of_teamcity(text: &str) -> Counts {
    let count = |what: &str| text.matches(what).count();
    let failures = count("##teamcity[testFailed ") + count("##teamcity[buildProblem ");
    let skipped_requests = count("message='skipped by pm.execution.skipRequest'");
    Counts {
        passed: count("##teamcity[testFinished ") - count("##teamcity[testFailed "),
        failures,
        skipped_tests: count("##teamcity[testIgnored ") - skipped_requests,
        skipped_requests,
    }
}
