//! The page around the data, from a template.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::super::ReportError;
use super::super::digest::Digest;
use super::super::summary::WarningGroup;
use super::super::text;
use super::environment::{Difference, differences};
use super::failures::{FailureGroup, FailureGroups};
use crate::run::event::{RunEnd, RunInfo};

/// Stands in the template where the data goes. No text of a run can be it: `<` is escaped there.
const DATA: &str = "<!--data-->";

/// The page's script: the files are parts of one function.
const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("script/data.js"),
    include_str!("script/list.js"),
    include_str!("script/detail.js"),
    include_str!("script/timeline.js"),
    include_str!("script/views.js"),
    include_str!("script/keys.js"),
    "})();\n"
);
const STYLE: &str = include_str!("page.css");

/// All that the template shows.
#[derive(Template)]
#[template(path = "page.html", config = "src/report/html/askama.toml")]
pub(super) struct Page<'r> {
    style: &'static str,
    script: &'static str,
    /// The hash by which the content security policy knows the script.
    script_hash: String,
    collection: &'r str,
    environment_name: Option<&'r str>,
    generator: &'r str,
    started: String,
    /// How long the run took, in milliseconds.
    duration: u64,
    verdict: &'static str,
    cards: Vec<Card>,
    failures: &'r [FailureGroup],
    other_failures: u64,
    failed: u64,
    warnings: Vec<&'r WarningGroup>,
    warnings_left_out: u64,
    scopes: Vec<Scope>,
}

/// A number of the overview.
struct Card {
    label: &'static str,
    value: String,
    more: String,
    bad: bool,
}

/// Variables before and after.
struct Scope {
    title: &'static str,
    differences: Vec<Difference>,
}

impl Scope {
    fn changed(&self) -> usize {
        self.differences.iter().filter(|difference| difference.kind != "same").count()
    }
}

impl<'r> Page<'r> {
    pub(super) fn new(
        start: &'r RunInfo,
        end: &RunEnd,
        digest: &'r Digest,
        groups: &'r FailureGroups,
    ) -> Self {
        let documents = &start.documents;
        let scope = |title, before, after| Scope { title, differences: differences(before, after) };
        Self {
            style: STYLE,
            script: SCRIPT,
            script_hash: STANDARD.encode(Sha256::digest(SCRIPT)),
            collection: &start.collection_name,
            environment_name: start.environment_name.as_deref(),
            generator: &start.generator,
            started: instant(start.started),
            duration: end.completed.saturating_sub(start.started),
            verdict: digest.verdict(),
            cards: cards(digest),
            failures: &groups.groups,
            other_failures: groups.others,
            failed: digest.summary().failures,
            warnings: digest.summary().warnings.iter().collect(),
            warnings_left_out: digest.summary().warnings.left_out(),
            scopes: vec![
                scope("Environment", &documents.environment, &end.environment),
                scope("Globals", &documents.globals, &end.globals),
            ],
        }
    }

    /// Renders the page; returns what comes before the data and what comes after.
    pub(super) fn around_data(&self) -> Result<(String, String), ReportError> {
        let text: Vec<String> = self.render()?.split('\n').map(text::visible).collect();
        let text = text.join("\n");
        let (head, tail) = text.split_once(DATA).unwrap_or((&text, ""));
        Ok((head.to_owned(), tail.to_owned()))
    }
}

fn cards(digest: &Digest) -> Vec<Card> {
    let summary = digest.summary();
    let failing =
        |count: u64| if count == 0 { "none failed".to_owned() } else { format!("{count} failed") };
    let time = |ms: f64| text::duration(ms, true);
    let took = summary.completed.saturating_sub(summary.started);
    let count = |label, count: super::super::summary::Count| Card {
        label,
        value: count.total.to_string(),
        more: failing(count.failed),
        bad: count.failed > 0,
    };
    let plain = |label, value, more| Card { label, value, more, bad: false };
    let mut cards = vec![
        count("Requests", summary.requests),
        count("Assertions", summary.executed_assertions()),
        count("Scripts", summary.scripts),
        plain("Skipped", summary.skipped().to_string(), "tests and requests".to_owned()),
        plain(
            "Iterations",
            summary.iterations.total.to_string(),
            format!("{} retries", summary.retries),
        ),
        plain("Duration", time(ms(took)), format!("{} received", text::size(summary.received))),
    ];
    if let Some([half, most, nearly_all]) = digest.times.percentiles([50.0, 95.0, 99.0]) {
        let mean = time(summary.response_time.mean);
        cards.push(plain("Average time", mean, format!("median {}", time(half))));
        cards.push(plain("95 % within", time(most), format!("99 % within {}", time(nearly_all))));
    }
    cards
}

#[expect(clippy::cast_precision_loss, reason = "a run takes less than 2^53 milliseconds")]
fn ms(milliseconds: u64) -> f64 {
    milliseconds as f64
}

/// Writes an instant for people, in UTC.
fn instant(at: u64) -> String {
    let time = i64::try_from(at).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    time.unwrap_or_default().strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}
