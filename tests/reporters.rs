//! Reporters for CI systems and reporters of the user's own, with the real binary.

use serde_json::Value;

use crate::support::command::{Desk, collection};
use crate::support::echo::Echo;

/// A desk with a collection whose only request fails its second test, in the test's second line.
fn desk(echo: &Echo) -> Desk {
    let desk = Desk::new();
    let test = "pm.test('answers', () => pm.response.to.be.ok);\n\
                pm.test('is 201, please', () => pm.response.to.have.status(201));";
    let url = format!("http://127.0.0.1:{}/get", echo.port());
    let parsed: Value = serde_json::from_str(&collection(&url, test)).unwrap();
    desk.file("ci/shop.json", serde_json::to_string_pretty(&parsed).unwrap());
    desk
}

#[cfg(unix)]
fn program(desk: &Desk, name: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = desk.file(name, format!("#!/bin/sh\n{script}\n"));
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn github_gets_annotations_and_a_summary() {
    let echo = Echo::start();
    let desk = desk(&echo);
    let (summary, folder) = (desk.path("summary.md"), desk.path(""));
    let github = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
        ("GITHUB_WORKSPACE", folder.to_str().unwrap()),
    ];
    let ran = desk.postbud_with(&["run", "ci/shop.json"], &github);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let annotation = ran.stdout.lines().find(|line| line.starts_with("::error ")).unwrap();
    assert!(
        annotation.starts_with("::error title=only%3A is 201%2C please,file=ci/shop.json,line=")
    );
    let line: usize =
        annotation.split("line=").nth(1).unwrap().split("::").next().unwrap().parse().unwrap();
    let text = desk.read("ci/shop.json");
    assert!(text.lines().nth(line - 1).unwrap().contains("is 201, please"), "{annotation}");
    assert!(desk.read("summary.md").starts_with("## ❌ one request: failed"));

    std::fs::remove_file(&summary).unwrap();
    let quiet = desk.postbud_with(&["run", "ci/shop.json", "--no-auto-reporters"], &github);
    assert!(!quiet.stdout.contains("::error"), "{}", quiet.stdout);
    assert!(!summary.exists());
    // A stream that another program reads stays a stream.
    let events = desk.postbud_with(&["run", "ci/shop.json", "-r", "events"], &github);
    assert!(events.stdout.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
}

#[test]
fn several_reports_at_once_agree() {
    let echo = Echo::start();
    let desk = desk(&echo);
    let names = "html,csv,markdown,teamcity,tap,github,json,junit";
    let export = ["teamcity", "tap", "html", "csv", "markdown", "github", "json", "junit"]
        .map(|name| format!("--reporter-{name}-export=out/{name}"));
    let mut arguments = vec!["run", "ci/shop.json", "-r", names];
    arguments.extend(export.iter().map(String::as_str));
    let ran = desk.postbud(&arguments);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (1, "", ""));
    assert!(desk.read("out/tap").contains("not ok 2 - is 201, please"));
    assert!(desk.read("out/teamcity").contains("##teamcity[testFailed name='is 201, please'"));
    assert!(desk.read("out/csv").contains(",answers,\"is 201, please\",,2,1,1,0,"));
    assert!(desk.read("out/markdown").contains("| 1 | only | is 201, please |"));
    assert!(desk.read("out/github").starts_with("::error "));
    assert!(desk.read("out/html").contains("<b>is 201, please</b>"));
}

/// newman's options of its cli reporter, and what each takes away or adds.
#[test]
fn every_option_of_the_cli_does_what_newmans_does() {
    let echo = Echo::start();
    let desk = Desk::new();
    let test = "pm.test('answers', () => pm.response.to.be.ok);
        pm.test('is 201', () => pm.response.to.have.status(201));
        console.log('logged', 1);";
    let url = format!("http://127.0.0.1:{}/get", echo.port());
    desk.file("c.json", collection(&url, test));
    let banner = concat!("postbud ", env!("CARGO_PKG_VERSION"), "\n\n");
    let parts = [
        ("banner", banner),
        ("name", "one request"),
        ("item", "→ only"),
        ("exchange", "  GET http://"),
        ("success", "  ✓ answers"),
        ("failure", "  1. is 201\n"),
        ("console", "│ logged 1"),
        ("summary", "total run duration"),
        ("failures", " #   failure"),
        ("timestamp", "→ ["),
        ("verbose", "\n    > GET"),
    ];
    let shown = |option: &str| -> Vec<&str> {
        let typed = format!("--reporter-{option}");
        let mut words = vec!["run", "c.json"];
        words.extend((!option.is_empty()).then_some(typed.as_str()));
        let ran = desk.postbud(&words);
        assert_eq!(ran.code, 1, "{option}: {}", ran.stderr);
        let found = parts.iter().filter(|(_, text)| ran.stdout.contains(text));
        found.map(|(name, _)| *name).collect()
    };
    let usual = [
        "banner", "name", "item", "exchange", "success", "failure", "console", "summary",
        "failures",
    ];
    let without = |left_out: &[&str]| -> Vec<&str> {
        usual.into_iter().filter(|part| !left_out.contains(part)).collect()
    };
    assert_eq!(shown(""), usual);
    for (option, left_out) in [
        ("no-banner", &["banner"] as &[&str]),
        ("no-summary", &["summary"]),
        ("no-failures", &["failures"]),
        ("no-assertions", &["success", "failure"]),
        ("no-success-assertions", &["success"]),
        ("no-console", &["console"]),
    ] {
        assert_eq!(shown(&format!("cli-{option}")), without(left_out), "{option}");
        assert_eq!(shown(option), without(left_out), "{option} for all");
        assert_eq!(shown(&format!("cli-{option}=false")), usual, "{option} off");
    }
    assert_eq!(shown("cli-silent"), Vec::<&str>::new());
    assert_eq!(shown("cli-show-timestamps"), {
        let mut parts = without(&["item"]);
        parts.push("timestamp");
        parts
    });
    assert_eq!(shown("cli-verbose"), [&usual[..], &["verbose"]].concat());
    let silent = desk.postbud(&["run", "c.json", "--silent"]);
    assert_eq!((silent.code, silent.stdout.as_str()), (1, ""));
    let verbose = desk.postbud(&["run", "c.json", "--verbose"]);
    assert!(verbose.stdout.contains("    > GET") && verbose.stdout.contains("* sent "));
}

#[test]
fn default_names_are_in_newmans_folder() {
    let echo = Echo::start();
    let desk = desk(&echo);
    assert_eq!(desk.postbud(&["run", "ci/shop.json", "-r", "html,csv,markdown"]).code, 1);
    let mut endings: Vec<String> = std::fs::read_dir(desk.path("newman"))
        .unwrap()
        .map(|file| file.unwrap().path().extension().unwrap().to_str().unwrap().to_owned())
        .collect();
    endings.sort();
    assert_eq!(endings, ["csv", "html", "md"]);
}

#[cfg(unix)]
#[test]
fn a_program_is_a_reporter() {
    let echo = Echo::start();
    let desk = desk(&echo);
    program(&desk, "tools/count", "echo \"options: $*\"; wc -l; echo to stderr >&2");
    let ran = desk.postbud(&[
        "run",
        "ci/shop.json",
        "-r",
        "./tools/count,cli",
        "--reporter-count-top",
        "5",
    ]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("options: --top 5\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("is 201, please"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "to stderr\n");

    program(&desk, "bin/postbud-reporter-slack", "cat > stream.ndjson");
    let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
    let ran = desk.postbud_with(&["run", "ci/shop.json", "-r", "slack"], &[("PATH", &path)]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    let events = desk.postbud(&["run", "ci/shop.json", "-r", "events"]);
    assert_eq!(desk.read("stream.ndjson").lines().count(), events.stdout.lines().count());
}

#[cfg(unix)]
#[test]
fn a_program_that_fails_loses_nothing_else() {
    let echo = Echo::start();
    let desk = desk(&echo);
    program(&desk, "broken", "head -n 1 > /dev/null; echo half a report; exit 9");
    let ran = desk.postbud(&[
        "run",
        "ci/shop.json",
        "-r",
        "cli,./broken,csv",
        "--reporter-csv-export",
        "r.csv",
    ]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("./broken ended with exit status: 9"), "{}", ran.stderr);
    assert!(ran.stdout.contains("half a report"), "{}", ran.stdout);
    assert_eq!(desk.read("r.csv").lines().count(), 2);
}

#[test]
fn a_name_that_nothing_has_is_an_error() {
    let desk = Desk::new();
    desk.file("c.json", collection("http://127.0.0.1:1/", ""));
    let ran = desk.postbud(&["run", "c.json", "-r", "htlm"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean \"html\""), "{}", ran.stderr);
    let ran = desk.postbud(&["run", "c.json", "-r", "./nothing"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("cannot start the reporter ./nothing"), "{}", ran.stderr);
}
