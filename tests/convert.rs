//! `postbud convert`: nothing is lost on the way to v3 and back.

use std::path::{Path, PathBuf};

use postbud::collection::{parse_collection, parse_environment, to_json};
use postbud::files::read_text;
use serde_json::Value;

use crate::support::command::{Desk, shipped};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A real file, or `None` with a line that says so.
#[expect(clippy::print_stderr, reason = "says which tests were skipped")]
fn real(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vipps/postman").join(name);
    if !path.exists() {
        eprintln!("skipped: {name} is not here");
        return None;
    }
    Some(path)
}

fn collection_comes_back(path: &Path) {
    let desk = Desk::new();
    let source = path.to_str().unwrap();
    let there = desk.postbud(&["convert", source, "-o", "there"]);
    assert_eq!(there.code, 0, "{}{}", there.stdout, there.stderr);
    assert!(desk.path("there/.resources/definition.yaml").is_file());
    let back = desk.postbud(&["convert", "there", "-o", "back.json"]);
    assert_eq!(back.code, 0, "{}{}", back.stdout, back.stderr);
    let original = to_json(&parse_collection(&read_text(path).unwrap(), "original").unwrap());
    let returned: Value = serde_json::from_str(&desk.read("back.json")).unwrap();
    assert_eq!(pretty(&returned), pretty(&original), "{source}");
}

fn pretty(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    format!("{value:#}")
}

fn environment_comes_back(path: &Path) {
    let desk = Desk::new();
    let there = desk.postbud(&["convert", path.to_str().unwrap(), "-o", "e.environment.yaml"]);
    assert_eq!(there.code, 0, "{}{}", there.stdout, there.stderr);
    let back = desk.postbud(&["convert", "e.environment.yaml", "-o", "back.json"]);
    assert_eq!(back.code, 0, "{}{}", back.stdout, back.stderr);
    let original = parse_environment(&read_text(path).unwrap(), "original").unwrap();
    assert_eq!(parse_environment(&desk.read("back.json"), "back").unwrap(), original);
}

#[test]
fn every_form_survives() {
    for name in ["forms-v2.1", "forms-v2.0", "forms-v1"] {
        collection_comes_back(&fixture(&format!("{name}.postman_collection.json")));
    }
    collection_comes_back(Path::new(&shipped("ecommerce-v2.postman_collection.json")));
    environment_comes_back(Path::new(&shipped("ecommerce-v2.postman_environment.json")));
}

#[test]
fn real_collections_survive() {
    for name in ["ecommerce-v2", "invoice-ipp", "invoice-isp", "login", "psp-v2", "recurring-v2"] {
        if let Some(path) = real(&format!("{name}.postman_collection.json")) {
            collection_comes_back(&path);
        }
        if let Some(path) = real(&format!("{name}.postman_environment.json")) {
            environment_comes_back(&path);
        }
    }
}

#[test]
fn a_converted_collection_runs_as_the_original() {
    let desk = Desk::new();
    let collection = shipped("ecommerce-v2.postman_collection.json");
    let environment = shipped("ecommerce-v2.postman_environment.json");
    assert_eq!(desk.postbud(&["convert", &collection, "-o", "shop"]).code, 0);
    assert_eq!(desk.postbud(&["convert", &environment, "-o", "e.environment.yaml"]).code, 0);
    let ran = desk.postbud(&["run", "shop", "-e", "e.environment.yaml", "--emulator"]);
    let original = desk.postbud(&["run", &collection, "-e", &environment, "--emulator"]);
    assert_eq!((ran.code, original.code), (0, 0), "{}{}", ran.stdout, ran.stderr);
    let checks = |text: &str| text.lines().filter(|line| line.contains('✓')).count();
    assert!(checks(&ran.stdout) > 10);
    assert_eq!(checks(&ran.stdout), checks(&original.stdout));
}

#[test]
fn what_is_edited_counts_and_what_is_there_is_kept() {
    let desk = Desk::new();
    desk.file("c.json", r#"{"info": {"name": "c", "_postman_id": "x"}, "item": [{"name": "r", "odd": 1, "request": {"url": "http://x/", "method": "GET", "header": [{"key": "A", "value": "1", "type": "text"}]}}]}"#);
    assert_eq!(desk.postbud(&["convert", "c.json", "-o", "d"]).code, 0);
    let again = desk.postbud(&["convert", "c.json", "-o", "d"]);
    assert_eq!(again.code, 3);
    assert!(again.stderr.contains("--force"), "{}", again.stderr);
    let edited = desk.read("d/r.request.yaml").replace("A: \"1\"", "A: \"2\"");
    assert!(edited.contains("\"2\""), "{edited}");
    desk.file("d/r.request.yaml", edited);
    let back = desk.postbud(&["convert", "d", "-o", "back.json"]);
    assert!(back.stdout.contains("changed since it was converted"), "{}", back.stdout);
    let back: Value = serde_json::from_str(&desk.read("back.json")).unwrap();
    assert_eq!(
        back["item"][0]["request"]["header"],
        serde_json::json!([{"key": "A", "value": "2"}])
    );
    assert_eq!(back["info"]["_postman_id"], "x");
}
