//! How verdicts are written.

use crate::support::command::{Desk, shipped};

#[test]
fn every_format_says_the_same_and_no_secret() {
    let desk = Desk::new();
    let environment = shipped("ecommerce-v2.postman_environment.json");
    desk.file("over.env", "client_secret=bm8gc3VjaCBzZWNyZXQgaGVyZQ==\n");
    let ran = desk.postbud(&[
        "check",
        "-e",
        &environment,
        "--emulator",
        "--env-file",
        "over.env",
        "--no-other-host",
        "--export",
        "json=out/check.json",
        "--export",
        "junit=check.xml",
        "--export",
        "markdown=check.md",
    ]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let json: serde_json::Value = serde_json::from_str(&desk.read("out/check.json")).unwrap();
    assert_eq!(
        (&json["exitCode"], &json["counts"]["wrong"], &json["counts"]["notTested"]),
        (&1.into(), &1.into(), &1.into()),
        "{json:#}"
    );
    let verdicts = json["systems"][0]["verdicts"].as_array().unwrap();
    let statuses: Vec<_> = verdicts
        .iter()
        .map(|each| (each["variable"].as_str().unwrap(), each["status"].as_str().unwrap()))
        .collect();
    assert_eq!(
        statuses,
        [
            ("client_id", "valid"),
            ("client_secret", "wrong"),
            ("Ocp-Apim-Subscription-Key", "valid"),
            ("merchantSerialNumber", "not-tested")
        ]
    );
    let xml = desk.read("check.xml");
    for part in [
        "tests=\"4\" errors=\"0\" failures=\"1\"",
        "<failure type=\"wrong\" message=\"access token: 401",
        "<skipped",
        "classname=\"VippsECommerceV2\"",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    let markdown = desk.read("check.md");
    assert!(markdown.contains("| client\\_secret | **wrong** | access token: 401"), "{markdown}");
    for text in [&ran.stdout, &xml, &markdown, &json.to_string()] {
        assert!(!text.contains("bm8gc3VjaCBzZWNyZXQ") && text.contains("AADSTS7000215"), "{text}");
    }
    let plain = desk.postbud(&[
        "check",
        "-e",
        &environment,
        "--emulator",
        "--disable-unicode",
        "--color",
        "off",
    ]);
    assert!(plain.stdout.is_ascii() || plain.stdout.contains(&environment), "{}", plain.stdout);
    let bad = desk.postbud(&["check", "-e", &environment, "--export", "xml=a"]);
    assert_eq!(bad.code, 2);
    assert!(bad.stderr.contains("junit=PATH"), "{}", bad.stderr);
}
