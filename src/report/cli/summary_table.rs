//! The table of counts and times at the end of a run.

use super::super::style::{Ink, Style};
use super::super::summary::Summary;
use super::super::text;

const HEAD: [&str; 4] = ["", "executed", "failed", "skipped"];

/// Draws the table.
pub(super) fn lines(summary: &Summary, style: Style) -> Vec<String> {
    let rows = rows(summary);
    let facts = facts(summary, style);
    let mut widths = [0; 4];
    for (column, width) in widths.iter_mut().enumerate() {
        let cells = rows.iter().map(|row| text::width(&row[column]));
        *width = cells.max().unwrap_or(0).max(text::width(HEAD[column]));
    }
    let widest = facts.iter().map(|fact| text::width(fact)).max().unwrap_or(0);
    let inner = widths.iter().sum::<usize>() + 3 * 3;
    widths[0] += widest.saturating_sub(inner);
    let inner = widths.iter().sum::<usize>() + 3 * 3;

    let table = Table { style, widths };
    let grid = &style.symbols().grid;
    let mut lines = vec![
        table.edge(grid.top, Some(grid.top[1])),
        table.row(&HEAD.map(str::to_owned), false),
        table.edge(grid.middle, Some(grid.middle[1])),
    ];
    lines.extend(rows.iter().map(|row| table.row(row, true)));
    lines.push(table.edge(grid.joint, Some(grid.joint[1])));
    let bar = style.paint(Ink::Dim, grid.vertical);
    for fact in facts {
        let pad = inner.saturating_sub(text::width(&fact));
        lines.push(format!("{bar} {fact}{:pad$} {bar}", ""));
    }
    lines.push(table.edge(grid.bottom, None));
    lines
}

fn rows(summary: &Summary) -> [[String; 4]; 5] {
    let row = |name: &str, executed: u64, failed: u64, skipped: Option<u64>| {
        let skipped = skipped.map(|count| count.to_string()).unwrap_or_default();
        [name.to_owned(), executed.to_string(), failed.to_string(), skipped]
    };
    let count = |name: &str, count: super::super::summary::Count| {
        row(name, count.total, count.failed, None)
    };
    // The columns add up to what was asked for.
    let tested = summary.executed_assertions();
    [
        count("iterations", summary.iterations),
        row(
            "requests",
            summary.requests.total,
            summary.requests.failed,
            Some(summary.skipped_items),
        ),
        count("test-scripts", summary.test_scripts),
        count("prerequest-scripts", summary.prerequest_scripts),
        row("assertions", tested.total, tested.failed, Some(summary.skipped_assertions)),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "a run lasts less than 2^53 ms")]
fn facts(summary: &Summary, style: Style) -> Vec<String> {
    let time = |ms: f64| text::duration(ms, style.unicode);
    let run = summary.completed.saturating_sub(summary.started) as f64;
    let mut facts = vec![
        format!("total run duration: {}", time(run)),
        format!("total data received: {}", text::size(summary.received)),
    ];
    let spread = &summary.response_time;
    if spread.count > 0 {
        facts.push(format!(
            "average response time: {} [min: {}, max: {}, s.d.: {}]",
            time(spread.mean),
            time(spread.min),
            time(spread.max),
            time(spread.deviation())
        ));
    }
    facts
}

struct Table {
    style: Style,
    widths: [usize; 4],
}

impl Table {
    /// Draws a horizontal line; `joint` is `None` where no column meets it.
    fn edge(&self, [left, _, right]: [&str; 3], joint: Option<&str>) -> String {
        let horizontal = self.style.symbols().grid.horizontal;
        let parts = self.widths.map(|width| horizontal.repeat(width + 2));
        let line = format!("{left}{}{right}", parts.join(joint.unwrap_or(horizontal)));
        self.style.paint(Ink::Dim, &line)
    }

    fn row(&self, cells: &[String; 4], colored: bool) -> String {
        let bar = self.style.paint(Ink::Dim, self.style.symbols().grid.vertical);
        let mut line = bar.clone();
        for (column, cell) in cells.iter().enumerate() {
            let padded = format!(" {cell:>width$} ", width = self.widths[column]);
            let failing = colored && column == 2 && cell != "0";
            let padded = if failing { self.style.paint(Ink::Bad, &padded) } else { padded };
            line.push_str(&padded);
            line.push_str(&bar);
        }
        line
    }
}
