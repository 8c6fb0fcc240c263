//! Environments get test values where nobody has filled in any.

use std::path::{Path, PathBuf};

use postbud::collection::Variable;
use postbud::collection::is_placeholder;
use postbud::emulator::fill;
use serde_json::Value;

use super::config;

/// Reads the variables of an environment, given as an object or as a bare list.
fn variables(path: &Path) -> Vec<Variable> {
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let values = file.as_array().or_else(|| file["values"].as_array()).unwrap();
    values
        .iter()
        .map(|value| Variable::new(value["key"].as_str().unwrap(), value["value"].clone()))
        .collect()
}

/// The keys that still hold a placeholder after filling, in file order.
fn left_over(path: &Path) -> Vec<String> {
    let mut variables = variables(path);
    let before = variables.clone();
    let filled = fill(&mut variables, &config());
    for (was, is) in before.iter().zip(&variables) {
        assert_eq!(was.value != is.value, filled.contains(&is.key), "{}", is.key);
        assert!(was.value == is.value || is_placeholder(&was.value), "{}", is.key);
    }
    let left = variables.into_iter().filter(|variable| is_placeholder(&variable.value));
    left.map(|variable| variable.key).collect()
}

#[test]
fn our_environments_lack_run_time_values_only() {
    let runtime: [(&str, &[&str]); 6] = [
        ("ecommerce-v2", &["access_token", "orderId"]),
        ("recurring-v2", &["access_token", "agreementId", "chargeId", "due"]),
        ("login", &["access_token"]),
        ("invoice-ipp", &["access-token", "recipient-token", "invoiceId", "etag"]),
        ("invoice-isp", &["access-token", "recipient-token", "invoiceId", "etag"]),
        ("psp-v2", &["access_token", "pspTransactionId", "merchantOrderId", "makePaymentToken"]),
    ];
    for (system, expected) in runtime {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("collections/{system}.postman_environment.json"));
        assert_eq!(left_over(&path), expected, "{system}");
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn the_real_environments_lack_run_time_values_only() {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vipps/postman");
    if !folder.exists() {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    let runtime: [(&str, &[&str]); 6] = [
        ("ecommerce-v2", &["access_token", "orderId"]),
        ("login", &[]),
        (
            "recurring-v2",
            &[
                "agreementId",
                "chargeId",
                "Idempotent-Key-Create",
                "Idempotent-Key-Refund",
                "agreementResource",
                "access_token",
            ],
        ),
        ("invoice-ipp", &["access-token", "recipient-token", "etag"]),
        ("invoice-isp", &["access-token", "recipient-token", "etag"]),
        (
            "psp-v2",
            &["pspTransactionId", "makePaymentToken", "merchantOrderId", "orderId", "access_token"],
        ),
    ];
    for (system, expected) in runtime {
        let path = folder.join(format!("{system}.postman_environment.json"));
        assert_eq!(left_over(&path), expected, "{system}");
    }
}
