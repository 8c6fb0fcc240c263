//! Reports, read back with an independent parser.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::fixture::{green_run, rich_run};
use super::*;

/// An element with its attributes and the text of its CDATA sections.
#[derive(Debug, Default, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    fn attribute(&self, name: &str) -> &str {
        &self.attributes[name]
    }

    pub(super) fn all(&self, name: &str) -> Vec<&Element> {
        let own = self.children.iter().filter(|child| child.name == name);
        own.chain(self.children.iter().flat_map(|child| child.all(name))).collect()
    }

    fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }
}

fn report(events: &[RunEvent]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xml");
    let mut junit = Junit::new(ReportFile::create(path.to_str(), "xml", 0).unwrap()).unwrap();
    for event in events {
        junit.event(event).unwrap();
    }
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_whole_document() {
    insta::assert_snapshot!("rich", report(&rich_run()));
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap().into_owned();
        (attribute.key.as_ref().to_owned(), value)
    });
    Element {
        name: start.name().as_ref().to_owned(),
        attributes: attributes.collect(),
        ..Element::default()
    }
}

fn parse(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => stack.push(element(&start)),
            Event::Empty(start) => stack.last_mut().unwrap().children.push(element(&start)),
            Event::End(_) => {
                let done = stack.pop().unwrap();
                stack.last_mut().unwrap().children.push(done);
            }
            Event::CData(data) => {
                stack.last_mut().unwrap().text.push_str(&data);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(stack.len(), 1);
    stack.remove(0)
}

#[test]
fn every_state_has_its_testcase() {
    let xml = report(&rich_run());
    let forbidden = |c: char| c.is_control() && c != '\n';
    assert!(!xml.contains(forbidden), "{xml}");
    let root = parse(&xml);
    let mut lines = Vec::new();
    for suite in root.all("testsuite") {
        let numbers = ["tests", "failures", "errors"].map(|name| suite.attribute(name));
        lines.push(format!("{} {numbers:?}", suite.attribute("name")));
        for case in suite.all("testcase") {
            let result = case.children.first();
            let result = result.map(|result| match result.name.as_str() {
                "skipped" => "skipped".to_owned(),
                name => format!("{name} {}", result.attribute("type")),
            });
            lines.push(format!(
                "  {} {} {}: {}",
                case.attribute("classname"),
                case.attribute("time"),
                case.attribute("name"),
                result.unwrap_or_default()
            ));
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    Orders / Blåbær 🫐 / Create order [iteration 1] ["3", "1", "0"]
      OrdersBlabaerCreateOrder 0.0005 status is 201: failure AssertionError
      OrdersBlabaerCreateOrder 0.0005 has an id: 
      OrdersBlabaerCreateOrder 0 not yet: skipped
    Orders / Capture [iteration 1] ["2", "0", "2"]
      OrdersCapture 0.03425 request: error ECONNREFUSED
      OrdersCapture 0 test-script: error TypeError
    Odd \u{1b}[31mname\u{0} ]]> <&> [iteration 1] ["1", "1", "0"]
      Odd31Mname 0.0005 odd \u{1b}]0;title\u{7} test "quoted": failure AssertionError
    Orders / Refund [iteration 1] ["1", "0", "0"]
      OrdersRefund 0 request: skipped
    Orders / Blåbær 🫐 / Create order [iteration 2] ["3", "0", "0"]
      OrdersBlabaerCreateOrder 0.0005 status is 201: 
      OrdersBlabaerCreateOrder 0.0005 has an id: 
      OrdersBlabaerCreateOrder 0 not yet: skipped
    Orders / Capture [iteration 2] ["0", "0", "0"]
    Shop (run) ["2", "0", "2"]
      Shop 0 unknown next request: error unknown next request
      Shop 0 run aborted: error run aborted
    "#);
}

#[test]
fn numbers_are_those_of_the_summary() {
    for events in [rich_run(), green_run()] {
        let mut summary = Summary::default();
        for event in &events {
            summary.event(event);
        }
        let root = parse(&report(&events));
        let failing = root.all("failure").len() + root.all("error").len();
        assert_eq!(failing as u64, summary.failures);
        assert_eq!(root.all("failure").len() as u64, summary.assertions.failed);
        assert_eq!(root.all("skipped").len() as u64, summary.skipped());
        for (attribute, element) in [("failures", "failure"), ("errors", "error")] {
            for suite in root.all("testsuite") {
                let said: usize = suite.attribute(attribute).parse().unwrap();
                assert_eq!(said, suite.all(element).len(), "{suite:?}");
            }
        }
    }
}

#[test]
fn texts_come_back_whole() {
    let root = parse(&report(&rich_run()));
    let suites = root.all("testsuite");
    let odd = suites.iter().find(|suite| suite.attribute("name").starts_with("Odd")).unwrap();
    assert_eq!(odd.attribute("name"), r"Odd \u{1b}[31mname\u{0} ]]> <&> [iteration 1]");
    let failure = odd.all("failure")[0];
    assert!(failure.text.contains(r"bell \u{7} and ]]> inside"), "{}", failure.text);
    assert!(failure.attribute("message").contains("inside expected '漢字'"));
}

#[test]
fn a_testcase_takes_as_long_as_its_assertion() {
    let root = parse(&report(&green_run()));
    let suite = root.all("testsuite")[0];
    assert_eq!(suite.attribute("time"), "0.0005");
    assert_eq!(suite.attribute("timestamp"), "2026-11-22T18:55:59.532Z");
    assert_eq!(suite.attribute("package"), "Shop");
}

#[test]
fn reports_keep_the_rules_of_their_readers() {
    for events in [rich_run(), green_run()] {
        let root = parse(&report(&events));
        let document = &root.children[0];
        assert_eq!(document.name, "testsuites");
        assert_eq!(rules::violations(document), Vec::<String>::new());
        let ids: Vec<_> = document.children.iter().map(|suite| suite.attribute("id")).collect();
        let counted: Vec<_> = (0..ids.len()).map(|id| id.to_string()).collect();
        assert_eq!(ids, counted);
    }
}

#[test]
fn data_requests_and_warnings_stand_in_the_output_of_their_suite() {
    let root = parse(&report(&rich_run()));
    let output = root.all("testsuite")[0].child("system-out").unwrap();
    insta::assert_snapshot!(output.text, @r#"
    iteration data: amount=100, name=Blåbær 🫐, active=true, note=null
    warning: {{merchant}} is not defined in any scope and was sent as it stands
    GET https://auth.example.com/token (pm.sendRequest): 200 OK, 34 ms
    POST https://api.example.com/ecomm/v2/payments/order-1234567890/details?expand=lines,customer: 200 OK, 34 ms
    "#);
}

#[test]
fn memory_does_not_grow_with_the_run() {
    let run = green_run();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xml");
    let file = ReportFile::create(path.to_str(), "xml", 0).unwrap();
    let mut junit = Junit::new(file).unwrap();
    junit.event(&run[0]).unwrap();
    for iteration in 0..2000 {
        for mut event in run[1..run.len() - 1].iter().cloned() {
            event.place_mut().cursor.unwrap().iteration = iteration;
            junit.event(&event).unwrap();
        }
        assert!(junit.open.is_empty() && junit.run.is_empty() && junit.rows.is_empty());
    }
    junit.event(run.last().unwrap()).unwrap();
    assert_eq!(parse(&std::fs::read_to_string(path).unwrap()).all("testcase").len(), 2000);
}

#[test]
fn testcases_name_the_file_of_their_request() {
    let root = parse(&report(&rich_run()));
    let files: Vec<_> =
        root.all("testcase").iter().map(|case| case.attributes.get("file")).collect();
    assert!(files.contains(&Some(&"shop.json".to_owned())) && files.contains(&None), "{files:?}");
}
