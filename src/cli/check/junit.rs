//! Verdicts as JUnit XML: wrong is a failure, inconclusive an error, not tested is skipped.

use junit_report::{Duration, Report, TestCase, TestResult, TestSuite};

use super::super::exit::Fatal;
use crate::check::{Status, SystemReport, Verdict};
use crate::report::xml_text::{attribute, cdata, class_name};

/// Writes a suite an environment and API, a case a credential.
///
/// # Errors
/// Fails when the result is no text, which the XML writer rules out.
pub(super) fn xml(reports: &[SystemReport]) -> Result<String, Fatal> {
    let mut report = Report::new();
    report.add_testsuites(reports.iter().map(suite));
    let mut bytes = Vec::new();
    report.write_xml(&mut bytes).map_err(Fatal::not_loaded)?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(Fatal::not_loaded)
}

fn suite(report: &SystemReport) -> TestSuite {
    let mut suite =
        TestSuite::new(&attribute(&format!("{} ({})", report.title, report.environment)));
    let class = class_name(&report.title);
    for verdict in &report.verdicts {
        let mut case = case(verdict);
        case.set_classname(&class);
        suite.add_testcase(case);
    }
    if let Some(first) = suite.testcases.first_mut() {
        first.time = Duration::milliseconds(i64::try_from(report.duration_ms).unwrap_or(i64::MAX));
    }
    if !report.notes.is_empty() {
        suite.set_system_out(&cdata(&report.notes.join("\n")));
    }
    suite
}

fn case(verdict: &Verdict) -> TestCase {
    let name = attribute(&verdict.variable);
    let message = attribute(&verdict.evidence);
    let kind = verdict.status.word();
    let mut case = match verdict.status {
        Status::Valid => return TestCase::success(&name, Duration::ZERO),
        Status::NotTested => return TestCase::skipped_with_cause(&name, kind, &message),
        Status::Wrong => TestCase::failure(&name, Duration::ZERO, kind, &message),
        Status::Inconclusive => TestCase::error(&name, Duration::ZERO, kind, &message),
    };
    if let TestResult::Failure { cause, .. } | TestResult::Error { cause, .. } = &mut case.result {
        *cause = Some(cdata(&format!("{}\n{}", verdict.evidence, verdict.advice)));
    }
    case
}
