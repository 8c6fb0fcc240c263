//! The `github` reporter: annotations on failing lines and a summary on the job's page.
//!
//! Annotations are written at the end, since GitHub shows the first ten of a step only: the tenth
//! one says how many more there are.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use super::digest::Digest;
use super::lines::Lines;
use super::options::ReporterOptions;
use super::summary::{FailureRecord, FailureSource};
use super::{ReportError, Reporter, Setup, markdown, text};
use crate::run::event::{RunEvent, RunInfo, Target};

/// `no-annotations` and `no-summary` leave a part out; `export` writes the annotations elsewhere.
pub(super) const SWITCHES: &[&str] = &["no-annotations", "no-summary"];

/// GitHub shows this many annotations of one level for a step (Actions, "Limits").
const SHOWN_ANNOTATIONS: usize = 10;

/// The variable that names the file for the job's page.
const SUMMARY_FILE: &str = "GITHUB_STEP_SUMMARY";

/// Builds the reporter: annotations on the standard output, the summary in the file that GitHub
/// names in `GITHUB_STEP_SUMMARY`.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let annotations = !options.switch("no-annotations")?;
    let summary = (setup.environment)(SUMMARY_FILE).filter(|path| !path.is_empty());
    let summary = if options.switch("no-summary")? { None } else { summary.map(PathBuf::from) };
    Ok(Box::new(GitHub {
        lines: annotations.then(|| Lines::open(options, setup, "txt")).transpose()?,
        summary,
        digest: Digest::default(),
        info: None,
        workspace: (setup.environment)("GITHUB_WORKSPACE").map(PathBuf::from),
    }))
}

struct GitHub {
    lines: Option<Lines>,
    summary: Option<PathBuf>,
    digest: Digest,
    info: Option<RunInfo>,
    /// What GitHub takes paths to be relative to.
    workspace: Option<PathBuf>,
}

impl Reporter for GitHub {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        if let RunEvent::Start(info) = event {
            self.info = Some(info.clone());
        }
        self.digest.event(event);
        if !matches!(event, RunEvent::Done(_)) {
            return Ok(());
        }
        let text = self.annotations();
        if let Some(lines) = &mut self.lines {
            lines.write(&text)?;
            lines.finish()?;
        }
        match &self.summary {
            Some(path) => append(path, &self.digest)
                .map_err(|source| ReportError::File { path: path.clone(), source }),
            None => Ok(()),
        }
    }
}

/// Adds the summary to what earlier steps of the job wrote there.
fn append(path: &PathBuf, digest: &Digest) -> std::io::Result<()> {
    let mut file = File::options().append(true).create(true).open(path)?;
    file.write_all(format!("{}\n", markdown::page(digest)).as_bytes())
}

impl GitHub {
    fn annotations(&self) -> String {
        let mut text = String::new();
        let failed = self.digest.summary().failures;
        let all_fit = failed <= SHOWN_ANNOTATIONS as u64;
        let shown = if all_fit { SHOWN_ANNOTATIONS } else { SHOWN_ANNOTATIONS - 1 };
        for failure in self.digest.failures.iter().take(shown) {
            text.push_str(&self.annotation(failure));
        }
        if !all_fit {
            let more = failed - shown as u64;
            let _ = writeln!(text, "::error title=postbud::and {more} more failures");
        }
        text
    }

    fn annotation(&self, failure: &FailureRecord) -> String {
        let title = format!("{}: {}", markdown::place(failure), markdown::what(failure));
        let mut message = format!("{}: {}", failure.name, failure.message);
        if let Some(line) = &failure.source_line {
            let _ = write!(message, "\n> {line}");
        }
        let mut properties = format!("title={}", property(&title));
        if let Some((file, line)) = self.location(failure) {
            let _ = write!(properties, ",file={}", property(&file));
            if let Some(line) = line {
                let _ = write!(properties, ",line={line}");
            }
        }
        format!("::error {properties}::{}\n", data(&message))
    }

    /// The file and the line that a failure is about: that of the script where it is known, else that
    /// of the request.
    fn location(&self, failure: &FailureRecord) -> Option<(String, Option<u64>)> {
        let item = failure.item.as_ref()?;
        let source = self.info.as_ref()?.source(failure.cursor?, item)?;
        let script = match failure.kind {
            FailureSource::Script(Target::PreRequest) => source.prerequest,
            FailureSource::Script(Target::Test) => source.test,
            FailureSource::Assertion if failure.at.ends_with("prerequest-script") => {
                source.prerequest
            }
            FailureSource::Assertion => source.test,
            FailureSource::Request | FailureSource::Problem | FailureSource::Abort => None,
        };
        let in_script = script.zip(failure.line).map(|(first, line)| first + u64::from(line) - 1);
        Some((self.relative(&source.file), in_script.or(source.line)))
    }

    fn relative(&self, file: &str) -> String {
        let below = || {
            let whole = std::path::absolute(file).ok()?;
            let below = whole.strip_prefix(self.workspace.as_ref()?).ok()?;
            Some(below.display().to_string())
        };
        below().unwrap_or_else(|| file.to_owned())
    }
}

/// Escapes the message of a workflow command, as GitHub's toolkit does.
fn data(message: &str) -> String {
    let lines = message.lines().map(|line| text::visible(line).replace('%', "%25"));
    lines.collect::<Vec<_>>().join("%0A")
}

/// Escapes a property of a workflow command.
fn property(value: &str) -> String {
    data(value).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::fixture::{Screen, rich_run};
    use super::*;

    fn reporter(lines: Option<Lines>, summary: Option<PathBuf>) -> GitHub {
        GitHub { lines, summary, digest: Digest::default(), info: None, workspace: None }
    }

    #[test]
    fn failures_are_annotations_and_a_summary() {
        let screen = Screen::default();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("summary.md");
        std::fs::write(&path, "earlier\n").unwrap();
        let mut reporter = reporter(Some(Lines::to_screen(&screen)), Some(path.clone()));
        for event in rich_run() {
            reporter.event(&event).unwrap();
        }
        insta::assert_snapshot!(screen.text(), @r#"
        ::error title=Orders / Blåbær 🫐 / Create order [iteration 1]%3A status is 201,file=shop.json,line=21::AssertionError: expected response to have status code 201 but got 200
        ::error title=Orders / Capture [iteration 1]%3A request::ECONNREFUSED: no connection to localhost:1 (refused); is the server running?
        ::error title=Orders / Capture [iteration 1]%3A test-script%3A3%3A14::TypeError: cannot convert 'null' or 'undefined' to object%0A> const id = pm.response.json().id.length;
        ::error title=Odd \u{1b}[31mname\u{0} ]]> <&> [iteration 1]%3A odd \u{1b}]0;title\u{7} test "quoted"::AssertionError: bell \u{7} and ]]> inside%0Aexpected '漢字' to deeply equal a text that is much too long to stand in one line of a terminal of eighty columns
        ::error title=the run%3A run::unknown next request: setNextRequest named "Cpature", which is not there
        ::error title=the run%3A run::run aborted: the run was interrupted; what follows was not run
        "#);
        let summary = std::fs::read_to_string(path).unwrap();
        assert!(summary.starts_with("earlier\n## ❌ Shop"), "{summary}");
    }

    #[test]
    fn ten_annotations_at_most() {
        let mut reporter = reporter(None, None);
        for event in rich_run().iter().cycle().take(200) {
            reporter.digest.event(event);
        }
        let text = reporter.annotations();
        assert_eq!(text.lines().count(), 10);
        let more = reporter.digest.summary().failures - 9;
        let last = format!("::error title=postbud::and {more} more failures\n");
        assert!(text.ends_with(&last), "{text}");
    }

    #[test]
    fn a_message_cannot_pose_as_a_command() {
        assert_eq!(data("a\n::set-env name=x::y\r\n100%"), "a%0A::set-env name=x::y%0A100%25");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
