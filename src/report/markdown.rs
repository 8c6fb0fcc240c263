//! The `markdown` reporter: a summary of the run for pull requests, wikis and job pages.

use std::fmt::Write as _;
use std::io::Write as _;

use super::digest::Digest;
use super::options::ReporterOptions;
use super::output::ReportFile;
use super::summary::{Count, FailureRecord};
use super::{ReportError, Reporter, Setup, text};
use crate::run::event::RunEvent;

/// The most failures that are written out, so that a page of a job stays readable.
const SHOWN_FAILURES: usize = 50;

/// The most characters of a message in a table.
const SHOWN_CHARACTERS: usize = 400;

/// Builds the reporter on the file of `--reporter-markdown-export`.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let file = ReportFile::create(options.text("export"), "md", (setup.clock)())?;
    Ok(Box::new(Markdown { file: Some(file), digest: Digest::default() }))
}

struct Markdown {
    /// `None` once the report is in place.
    file: Option<ReportFile>,
    digest: Digest,
}

impl Reporter for Markdown {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        self.digest.event(event);
        if matches!(event, RunEvent::Done(_))
            && let Some(mut file) = self.file.take()
        {
            file.write_all(page(&self.digest).as_bytes())?;
            file.commit()?;
        }
        Ok(())
    }
}

/// Writes the summary of a run as GitHub-flavoured Markdown.
pub(super) fn page(digest: &Digest) -> String {
    let mut page = String::new();
    heading(&mut page, digest);
    totals(&mut page, digest);
    failures(&mut page, digest);
    warnings(&mut page, digest);
    slowest(&mut page, digest);
    page
}

fn heading(page: &mut String, digest: &Digest) {
    let sign = if digest.verdict() == "passed" { "✅" } else { "❌" };
    let _ = writeln!(page, "## {sign} {}: {}\n", escaped(&digest.collection), digest.verdict());
    let summary = digest.summary();
    let took = text::duration(ms(summary.completed.saturating_sub(summary.started)), true);
    let environment =
        digest.environment.iter().map(|name| format!("environment {}", escaped(name)));
    let facts = environment.chain([
        format!("{} failed, {} skipped", summary.failures, summary.skipped()),
        format!("took {took}"),
        format!("{} received", text::size(summary.received)),
    ]);
    let _ = writeln!(page, "{}\n", facts.collect::<Vec<_>>().join(" · "));
}

fn totals(page: &mut String, digest: &Digest) {
    let summary = digest.summary();
    page.push_str("| | executed | failed |\n|---|---:|---:|\n");
    let rows: [(&str, Count); 4] = [
        ("iterations", summary.iterations),
        ("requests", summary.requests),
        ("scripts", summary.scripts),
        ("assertions", summary.executed_assertions()),
    ];
    for (name, count) in rows {
        let _ = writeln!(page, "| {name} | {} | {} |", count.total, count.failed);
    }
    if let Some([half, most, nearly_all]) = digest.times.percentiles([50.0, 95.0, 99.0]) {
        let times = [
            ("average", summary.response_time.mean),
            ("p50", half),
            ("p95", most),
            ("p99", nearly_all),
            ("max", summary.response_time.max),
        ];
        let times = times.map(|(name, time)| format!("{name} {}", text::duration(time, true)));
        let _ = writeln!(page, "\nResponse times: {}", times.join(", "));
    }
}

fn failures(page: &mut String, digest: &Digest) {
    if digest.summary().failures == 0 {
        return;
    }
    page.push_str("\n### Failures\n\n| # | request | what | message |\n|---:|---|---|---|\n");
    for failure in digest.failures.iter().take(SHOWN_FAILURES) {
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} |",
            failure.number,
            escaped(&place(failure)),
            escaped(what(failure)),
            message(failure)
        );
    }
    let more = digest.summary().failures.saturating_sub(SHOWN_FAILURES as u64);
    if more > 0 {
        let _ = writeln!(page, "\n… and {more} more.");
    }
}

/// The request a failure belongs to, with its iteration; the run for the others.
pub(super) fn place(failure: &FailureRecord) -> String {
    match (&failure.item, failure.cursor) {
        (Some(item), Some(at)) if at.cycles > 1 => {
            format!("{} [iteration {}]", item.full_name(), at.iteration + 1)
        }
        (Some(item), _) => item.full_name(),
        (None, _) => "the run".to_owned(),
    }
}

/// The test that failed, or the place.
pub(super) fn what(failure: &FailureRecord) -> &str {
    failure.test.as_ref().map_or(failure.at.as_str(), |(name, _)| name)
}

fn message(failure: &FailureRecord) -> String {
    let message = format!("{}: {}", failure.name, failure.message);
    let mut shown: String = message.chars().take(SHOWN_CHARACTERS).collect();
    if shown.len() < message.len() {
        shown.push('…');
    }
    let source = failure.source_line.iter().map(|line| format!("> {line}"));
    let lines = std::iter::once(shown).chain(source);
    lines.map(|line| escaped_lines(&line)).collect::<Vec<_>>().join("<br>")
}

fn warnings(page: &mut String, digest: &Digest) {
    let warnings = &digest.summary().warnings;
    if warnings.is_empty() {
        return;
    }
    page.push_str("\n### Warnings\n\n");
    for warning in warnings.iter() {
        let times =
            if warning.count > 1 { format!(" ({} times)", warning.count) } else { String::new() };
        let _ = writeln!(page, "- {}: {}{times}", warning.kind.title(), escaped(&warning.message));
    }
    if warnings.left_out() > 0 {
        let _ = writeln!(page, "- … and {} more", warnings.left_out());
    }
}

fn slowest(page: &mut String, digest: &Digest) {
    if digest.slowest.is_empty() {
        return;
    }
    page.push_str("\n### Slowest requests\n\n| time | request | |\n|---:|---|---|\n");
    for slow in &digest.slowest {
        let time = text::duration(slow.time, true);
        let _ =
            writeln!(page, "| {time} | {} | {} |", escaped(&slow.title), escaped(&slow.request));
    }
}

/// Makes a text one line that Markdown and HTML take as it stands.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text::visible(text).chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                safe.extend(['\\', c])
            }
            _ => safe.push(c),
        }
    }
    safe
}

/// The same for several lines in a cell of a table.
fn escaped_lines(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("<br>")
}

#[expect(clippy::cast_precision_loss, reason = "a run takes less than 2^53 milliseconds")]
fn ms(milliseconds: u64) -> f64 {
    milliseconds as f64
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{green_run, rich_run};
    use super::*;

    fn page_of(events: &[RunEvent]) -> String {
        let mut digest = Digest::default();
        for event in events {
            digest.event(event);
        }
        page(&digest)
    }

    #[test]
    fn a_failed_run_says_what_failed() {
        insta::assert_snapshot!(page_of(&rich_run()), @r#"
        ## ❌ Shop: aborted

        environment local · 6 failed, 3 skipped · took 1.2s · 1.2kB received

        | | executed | failed |
        |---|---:|---:|
        | iterations | 2 | 0 |
        | requests | 7 | 1 |
        | scripts | 4 | 1 |
        | assertions | 5 | 2 |

        Response times: average 34ms, p50 34ms, p95 34ms, p99 34ms, max 34ms

        ### Failures

        | # | request | what | message |
        |---:|---|---|---|
        | 1 | Orders / Blåbær 🫐 / Create order \[iteration 1\] | status is 201 | AssertionError: expected response to have status code 201 but got 200 |
        | 2 | Orders / Capture \[iteration 1\] | request | ECONNREFUSED: no connection to localhost:1 (refused); is the server running? |
        | 3 | Orders / Capture \[iteration 1\] | test-script:3:14 | TypeError: cannot convert 'null' or 'undefined' to object<br>&gt; const id = pm.response.json().id.length; |
        | 4 | Odd \\u{1b}\[31mname\\u{0} \]\]&gt; &lt;&amp;&gt; \[iteration 1\] | odd \\u{1b}\]0;title\\u{7} test "quoted" | AssertionError: bell \\u{7} and \]\]&gt; inside<br>expected '漢字' to deeply equal a text that is much too long to stand in one line of a terminal of eighty columns |
        | 5 | the run | run | unknown next request: setNextRequest named "Cpature", which is not there |
        | 6 | the run | run | run aborted: the run was interrupted; what follows was not run |

        ### Warnings

        - unresolved variable: {{merchant}} is not defined in any scope and was sent as it stands (3 times)

        ### Slowest requests

        | time | request | |
        |---:|---|---|
        | 34ms | Orders / Blåbær 🫐 / Create order \[iteration 1\] | POST https://api.example.com/ecomm/v2/payments/order-1234567890/details?expand=lines,customer |
        | 34ms | Orders / Blåbær 🫐 / Create order \[iteration 1\] | GET https://auth.example.com/token |
        | 34ms | Odd \\u{1b}\[31mname\\u{0} \]\]&gt; &lt;&amp;&gt; \[iteration 1\] | GET http://localhost/odd |
        | 34ms | Orders / Blåbær 🫐 / Create order \[iteration 2\] | POST https://api.example.com/ecomm/v2/payments/order-1234567890/details?expand=lines,customer |
        | 34ms | Orders / Blåbær 🫐 / Create order \[iteration 2\] | GET https://auth.example.com/token |
        "#);
    }

    #[test]
    fn a_green_run_is_short() {
        insta::assert_snapshot!(page_of(&green_run()), @r#"
        ## ✅ Shop: passed

        environment local · 0 failed, 0 skipped · took 1.2s · 3B received

        | | executed | failed |
        |---|---:|---:|
        | iterations | 1 | 0 |
        | requests | 1 | 0 |
        | scripts | 1 | 0 |
        | assertions | 1 | 0 |

        Response times: average 34ms, p50 34ms, p95 34ms, p99 34ms, max 34ms

        ### Slowest requests

        | time | request | |
        |---:|---|---|
        | 34ms | Ping | GET http://localhost/ping |
        "#);
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("<b> a|b *c* `d` \u{1b}[1m"), r"&lt;b&gt; a\|b \*c\* \`d\` \\u{1b}\[1m");
    }
}
