//! What the page shows of a request that is opened.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::super::execution::Execution;
use super::super::summary::FailureRecord;
use crate::run::event::{
    Assertion, Console, Content, Failure, Headers, Redirect, RequestEnd, Retry, ScriptEnd, Timings,
    Visualizer,
};

/// The most lines of the console that are kept of a request, and the most characters of one.
const CONSOLE: (usize, usize) = (200, 4000);

/// The longest message of a failure, in characters.
const MESSAGE: usize = 8000;

/// All that is shown of one execution.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Detail<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'e Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Exchange<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    script_requests: Vec<Exchange<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    auth_requests: Vec<Exchange<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tests: Vec<Test<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Problem<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    console: Vec<Line<'e>>,
    #[serde(skip_serializing_if = "is_zero")]
    console_omitted: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    visualizer: Option<Picture<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scripts: Vec<Script<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Cow<'e, str>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Exchange<'e> {
    method: &'e str,
    url: &'e str,
    headers: &'e Headers,
    body: Option<Body>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Response<'e>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'e Failure>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    redirects: &'e [Redirect],
    timings: &'e Timings,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Response<'e> {
    code: u16,
    status: &'e str,
    protocol: &'e str,
    time: f64,
    wire_size: u64,
    headers: &'e Headers,
    body: Option<Body>,
}

/// The page of `pm.visualizer`, or why there is none.
#[derive(Debug, Serialize)]
struct Picture<'e> {
    html: Option<&'e str>,
    error: Option<&'e str>,
    cut: bool,
}

/// A body, or its beginning.
#[derive(Debug, Serialize)]
struct Body {
    /// `None` where it is not text.
    text: Option<String>,
    /// Bytes of the whole.
    size: u64,
    cut: bool,
}

#[derive(Debug, Serialize)]
struct Test<'e> {
    name: &'e str,
    phase: &'static str,
    state: &'static str,
    duration: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Problem<'e>>,
}

#[derive(Debug, Serialize)]
struct Problem<'e> {
    name: &'e str,
    message: Cow<'e, str>,
    at: &'e str,
    line: Option<u32>,
    source: Option<&'e str>,
    stack: &'e [String],
}

#[derive(Debug, Serialize)]
struct Line<'e>(&'e str, Cow<'e, str>);

#[derive(Debug, Serialize)]
struct Script<'e> {
    phase: &'static str,
    owner: &'e str,
    duration: f64,
}

impl<'e> Detail<'e> {
    /// Takes from an execution what is shown, bodies as far as `limit` bytes.
    pub(super) fn new(execution: &'e Execution, data: Option<&'e Value>, limit: usize) -> Self {
        let exchange = |end| Exchange::new(end, limit);
        let lines = execution.console.iter().take(CONSOLE.0);
        Self {
            data,
            request: execution.request.as_ref().map(exchange),
            script_requests: execution.script_requests.iter().map(exchange).collect(),
            auth_requests: execution.auth_requests.iter().map(exchange).collect(),
            tests: execution.assertions.iter().map(test).collect(),
            errors: execution.errors.iter().map(problem).collect(),
            console: lines.map(line).collect(),
            console_omitted: execution.console.len().saturating_sub(CONSOLE.0),
            visualizer: execution.visualizer.as_ref().map(|page| picture(page, limit)),
            scripts: execution.scripts.iter().map(script).collect(),
            notes: notes(execution),
        }
    }
}

impl<'e> Exchange<'e> {
    fn new(end: &'e RequestEnd, limit: usize) -> Self {
        Self {
            method: &end.request.method,
            url: &end.request.url,
            headers: &end.request.headers,
            body: body(&end.request.body, limit),
            response: end.response.as_ref().map(|response| Response {
                code: response.code,
                status: &response.status,
                protocol: &response.protocol,
                time: response.response_time,
                wire_size: response.wire_size,
                headers: &response.headers,
                body: body(&response.body, limit),
            }),
            error: end.error.as_ref(),
            redirects: &end.redirects,
            timings: &end.timings,
        }
    }
}

fn body(content: &Content, limit: usize) -> Option<Body> {
    if content.size == 0 && content.bytes.is_empty() && !content.truncated {
        return None;
    }
    let whole = content.text();
    let text = whole.map(|text| text[..text.floor_char_boundary(limit)].to_owned());
    let cut = content.truncated
        || whole.zip(text.as_deref()).is_some_and(|(whole, text)| text.len() < whole.len());
    Some(Body { text, size: content.size, cut })
}

/// Pages may have eight times the size of a body: half of one is worth little.
fn picture(page: &Visualizer, limit: usize) -> Picture<'_> {
    let limit = limit.saturating_mul(8);
    let html = page.html.as_deref();
    Picture {
        html: html.map(|html| &html[..html.floor_char_boundary(limit)]),
        error: page.error.as_deref(),
        cut: html.is_some_and(|html| html.len() > limit),
    }
}

fn test<'e>((test, failure): &'e (Assertion, Option<FailureRecord>)) -> Test<'e> {
    let state = match (failure, test.assertion.skipped) {
        (Some(_), _) => "failed",
        (None, true) => "skipped",
        (None, false) => "passed",
    };
    Test {
        name: &test.assertion.name,
        phase: test.target.event_name(),
        state,
        duration: test.duration,
        error: failure.as_ref().map(problem),
    }
}

fn problem(failure: &FailureRecord) -> Problem<'_> {
    Problem {
        name: &failure.name,
        message: cut(&failure.message, MESSAGE),
        at: &failure.at,
        line: failure.line,
        source: failure.source_line.as_deref(),
        stack: &failure.stack,
    }
}

fn line(console: &Console) -> Line<'_> {
    let text = match console.console.messages.as_slice() {
        [one] => cut(one, CONSOLE.1),
        several => Cow::Owned(cut(&several.join(" "), CONSOLE.1).into_owned()),
    };
    Line(&console.console.level, text)
}

fn script(script: &ScriptEnd) -> Script<'_> {
    let (phase, owner) = (script.target.event_name(), script.owner.as_str());
    Script { phase, owner, duration: script.duration }
}

fn notes(execution: &Execution) -> Vec<Cow<'_, str>> {
    let retry = |retry: &Retry| {
        format!("attempt {} of {} failed: {}", retry.attempt, retry.attempts, retry.reason)
    };
    let mut notes: Vec<Cow<'_, str>> =
        execution.retries.iter().map(retry).map(Cow::Owned).collect();
    if execution.skipped {
        notes.push("the request was skipped by pm.execution.skipRequest".into());
    }
    if execution.unfinished {
        notes.push("the run ended before the request's tests did".into());
    }
    notes.extend(execution.warnings.iter().map(|warning| Cow::Borrowed(warning.message.as_str())));
    notes
}

/// Cuts a text after so many characters.
fn cut(text: &str, characters: usize) -> Cow<'_, str> {
    match text.char_indices().nth(characters) {
        Some((end, _)) => Cow::Owned(format!("{}… (cut)", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_cut_between_characters() {
        let cut = body(&Content::new("aæb"), 2).map(|body| (body.text, body.size, body.cut));
        assert_eq!(cut, Some((Some("a".to_owned()), 4, true)));
        let whole = body(&Content::new("aæb"), 4).map(|body| (body.text, body.cut));
        assert_eq!(whole, Some((Some("aæb".to_owned()), false)));
        assert!(body(&Content::default(), 9).is_none());
        assert!(body(&Content::new(vec![0xff]), 9).is_some_and(|body| body.text.is_none()));
    }
}
