//! What a rule finds, and how it is written.

use serde::Serialize;
use serde_json::json;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Severity {
    /// It will fail.
    Error,
    /// It may fail, or hides that something fails.
    Warning,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Finding {
    pub(super) severity: Severity,
    /// The rule: `unresolved-variable`, `script-syntax`, …
    pub(super) rule: &'static str,
    /// The file or other source.
    pub(super) file: String,
    /// The 1-based line, where there is one.
    pub(super) line: Option<usize>,
    /// The JSON pointer inside a JSON collection, or the key of a YAML file.
    pub(super) path: String,
    /// Folders and request, joined by ` / `.
    pub(super) item: Option<String>,
    /// A sentence that says what and what to do.
    pub(super) message: String,
}

/// Writes a line a finding and a last line with the counts.
pub(super) fn text(findings: &[Finding]) -> String {
    let mut lines: Vec<String> = findings.iter().map(line).collect();
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let count =
        |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    lines.push(format!(
        "{}, {}",
        count(errors, "error"),
        count(findings.len() - errors, "warning")
    ));
    lines.join("\n")
}

fn line(finding: &Finding) -> String {
    let Finding { severity, rule, file, line, item, message, .. } = finding;
    let severity = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    let item = item.as_ref().map(|item| format!("{item}: ")).unwrap_or_default();
    format!("{file}{line}: {severity}: {item}{message} [{rule}]")
}

/// Writes one document: `{findings: […], errors, warnings}`.
pub(super) fn json(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    format!("{:#}", json!({"findings": findings, "errors": errors, "warnings": warnings}))
}
