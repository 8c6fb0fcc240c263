//! The README's first command: our eCommerce collection on the built-in emulator.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::support::command::{Desk, Ran, shipped};

const COLLECTION: &str = "ecommerce-v2.postman_collection.json";
const ENVIRONMENT: &str = "ecommerce-v2.postman_environment.json";

fn run(desk: &Desk, more: &[&str]) -> Ran {
    let (collection, environment) = (shipped(COLLECTION), shipped(ENVIRONMENT));
    let mut arguments = vec!["run", &collection, "-e", &environment, "--emulator"];
    arguments.extend(more);
    desk.postbud(&arguments)
}

#[test]
fn the_first_command_is_green() {
    let ran = run(&Desk::new(), &[]);
    assert_eq!(ran.code, 0, "{}\n{}", ran.stdout, ran.stderr);
    assert_eq!(ran.stderr, "");
    for name in ["Test-environment flow", "Read-only check"] {
        assert!(ran.stdout.contains(name), "{}", ran.stdout);
    }
}

#[test]
fn values_travel_and_reports_agree() {
    let desk = Desk::new();
    let ran = run(
        &desk,
        &[
            "-r",
            "cli,json,junit",
            "--reporter-json-export",
            "out/r.json",
            "--reporter-junit-export",
            "out/r.xml",
        ],
    );
    assert_eq!(ran.code, 0, "{}\n{}", ran.stdout, ran.stderr);
    let report: Value = serde_json::from_str(&desk.read("out/r.json")).unwrap();
    let stats = &report["run"]["stats"];
    let assertions = stats["assertions"]["total"].as_u64().unwrap();
    assert!(assertions > 30, "{stats}");
    assert_eq!(stats["assertions"]["failed"], 0);
    assert_eq!(report["run"]["failures"], serde_json::json!([]));
    let executions = report["run"]["executions"].as_array().unwrap();
    assert_eq!(executions.len() as u64, stats["requests"]["total"].as_u64().unwrap());

    let (cases, bad) = testcases(&desk.read("out/r.xml"));
    assert_eq!((cases, bad), (assertions, 0));
}

/// Counts `<testcase>` and `<failure>`/`<error>` with a parser that is not the writer's.
fn testcases(xml: &str) -> (u64, u64) {
    let mut reader = Reader::from_str(xml);
    let (mut cases, mut bad) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "testcase" => cases += 1,
                "failure" | "error" => bad += 1,
                _ => {}
            },
            Event::Eof => return (cases, bad),
            _ => {}
        }
    }
}

#[test]
fn credentials_stand_in_no_output() {
    let desk = Desk::new();
    let ran = run(
        &desk,
        &[
            "-r",
            "cli,json,junit",
            "--reporter-json-export",
            "r.json",
            "--reporter-junit-export",
            "r.xml",
        ],
    );
    let merchant = &postbud::emulator::Config::default().merchants[0];
    let key = merchant.key(postbud::emulator::Product::Ecommerce).unwrap();
    let report = desk.read("r.json");
    let bodies = bodies(&report);
    for text in [&ran.stdout, &ran.stderr, &report, &desk.read("r.xml"), &bodies] {
        assert!(!text.contains(&merchant.client_secret), "client secret");
        assert!(!text.contains(key), "subscription key");
        // Every token of the emulator begins with this encoded header.
        assert!(!text.contains("eyJ"), "access token");
    }
    let shown =
        run(&desk, &["-r", "json", "--reporter-json-export", "shown.json", "--show-secrets"]);
    assert_eq!(shown.code, 0);
    assert!(
        desk.read("shown.json").contains(key),
        "the test looks for something that is never there"
    );
}

/// The response bodies of a JSON report as text.
fn bodies(report: &str) -> String {
    let report: Value = serde_json::from_str(report).unwrap();
    let executions = report["run"]["executions"].as_array().unwrap();
    let body = |execution: &Value| -> Vec<u8> {
        let data = execution["response"]["stream"]["data"].as_array().cloned().unwrap_or_default();
        data.iter().map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap()).collect()
    };
    let texts =
        executions.iter().map(|execution| String::from_utf8_lossy(&body(execution)).into_owned());
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_wrong_credential_turns_it_red() {
    let desk = Desk::new();
    for (key, value) in [
        ("client_id", "00000000-0000-4000-8000-000000000000"),
        ("client_secret", "d3Jvbmcgc2VjcmV0"),
        ("Ocp-Apim-Subscription-Key", "0123456789abcdef0123456789abcdef"),
        ("merchantSerialNumber", "999999"),
    ] {
        let ran = run(&desk, &["--env-var", &format!("{key}={value}")]);
        assert_eq!(ran.code, 1, "{key}: {}", ran.stdout);
    }
}

#[test]
fn seeded_runs_are_the_same() {
    let desk = Desk::new();
    let order = |text: &str| {
        text.lines()
            .filter(|line| line.contains("orderId") || line.contains("✓"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let first = run(&desk, &["--seed", "7", "--color", "off"]);
    let second = run(&desk, &["--seed", "7", "--color", "off"]);
    assert_eq!(first.code, 0);
    assert_eq!(order(&first.stdout), order(&second.stdout));
}
