//! What stands below the summary: failures and warnings.

use super::super::style::{Ink, Style};
use super::super::summary::{FailureRecord, WarningGroup};
use super::super::text;

/// Widest column for the name of an error.
const NAME_COLUMN: usize = 24;
/// Most items named in one warning.
const ITEMS_SHOWN: usize = 5;

/// Lists all failures with their details.
pub(super) fn failures(failures: &[FailureRecord], style: Style) -> Vec<String> {
    if failures.is_empty() {
        return Vec::new();
    }
    let ellipsis = style.symbols().ellipsis;
    let name = |failure: &FailureRecord| {
        text::shorten_middle(&text::visible(&failure.name), NAME_COLUMN, ellipsis)
    };
    let digits = failures.len().to_string().len().max(2);
    let widest = failures.iter().map(|failure| text::width(&name(failure))).max().unwrap_or(0);
    let widest = widest.max("failure".len());
    let head = format!("{:>digits$}   {:widest$}  detail", "#", "failure");
    let mut lines = vec![String::new(), style.paint(Ink::Bad, &head)];
    for failure in failures {
        let name = name(failure);
        let pad = widest - text::width(&name);
        let prefix = format!("{:>digits$}.  {name}{:pad$}  ", failure.number, "");
        let indent = text::width(&prefix);
        let mut details = details(failure, style.width.saturating_sub(indent)).into_iter();
        let (first, _) = details.next().unwrap_or_default();
        lines.push(String::new());
        lines.push(format!("{}{first}", style.paint(Ink::Bad, &prefix)));
        for (line, dim) in details {
            let line = if dim { style.paint(Ink::Dim, &line) } else { line };
            lines.push(format!("{:indent$}{line}", ""));
        }
    }
    lines
}

/// Writes the details of a failure as lines of at most `room` columns; `true` marks the less
/// important ones.
fn details(failure: &FailureRecord, room: usize) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    let mut add = |text: &str, dim: bool| {
        lines.extend(text::hanging("", text, room).into_iter().map(|line| (line, dim)));
    };
    if let Some((test, _)) = &failure.test {
        add(&text::visible(test), false);
    }
    add(&failure.message, false);
    let at = match (&failure.test, failure.line) {
        (Some(_), Some(line)) => format!("at {}, line {line}", failure.at),
        (Some(_), None) | (None, _) => format!("at {}", failure.at),
    };
    add(&at, true);
    if let Some(source) = &failure.source_line {
        add(&format!("> {}", text::visible(source)), true);
    }
    if let Some(item) = &failure.item {
        let iteration = failure.cursor.filter(|cursor| cursor.cycles > 1);
        let iteration = iteration.map(|cursor| format!(", iteration {}", cursor.iteration + 1));
        let name = text::visible(&item.full_name());
        add(&format!("inside \"{name}\"{}", iteration.unwrap_or_default()), true);
    }
    lines
}

/// Lists all warnings, each with the items it concerns.
pub(super) fn warnings(warnings: &[WarningGroup], style: Style) -> Vec<String> {
    if warnings.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), style.paint(Ink::Warn, "warnings")];
    for group in warnings {
        lines.push(String::new());
        let text = format!("{}: {}", group.kind.title(), group.message);
        lines.extend(text::hanging("  ! ", &text, style.width));
        if !group.items.is_empty() {
            let items = text::hanging("    ", &concerned(group), style.width);
            lines.extend(items.iter().map(|line| style.paint(Ink::Dim, line)));
        }
    }
    lines
}

fn concerned(group: &WarningGroup) -> String {
    let shown = group.items.iter().take(ITEMS_SHOWN);
    let names: Vec<String> = shown.map(|name| format!("\"{}\"", text::visible(name))).collect();
    let more = group.items.len().saturating_sub(ITEMS_SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let times = if group.count > group.items.len() as u64 {
        format!(" ({} times)", group.count)
    } else {
        String::new()
    };
    format!("in {}{more}{times}", names.join(", "))
}
