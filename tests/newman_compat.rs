//! `--newman-compat`: what newman 6.2.2 passes over, and that nothing of it passes without.

use crate::support::command::{Desk, Ran, collection};

const PRINT: &str = "console.log('row', pm.info.iteration, JSON.stringify(pm.iterationData.toObject()));\
    pm.execution.setNextRequest(null);";

/// A collection that sends nothing and prints its row.
fn printing() -> String {
    collection("http://localhost:1/", "")
        .replace(r#""listen":"test""#, r#""listen":"prerequest""#)
        .replace(
            r#""exec":[]"#,
            &format!(r#""exec":[{:?}]"#, format!("{PRINT} pm.execution.skipRequest();")),
        )
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("c.json", printing());
    desk
}

/// Runs with and without the switch: exit codes, and what the lenient run printed.
fn both(desk: &Desk, arguments: &[&str]) -> (i32, i32, Ran) {
    let strict = desk.postbud(&[&["run"], arguments].concat());
    let lenient = desk.postbud(&[&["run", "--newman-compat"], arguments].concat());
    (strict.code, lenient.code, lenient)
}

#[test]
fn every_leniency_of_newman() {
    let desk = desk();
    desk.file("empty.json", "[]");
    desk.file("object.json", r#"{"a": 1}"#);
    desk.file("head.csv", "a,b\n");
    for (arguments, strict, lenient) in [
        (vec!["c.json", "-n", "abc"], 2, 0),
        (vec!["c.json", "--timeout", "-1"], 2, 0),
        (vec!["c.json", "--color", "x"], 2, 0),
        (vec!["c.json", "--no-such-option"], 2, 1),
        (vec![], 2, 1),
        (vec!["missing.json"], 3, 1),
        (vec!["missing.json", "-x"], 3, 0),
        (vec!["c.json", "-r", "cli,nonsense"], 2, 0),
        (vec!["c.json", "-d", "empty.json"], 3, 0),
        (vec!["c.json", "-d", "object.json"], 3, 0),
        (vec!["c.json", "-d", "head.csv"], 3, 0),
        (vec!["c.json", "--ssl-extra-ca-certs", "none.pem"], 3, 0),
        (vec!["c.json", "--env-var", "bare"], 2, 0),
        (vec!["c.json", "missing.json"], 3, 0),
    ] {
        let (without, with, ran) = both(&desk, &arguments);
        assert_eq!(
            (without, with),
            (strict, lenient),
            "{arguments:?}: {}{}",
            ran.stdout,
            ran.stderr
        );
    }
}

#[test]
fn what_is_left_out_is_said() {
    let desk = desk();
    let (_, _, ran) = both(&desk, &["c.json", "d.json", "-r", "cli,nonsense"]);
    assert!(ran.stderr.contains("d.json: not run"), "{}", ran.stderr);
    assert!(ran.stderr.contains("no reporter \"nonsense\""), "{}", ran.stderr);
}

#[test]
#[cfg(unix)]
fn a_program_is_no_unknown_reporter() {
    use std::os::unix::fs::PermissionsExt;

    let desk = desk();
    let program = desk.file("rep.sh", "#!/bin/sh\ncat > seen\n");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let (strict, lenient, ran) = both(&desk, &["c.json", "-r", "./rep.sh"]);
    assert_eq!((strict, lenient), (0, 0), "{}", ran.stderr);
    assert!(!ran.stderr.contains("no reporter"), "{}", ran.stderr);
}

#[test]
fn rows_are_newmans() {
    let desk = desk();
    desk.file("d.csv", "a,b\n007,2\n\n");
    let (_, _, ran) = both(&desk, &["c.json", "-d", "d.csv"]);
    for row in [r#"row 0 {"a":7,"b":2}"#, r#"row 1 {"a":""}"#] {
        assert!(ran.stdout.contains(row), "{}", ran.stdout);
    }
    let ran = desk.postbud(&["run", "c.json", "-d", "d.csv"]);
    assert!(ran.stdout.contains(r#"row 0 {"a":"007","b":2}"#), "{}", ran.stdout);
    assert!(!ran.stdout.contains("row 1"), "{}", ran.stdout);
}

#[test]
fn disabled_variables_of_the_environment_are_used() {
    let desk = Desk::new();
    desk.file("c.json", printing().replace("pm.info.iteration", "pm.environment.get('off')"));
    desk.file("e.json", r#"{"values": [{"key": "off", "value": "used", "enabled": false}]}"#);
    let (_, _, ran) = both(&desk, &["c.json", "-e", "e.json"]);
    assert!(ran.stdout.contains("row used"), "{}", ran.stdout);
    let ran = desk.postbud(&["run", "c.json", "-e", "e.json"]);
    assert!(ran.stdout.contains("row undefined"), "{}", ran.stdout);
}

#[test]
fn all_failures_are_one() {
    let desk = Desk::new();
    desk.file("c.json", collection("http://localhost:1/", "pm.test('t', () => { throw 1; });"));
    let (strict, lenient, _) = both(&desk, &["c.json"]);
    assert_eq!((strict, lenient), (4, 1));
    let (strict, lenient, _) = both(&desk, &["c.json", "-x"]);
    assert_eq!((strict, lenient), (0, 0));
}

#[test]
fn it_does_not_go_with_strict() {
    let ran = desk().postbud(&["run", "c.json", "--newman-compat", "--strict"]);
    assert_ne!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("cannot be used with"), "{}", ran.stderr);
}
