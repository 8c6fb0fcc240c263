//! The reviewed list of deliberate differences.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::compare::Difference;

/// `differences.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Differences {
    /// What differs in every case and is made equal before comparing: thing and reason.
    #[serde(rename = "everywhere")]
    _everywhere: BTreeMap<String, String>,
    /// Reasons by name, for cases that share one.
    reasons: BTreeMap<String, String>,
    /// Cases as `area/name`.
    cases: BTreeMap<String, Listed>,
}

/// Where a case differs, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    /// A name in `reasons`.
    reason: String,
    /// What we do, by JSON pointer; null where we have nothing.
    ours: BTreeMap<String, Value>,
}

impl Differences {
    /// Reads the list.
    pub(super) fn load() -> Self {
        let text = std::fs::read_to_string(super::fixture("differences.json")).unwrap();
        let list: Self = serde_json::from_str(&text).unwrap();
        for (place, listed) in &list.cases {
            assert!(
                list.reasons.contains_key(&listed.reason),
                "{place}: no reason {}",
                listed.reason
            );
        }
        list
    }

    /// Names the cases.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        self.cases.keys().map(String::as_str)
    }

    /// Says what is not on the list, and what is on it without being there.
    pub(super) fn unlisted(&self, place: &str, found: Vec<Difference>) -> Vec<String> {
        let mut listed = self.cases.get(place).map(|case| case.ours.clone()).unwrap_or_default();
        let mut complaints: Vec<String> = found
            .into_iter()
            .filter(|difference| listed.remove(&difference.at).as_ref() != Some(&difference.ours))
            .map(|Difference { at, newman, ours }| {
                format!("{at}\n    newman {newman}\n    ours   {ours}")
            })
            .collect();
        complaints.extend(
            listed.into_keys().map(|at| format!("{at}: listed, but there is no difference")),
        );
        complaints
    }
}
