//! The six real collections of that time on the emulator: every request is answered as the real
//! APIs would, values travel, and what fails by a file's own fault is seen to.

#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::path::Path;

use serde_json::Value;

use crate::support::command::Desk;

/// What a run of a real file left behind.
struct Told {
    code: i32,
    /// Name and status of every request, in order.
    answers: Vec<(String, u64)>,
    environment: Value,
    stdout: String,
}

impl Told {
    fn variable(&self, key: &str) -> &Value {
        let values = self.environment["values"].as_array().unwrap();
        let found = values.iter().find(|variable| variable["key"] == key);
        &found.unwrap_or_else(|| panic!("{key} is not in the environment"))["value"]
    }

    fn text(&self, key: &str) -> &str {
        self.variable(key).as_str().unwrap_or_else(|| panic!("{key} is no text"))
    }

    fn statuses(&self) -> Vec<u64> {
        self.answers.iter().map(|(_, status)| *status).collect()
    }
}

/// Runs a real file, or says that there is none. Any answer of 400 and above is listed.
fn run(system: &str, options: &[&str]) -> Option<Told> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vipps/postman");
    let file = |kind: &str| folder.join(format!("{system}.postman_{kind}.json"));
    let (collection, environment) = (file("collection"), file("environment"));
    if !collection.exists() {
        eprintln!("skipped: {} is not there", collection.display());
        return None;
    }
    let desk = Desk::new();
    desk.file("approve.toml", "auto_approve = true\n");
    desk.file("at-once.toml", "psp_updates_at_once = true\nauto_approve = true\n");
    let (collection, environment) = (collection.to_str().unwrap(), environment.to_str().unwrap());
    let mut arguments = vec!["run", collection, "-e", environment, "--color", "off"];
    arguments.extend(["-r", "cli,json", "--reporter-json-export", "report.json"]);
    arguments.extend(["--export-environment", "after.json", "--fail-on-status", "4xx,5xx"]);
    if !options.iter().any(|option| option.starts_with("--emulator")) {
        arguments.push("--emulator");
    }
    arguments.extend(options);
    let ran = desk.postbud(&arguments);
    let report: Value = serde_json::from_str(&desk.read("report.json")).unwrap();
    let executions = report["run"]["executions"].as_array().unwrap();
    let answer = |execution: &Value| {
        let name = execution["item"]["name"].as_str().unwrap().to_owned();
        let status = execution["response"]["code"].as_u64();
        (name, status.unwrap_or_else(|| panic!("no answer: {}", ran.stdout)))
    };
    let script_errors = executions
        .iter()
        .flat_map(|execution| ["prerequestScript", "testScript"].map(|kind| &execution[kind]));
    for scripts in script_errors {
        for script in scripts.as_array().into_iter().flatten() {
            assert!(script.get("error").is_none(), "{system}: {script}");
        }
    }
    Some(Told {
        code: ran.code,
        answers: executions.iter().map(answer).collect(),
        environment: serde_json::from_str(&desk.read("after.json")).unwrap(),
        stdout: ran.stdout,
    })
}

#[test]
fn ecommerce_cancels_before_it_captures() {
    let Some(told) = run("ecommerce-v2", &[]) else { return };
    assert_eq!(told.statuses(), [200, 200, 200, 200, 200, 200, 400, 400]);
    // Capture and refund of what was cancelled are refused; the run says which they are.
    assert_eq!(told.code, 1);
    for name in ["Capture Payment", "Refund Payment"] {
        assert!(told.stdout.contains(&format!("inside \"{name}\"")), "{}", told.stdout);
    }
    assert!(told.text("orderId").starts_with("100001"));
    assert_eq!(told.text("access_token").split('.').count(), 3);
}

#[test]
fn login_does_not_encode_its_secret() {
    let Some(told) = run("login", &[]) else { return };
    // The secret holds a +, which the file does not form-encode.
    assert_eq!(told.statuses(), [200, 401, 401]);
    assert_eq!(told.code, 1);
    let Some(told) = run("login", &["--lenient"]) else { return };
    assert_eq!(told.statuses(), [200, 200, 200]);
    assert_eq!(told.code, 0, "{}", told.stdout);
    assert_eq!(told.text("access_token").split('.').count(), 2);
    assert!(told.text("token_endpoint").ends_with("/oauth2/token"));
    assert!(told.text("start_login_uri").contains("response_type=code"));
}

#[test]
fn recurring_waits_for_an_approval_that_never_comes() {
    let Some(told) = run("recurring-v2", &[]) else { return };
    let expected = [200, 201, 201, 201, 400, 200, 200, 400, 400, 404, 404, 404, 404, 200];
    assert_eq!(told.statuses(), expected);
    assert!(told.text("agreementId").starts_with("agr_"));
}

#[test]
fn recurring_runs_when_users_approve() {
    let options = ["--emulator=approve.toml", "--env-var", "dueDate=2040-01-01"];
    let Some(told) = run("recurring-v2", &options) else { return };
    // 2040 is too far ahead; and without a chargeId the rest looks for the charge `null`.
    let expected = [200, 201, 201, 201, 201, 200, 200, 201, 400, 404, 404, 404, 404, 200];
    assert_eq!(told.statuses(), expected);

    let tomorrow = jiff::Zoned::now().date().tomorrow().unwrap();
    let due = format!("dueDate={tomorrow}");
    let Some(told) = run("recurring-v2", &["--emulator=approve.toml", "--env-var", &due]) else {
        return;
    };
    // A charge that is due tomorrow can be cancelled, but neither refunded nor captured.
    let expected = [200, 201, 201, 201, 201, 200, 200, 201, 201, 400, 400, 200, 200, 200];
    assert_eq!(told.statuses(), expected);
    assert!(told.text("chargeId").starts_with("chr_"), "{}", told.text("chargeId"));
    assert!(told.text("Idempotent-Key-Create").starts_with(told.text("agreementId")));
}

#[test]
fn invoice_ipp_has_a_date_of_2019_and_one_etag() {
    let Some(told) = run("invoice-ipp", &[]) else { return };
    assert_eq!(told.statuses(), [200, 200, 200, 200, 200, 200, 400, 409, 204, 200, 200]);
    let Some(told) = run("invoice-ipp", &["--lenient"]) else { return };
    assert_eq!(told.statuses(), [200, 200, 200, 200, 200, 200, 204, 409, 409, 200, 200]);
    assert_eq!(told.text("invoiceId"), "orgno-no.918130047.2562032543412545");
    assert_eq!(told.text("recipient-token").split('.').count(), 3);
    assert!(told.text("etag").len() > 8);
    assert_eq!(told.variable("attachment-id").as_array().unwrap().len(), 1);
    assert_eq!(told.variable("mime-type"), &serde_json::json!(["application/pdf"]));
}

#[test]
fn invoice_isp_has_a_date_of_2019() {
    let Some(told) = run("invoice-isp", &[]) else { return };
    assert_eq!(told.statuses(), [200, 200, 200, 400, 400, 400, 200]);
    let Some(told) = run("invoice-isp", &["--lenient"]) else { return };
    assert_eq!(told.statuses(), [200, 200, 200, 200, 200, 204, 200]);
    assert_eq!(told.code, 0, "{}", told.stdout);
    assert_eq!(told.text("invoiceId"), "orgno-no.918130047.25620325434121114324");
    assert!(told.text("etag").len() > 8);
}

#[test]
fn psp_reports_what_it_has_captured() {
    let Some(told) = run("psp-v2", &[]) else { return };
    assert_eq!(told.statuses(), [200, 200, 200, 200]);
    assert_eq!(told.code, 0, "{}", told.stdout);
    assert_eq!(told.text("pspTransactionId").len(), 12);
    let Some(told) = run("psp-v2", &["--emulator=at-once.toml"]) else { return };
    assert_eq!(told.statuses(), [200, 200, 200, 200]);
}
