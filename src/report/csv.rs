//! The `csv` reporter: one row for every request that an item sent, in the columns of
//! newman-reporter-csv, so that what reads its files reads ours.
//!
//! Differences from it, each where it loses something: requests without an answer and skipped ones
//! have a row too, `pm.sendRequest` does not take the place of the item's request, rows are in the
//! file as far as the run came, and two columns follow (`folder`, `error`). Of the lists of test
//! names, `executed` holds those that passed.

use csv::Writer;

use super::execution::{Execution, Gatherer};
use super::options::ReporterOptions;
use super::output::ReportFile;
use super::{ReportError, Reporter, Setup, text};
use crate::run::event::{Content, RunEvent};

/// `include-body` adds the column `body`; newman-reporter-csv spells it `includeBody`.
pub(super) const SWITCHES: &[&str] = &["include-body", "includeBody"];

const COLUMNS: [&str; 16] = [
    "iteration",
    "collectionName",
    "requestName",
    "method",
    "url",
    "status",
    "code",
    "responseTime",
    "responseSize",
    "executed",
    "failed",
    "skipped",
    "totalAssertions",
    "executedCount",
    "failedCount",
    "skippedCount",
];

/// Builds the reporter on the file of `--reporter-csv-export`.
pub(super) fn build(
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    let bodies = options.switch("include-body")? || options.switch("includeBody")?;
    let file = ReportFile::create(options.text("export"), "csv", (setup.clock)())?;
    Ok(Box::new(Csv::new(file, bodies)?))
}

struct Csv {
    /// `None` once the report is in place.
    rows: Option<Writer<ReportFile>>,
    bodies: bool,
    collection: String,
    gatherer: Gatherer,
}

impl Csv {
    fn new(file: ReportFile, bodies: bool) -> Result<Self, ReportError> {
        let mut rows = Writer::from_writer(file);
        let body = bodies.then_some("body");
        rows.write_record(COLUMNS.into_iter().chain(body).chain(["folder", "error"]))?;
        let (collection, gatherer) = (String::new(), Gatherer::default());
        Ok(Self { rows: Some(rows), bodies, collection, gatherer })
    }

    fn row(&self, execution: &Execution) -> Vec<String> {
        let request = execution.request.as_ref();
        let sent = request.map(|end| &end.request);
        let response = request.and_then(|end| end.response.as_ref());
        let [passed, failed, skipped] = names(execution);
        let count = |names: &[String]| names.len().to_string();
        let mut row = vec![
            (execution.cursor.iteration + 1).to_string(),
            cell(&self.collection),
            cell(&execution.item.name),
            cell(sent.map_or("", |sent| &sent.method)),
            cell(sent.map_or("", |sent| &sent.url)),
            cell(response.map_or("", |response| &response.status)),
            response.map(|response| response.code.to_string()).unwrap_or_default(),
            response.map(|response| format!("{:.0}", response.response_time)).unwrap_or_default(),
            response.map(|response| response.body.size.to_string()).unwrap_or_default(),
            cell(&passed.join(", ")),
            cell(&failed.join(", ")),
            cell(&skipped.join(", ")),
            execution.assertions.len().to_string(),
            count(&passed),
            count(&failed),
            count(&skipped),
        ];
        if self.bodies {
            let body = response.map(|response| String::from_utf8_lossy(&response.body.bytes));
            row.push(body.map(|body| body_cell(&body)).unwrap_or_default());
        }
        row.push(cell(&execution.item.path.join(" / ")));
        row.push(cell(&errors(execution)));
        row
    }
}

impl Reporter for Csv {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        if let RunEvent::Start(info) = event {
            self.collection.clone_from(&info.collection_name);
        }
        for execution in self.gatherer.event(event).executions {
            let row = self.row(&execution);
            if let Some(rows) = &mut self.rows {
                rows.write_record(row)?;
            }
        }
        if matches!(event, RunEvent::Done(_))
            && let Some(rows) = self.rows.take()
        {
            let file = rows.into_inner().map_err(|error| error.into_error())?;
            file.commit()?;
        }
        Ok(())
    }

    fn body_limit(&self) -> usize {
        if self.bodies { Content::LIMIT } else { 0 }
    }
}

/// The names of the tests that passed, failed and were skipped.
fn names(execution: &Execution) -> [Vec<String>; 3] {
    let mut names = [const { Vec::new() }; 3];
    for (test, failure) in &execution.assertions {
        let list = match (failure, test.assertion.skipped) {
            (Some(_), _) => 1,
            (None, true) => 2,
            (None, false) => 0,
        };
        names[list].push(test.assertion.name.clone());
    }
    names
}

/// Everything but assertions that went wrong, or why nothing was sent.
fn errors(execution: &Execution) -> String {
    let errors =
        execution.errors.iter().map(|failure| format!("{}: {}", failure.name, failure.message));
    let skipped = execution.skipped.then(|| "skipped by pm.execution.skipRequest".to_owned());
    let unfinished = execution.unfinished.then(|| "the run ended before the item did".to_owned());
    errors.chain(skipped).chain(unfinished).collect::<Vec<_>>().join("; ")
}

/// Keeps a cell on its line, and from being run as a formula by a spreadsheet program.
fn cell(text: &str) -> String {
    guard(text::visible(text))
}

/// Keeps the lines of a body.
fn body_cell(body: &str) -> String {
    guard(body.split('\n').map(text::visible).collect::<Vec<_>>().join("\n"))
}

/// Puts an apostrophe before what spreadsheets take for a formula (OWASP, CSV injection).
fn guard(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::fixture::rich_run;
    use super::*;

    fn report(bodies: bool) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.csv");
        let file = ReportFile::create(path.to_str(), "csv", 0).unwrap();
        let mut reporter = Csv::new(file, bodies).unwrap();
        for event in rich_run() {
            reporter.event(&event).unwrap();
        }
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn every_execution_is_a_row() {
        insta::assert_snapshot!(report(false), @r#"
        iteration,collectionName,requestName,method,url,status,code,responseTime,responseSize,executed,failed,skipped,totalAssertions,executedCount,failedCount,skippedCount,folder,error
        1,Shop,Create order,POST,"https://api.example.com/ecomm/v2/payments/order-1234567890/details?expand=lines,customer",OK,200,34,3,has an id,status is 201,not yet,3,1,1,1,Orders / Blåbær 🫐,
        1,Shop,Capture,POST,http://localhost:1/capture,,,,,,,,0,0,0,0,Orders,ECONNREFUSED: no connection to localhost:1 (refused); is the server running?; TypeError: cannot convert 'null' or 'undefined' to object
        1,Shop,Odd \u{1b}[31mname\u{0} ]]> <&>,GET,http://localhost/odd,OK,200,34,999998,,"odd \u{1b}]0;title\u{7} test ""quoted""",,1,0,1,0,,
        1,Shop,Refund,,,,,,,,,,0,0,0,0,Orders,skipped by pm.execution.skipRequest
        2,Shop,Create order,POST,"https://api.example.com/ecomm/v2/payments/order-1234567890/details?expand=lines,customer",OK,200,34,3,"status is 201, has an id",,not yet,3,2,0,1,Orders / Blåbær 🫐,
        2,Shop,Capture,POST,http://localhost:1/capture,OK,404,34,3,,,,0,0,0,0,Orders,the run ended before the item did
        "#);
    }

    #[test]
    fn rows_are_read_back_whole() {
        let text = report(true);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let body = reader.headers().unwrap().iter().position(|name| name == "body").unwrap();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 6);
        assert_eq!(&rows[0][body], "{}\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell("a=1"), "a=1");
        assert_eq!(body_cell("@a\nb\u{7}"), "'@a\nb\\u{7}");
    }
}
