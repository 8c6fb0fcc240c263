//! Six APIs × every credential × right, wrong, empty, swapped, of the other environment, and the
//! commonest slips of copying: the verdict names exactly the wrong ones.

use postbud::check::{Status, SystemReport};

use super::bench::{Bench, SYSTEMS, Values, of_production, right, with_status};

/// What is done to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Right,
    Wrong,
    Empty,
    Swapped,
    OtherEnvironment,
    Newline,
    Quoted,
}

const KINDS: [Kind; 7] = [
    Kind::Right,
    Kind::Wrong,
    Kind::Empty,
    Kind::Swapped,
    Kind::OtherEnvironment,
    Kind::Newline,
    Kind::Quoted,
];

/// A value of the same form that nobody has.
fn wrong(text: &str) -> String {
    let last = text.trim_end_matches('=').len() - 1;
    let (head, tail) = text.split_at(last);
    let other = if tail.starts_with('7') { '3' } else { '7' };
    format!("{head}{other}{}", &tail[1..])
}

/// Changes one value; returns the variables that are wrong then.
fn change(values: &mut Values, index: usize, kind: Kind, system: &str) -> Vec<&'static str> {
    let next = (index + 1) % values.len();
    let text = values[index].1.clone();
    match kind {
        Kind::Right => return Vec::new(),
        Kind::Wrong => values[index].1 = wrong(&text),
        Kind::Empty => values[index].1 = String::new(),
        Kind::OtherEnvironment => values[index].1 = of_production(system)[index].1.clone(),
        Kind::Newline => values[index].1 = format!("{text}\n"),
        Kind::Quoted => values[index].1 = format!("\"{text}\""),
        Kind::Swapped => {
            values[index].1 = values[next].1.clone();
            values[next].1 = text;
            return vec![values[index].0, values[next].0];
        }
    }
    vec![values[index].0]
}

fn evidence<'r>(report: &'r SystemReport, variable: &str) -> &'r str {
    &report.verdicts.iter().find(|verdict| verdict.variable == variable).unwrap().evidence
}

#[tokio::test]
async fn the_verdict_names_exactly_the_wrong_one() {
    let bench = Bench::new().await;
    let mut cases = 0;
    let mut failures = Vec::new();
    for system in SYSTEMS {
        for index in 0..right(system).len() {
            for kind in KINDS {
                let mut values = right(system);
                let mut expected = change(&mut values, index, kind, system);
                let report = bench.check(system, &values).await;
                let mut found = with_status(&report, Status::Wrong);
                expected.sort_unstable();
                found.sort_unstable();
                let variable = values[index].0;
                let said = kind == Kind::Right
                    || match kind {
                        Kind::Empty => evidence(&report, variable).contains("is not filled in"),
                        Kind::Newline => {
                            evidence(&report, variable).contains("ends in a line break")
                        }
                        Kind::Quoted => evidence(&report, variable).contains("wrapped in quotes"),
                        Kind::Swapped => evidence(&report, variable).contains("swapped"),
                        _ => true,
                    };
                let rest = kind != Kind::Right || report.worst() == Status::Valid;
                if found != expected || !said || !rest {
                    failures.push(format!("{system} {variable} {kind:?}: {:#?}", report.verdicts));
                }
                cases += 1;
            }
        }
    }
    assert!(failures.is_empty(), "{} of {cases}:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(cases, 25 * KINDS.len());
}

/// A whole set of production keys at the test host: a diagnosis of its own.
#[tokio::test]
async fn production_keys_at_the_test_host_are_recognised() {
    let bench = Bench::new().await;
    for system in SYSTEMS {
        let report = bench.check(system, &of_production(system)).await;
        let wrong = report.verdicts.iter().find(|verdict| verdict.status == Status::Wrong).unwrap();
        let text = format!("{} {}", wrong.evidence, wrong.advice);
        assert!(
            text.contains("api.vipps.no accepts it") && text.contains("this is a production value"),
            "{system}: {:#?}",
            report.verdicts
        );
    }
}
