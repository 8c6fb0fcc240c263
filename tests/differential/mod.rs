//! What newman 6.2.2 did is what we do, except for a reviewed list of differences.
//!
//! A case is an entry of `tests/fixtures/differential/<area>.json`; what newman did with it is
//! recorded in `<area>.newman.json` beside it; `differences.json` lists where we differ on purpose.
//! Record anew with
//! `NEWMAN=<path of the newman program> cargo test --test integration differential::record -- --ignored`.

mod case;
mod compare;
mod differences;
mod inline;
mod outcome;
mod runners;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::Value;

use case::Case;
use differences::Differences;

const AREAS: [&str; 11] = [
    "flow",
    "headers",
    "bodies",
    "urls",
    "variables",
    "scripts",
    "redirects",
    "cookies",
    "auth",
    "data",
    "options",
];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/differential").join(name)
}

fn recorded(area: &str) -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(fixture(&format!("{area}.newman.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The same with `--newman-compat`, where nothing may differ.
fn check_lenient(area: &str) {
    let expected = recorded(area);
    for mut case in Case::load(area) {
        case.args.push("--newman-compat".to_owned());
        let differing = compare::differences(&expected[&case.name], &runners::postbud(&case));
        assert!(differing.is_empty(), "{}: {differing:?}", case.name);
    }
}

/// Runs the cases of an area and lists everything that is neither newman's nor on the list.
fn check(area: &str) {
    let expected = recorded(area);
    let differences = Differences::load();
    let mut complaints = Vec::new();
    for case in Case::load(area) {
        let Some(newman) = expected.get(&case.name) else {
            complaints.push(format!("{area}/{}: newman's outcome is not recorded", case.name));
            continue;
        };
        let place = format!("{area}/{}", case.name);
        let ours = runners::postbud(&case);
        let unlisted = differences.unlisted(&place, compare::differences(newman, &ours));
        complaints.extend(unlisted.into_iter().map(|line| format!("{place}: {line}")));
    }
    assert!(complaints.is_empty(), "{} differences\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn flow() {
    check("flow");
}

#[test]
fn headers() {
    check("headers");
}

#[test]
fn bodies() {
    check("bodies");
}

#[test]
fn urls() {
    check("urls");
}

#[test]
fn variables() {
    check("variables");
}

#[test]
fn scripts() {
    check("scripts");
}

#[test]
fn redirects() {
    check("redirects");
}

#[test]
fn cookies() {
    check("cookies");
}

#[test]
fn auth() {
    check("auth");
}

#[test]
fn data() {
    check("data");
}

#[test]
fn data_read_with_newmans_leniency() {
    check_lenient("data");
}

#[test]
fn options() {
    check("options");
}

#[test]
fn every_case_is_recorded_and_every_record_has_its_case() {
    let mut known = Vec::new();
    for area in AREAS {
        let mut names: Vec<String> = Case::load(area).into_iter().map(|case| case.name).collect();
        names.sort();
        let records: Vec<String> = recorded(area).into_keys().collect();
        assert_eq!(names, records, "{area}");
        known.extend(names.into_iter().map(|name| format!("{area}/{name}")));
    }
    assert!(known.len() >= 150, "{} cases", known.len());
    for place in Differences::load().places() {
        assert!(known.iter().any(|name| name == place), "differences.json names no case: {place}");
    }
}

#[test]
#[ignore = "runs newman, which the environment variable NEWMAN names"]
fn record() {
    let newman = std::env::var("NEWMAN").unwrap();
    let only = std::env::var("AREA").ok();
    for area in AREAS.iter().filter(|area| only.as_deref().is_none_or(|only| only == **area)) {
        let cases = Mutex::new(Case::load(area));
        let outcomes = Mutex::new(BTreeMap::new());
        let work = || {
            while let Some(case) = { cases.lock().unwrap().pop() } {
                let outcome = runners::newman(&newman, &case);
                outcomes.lock().unwrap().insert(case.name, outcome);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(work);
            scope.spawn(work);
        });
        let text = serde_json::to_string_pretty(&outcomes.into_inner().unwrap()).unwrap();
        std::fs::write(fixture(&format!("{area}.newman.json")), text + "\n").unwrap();
    }
}
