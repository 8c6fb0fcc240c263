//! newman's rc files and `postbud.toml`.

use crate::support::command::{Desk, collection};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("c.json", collection("http://127.0.0.1:1/{{x}}", ""));
    desk
}

#[test]
fn options_come_from_files_and_the_command_line_wins() {
    let desk = desk();
    desk.file(
        ".newmanrc",
        r#"{"run": {"iterationCount": 2, "envVar": [{"key": "x", "value": "rc"}]}}"#,
    );
    desk.file("postbud.toml", "iteration-count = 3\n");
    let shown = desk.postbud(&["run", "c.json", "--dry-run"]);
    assert!(
        shown.stdout.contains("3 iterations") && shown.stdout.contains("/rc"),
        "{}{}",
        shown.stdout,
        shown.stderr
    );
    let typed = desk.postbud(&["run", "c.json", "--dry-run", "-n", "5", "--env-var", "x=typed"]);
    assert!(
        typed.stdout.contains("5 iterations") && typed.stdout.contains("/typed"),
        "{}",
        typed.stdout
    );
}

#[test]
fn reporters_and_their_options_come_from_files() {
    let desk = desk();
    let rc = r#"{"reporters": ["cli", "junit"], "reporter": {"junit": {"export": "out.xml"}, "cli": {"noSummary": true}}}"#;
    desk.file(".newmanrc", rc);
    let ran = desk.postbud(&["run", "c.json"]);
    assert_eq!(ran.code, 4);
    assert!(desk.read("out.xml").contains("<testsuite"));
    assert!(!ran.stdout.contains("iterations"), "{}", ran.stdout);
}

#[test]
fn a_broken_file_and_an_unknown_key_are_named() {
    let desk = desk();
    desk.file(".newmanrc", "{broken");
    let ran = desk.postbud(&["run", "c.json"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains(".newmanrc"), "{}", ran.stderr);
    desk.file(".newmanrc", r#"{"itrationCount": 2}"#);
    let ran = desk.postbud(&["run", "c.json", "--dry-run"]);
    assert!(ran.stderr.contains("itration-count"), "{}", ran.stderr);
}
