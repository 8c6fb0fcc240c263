//! Which environments are checked against which APIs, and what is never sent.

use std::path::Path;

use crate::support::command::{Desk, shipped};

const IDS: &str = r#"{"key": "client_id", "value": "11111111-2222-3333-4444-555555555555"},"#;

fn environment(more: &str) -> String {
    format!(
        r#"{{"name": "e", "values": [{IDS} {{"key": "client_secret", "value": "<the portal>"}}, {more}]}}"#
    )
}

const ECOMMERCE: &str = r#"{"key": "Ocp-Apim-Subscription-Key", "value": ""}, {"key": "merchantSerialNumber", "value": "100001"}, {"key": "fallBack", "value": "<an address>"}, {"key": "orderId", "value": ""}"#;

#[test]
fn nothing_is_sent_for_what_is_not_filled_in() {
    let desk = Desk::new();
    desk.file("e.json", environment(ECOMMERCE));
    let ran = desk.postbud(&["check", "-e", "e.json", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let system = &report["systems"][0];
    assert_eq!((&system["system"], &system["requests"]), (&"ecommerce".into(), &0.into()));
    let unfilled: Vec<_> = system["unfilled"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| {
            (
                each["variable"].as_str().unwrap(),
                each["find"].as_str().unwrap(),
                each["needed"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(unfilled[0], ("client_secret", "the portal", true));
    assert!(
        unfilled[1].0 == "Ocp-Apim-Subscription-Key" && unfilled[1].1.contains("portal.vipps.no"),
        "{unfilled:?}"
    );
    assert_eq!(unfilled[2], ("fallBack", "an address", false), "orderId is set at run time");
    let text = desk.postbud(&["check", "-e", "e.json"]).stdout;
    assert!(
        text.contains("nothing sent")
            && text
                .contains("not sent: `client_secret`, `Ocp-Apim-Subscription-Key` not filled in"),
        "{text}"
    );
}

#[test]
fn environments_of_other_systems_are_told() {
    let desk = Desk::new();
    desk.file("e.json", environment(ECOMMERCE));
    let other = desk.postbud(&["check", "psp", "-e", "e.json"]);
    assert_eq!(other.code, 3);
    assert!(
        other.stderr.contains("not for Vipps PSP v2 but for Vipps eCommerce v2; it has no"),
        "{}",
        other.stderr
    );
    desk.file("x.json", r#"{"name": "x", "values": [{"key": "a", "value": "1"}]}"#);
    let none = desk.postbud(&["check", "-e", "x.json"]);
    assert_eq!(none.code, 3);
    assert!(
        none.stderr.contains("for none of the APIs") && none.stderr.contains("PSP-ID"),
        "{}",
        none.stderr
    );
    let unknown = desk.postbud(&["check", "paypal", "-e", "e.json"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("ecommerce, login, recurring, ipp, isp, psp"),
        "{}",
        unknown.stderr
    );
    assert_eq!(desk.postbud(&["check"]).code, 2);
}

#[test]
fn level_2_never_meets_production() {
    let desk = Desk::new();
    let production = environment(&format!(
        "{ECOMMERCE}, {}",
        r#"{"key": "base_url", "value": "https://api.vipps.no"}"#
    ));
    desk.file("p.json", production);
    for more in [vec![], vec!["--emulator"], vec!["--host-map", "api.vipps.no=http://127.0.0.1:9"]]
    {
        let ran =
            desk.postbud(&[&["check", "-e", "p.json", "--level", "2"], more.as_slice()].concat());
        assert_eq!(ran.code, 2, "{}", ran.stdout);
        assert!(ran.stderr.contains("api.vipps.no is a production host"), "{}", ran.stderr);
    }
}

/// The shipped environments, and those of the spring of 2020 where they are at hand.
#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn all_six_on_the_emulator() {
    let desk = Desk::new();
    let folders = ["collections", "../shared/vipps/postman"];
    for folder in folders.map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
        if !folder.exists() {
            eprintln!("skipped: {} is not there", folder.display());
            continue;
        }
        let names =
            ["ecommerce-v2", "login", "recurring-v2", "invoice-ipp", "invoice-isp", "psp-v2"];
        let files = names.map(|name| folder.join(format!("{name}.postman_environment.json")));
        let mut words = vec!["check", "--emulator", "--format", "json"];
        files.iter().for_each(|file| words.extend(["-e", file.to_str().unwrap()]));
        for level in ["1", "2"] {
            let ran = desk.postbud(&[&words[..], &["--level", level]].concat());
            assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
            let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
            let systems = report["systems"].as_array().unwrap();
            let found: Vec<_> =
                systems.iter().map(|each| each["system"].as_str().unwrap()).collect();
            assert_eq!(found, ["ecommerce", "login", "recurring", "ipp", "isp", "psp"]);
            assert_eq!(report["counts"]["valid"], 25, "{report:#}");
        }
    }
}

#[test]
fn both_levels_on_the_emulator() {
    let desk = Desk::new();
    let environment = shipped("ecommerce-v2.postman_environment.json");
    let one = desk.postbud(&["check", "-e", &environment, "--emulator"]);
    assert_eq!(one.code, 0, "{}{}", one.stdout, one.stderr);
    assert_eq!(one.stdout.matches("✓ valid").count(), 4, "{}", one.stdout);
    let two = desk.postbud(&["check", "-e", &environment, "--emulator", "--level", "2"]);
    assert_eq!(two.code, 0, "{}{}", two.stdout, two.stderr);
    assert!(two.stdout.contains("initiated and cancelled"), "{}", two.stdout);
}

#[test]
fn values_come_from_files_and_the_process() {
    let desk = Desk::new();
    let config = postbud::emulator::Config::default();
    let merchant = &config.merchants[0];
    desk.file(
        "given.env",
        format!("client_id={}\nmerchantSerialNumber=100001\n", merchant.client_id),
    );
    let key = merchant.key(postbud::emulator::Product::Ecommerce).unwrap();
    let ran = desk.postbud_with(
        &[
            "check",
            "ecommerce",
            "--env-file",
            "given.env",
            "--env-var-from",
            "client_secret=SECRET",
            "--env-var-from",
            "Ocp-Apim-Subscription-Key=KEY",
            "--emulator",
        ],
        &[("SECRET", merchant.client_secret.as_str()), ("KEY", key)],
    );
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        !ran.stdout.contains(&merchant.client_secret) && !ran.stdout.contains(key),
        "{}",
        ran.stdout
    );
    let ask = desk.postbud(&["check", "ecommerce", "--ask"]);
    assert_eq!(ask.code, 2);
    assert!(ask.stderr.contains("--ask needs a terminal"), "{}", ask.stderr);
}

#[test]
fn trouble_is_inconclusive() {
    let desk = Desk::new();
    let environment = shipped("ecommerce-v2.postman_environment.json");
    for (name, faults) in [("failure.toml", "failure = 503"), ("rate.toml", "calls_per_second = 0")]
    {
        let config = format!(
            "[[merchants]]\nname = 'm'\nclient_id = 'e0000000-0000-4000-8000-000000000001'\nclient_secret = 'ZW11bGF0b3Igb25lOiBubyBzZWNyZXQ+Pw=='\nkey = 'e0000000000000000000000000000001'\n[[merchants.sale_units]]\nmsn = '100001'\n[merchants.faults]\n{faults}\n"
        );
        desk.file(name, config);
        let emulator = format!("--emulator={name}");
        let ran = desk.postbud(&["check", "-e", &environment, &emulator]);
        assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
        assert!(
            ran.stdout.contains("? inconclusive") && !ran.stdout.contains("wrong"),
            "{}",
            ran.stdout
        );
    }
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let map = format!("apitest.vipps.no=http://{}", silent.local_addr().unwrap());
    let given =
        [("A", "ZW11bGF0b3Igb25lOiBubyBzZWNyZXQ+Pw=="), ("B", "e0000000000000000000000000000001")];
    desk.file("e.json", environment_filled());
    let ran = desk.postbud_with(
        &["check", "-e", "e.json", "--host-map", &map, "--timeout-request", "200"],
        &given,
    );
    assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("--timeout-request"), "{}", ran.stdout);
}

fn environment_filled() -> String {
    environment(ECOMMERCE).replace("<the portal>", "ZW11bGF0b3Igb25lOiBubyBzZWNyZXQ+Pw==").replace(
        r#""Ocp-Apim-Subscription-Key", "value": """#,
        r#""Ocp-Apim-Subscription-Key", "value": "e0000000000000000000000000000001""#,
    )
}
