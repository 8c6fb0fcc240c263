//! The libraries beside the real packages: the calls of `fixtures/libs`, each answered by both in a
//! run, the real ones through `--node-modules`.
//!
//! Where a package answers otherwise here than in Node, which the table tells, the engine is at fault
//! and not the library: such calls are shown and do not fail the test.
//!
//! The packages are not part of the repository. Install them in a folder and name it:
//!
//! ```sh
//! npm install --prefix DIR lodash@4.18.1 backbone@1.6.0 moment@2.30.1 crypto-js@3.3.0 ajv@6.12.5 tv4@1.3.0 cheerio@0.22.0 xml2js@0.6.2 csv-parse@1.2.4
//! POSTBUD_REAL_PACKAGES=DIR/node_modules cargo test --test integration real_packages -- --nocapture
//! ```

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::command::{Desk, collection};
use crate::support::echo::Echo;

/// Where the packages are.
const FOLDER: &str = "POSTBUD_REAL_PACKAGES";

/// The tables of each package.
const TABLES: &[(&str, &[&str])] = &[
    ("ajv", &["ajv.txt", "schema-tables.txt", "drafts-tables.txt"]),
    ("backbone", &["backbone.txt"]),
    ("cheerio", &["cheerio.txt", "cheerio-tables.txt", "cheerio-more-tables.txt"]),
    ("crypto-js", &["crypto-js.txt", "crypto-js-tables.txt"]),
    ("csv-parse", &["csv-parse.txt", "csv-parse-tables.txt"]),
    ("lodash", &["lodash.txt", "lodash-tables.txt", "lodash-chains.txt"]),
    ("moment", &["moment.txt", "moment-locales.txt", "moment-tables.txt"]),
    ("tv4", &["tv4.txt"]),
    ("xml2js", &["xml2js.txt", "xml2js-tables.txt"]),
];

/// The calls of a table, as expressions, and what they answer in Node; before them, the code they
/// start with.
fn calls(table: &str) -> (String, Vec<String>, Vec<String>) {
    let (mut prelude, mut callee) = (String::new(), "");
    let (mut list, mut answers) = (Vec::new(), Vec::new());
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        if let Some(code) = line.strip_prefix("@ ") {
            writeln!(prelude, "{code}").unwrap();
        } else if let Some(name) = line.strip_prefix('#') {
            callee = name.trim();
        } else {
            let (args, answer) = line.split_once(" //=> ").unwrap();
            answers.push(answer.to_owned());
            list.push(if callee.is_empty() {
                args.to_owned()
            } else {
                format!("{callee}({args})")
            });
        }
    }
    (prelude, list, answers)
}

/// What a run answers to the calls.
fn answers(prelude: &str, calls: &[String], options: &[&str]) -> Vec<Value> {
    let show = include_str!("fixtures/libs/show.js");
    let calls = Value::from(calls.to_vec());
    let script = format!(
        "{prelude}\n;{show}\npm.environment.set('answers', JSON.stringify({calls}.map((call) => {{ try {{ return show(eval('(' + call + ')')); }} catch (error) {{ return 'throws ' + show(error); }} }})));"
    );
    let (desk, echo) = (Desk::new(), Echo::start());
    let url = format!("http://127.0.0.1:{}/get", echo.port());
    desk.file("c.json", collection(&url, &script));
    let report = ["-r", "json", "--reporter-json-export", "r.json", "--timeout-script", "300000"];
    let ran = desk.postbud(&[&["run", "c.json"], &report[..], options].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let report: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    let variables = report["environment"]["values"].as_array().unwrap();
    let variable = variables.iter().find(|one| one["key"] == "answers").unwrap();
    serde_json::from_str(variable["value"].as_str().unwrap()).unwrap()
}

fn version(folder: &Path, package: &str) -> Option<String> {
    let manifest = std::fs::read_to_string(folder.join(package).join("package.json")).ok()?;
    let manifest: Value = serde_json::from_str(&manifest).ok()?;
    manifest["version"].as_str().map(str::to_owned)
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what this is run for")]
fn answer_as_the_libraries_do() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        println!("skipped: {FOLDER} names no folder of packages; see tests/real_packages.rs");
        return;
    };
    let text = folder.to_str().unwrap();
    let (mut compared, mut differences, mut odd) = (0, String::new(), String::new());
    for (package, tables) in TABLES {
        let Some(version) = version(&folder, package) else {
            println!("{package}: skipped, it is not in {text}");
            continue;
        };
        let (mut calls_made, mut different) = (0, 0);
        for file in *tables {
            let table =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/libs").join(file);
            let (prelude, calls, in_node) = calls(&std::fs::read_to_string(table).unwrap());
            let ours = answers(&prelude, &calls, &[]);
            let theirs = answers(&prelude, &calls, &["--node-modules", text]);
            calls_made += calls.len();
            for (at, call) in calls.iter().enumerate() {
                if ours[at] != theirs[at] {
                    different += 1;
                    let place = if theirs[at] == in_node[at] { &mut differences } else { &mut odd };
                    writeln!(place, "{call}\n  {package} {}\n  postbud {}", theirs[at], ours[at])
                        .unwrap();
                }
            }
        }
        println!("{package} {version}: {calls_made} calls, {different} different");
        compared += calls_made;
    }
    println!("{compared} calls compared");
    if !odd.is_empty() {
        println!("packages that answer otherwise than in Node:\n{odd}");
    }
    assert!(differences.is_empty(), "{differences}");
    assert_ne!(json!(compared), 0, "no package of {text} was compared");
}
