//! Verdicts as Markdown, for pull requests and job summaries.

use std::fmt::Write as _;

use crate::check::SystemReport;
use crate::report::visible;

/// Writes a heading and a table an environment and API.
pub(super) fn text(reports: &[SystemReport]) -> String {
    let mut text = String::new();
    for report in reports {
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "## {}\n", cell(&report.title));
        let host = if report.host.is_empty() { "nothing sent" } else { &report.host };
        let _ = writeln!(text, "Environment {}, {host}\n", cell(&report.environment));
        text.push_str("| credential | verdict | evidence | what to do |\n|---|---|---|---|\n");
        for verdict in &report.verdicts {
            let _ = writeln!(
                text,
                "| {} | **{}** | {} | {} |",
                cell(&verdict.variable),
                verdict.status.word(),
                cell(&verdict.evidence),
                cell(&verdict.advice)
            );
        }
        for unfilled in report.open() {
            let _ = write!(text, "\n- not filled in: {}", cell(&unfilled.variable));
            if !unfilled.find.is_empty() {
                let _ = write!(text, ": {}", cell(&unfilled.find));
            }
        }
        for note in &report.notes {
            let _ = write!(text, "\n- {}", cell(note));
        }
        text.push('\n');
    }
    text
}

/// Text that stays in its cell and is no markup: answers quote HTML and JSON.
fn cell(text: &str) -> String {
    let mut shown = String::new();
    for letter in visible(text).chars() {
        match letter {
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' => shown.extend(['\\', letter]),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            other => shown.push(other),
        }
    }
    shown
}
