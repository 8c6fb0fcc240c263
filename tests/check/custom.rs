//! Any API: probes and diagnoses from a file.

use crate::support::command::Desk;
use crate::support::echo::Echo;

const PROBES: &str = r#"
name = "echo"
title = "Echo service"

[[sign]]
variable = "echo_user"

[[setting]]
name = "base"
variables = ["echo_url"]
find = "the address of the service"

[[credential]]
name = "user"
variables = ["echo_user"]
find = "whoever runs the service"

[[credential]]
name = "password"
variables = ["echo_password"]
find = "whoever runs the service"

[[probe]]
name = "who am I"
request = "GET {{base}}/basic-auth"
basic = { user = "{{user}}", password = "{{password}}" }
expect = { status = ["200"], json = { "/authenticated" = true } }
proves = ["user", "password"]

[[probe.diagnosis]]
when = { status = ["401"] }
wrong = ["password"]
say = "ask for a new password"
"#;

fn check(desk: &Desk, echo: &Echo, user: &str, password: &str) -> crate::support::command::Ran {
    desk.file("echo.toml", PROBES);
    desk.file("e.json", format!(r#"{{"name": "e", "values": [{{"key": "echo_url", "value": "http://127.0.0.1:{}"}}, {{"key": "echo_user", "value": "{user}"}}, {{"key": "echo_password", "value": "{password}"}}]}}"#, echo.port()));
    desk.postbud(&["check", "-e", "e.json", "--probes", "echo.toml"])
}

#[test]
fn an_api_of_ones_own() {
    let (desk, echo) = (Desk::new(), Echo::start());
    let right = check(&desk, &echo, "postman", "password");
    assert_eq!(right.code, 0, "{}{}", right.stdout, right.stderr);
    let wrong = check(&desk, &echo, "postman", "wrong-password");
    assert_eq!(wrong.code, 1, "{}{}", wrong.stdout, wrong.stderr);
    assert!(
        wrong.stdout.contains("✗ wrong        echo_password")
            && wrong.stdout.contains("ask for a new password"),
        "{}",
        wrong.stdout
    );
    assert!(!wrong.stdout.contains("wrong-password"), "{}", wrong.stdout);
    desk.file("echo.toml", PROBES.replace("say =", "sya ="));
    let misspelt = desk.postbud(&["check", "-e", "e.json", "--probes", "echo.toml"]);
    assert_eq!(misspelt.code, 3);
    assert!(
        misspelt.stderr.contains("echo.toml") && misspelt.stderr.contains("sya"),
        "{}",
        misspelt.stderr
    );
}

/// The description in the README is one.
#[test]
fn the_documented_example_is_understood() {
    let readme = include_str!("../../README.md");
    let (_, example) = readme.split_once("```toml\nname = \"shop\"").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let desk = Desk::new();
    desk.file("shop.toml", format!("name = \"shop\"{example}"));
    desk.file("e.json", r#"{"name": "e", "values": [{"key": "shop_url", "value": "http://127.0.0.1:9"}, {"key": "shop_key", "value": "<yours>"}]}"#);
    let ran = desk.postbud(&["check", "-e", "e.json", "--probes", "shop.toml"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("Shop API") && ran.stdout.contains("→ yours"), "{}", ran.stdout);
}
