//! What stands below the failures: unresolved variables and other warnings.

use super::super::style::{Ink, Style};
use super::super::summary::{WarningGroup, Warnings};
use super::super::text;
use crate::run::event::WarningKind;

/// Most items named in one warning.
const ITEMS_SHOWN: usize = 5;

/// Lists the variables that no scope defines, each with the items it stands in.
pub(super) fn unresolved(warnings: &Warnings, style: Style) -> Vec<String> {
    let groups: Vec<_> = warnings.iter().filter(|group| is_unresolved(group)).collect();
    section("unresolved variables", &groups, style, |group| group.message.clone())
}

/// Lists all other warnings, each with the items it concerns.
pub(super) fn warnings(warnings: &Warnings, style: Style) -> Vec<String> {
    let groups: Vec<_> = warnings.iter().filter(|group| !is_unresolved(group)).collect();
    let mut lines = section("warnings", &groups, style, |group| match group.kind {
        WarningKind::Other => group.message.clone(),
        kind => format!("{}: {}", kind.title(), group.message),
    });
    if warnings.left_out() > 0 {
        let more = format!("and {} more, not kept", warnings.left_out());
        lines.extend([String::new(), style.paint(Ink::Warn, &format!("  {more}"))]);
    }
    lines
}

fn is_unresolved(group: &WarningGroup) -> bool {
    group.kind == WarningKind::UnresolvedVariable
}

fn section(
    title: &str,
    groups: &[&WarningGroup],
    style: Style,
    text: impl Fn(&WarningGroup) -> String,
) -> Vec<String> {
    if groups.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), style.paint(Ink::Warn, title)];
    for group in groups {
        lines.push(String::new());
        lines.extend(text::hanging("  ! ", &text::visible(&text(group)), style.width));
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
