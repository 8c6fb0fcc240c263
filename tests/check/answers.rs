//! What is made of every refusal that Vipps documents, answered by a server that gives just that.

use crate::support::command::{Desk, shipped};
use crate::support::wire::{Reply, Server, response};

/// An answer with this status line and JSON content.
fn answer(status: &str, body: &str) -> Reply {
    Reply::Send(response(status, &[("Content-Type", "application/json")], body.as_bytes()))
}

/// Checks a system whose token call, or else whose read-only call, is refused like this.
fn check(system: &str, refuses_token: bool, status: &'static str, body: &'static str) -> String {
    let server = Server::start(move |seen| {
        let token = seen.line().contains("/accesstoken/get");
        if token && !refuses_token {
            return answer(
                "200 OK",
                r#"{"token_type": "Bearer", "access_token": "issued-a-moment-ago"}"#,
            );
        }
        answer(status, body)
    });
    let file = match system {
        "ecommerce" => "ecommerce-v2",
        _ => "recurring-v2",
    };
    let environment = shipped(&format!("{file}.postman_environment.json"));
    let desk = Desk::new();
    let text = std::fs::read_to_string(environment).unwrap();
    let mut environment: serde_json::Value = serde_json::from_str(&text).unwrap();
    for variable in environment["values"].as_array_mut().unwrap() {
        let unfilled = variable["value"].as_str().is_some_and(|value| value.starts_with('<'));
        if unfilled {
            variable["value"] = "e0000000000000000000000000000001".into();
        }
    }
    desk.file("e.json", environment.to_string());
    let map = format!("apitest.vipps.no=http://127.0.0.1:{}", server.port);
    let ran =
        desk.postbud(&["check", system, "-e", "e.json", "--host-map", &map, "--no-other-host"]);
    assert_ne!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_documented_refusal_has_its_advice() {
    for (system, token, status, body, advice) in [
        ("ecommerce", true, "411 Length Required", "", "took the Content-Length header away"),
        (
            "ecommerce",
            true,
            "401 Unauthorized",
            r#"{"statusCode": 401, "message": "Access denied due to missing subscription key."}"#,
            "the gateway saw no subscription key",
        ),
        (
            "ecommerce",
            true,
            "400 Bad Request",
            r#"{"error": "invalid_request", "error_description": "no client_id"}"#,
            "a header did not arrive",
        ),
        (
            "ecommerce",
            false,
            "401 Unauthorized",
            r#"{"error": {"code": "401", "message": "Subscription not found"}}"#,
            "no sale unit belongs to it",
        ),
        (
            "ecommerce",
            false,
            "401 Unauthorized",
            r#"{"responseInfo": {"responseCode": 401, "responseMessage": "Unauthorized"}}"#,
            "take all of them from the same sale unit",
        ),
        (
            "ecommerce",
            false,
            "403 Forbidden",
            r#"[{"errorGroup": "Merchant", "errorCode": "35", "errorMessage": "Merchant Not Allowed for Ecommerce Payment"}]"#,
            "may not use eCommerce",
        ),
        (
            "ecommerce",
            false,
            "400 Bad Request",
            r#"[{"errorGroup": "Merchant", "errorCode": "36", "errorMessage": "not signed"}]"#,
            "is not signed yet",
        ),
        (
            "ecommerce",
            false,
            "400 Bad Request",
            r#"[{"errorGroup": "Merchant", "errorCode": "37", "errorMessage": "not active"}]"#,
            "deactivated or blocked",
        ),
        (
            "recurring",
            false,
            "403 Forbidden",
            r#"[{"code": "merchant.not.allowed.for.recurring.operation", "message": "no"}]"#,
            "not cleared for recurring payments",
        ),
    ] {
        let said = check(system, token, status, body);
        assert!(said.contains(advice), "{status} {body}: {said}");
    }
}
