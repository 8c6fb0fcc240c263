//! Scripts that are run in the runner itself do what they do in a worker.

use super::case::Case;
use super::{compare, runners};

/// Runs every case of an area several times over, with and without, and compares.
fn check(area: &str) {
    let mut complaints = Vec::new();
    for mut case in Case::load(area) {
        let iterates = |word: &String| matches!(word.as_str(), "-n" | "-d" | "--iteration-count");
        if !case.args.iter().any(iterates) {
            case.args.extend(["-n", "3"].map(str::to_owned));
        }
        let [inline, handed_over] = ["soon", "never"].map(|when| {
            let mut case = case.clone();
            case.args.extend(["--inline-scripts", when].map(str::to_owned));
            let mut outcome = runners::postbud(&case);
            // Side by side they arrive in any order.
            if case.args.iter().any(|word| word == "--jobs") {
                outcome["requests"].take();
            }
            outcome
        });
        for difference in compare::differences(&handed_over, &inline) {
            complaints.push(format!("{area}/{}: {difference:?}", case.name));
        }
    }
    assert!(complaints.is_empty(), "{} differences\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn limits_and_mixtures() {
    check("inline");
}

#[test]
fn flow() {
    check("flow");
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
fn cookies() {
    check("cookies");
}

#[test]
fn data() {
    check("data");
}
