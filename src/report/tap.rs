//! The `tap` reporter: the Test Anything Protocol, version 14. Every item is a subtest, every test
//! of it a test point; failures carry a YAML block.

use std::fmt::Write;

use super::execution::{Execution, Gatherer};
use super::lines::Lines;
use super::options::ReporterOptions;
use super::summary::FailureRecord;
use super::{ReportError, Reporter, Setup, text};
use crate::run::event::RunEvent;

/// Builds the reporter on the file of `--reporter-tap-export`, or the standard output.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    Ok(Box::new(Tap::new(Lines::open(options, setup, "tap")?)))
}

struct Tap {
    lines: Lines,
    gatherer: Gatherer,
    points: Points,
}

impl Tap {
    fn new(lines: Lines) -> Self {
        Self { lines, gatherer: Gatherer::default(), points: Points::default() }
    }
}

impl Reporter for Tap {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        if let RunEvent::Start(info) = event {
            let name = text::visible(&info.collection_name);
            self.lines.write(&format!("TAP version 14\n# {name}\n"))?;
        }
        let gathered = self.gatherer.event(event);
        for execution in &gathered.executions {
            item(execution, &mut self.points);
        }
        for failure in &gathered.failures {
            self.points.failed(&failure.name, failure);
        }
        if matches!(event, RunEvent::Done(_)) {
            self.points.plan();
        }
        let written = std::mem::take(&mut self.points.text);
        if !written.is_empty() {
            self.lines.write(&written)?;
        }
        if matches!(event, RunEvent::Done(_)) { self.lines.finish() } else { Ok(()) }
    }
}

/// Writes an item: a subtest with its test points, and the point that stands for it.
fn item(execution: &Execution, points: &mut Points) {
    let title = execution.title();
    let mut inner = Points::default();
    for error in &execution.errors {
        inner.failed(&error.at, error);
    }
    for (test, failure) in &execution.assertions {
        let name = &test.assertion.name;
        match failure {
            Some(failure) => inner.failed(name, failure),
            None if test.assertion.skipped => inner.point(true, name, " # SKIP"),
            None => inner.point(true, name, ""),
        }
    }
    if inner.count > 0 {
        inner.plan();
        let _ = writeln!(points.text, "# Subtest: {}", text::visible(&title));
        for line in inner.text.lines() {
            let _ = writeln!(points.text, "    {line}");
        }
    }
    let directive =
        if execution.skipped { " # SKIP skipped by pm.execution.skipRequest" } else { "" };
    let well = execution.failures().next().is_none() && !execution.unfinished;
    points.point(well, &title, directive);
    let _ = writeln!(points.text, "  ---\n  duration_ms: {:.3}", execution.spent());
    if execution.unfinished {
        points.text.push_str("  message: \"the run ended before the item did\"\n");
    }
    points.text.push_str("  ...\n");
    for warning in &execution.warnings {
        let _ = writeln!(points.text, "# warning: {}", text::visible(&warning.message));
    }
}

/// Numbered test points of one level.
#[derive(Default)]
struct Points {
    text: String,
    count: u64,
}

impl Points {
    fn point(&mut self, well: bool, name: &str, directive: &str) {
        self.count += 1;
        let outcome = if well { "ok" } else { "not ok" };
        let _ = writeln!(self.text, "{outcome} {} - {}{directive}", self.count, description(name));
    }

    fn failed(&mut self, name: &str, failure: &FailureRecord) {
        self.point(false, name, "");
        let line = failure.line.map(|line| line.to_string());
        let stack = (!failure.stack.is_empty()).then(|| quoted(&failure.stack.join("\n")));
        let members = [
            ("message", Some(quoted(&failure.message))),
            ("severity", Some("fail".to_owned())),
            ("name", Some(quoted(&failure.name))),
            ("at", Some(quoted(&failure.at))),
            ("line", line),
            ("source", failure.source_line.as_deref().map(quoted)),
            ("stack", stack),
        ];
        self.text.push_str("  ---\n");
        for (key, value) in members {
            if let Some(value) = value {
                let _ = writeln!(self.text, "  {key}: {value}");
            }
        }
        self.text.push_str("  ...\n");
    }

    fn plan(&mut self) {
        let _ = writeln!(self.text, "1..{}", self.count);
    }
}

/// Escapes a description: `#` would begin a directive (TAP 14, "Escaping").
fn description(name: &str) -> String {
    // Our own escapes of control characters begin with a backslash, too: one line, one name.
    text::visible(text::named(name)).replace('\\', "\\\\").replace('#', "\\#")
}

/// Writes a text as a double-quoted YAML scalar: a JSON string is one (YAML 1.2 §1.3).
fn quoted(value: &str) -> String {
    let lines: Vec<String> = value.split('\n').map(text::visible).collect();
    serde_json::Value::from(lines.join("\n")).to_string()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::fixture::{Screen, rich_run};
    use super::*;

    #[test]
    fn every_state_has_its_point() {
        let screen = Screen::default();
        let mut reporter = Tap::new(Lines::to_screen(&screen));
        for event in rich_run() {
            reporter.event(&event).unwrap();
        }
        insta::assert_snapshot!(screen.text(), @r#"
        TAP version 14
        # Shop
        # Subtest: Orders / Blåbær 🫐 / Create order [iteration 1]
            not ok 1 - status is 201
              ---
              message: "expected response to have status code 201 but got 200"
              severity: fail
              name: "AssertionError"
              at: "assertion:0 in test-script"
              line: 2
              ...
            ok 2 - has an id
            ok 3 - not yet # SKIP
            1..3
        not ok 1 - Orders / Blåbær 🫐 / Create order [iteration 1]
          ---
          duration_ms: 71.000
          ...
        # warning: {{merchant}} is not defined in any scope and was sent as it stands
        # Subtest: Orders / Capture [iteration 1]
            not ok 1 - request
              ---
              message: "no connection to localhost:1 (refused); is the server running?"
              severity: fail
              name: "ECONNREFUSED"
              at: "request"
              ...
            not ok 2 - test-script:3:14
              ---
              message: "cannot convert 'null' or 'undefined' to object"
              severity: fail
              name: "TypeError"
              at: "test-script:3:14"
              line: 3
              source: "const id = pm.response.json().id.length;"
              stack: "at test-script:3:14"
              ...
            1..2
        not ok 2 - Orders / Capture [iteration 1]
          ---
          duration_ms: 36.750
          ...
        # warning: {{merchant}} is not defined in any scope and was sent as it stands
        # Subtest: Odd \u{1b}[31mname\u{0} ]]> <&> [iteration 1]
            not ok 1 - odd \\u{1b}]0;title\\u{7} test "quoted"
              ---
              message: "bell \\u{7} and ]]> inside\nexpected '漢字' to deeply equal a text that is much too long to stand in one line of a terminal of eighty columns"
              severity: fail
              name: "AssertionError"
              at: "assertion:0 in test-script"
              ...
            1..1
        not ok 3 - Odd \\u{1b}[31mname\\u{0} ]]> <&> [iteration 1]
          ---
          duration_ms: 36.750
          ...
        ok 4 - Orders / Refund [iteration 1] # SKIP skipped by pm.execution.skipRequest
          ---
          duration_ms: 0.000
          ...
        # Subtest: Orders / Blåbær 🫐 / Create order [iteration 2]
            ok 1 - status is 201
            ok 2 - has an id
            ok 3 - not yet # SKIP
            1..3
        ok 5 - Orders / Blåbær 🫐 / Create order [iteration 2]
          ---
          duration_ms: 71.000
          ...
        # warning: {{merchant}} is not defined in any scope and was sent as it stands
        not ok 6 - unknown next request
          ---
          message: "setNextRequest named \"Cpature\", which is not there"
          severity: fail
          name: "unknown next request"
          at: "run"
          ...
        not ok 7 - Orders / Capture [iteration 2]
          ---
          duration_ms: 34.250
          message: "the run ended before the item did"
          ...
        not ok 8 - run aborted
          ---
          message: "the run was interrupted; what follows was not run"
          severity: fail
          name: "run aborted"
          at: "run"
          ...
        1..8
        "#);
    }

    #[test]
    fn a_name_cannot_pose_as_a_directive() {
        assert_eq!(description("a # SKIP \\ b\nc"), r"a \# SKIP \\ b\\nc");
    }
}
