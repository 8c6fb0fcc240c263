//! The `teamcity` reporter: service messages that TeamCity reads from the build log. The run is a
//! suite, every execution of an item a suite in a flow of its own, every test a test of it.

use std::fmt::Write;

use super::execution::{Execution, Gatherer};
use super::lines::Lines;
use super::options::ReporterOptions;
use super::summary::FailureRecord;
use super::{ReportError, Reporter, Setup, text};
use crate::run::event::RunEvent;

/// The flow of the run as a whole.
const FLOW: &str = "postbud";

/// Builds the reporter on the file of `--reporter-teamcity-export`, or the standard output.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    Ok(Box::new(TeamCity::new(Lines::open(options, setup, "txt")?)))
}

struct TeamCity {
    lines: Lines,
    gatherer: Gatherer,
    collection: String,
}

impl TeamCity {
    fn new(lines: Lines) -> Self {
        Self { lines, gatherer: Gatherer::default(), collection: String::new() }
    }
}

impl Reporter for TeamCity {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        let mut log = Log::new(FLOW.to_owned());
        if let RunEvent::Start(info) = event {
            self.collection.clone_from(&info.collection_name);
            log.say("testSuiteStarted", &[("name", &self.collection)]);
        }
        let gathered = self.gatherer.event(event);
        for execution in &gathered.executions {
            log.text.push_str(&item(execution));
        }
        for failure in &gathered.failures {
            let description = format!("{}: {}", failure.name, failure.message);
            log.say("buildProblem", &[("description", &limited(&description, 4000))]);
        }
        if let RunEvent::Warning(warning) = event {
            log.say("message", &[("text", &warning.message), ("status", "WARNING")]);
        }
        if matches!(event, RunEvent::Done(_)) {
            log.say("testSuiteFinished", &[("name", &self.collection)]);
        }
        if !log.text.is_empty() {
            self.lines.write(&log.text)?;
        }
        if matches!(event, RunEvent::Done(_)) { self.lines.finish() } else { Ok(()) }
    }
}

/// Writes an execution: suites in flows of their own may stand between each other's messages.
fn item(execution: &Execution) -> String {
    let at = execution.cursor;
    let mut log = Log::new(format!("{FLOW}-{}-{}", at.iteration + 1, at.position + 1));
    let title = execution.title();
    log.say("flowStarted", &[("parent", FLOW)]);
    log.say("testSuiteStarted", &[("name", &title)]);
    let duration = share(execution);
    for error in &execution.errors {
        log.failed(&error.at, error, &duration);
    }
    for (test, failure) in &execution.assertions {
        let name = &test.assertion.name;
        match failure {
            Some(failure) => log.failed(name, failure, &duration),
            None if test.assertion.skipped => log.ignored(name, "pm.test.skip"),
            None => {
                log.say("testStarted", &[("name", name)]);
                log.say("testFinished", &[("name", name), ("duration", &duration)]);
            }
        }
    }
    if execution.skipped {
        log.ignored("request", "skipped by pm.execution.skipRequest");
    }
    if execution.unfinished {
        log.ignored("request", "the run ended before the item did");
    }
    log.say("testSuiteFinished", &[("name", &title)]);
    log.say("flowFinished", &[]);
    log.text
}

/// The time of an execution in whole milliseconds, shared out among its tests.
fn share(execution: &Execution) -> String {
    let skipped = execution.assertions.iter().filter(|(test, _)| test.assertion.skipped).count();
    let tests = execution.assertions.len() + execution.errors.len() - skipped;
    let tests = u32::try_from(tests.max(1)).unwrap_or(u32::MAX);
    format!("{:.0}", execution.spent() / f64::from(tests))
}

/// Service messages of one flow.
struct Log {
    flow: String,
    text: String,
}

impl Log {
    fn new(flow: String) -> Self {
        Self { flow, text: String::new() }
    }

    fn say(&mut self, message: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.text, "##teamcity[{message}");
        for (name, value) in attributes.iter().chain(&[("flowId", self.flow.as_str())]) {
            let value = if *name == "name" { text::named(value) } else { value };
            let _ = write!(self.text, " {name}='{}'", escaped(value));
        }
        self.text.push_str("]\n");
    }

    fn failed(&mut self, name: &str, failure: &FailureRecord, duration: &str) {
        let message = format!("{}: {}", failure.name, failure.message);
        let at = std::iter::once(format!("at {}", failure.at));
        let source = failure.source_line.iter().map(|line| format!("> {line}"));
        let details = at.chain(source).chain(failure.stack.iter().cloned());
        let details = details.collect::<Vec<_>>().join("\n");
        self.say("testStarted", &[("name", name)]);
        self.say("testFailed", &[("name", name), ("message", &message), ("details", &details)]);
        self.say("testFinished", &[("name", name), ("duration", duration)]);
    }

    fn ignored(&mut self, name: &str, message: &str) {
        self.say("testIgnored", &[("name", name), ("message", message)]);
    }
}

/// Cuts a text after so many characters: TeamCity refuses longer problem descriptions.
fn limited(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

/// Escapes a value of a service message (TeamCity, "Service Messages": escaped values).
fn escaped(value: &str) -> String {
    let mut safe = String::with_capacity(value.len());
    for line in value.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "|n"));
        for c in text::visible(line).chars() {
            if matches!(c, '\'' | '|' | '[' | ']') {
                safe.push('|');
            }
            safe.push(c);
        }
        safe.push_str(end);
    }
    safe
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::fixture::{Screen, rich_run};
    use super::*;

    #[test]
    fn every_state_has_its_message() {
        let screen = Screen::default();
        let mut reporter = TeamCity::new(Lines::to_screen(&screen));
        for event in rich_run() {
            reporter.event(&event).unwrap();
        }
        insta::assert_snapshot!(screen.text(), @r#"
        ##teamcity[testSuiteStarted name='Shop' flowId='postbud']
        ##teamcity[message text='{{merchant}} is not defined in any scope and was sent as it stands' status='WARNING' flowId='postbud']
        ##teamcity[flowStarted parent='postbud' flowId='postbud-1-1']
        ##teamcity[testSuiteStarted name='Orders / Blåbær 🫐 / Create order |[iteration 1|]' flowId='postbud-1-1']
        ##teamcity[testStarted name='status is 201' flowId='postbud-1-1']
        ##teamcity[testFailed name='status is 201' message='AssertionError: expected response to have status code 201 but got 200' details='at assertion:0 in test-script' flowId='postbud-1-1']
        ##teamcity[testFinished name='status is 201' duration='36' flowId='postbud-1-1']
        ##teamcity[testStarted name='has an id' flowId='postbud-1-1']
        ##teamcity[testFinished name='has an id' duration='36' flowId='postbud-1-1']
        ##teamcity[testIgnored name='not yet' message='pm.test.skip' flowId='postbud-1-1']
        ##teamcity[testSuiteFinished name='Orders / Blåbær 🫐 / Create order |[iteration 1|]' flowId='postbud-1-1']
        ##teamcity[flowFinished flowId='postbud-1-1']
        ##teamcity[message text='{{merchant}} is not defined in any scope and was sent as it stands' status='WARNING' flowId='postbud']
        ##teamcity[flowStarted parent='postbud' flowId='postbud-1-2']
        ##teamcity[testSuiteStarted name='Orders / Capture |[iteration 1|]' flowId='postbud-1-2']
        ##teamcity[testStarted name='request' flowId='postbud-1-2']
        ##teamcity[testFailed name='request' message='ECONNREFUSED: no connection to localhost:1 (refused); is the server running?' details='at request' flowId='postbud-1-2']
        ##teamcity[testFinished name='request' duration='18' flowId='postbud-1-2']
        ##teamcity[testStarted name='test-script:3:14' flowId='postbud-1-2']
        ##teamcity[testFailed name='test-script:3:14' message='TypeError: cannot convert |'null|' or |'undefined|' to object' details='at test-script:3:14|n> const id = pm.response.json().id.length;|nat test-script:3:14' flowId='postbud-1-2']
        ##teamcity[testFinished name='test-script:3:14' duration='18' flowId='postbud-1-2']
        ##teamcity[testSuiteFinished name='Orders / Capture |[iteration 1|]' flowId='postbud-1-2']
        ##teamcity[flowFinished flowId='postbud-1-2']
        ##teamcity[flowStarted parent='postbud' flowId='postbud-1-3']
        ##teamcity[testSuiteStarted name='Odd \u{1b}|[31mname\u{0} |]|]> <&> |[iteration 1|]' flowId='postbud-1-3']
        ##teamcity[testStarted name='odd \u{1b}|]0;title\u{7} test "quoted"' flowId='postbud-1-3']
        ##teamcity[testFailed name='odd \u{1b}|]0;title\u{7} test "quoted"' message='AssertionError: bell \u{7} and |]|]> inside|nexpected |'漢字|' to deeply equal a text that is much too long to stand in one line of a terminal of eighty columns' details='at assertion:0 in test-script' flowId='postbud-1-3']
        ##teamcity[testFinished name='odd \u{1b}|]0;title\u{7} test "quoted"' duration='37' flowId='postbud-1-3']
        ##teamcity[testSuiteFinished name='Odd \u{1b}|[31mname\u{0} |]|]> <&> |[iteration 1|]' flowId='postbud-1-3']
        ##teamcity[flowFinished flowId='postbud-1-3']
        ##teamcity[flowStarted parent='postbud' flowId='postbud-1-4']
        ##teamcity[testSuiteStarted name='Orders / Refund |[iteration 1|]' flowId='postbud-1-4']
        ##teamcity[testIgnored name='request' message='skipped by pm.execution.skipRequest' flowId='postbud-1-4']
        ##teamcity[testSuiteFinished name='Orders / Refund |[iteration 1|]' flowId='postbud-1-4']
        ##teamcity[flowFinished flowId='postbud-1-4']
        ##teamcity[message text='{{merchant}} is not defined in any scope and was sent as it stands' status='WARNING' flowId='postbud']
        ##teamcity[flowStarted parent='postbud' flowId='postbud-2-1']
        ##teamcity[testSuiteStarted name='Orders / Blåbær 🫐 / Create order |[iteration 2|]' flowId='postbud-2-1']
        ##teamcity[testStarted name='status is 201' flowId='postbud-2-1']
        ##teamcity[testFinished name='status is 201' duration='36' flowId='postbud-2-1']
        ##teamcity[testStarted name='has an id' flowId='postbud-2-1']
        ##teamcity[testFinished name='has an id' duration='36' flowId='postbud-2-1']
        ##teamcity[testIgnored name='not yet' message='pm.test.skip' flowId='postbud-2-1']
        ##teamcity[testSuiteFinished name='Orders / Blåbær 🫐 / Create order |[iteration 2|]' flowId='postbud-2-1']
        ##teamcity[flowFinished flowId='postbud-2-1']
        ##teamcity[buildProblem description='unknown next request: setNextRequest named "Cpature", which is not there' flowId='postbud']
        ##teamcity[flowStarted parent='postbud' flowId='postbud-2-2']
        ##teamcity[testSuiteStarted name='Orders / Capture |[iteration 2|]' flowId='postbud-2-2']
        ##teamcity[testIgnored name='request' message='the run ended before the item did' flowId='postbud-2-2']
        ##teamcity[testSuiteFinished name='Orders / Capture |[iteration 2|]' flowId='postbud-2-2']
        ##teamcity[flowFinished flowId='postbud-2-2']
        ##teamcity[buildProblem description='run aborted: the run was interrupted; what follows was not run' flowId='postbud']
        ##teamcity[testSuiteFinished name='Shop' flowId='postbud']
        "#);
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(escaped("it's [a] | b\nc\u{1b}[1m"), "it|'s |[a|] || b|nc\\u{1b}|[1m");
    }
}
