//! The document, suite by suite: memory does not grow with the run.
//!
//! The XML writer wants a whole report, so every suite is written as a report of its own, and the
//! frame around it taken off.

use std::io::{self, Write};

use junit_report::{Report, TestSuite};

use super::super::ReportError;
use super::super::output::ReportFile;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites>\n";
const TAIL: &str = "</testsuites>\n";
/// How a suite begins that is the first of its report.
const FIRST: &str = "<testsuite id=\"0\"";

/// A document in the making.
pub(super) struct Chunks {
    file: ReportFile,
    suites: u64,
}

impl Chunks {
    pub(super) fn begin(mut file: ReportFile) -> Result<Self, ReportError> {
        file.write_all(HEAD.as_bytes())?;
        Ok(Self { file, suites: 0 })
    }

    /// Writes a suite.
    pub(super) fn push(&mut self, suite: TestSuite) -> Result<(), ReportError> {
        let mut report = Report::new();
        report.add_testsuite(suite);
        let mut xml = Vec::new();
        report.write_xml(&mut xml)?;
        let rest = suite_of(&xml).ok_or_else(|| io::Error::other("a suite has an odd shape"))?;
        write!(self.file, "<testsuite id=\"{}\"", self.suites)?;
        self.file.write_all(rest)?;
        self.file.write_all(b"\n")?;
        self.suites += 1;
        Ok(())
    }

    /// Ends the document and puts it in place.
    pub(super) fn finish(mut self) -> Result<(), ReportError> {
        self.file.write_all(TAIL.as_bytes())?;
        self.file.commit()
    }
}

/// What follows the id of the suite in a report of one.
fn suite_of(xml: &[u8]) -> Option<&[u8]> {
    let text = std::str::from_utf8(xml).ok()?;
    let (_, inside) = text.split_once("<testsuites>")?;
    let (inside, _) = inside.rsplit_once("</testsuites>")?;
    inside.strip_prefix(FIRST).map(str::as_bytes)
}
