//! Verdicts for people.

use std::fmt::Write as _;

use crate::check::{Status, SystemReport, Unfilled, Verdict};
use crate::report::{Ink, Style, visible};

/// Writes one block an environment and API, one line a credential.
pub(super) fn text(reports: &[SystemReport], style: Style) -> String {
    let blocks = reports.iter().map(|report| block(report, style));
    blocks.collect::<Vec<_>>().join("\n")
}

fn block(report: &SystemReport, style: Style) -> String {
    let at = if report.host.is_empty() { "nothing sent".to_owned() } else { report.host.clone() };
    let dot = if style.unicode { "·" } else { "|" };
    let title = style.paint(Ink::Bold, &report.title);
    let mut text = format!("{title} {dot} {} {dot} {at}\n", visible(&report.environment));
    let width = report.verdicts.iter().map(|verdict| verdict.variable.chars().count()).max();
    for verdict in &report.verdicts {
        text.push_str(&line(verdict, width.unwrap_or(0), style));
    }
    for unfilled in report.open() {
        text.push_str(&open(unfilled, style));
    }
    for note in &report.notes {
        let _ = writeln!(text, "  note: {}", visible(note));
    }
    text
}

fn line(verdict: &Verdict, width: usize, style: Style) -> String {
    let (ink, symbol) = match (verdict.status, style.unicode) {
        (Status::Valid, true) => (Ink::Good, "✓"),
        (Status::Valid, false) => (Ink::Good, "+"),
        (Status::Wrong, true) => (Ink::Bad, "✗"),
        (Status::Wrong, false) => (Ink::Bad, "x"),
        (Status::Inconclusive, _) => (Ink::Warn, "?"),
        (Status::NotTested, _) => (Ink::Skip, "-"),
    };
    let word = format!("{symbol} {:12}", verdict.status.word());
    let word = style.paint(ink, &word);
    let variable = visible(&verdict.variable);
    let evidence = style.paint(Ink::Dim, &visible(&verdict.evidence));
    let mut line = format!("  {word} {variable:width$}  {evidence}\n");
    if !verdict.advice.is_empty() {
        let arrow = if style.unicode { "→" } else { "->" };
        let _ = writeln!(line, "      {arrow} {}", visible(&verdict.advice));
    }
    line
}

fn open(unfilled: &Unfilled, style: Style) -> String {
    let what = if unfilled.needed { "not filled in" } else { "not filled in (not needed here)" };
    let find = if unfilled.find.is_empty() { "" } else { ": " };
    let line =
        format!("  {what}: {}{find}{}", visible(&unfilled.variable), visible(&unfilled.find));
    format!(
        "{}\n",
        if unfilled.needed { style.paint(Ink::Warn, &line) } else { style.paint(Ink::Dim, &line) }
    )
}
