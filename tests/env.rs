//! `postbud env`: environment files from the command line.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::command::{Desk, Ran};

const FILE: &str = "{\n\t\"id\": \"1\",\n\t\"name\": \"E\",\n\t\"values\": [\n\t\t{\n\t\t\t\"key\": \"base_url\",\n\t\t\t\"value\": \"https://apitest.vipps.no\",\n\t\t\t\"type\": \"default\",\n\t\t\t\"enabled\": true\n\t\t},\n\t\t{\n\t\t\t\"key\": \"client_secret\",\n\t\t\t\"value\": \"s3cr3t-value\\n\",\n\t\t\t\"type\": \"secret\",\n\t\t\t\"enabled\": true,\n\t\t\t\"own\": 1\n\t\t},\n\t\t{\n\t\t\t\"key\": \"amount\",\n\t\t\t\"value\": \"<øre>\",\n\t\t\t\"type\": \"default\",\n\t\t\t\"enabled\": false\n\t\t}\n\t],\n\t\"_postman_variable_scope\": \"environment\",\n\t\"_mine\": {\n\t\t\"kept\": true\n\t}\n}\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("e.json", FILE);
    desk
}

fn piped(desk: &Desk, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_postbud"))
        .args(arguments)
        .current_dir(desk.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn value(desk: &Desk, key: &str) -> Value {
    let file: Value = serde_json::from_str(&desk.read("e.json")).unwrap();
    let values = file["values"].as_array().unwrap().iter();
    values
        .filter(|each| each["key"] == key)
        .map(|each| each["value"].clone())
        .next_back()
        .unwrap_or_default()
}

#[test]
fn show_masks_secrets_and_names_slips() {
    let desk = desk();
    let ran = desk.postbud(&["env", "show", "e.json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(
        ran.stdout,
        "E: 3 variables\n  base_url       https://apitest.vipps.no\n  client_secret  ***** (13 characters)  ← ends in a line break\n  amount         (to be filled in) <øre>  (disabled)\n"
    );
    let shown = desk.postbud(&["env", "show", "e.json", "--show-secrets"]);
    assert!(shown.stdout.contains("s3cr3t-value\\n"), "{}", shown.stdout);
    let json: Value =
        serde_json::from_str(&desk.postbud(&["env", "show", "e.json", "--format", "json"]).stdout)
            .unwrap();
    assert_eq!(json["values"][1]["value"], "*****");
    assert_eq!(json["values"][1]["length"], 13);
}

#[test]
fn set_keeps_everything_else() {
    let desk = desk();
    let ran = piped(&desk, &["env", "set", "e.json", "client_secret"], "other-secret\r\n");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(desk.read("e.json"), FILE.replace("s3cr3t-value\\n", "other-secret"));
    let from_env = desk.postbud_with(
        &["env", "set", "e.json", "new_token", "--from-env", "GIVEN"],
        &[("GIVEN", "from the process")],
    );
    assert_eq!(from_env.code, 0, "{}", from_env.stderr);
    assert_eq!(value(&desk, "new_token"), "from the process");
    assert!(desk.read("e.json").contains(
        "\"new_token\",\n\t\t\t\"value\": \"from the process\",\n\t\t\t\"type\": \"secret\""
    ));
    let typed = desk.postbud(&["env", "set", "e.json", "amount=100"]);
    assert_eq!(typed.code, 0);
    assert!(typed.stderr.contains("history"), "{}", typed.stderr);
    assert_eq!(value(&desk, "amount"), "100");
    for (words, part) in [
        (vec!["client_secret=abc"], "is a secret"),
        (vec!["pin=1234", "--secret"], "is a secret"),
        (vec!["amount=1", "--from-env", "X"], "give the value once"),
        (vec!["amount", "--from-env", "NOT_THERE"], "NOT_THERE"),
    ] {
        let ran = desk.postbud(&[&["env", "set", "e.json"], words.as_slice()].concat());
        assert_eq!(ran.code, 2, "{words:?}");
        assert!(ran.stderr.contains(part) && !ran.stderr.contains("abc"), "{}", ran.stderr);
    }
}

#[test]
fn unset_and_files_of_other_forms() {
    let desk = desk();
    let wrong = desk.postbud(&["env", "unset", "e.json", "amuont"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("did you mean `amount`"), "{}", wrong.stderr);
    assert_eq!(desk.read("e.json"), FILE);
    assert_eq!(desk.postbud(&["env", "unset", "e.json", "amount", "base_url"]).code, 0);
    assert_eq!(value(&desk, "base_url"), Value::Null);
    desk.file("list.json", r#"[{"key": "a", "value": "1"}]"#);
    assert_eq!(desk.postbud(&["env", "set", "list.json", "a=2"]).code, 0);
    let list: Value = serde_json::from_str(&desk.read("list.json")).unwrap();
    assert_eq!(list[0]["value"], "2");
    desk.file("e.yaml", "name: Y\nvalues:\n  - {key: a, value: '1'}\n");
    assert_eq!(desk.postbud(&["env", "set", "e.yaml", "a=2"]).code, 0);
    assert!(desk.read("e.yaml").starts_with("name: Y\nvalues:\n"), "{}", desk.read("e.yaml"));
    assert_eq!(desk.postbud(&["env", "show", "missing.json"]).code, 3);
}

#[test]
fn diff_masks_and_tells_by_its_exit_code() {
    let desk = desk();
    assert_eq!(desk.postbud(&["env", "diff", "e.json", "e.json"]).code, 0);
    let other = FILE.replace("s3cr3t-value\\n", "another").replace("base_url", "host");
    desk.file("o.json", other);
    let ran = desk.postbud(&["env", "diff", "e.json", "o.json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for part in [
        "- base_url  https://apitest.vipps.no",
        "+ host  ",
        "~ client_secret",
        "***** (7 characters)",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("s3cr3t") && !ran.stdout.contains("another"), "{}", ran.stdout);
    let json: Value = serde_json::from_str(
        &desk.postbud(&["env", "diff", "e.json", "o.json", "--format", "json"]).stdout,
    )
    .unwrap();
    assert_eq!(json[1]["change"], "changed");
}

#[test]
fn templates_hold_nothing_that_belongs_to_somebody() {
    let desk = desk();
    assert_eq!(
        desk.postbud(&["env", "set", "e.json", "client_id=11111111-2222-3333-4444-555555555555"])
            .code,
        0
    );
    assert_eq!(desk.postbud(&["env", "set", "e.json", "orderId=check-1"]).code, 0);
    let ran = desk.postbud(&["env", "template", "e.json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let template: Value = serde_json::from_str(&ran.stdout).unwrap();
    let values = template["values"].as_array().unwrap();
    let of = |key: &str| values.iter().find(|each| each["key"] == key).unwrap()["value"].clone();
    assert_eq!(of("base_url"), "https://apitest.vipps.no");
    assert!(
        of("client_secret").as_str().unwrap().starts_with("<portal.vipps.no"),
        "{}",
        ran.stdout
    );
    assert!(of("client_id").as_str().unwrap().contains("client_id>"), "{}", ran.stdout);
    assert_eq!((of("orderId"), of("amount")), ("".into(), "<øre>".into()));
    assert_eq!(template["_mine"]["kept"], true);
    assert_eq!(desk.postbud(&["env", "template", "e.json", "--all", "-o", "t.json"]).code, 0);
    assert!(desk.read("t.json").contains("\"<base_url>\""), "{}", desk.read("t.json"));
    assert!(desk.read("e.json").contains("s3cr3t-value"), "the source stays");
}

#[test]
fn fill_takes_files_and_the_process_environment() {
    let desk = Desk::new();
    let file =
        FILE.replace("s3cr3t-value\\n", "").replace("\"enabled\": false", "\"enabled\": true");
    desk.file("e.json", file);
    desk.file("secrets.env", "client_secret='from=the file'\n");
    let ran = desk.postbud_with(
        &["env", "fill", "e.json", "--env-file", "secrets.env", "--env-var-from", "amount=AMOUNT"],
        &[("AMOUNT", "100")],
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout, "filled in: client_secret, amount\n");
    assert_eq!(
        (value(&desk, "client_secret"), value(&desk, "amount")),
        ("from=the file".into(), "100".into())
    );
    desk.file("wrong.env", "clientsecret=x\n");
    let wrong = desk.postbud(&["env", "fill", "e.json", "--env-file", "wrong.env"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("`clientsecret`"), "{}", wrong.stderr);
}
