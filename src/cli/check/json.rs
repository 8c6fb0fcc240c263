//! Verdicts for programs.

use serde_json::json;

use super::super::exit::Exit;
use crate::check::{Status, SystemReport};

/// Writes one document: the verdict of all, the exit code, and a report an environment and API.
pub(super) fn text(reports: &[SystemReport], exit: Exit) -> String {
    let count = |status: Status| {
        let verdicts = reports.iter().flat_map(|report| &report.verdicts);
        verdicts.filter(|verdict| verdict.status == status).count()
    };
    let document = json!({
        "version": 1,
        "exitCode": exit as u8,
        "counts": {
            "valid": count(Status::Valid),
            "wrong": count(Status::Wrong),
            "inconclusive": count(Status::Inconclusive),
            "notTested": count(Status::NotTested),
        },
        "systems": reports,
    });
    format!("{document:#}\n")
}
