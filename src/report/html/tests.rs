//! The file as it stands; what a browser makes of it is tested with one (`tests/html_report.rs`).

use base64::Engine as _;
use flate2::read::DeflateDecoder;
use serde_json::Value;

use super::super::fixture::{green_run, rich_run, shortened};
use super::*;

fn report(events: &[RunEvent]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    let mut html = Html::new(ReportFile::create(path.to_str(), "html", 0).unwrap()).unwrap();
    for event in events {
        html.event(event).unwrap();
    }
    std::fs::read_to_string(path).unwrap()
}

fn data(page: &str, id: &str) -> Vec<Value> {
    let start = format!("<script type=\"application/json\" id=\"{id}\">");
    let (_, rest) = page.split_once(&start).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

fn details(page: &str) -> Vec<Value> {
    let inflate = |block: Value| -> Vec<Value> {
        let bytes = base64::engine::general_purpose::STANDARD.decode(block.as_str().unwrap());
        serde_json::from_reader(DeflateDecoder::new(bytes.unwrap().as_slice())).unwrap()
    };
    data(page, "blocks").into_iter().flat_map(inflate).collect()
}

/// The page without its style and script, and what the compressed blocks hold.
#[test]
fn the_whole_document() {
    let page = report(&rich_run());
    let cut = |text: &str, from: &str, to: &str| {
        let start = text.find(from).unwrap() + from.len();
        let end = start + text[start..].find(to).unwrap();
        format!("{}…{}", &text[..start], &text[end..])
    };
    let ends = [
        ("sha256-", "'"),
        ("<style>", "</style>"),
        ("id=\"blocks\">", "</script>"),
        ("<script>", "</script>"),
    ];
    let mut shown = ends.iter().fold(page.clone(), |text, (from, to)| cut(&text, from, to));
    for mut detail in details(&page) {
        shortened(&mut detail);
        shown.push_str(&format!("\n{}", serde_json::to_string_pretty(&detail).unwrap()));
    }
    insta::assert_snapshot!("rich", shown);
}

#[test]
fn every_execution_is_a_row_with_details() {
    let page = report(&rich_run());
    let rows = data(&page, "rows");
    let states: Vec<&str> = rows.iter().map(|row| row[3].as_str().unwrap()).collect();
    assert_eq!(states, ["failed", "failed", "failed", "skipped", "passed", "unfinished"]);
    let details = details(&page);
    assert_eq!(details.len(), rows.len());
    assert_eq!(details[0]["request"]["response"]["body"]["text"], "{}\n");
    assert_eq!(details[0]["tests"].as_array().unwrap().len(), 3);
    assert_eq!(details[1]["request"]["error"]["code"], "ECONNREFUSED");
    assert_eq!(details[1]["errors"][1]["source"], "const id = pm.response.json().id.length;");
    assert_eq!(details[0]["data"]["amount"], 100);
    assert_eq!(details[4]["data"]["amount"], 200);
}

#[test]
fn texts_of_the_run_are_escaped() {
    let mut events = rich_run();
    for event in &mut events {
        match event {
            RunEvent::Start(info) => info.collection_name = "</title><script>x()</script>".into(),
            RunEvent::Warning(warning) => warning.message = "<img src=x onerror=x()>".into(),
            RunEvent::Assertion(test) => test.assertion.name = "</script><script>x()".into(),
            _ => {}
        }
    }
    let page = report(&events);
    assert!(!page.contains("<script>x()") && !page.contains("<img"), "markup of the run");
    assert_eq!(page.matches("<script").count(), 3);
    assert_eq!(page.matches("</script>").count(), 3);
}

#[test]
fn nothing_hidden_is_in_the_page() {
    let page = report(&rich_run());
    assert!(page.contains(r"odd \u{1b}]0;title\u{7} test"), "{page}");
    assert!(page.chars().all(|c| c == '\n' || !c.is_control()), "{page}");
}

#[test]
fn the_environment_is_compared() {
    let page = report(&green_run());
    assert!(page.contains("1 of 1 changed by the run"), "{page}");
    assert!(page.contains("verdict passed"));
}
